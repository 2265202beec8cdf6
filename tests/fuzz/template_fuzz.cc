// Any bytes as a template: problems with words, or a body that merges whatever its fields hold and
// reads as Markdown.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "documents/markdown.h"
#include "documents/merge.h"
#include "documents/template.h"

namespace {

using namespace lintel;

Json value_of(const Field& field) {
  switch (field.type) {
    case FieldType::money:
      return "112.40";
    case FieldType::date:
      return "2026-11-23";
    case FieldType::number:
      return 3;
    case FieldType::address:
      return Json::Array{"*14* Larkrise Court", "| NM4 2QT |"};
    case FieldType::text:
    case FieldType::phone:
      return "# O'Brien **& {{son}}** <b>";
    case FieldType::long_text:
      return "- one\n\n> two\n:::signature three";
    case FieldType::list:
      break;
  }
  Json rows = Json::array();
  for (int i = 0; i < 2; ++i) {
    if (field.of.empty()) {
      rows.push("| a row | ![x](y)");
      continue;
    }
    Json row = Json::object();
    for (const Field& cell : field.of) row[cell.name] = value_of(cell);
    rows.push(std::move(row));
  }
  return rows;
}

const TemplateParts& parts() {
  static const TemplateParts made = [] {
    TemplateParts all;
    all.families["letter"] = {Field{.name = "letter_date", .type = FieldType::date}};
    all.families["notice"] = {};
    all.families["internal"] = {};
    for (const char* name : {"how_to_pay",
                             "if_you_cannot_pay",
                             "right_of_reply",
                             "signed_by_officer",
                             "signed_by_server"}) {
      all.partials[name] = ":::signature {{letter_date}} | officer";
    }
    all.partials["circle"] = "{{> circle}}";
    return all;
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const ResultOfMany<Template> read =
      read_template({reinterpret_cast<const char*>(bytes), size}, "fuzz.md", parts());
  if (!read) {
    if (read.error().empty()) __builtin_trap();
    for (const Problem& problem : read.error()) {
      if (problem.what.empty()) __builtin_trap();
    }
    return 0;
  }
  Json data = Json::object();
  for (const Field& field : read->fields) data[field.name] = value_of(field);
  const ResultOfMany<Merged> merged = Merge{*read}.fill(data);
  if (!merged) return 0;
  const Result<std::vector<Block>> blocks = read_markdown(*merged);
  if (!blocks && blocks.error().what.empty()) __builtin_trap();
  return 0;
}
