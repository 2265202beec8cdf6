#include "connectors/layout_words.h"

namespace lintel {
namespace {

constexpr std::array<std::pair<std::string_view, bool>, 2> kYesNo = {
    {{"yes", true}, {"no", false}}};

void read_tenancy_word(const YamlEntry& entry, RentFileLayout& layout, LayoutKeys& keys) {
  TenancyWord word;
  std::string type = entry.value.text;
  if (entry.value.is_map()) {
    keys.check(entry.value, {"type", "social", "kind"});
    type = keys.needed_text(entry.value, "type");
    word.social = keys.one_of(entry.value, "social", kYesNo, true);
    if (const auto kind = keys.optional_text(entry.value, "kind")) {
      const Result<AccountKind> read = parse_account_kind(*kind);
      if (read)
        word.kind = *read;
      else
        keys.fault(entry.value.find("kind")->place, read.error().what, read.error().fix);
    }
  }
  const Result<TenancyType> read = parse_tenancy_type(type);
  if (!read)
    keys.fault(entry.value.place, read.error().what, read.error().fix);
  else
    word.type = *read;
  layout.tenancy_types.emplace(entry.key, word);
}

template <class Meaning, class Parse>
void read_map(LayoutKeys& keys,
              const YamlNode& words,
              std::string_view key,
              WordMap<Meaning>& into,
              Parse parse) {
  const YamlNode* node = words.find(key);
  if (node == nullptr) return;
  if (!node->is_map()) {
    keys.fault(node->place,
               "\"" + std::string(key) + "\" maps the file's words to ours",
               "Write {Weekly: weekly}.");
    return;
  }
  for (const YamlEntry& entry : node->entries) {
    const auto meaning = parse(std::string_view(entry.value.text));
    if (meaning)
      into.emplace(entry.key, *meaning);
    else
      keys.fault(entry.value.place, meaning.error().what, meaning.error().fix);
  }
}

}  // namespace

void read_layout_words(const YamlNode& root, RentFileLayout& layout, LayoutKeys& keys) {
  const YamlNode* words = root.find("words");
  if (words == nullptr || !words->is_map()) {
    keys.fault(words == nullptr ? root.place : words->place,
               "there are no \"words\"",
               "Say what the file's words for tenancy types and the rest mean.");
    return;
  }
  keys.check(*words, {"account_kind", "tenancy_type", "frequency", "benefit", "kind", "patch"});
  read_map(keys, *words, "account_kind", layout.account_kinds, parse_account_kind);
  read_map(keys, *words, "frequency", layout.frequencies, parse_rent_frequency);
  read_map(keys, *words, "benefit", layout.benefits, parse_benefit);
  read_map(keys, *words, "kind", layout.posting_kinds, parse_posting_kind);
  read_map(keys, *words, "patch", layout.patches, [](std::string_view text) -> Result<std::string> {
    return std::string(text);
  });
  const YamlNode* types = words->find("tenancy_type");
  if (types == nullptr || !types->is_map() || types->entries.empty()) {
    keys.fault(
        words->place, "there are no words for tenancy_type", "Add what each tenancy type means.");
    return;
  }
  for (const YamlEntry& entry : types->entries) read_tenancy_word(entry, layout, keys);
}

}  // namespace lintel
