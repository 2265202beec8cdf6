#include "server/http/form_reader.h"

#include <algorithm>
#include <optional>

#include "server/http/text_rules.h"

namespace lintel {
namespace {

constexpr std::size_t kMostFields = 5'000;
constexpr std::size_t kMostParts = 200;
constexpr std::string_view kLineEnd = "\r\n";

tl::unexpected<std::string> no(std::string sentence) {
  return tl::unexpected(std::move(sentence));
}

/// The text up to `mark`, which is taken off too; nothing when the mark is not there.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at + mark.size());
  return taken;
}

/// The value of `name="..."` in a Content-Disposition. Browsers write " as %22 within it.
std::optional<std::string> quoted_parameter(std::string_view line, std::string_view name) {
  const std::string mark = "; " + std::string(name) + "=\"";
  const std::size_t at = line.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view rest = line.substr(at + mark.size());
  const std::optional<std::string_view> value = take_until(rest, "\"");
  if (!value || !is_utf8_text(*value) || !is_header_value(*value)) return std::nullopt;
  return std::string(*value);
}

struct PartHead {
  std::string name;
  std::optional<std::string> filename;
};

std::optional<PartHead> read_part_head(std::string_view lines) {
  std::optional<PartHead> head;
  while (!lines.empty()) {
    const std::optional<std::string_view> line = take_until(lines, kLineEnd);
    if (!line || !is_header_value(*line)) return std::nullopt;
    constexpr std::string_view kDisposition = "content-disposition: form-data";
    if (!lower_case(line->substr(0, kDisposition.size())).starts_with(kDisposition)) continue;
    const std::optional<std::string> name = quoted_parameter(*line, "name");
    if (head || !name || name->empty()) return std::nullopt;
    head = PartHead{*name, quoted_parameter(*line, "filename")};
  }
  return head;
}

std::string last_part(const std::string& filename) {
  const std::size_t slash = filename.find_last_of("/\\");
  return slash == std::string::npos ? filename : filename.substr(slash + 1);
}

}  // namespace

tl::expected<Fields, std::string> read_urlencoded(std::string_view text) {
  Fields fields;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = percent_decoded(pair.substr(0, equals), true);
    const auto value =
        percent_decoded(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (!name || !value) return no("A field is not percent-encoded properly.");
    if (!is_utf8_text(*name) || !is_utf8_text(*value)) return no("A field is not text in UTF-8.");
    if (fields.values().size() >= kMostFields) return no("There are too many fields.");
    if (!fields.add(*name, *value)) return no("A field is given twice.");
  }
  return fields;
}

tl::expected<Form, std::string> read_multipart(std::string_view body, std::string_view boundary) {
  const std::string delimiter = "--" + std::string(boundary);
  const std::string between = std::string(kLineEnd) + delimiter;
  Form form;
  if (!body.starts_with(delimiter)) return no("The form does not begin with its boundary.");
  body.remove_prefix(delimiter.size());
  for (std::size_t parts = 0; !body.starts_with("--"); ++parts) {
    if (parts >= kMostParts) return no("The form has too many parts.");
    if (!body.starts_with(kLineEnd))
      return no("The form's boundary is not followed by a new line.");
    body.remove_prefix(kLineEnd.size());
    const std::optional<std::string_view> lines = take_until(body, "\r\n\r\n");
    if (!lines) return no("A part of the form has no content.");
    const std::optional<PartHead> head =
        read_part_head(std::string(*lines) + std::string(kLineEnd));
    if (!head) return no("A part of the form has no name.");
    const std::optional<std::string_view> content = take_until(body, between);
    if (!content) return no("A part of the form has no end.");
    if (head->filename) {
      form.files.push_back({head->name, last_part(*head->filename), std::string(*content)});
      continue;
    }
    if (!is_utf8_text(*content)) return no("A field is not text in UTF-8.");
    if (!form.fields.add(head->name, std::string(*content))) return no("A field is given twice.");
  }
  return form;
}

std::string multipart_boundary(std::string_view content_type) {
  constexpr std::string_view kMark = "boundary=";
  const std::size_t at = lower_case(content_type).find(kMark);
  if (at == std::string::npos) return "";
  std::string_view boundary = content_type.substr(at + kMark.size());
  boundary = trimmed(boundary.substr(0, boundary.find(';')));
  if (boundary.size() >= 2 && boundary.starts_with('"') && boundary.ends_with('"')) {
    boundary = boundary.substr(1, boundary.size() - 2);
  }
  const bool allowed = std::ranges::all_of(boundary, [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z') ||
           std::string_view("'()+_,-./:=?").find(letter) != std::string_view::npos;
  });
  return boundary.empty() || boundary.size() > 70 || !allowed ? "" : std::string(boundary);
}

}  // namespace lintel
