#include "server/config.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <sstream>

#include "domain/strict_yaml.h"
#include "server/http/text_rules.h"

namespace lintel {
namespace {

/// Reads one map of the file, key by key, noting everything that is wrong.
class Reader {
 public:
  using Readers = std::map<std::string, std::function<void(const YamlNode&)>>;

  explicit Reader(Problems& problems) : problems_(problems) {}

  void map(const YamlNode& node, const Readers& readers) {
    if (!node.is_map()) return fault(node, "a map of settings is wanted here");
    std::vector<std::string> names;
    for (const auto& [name, reader] : readers) names.push_back(name);
    for (const YamlEntry& entry : node.entries) {
      const auto found = readers.find(entry.key);
      if (found == readers.end()) {
        problems_.push_back(Problem{
            "\"" + entry.key + "\" is not a setting", did_you_mean(entry.key, names), entry.place});
      } else {
        found->second(entry.value);
      }
    }
  }

  std::optional<std::string> text(const YamlNode& node) {
    if (node.is_scalar() && !node.is_null) return node.text;
    fault(node, "a word or sentence is wanted here");
    return std::nullopt;
  }

  std::optional<long> number(const YamlNode& node, long least, long most) {
    long read = 0;
    const std::string& text = node.text;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), read);
    if (node.is_scalar() && !text.empty() && error == std::errc{} &&
        end == text.data() + text.size() && read >= least && read <= most)
      return read;
    fault(node,
          "a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
              " is wanted here");
    return std::nullopt;
  }

  std::set<std::string> words(const YamlNode& node) {
    std::set<std::string> found;
    if (!node.is_list()) {
      fault(node, "a list is wanted here");
      return found;
    }
    for (const YamlNode& each : node.list) {
      if (const auto word = text(each)) found.insert(lower_case(*word));
    }
    return found;
  }

  void fault(const YamlNode& node, std::string what) {
    problems_.push_back(Problem{std::move(what), "", node.place});
  }

 private:
  Problems& problems_;
};

void read_listen(Reader& reader, const YamlNode& node, HttpSettings& http) {
  const std::optional<std::string> text = reader.text(node);
  if (!text) return;
  const std::size_t colon = text->rfind(':');
  int port = -1;
  if (colon != std::string::npos) {
    const auto [end, error] =
        std::from_chars(text->data() + colon + 1, text->data() + text->size(), port);
    if (error != std::errc{} || end != text->data() + text->size()) port = -1;
  }
  if (port < 0 || port > 65'535 || colon == 0)
    return reader.fault(node, "an address such as 127.0.0.1:8080 is wanted here");
  http.address = text->substr(0, colon);
  http.port = static_cast<std::uint16_t>(port);
}

}  // namespace

ResultOfMany<Config> read_config(std::string_view yaml, const std::string& file) {
  const Result<YamlNode> root = read_strict_yaml(yaml, file);
  if (!root) return tl::unexpected(Problems{root.error()});

  Config config;
  Problems problems;
  Reader reader(problems);
  const auto minutes = [&](const YamlNode& node, long most, std::chrono::minutes& into) {
    if (const auto read = reader.number(node, 1, most)) into = std::chrono::minutes(*read);
  };
  reader.map(
      *root,
      {
          {"database",
           [&](const YamlNode& node) { config.database_url = reader.text(node).value_or(""); }},
          {"print_folder",
           [&](const YamlNode& node) { config.print_folder = reader.text(node).value_or(""); }},
          {"tick_seconds",
           [&](const YamlNode& node) {
             if (const auto read = reader.number(node, 1, 3'600))
               config.tick = std::chrono::seconds(*read);
           }},
          {"http",
           [&](const YamlNode& http) {
             reader.map(http,
                        {
                            {"listen",
                             [&](const YamlNode& node) { read_listen(reader, node, config.http); }},
                            {"hosts",
                             [&](const YamlNode& node) { config.http.hosts = reader.words(node); }},
                            {"trusted_proxies",
                             [&](const YamlNode& node) {
                               config.http.trusted_proxies = reader.words(node);
                             }},
                            {"keep_alive_seconds",
                             [&](const YamlNode& node) {
                               if (const auto read = reader.number(node, 1, 600))
                                 config.http.keep_alive = std::chrono::seconds(*read);
                             }},
                            {"threads",
                             [&](const YamlNode& node) {
                               if (const auto read = reader.number(node, 4, 1'024))
                                 config.http.threads = static_cast<int>(*read);
                             }},
                        });
           }},
          {"sign_in",
           [&](const YamlNode& sign_in) {
             reader.map(
                 sign_in,
                 {
                     {"idle_minutes",
                      [&](const YamlNode& node) { minutes(node, 480, config.auth.idle); }},
                     {"longest_minutes",
                      [&](const YamlNode& node) { minutes(node, 1'440, config.auth.longest); }},
                     {"shortest_password",
                      [&](const YamlNode& node) {
                        if (const auto read = reader.number(node, 12, 64))
                          config.auth.shortest_password = static_cast<std::size_t>(*read);
                      }},
                     {"refused_words",
                      [&](const YamlNode& node) {
                        config.auth.refused_words = reader.words(node);
                      }},
                 });
           }},
      });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return config;
}

ResultOfMany<Config> read_config_of(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "lintel.yaml";
  if (!std::filesystem::exists(file)) return Config{};
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream)
    return tl::unexpected(Problems{
        {"the file cannot be read", "Look at its permissions.", Place{file.string(), 0, 0, ""}}});
  return read_config(text.str(), file.string());
}

}  // namespace lintel
