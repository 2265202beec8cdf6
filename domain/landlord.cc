#include "domain/landlord.h"

#include <algorithm>
#include <optional>

#include "domain/yaml_faults.h"

namespace lintel {
namespace {

const std::vector<std::string> kKeys = {"name",
                                        "short_name",
                                        "kind",
                                        "jurisdiction",
                                        "status_line",
                                        "service_address",
                                        "phone",
                                        "email",
                                        "website",
                                        "opening_hours",
                                        "payment_methods",
                                        "advice_agencies",
                                        "legal_help_line",
                                        "hardship_fund_line",
                                        "formats_panel",
                                        "signatories",
                                        "policy"};

/// Reads the file and gathers everything that is wrong with it.
class LandlordReader {
 public:
  LandlordProfile read(const YamlNode& root) {
    if (!root.is_map()) {
      wrong(
          root.place, "this is not a map", "Begin with name: and the landlord's full legal name.");
      return {};
    }
    known_keys(root, kKeys, "landlord.yaml");
    LandlordProfile landlord;
    landlord.name = text(root, "name");
    landlord.short_name = text(root, "short_name");
    landlord.status_line = text(root, "status_line");
    landlord.phone = text(root, "phone");
    landlord.email = text(root, "email");
    landlord.website = text(root, "website");
    landlord.opening_hours = text(root, "opening_hours");
    landlord.legal_help_line = text(root, "legal_help_line");
    landlord.hardship_fund_line = text(root, "hardship_fund_line");
    landlord.formats_panel = text(root, "formats_panel");
    landlord.kind = word(root, "kind", parse_landlord).value_or(Landlord::other);
    landlord.jurisdiction =
        word(root, "jurisdiction", parse_jurisdiction).value_or(Jurisdiction::england);
    landlord.payment_methods = lines(root, "payment_methods");
    landlord.advice_agencies = lines(root, "advice_agencies");
    if (const YamlNode* address = needed(root, "service_address")) read_address(*address, landlord);
    if (const YamlNode* signatories = needed(root, "signatories"))
      read_signatories(*signatories, landlord);
    if (const YamlNode* policy = needed(root, "policy")) {
      for (Problem& each : landlord.policy.add(*policy)) problems.push_back(std::move(each));
    }
    return landlord;
  }

  Problems problems;

 private:
  void wrong(const Place& place, std::string what, std::string fix = "", std::string field = "") {
    YamlFaults(problems).wrong(place, std::move(what), std::move(fix), std::move(field));
  }

  void known_keys(const YamlNode& map,
                  const std::vector<std::string>& known,
                  const std::string& of) {
    YamlFaults(problems).refuse_unknown_keys(map, known, of);
  }

  const YamlNode* needed(const YamlNode& map, const std::string& key) {
    const YamlNode* node = map.find(key);
    if (node == nullptr)
      wrong(map.place, key + " is missing", "Add " + key + ": to the file.", key);
    return node;
  }

  std::string text(const YamlNode& map, const std::string& key) {
    const YamlNode* node = needed(map, key);
    if (node == nullptr) return "";
    if (!node->is_scalar() || node->text.empty())
      wrong(node->place, key + " has no text", "Write it in words.", key);
    return node->text;
  }

  template <class T>
  std::optional<T> word(const YamlNode& map,
                        const std::string& key,
                        Result<T> (*parse)(std::string_view)) {
    const YamlNode* node = needed(map, key);
    if (node == nullptr) return std::nullopt;
    const Result<T> read = parse(node->text);
    if (read) return *read;
    wrong(node->place, read.error().what, read.error().fix, key);
    return std::nullopt;
  }

  std::vector<std::string> lines(const YamlNode& map, const std::string& key) {
    std::vector<std::string> all;
    const YamlNode* node = needed(map, key);
    if (node == nullptr) return all;
    if (!node->is_list() || node->list.empty())
      wrong(node->place, key + " is not a list of lines", "Give at least one line.", key);
    for (const YamlNode& each : node->list) {
      if (!each.is_scalar() || each.text.empty())
        wrong(each.place, "this line has no text", "Write it or remove it.", key);
      all.push_back(each.text);
    }
    return all;
  }

  void read_address(const YamlNode& node, LandlordProfile& landlord) {
    if (!node.is_map()) {
      wrong(node.place,
            "the address is not a map",
            "Give it lines: and postcode:.",
            "service_address");
      return;
    }
    known_keys(node, {"lines", "postcode"}, "service_address");
    landlord.service_address = {lines(node, "lines"), text(node, "postcode")};
  }

  void read_signatories(const YamlNode& node, LandlordProfile& landlord) {
    if (!node.is_list() || node.list.empty()) {
      wrong(node.place,
            "there are no signatories",
            "Name at least one person who signs.",
            "signatories");
    }
    for (const YamlNode& each : node.list) {
      if (!each.is_map()) {
        wrong(each.place,
              "a signatory is not a map",
              "Give name, title and documents.",
              "signatories");
        continue;
      }
      known_keys(each, {"name", "title", "documents"}, "a signatory");
      landlord.signatories.push_back(
          {text(each, "name"), text(each, "title"), lines(each, "documents")});
    }
  }
};

}  // namespace

ResultOfMany<LandlordProfile> read_landlord(std::string_view text, std::string file) {
  const Result<YamlNode> root = read_strict_yaml(text, std::move(file));
  if (!root) return tl::unexpected(Problems{root.error()});
  LandlordReader reader;
  LandlordProfile landlord = reader.read(*root);
  if (!reader.problems.empty()) return tl::unexpected(std::move(reader.problems));
  return landlord;
}

}  // namespace lintel
