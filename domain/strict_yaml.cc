#include "domain/strict_yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <sstream>
#include <unordered_set>

namespace lintel {
namespace {

constexpr std::size_t kLongest = 1 << 20;
constexpr std::size_t kDeepest = 32;

/// Thrown through yaml-cpp, which has no other way to stop; caught in read_strict_yaml alone.
struct Stop {
  Problem problem;
};

class Builder : public YAML::EventHandler {
 public:
  Builder(std::string_view text, std::string file) : file_(std::move(file)) {
    for (std::size_t start = 0; start != std::string_view::npos;) {
      const std::size_t end = text.find('\n', start);
      lines_.push_back(text.substr(start, end == std::string_view::npos ? end : end - start));
      start = end == std::string_view::npos ? end : end + 1;
    }
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node = begin(mark, "?", anchor, YamlNode::Kind::scalar);
    node.is_null = true;
    put(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    stop("an alias (*) is not allowed here", "Write the value out.", place(mark));
  }
  void OnScalar(const YAML::Mark& mark,
                const std::string& tag,
                YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node = begin(mark, tag, anchor, YamlNode::Kind::scalar);
    node.text = value;
    node.quoted = tag == "!";
    put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark,
                       const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open_.push_back({begin(mark, tag, anchor, YamlNode::Kind::list), std::nullopt, {}});
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark,
                  const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open_.push_back({begin(mark, tag, anchor, YamlNode::Kind::map), std::nullopt, {}});
  }
  void OnMapEnd() override { close(); }

  YamlNode take() { return std::move(root_); }
  Place place(const YAML::Mark& mark) const { return {file_, mark.line + 1, column(mark), ""}; }

 private:
  struct Open {
    YamlNode node;
    std::optional<YamlNode> key;
    std::unordered_set<std::string> keys{};  ///< of a map, so that a long one is quickly read
  };

  [[noreturn]] static void stop(std::string what, std::string fix, Place where) {
    throw Stop{Problem{std::move(what), std::move(fix), std::move(where)}};
  }

  /// yaml-cpp counts bytes; people count characters.
  int column(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(mark.line);
    if (mark.line < 0 || line >= lines_.size()) return mark.column + 1;
    const std::string_view before =
        lines_[line].substr(0, static_cast<std::size_t>(std::max(mark.column, 0)));
    const auto inside = std::count_if(before.begin(), before.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    });
    return mark.column + 1 - static_cast<int>(inside);
  }

  YamlNode begin(const YAML::Mark& mark,
                 const std::string& tag,
                 YAML::anchor_t anchor,
                 YamlNode::Kind kind) {
    if (anchor != 0) stop("an anchor (&) is not allowed here", "Write the value out.", place(mark));
    if (!tag.empty() && tag != "?" && tag != "!") {
      stop("the tag " + tag + " is not allowed here", "Remove it.", place(mark));
    }
    if (open_.size() >= kDeepest) {
      stop("this is nested more than 32 deep", "Flatten it.", place(mark));
    }
    YamlNode node;
    node.kind = kind;
    node.place = place(mark);
    return node;
  }

  void close() {
    YamlNode done = std::move(open_.back().node);
    open_.pop_back();
    put(std::move(done));
  }

  void put(YamlNode node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.is_list()) {
      parent.node.list.push_back(std::move(node));
    } else if (!parent.key) {
      check_key(parent, node);
      parent.key = std::move(node);
    } else {
      parent.node.entries.push_back({parent.key->text, parent.key->place, std::move(node)});
      parent.key.reset();
    }
  }

  static void check_key(Open& map, const YamlNode& key) {
    if (!key.is_scalar() || key.is_null || key.text.empty()) {
      stop("a key must be a plain word", "Give it a name.", key.place);
    }
    if (key.text == "<<") {
      stop("a merge key (<<) is not allowed here", "Write the entries out.", key.place);
    }
    if (!map.keys.insert(key.text).second) {
      stop("the key \"" + key.text + "\" stands twice", "Keep one of them.", key.place);
    }
  }

  std::string file_;
  std::vector<std::string_view> lines_;
  YamlNode root_;
  std::vector<Open> open_;
};

std::optional<Problem> refused_before_parsing(std::string_view text, const std::string& file) {
  if (text.size() > kLongest) {
    return Problem{"the file is larger than 1 MiB", "Split it.", {file, 0, 0, ""}};
  }
  int line = 1;
  int column = 1;
  for (const char c : text) {
    if (c == '\t') {
      return Problem{"there is a tab here", "Use spaces.", {file, line, column, ""}};
    }
    if (c == '\0') {
      return Problem{
          "there is a NUL byte here", "Save the file as text.", {file, line, column, ""}};
    }
    if (c == '\n') {
      ++line;
      column = 0;
    }
    ++column;
  }
  return std::nullopt;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const YamlEntry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

Result<YamlNode> read_strict_yaml(std::string_view text, std::string file) {
  if (auto refused = refused_before_parsing(text, file)) {
    return tl::unexpected<Problem>(std::move(*refused));
  }
  std::istringstream stream{std::string(text)};
  Builder builder{text, file};
  try {
    YAML::Parser parser{stream};
    if (!parser.HandleNextDocument(builder)) {
      return problem("the file is empty", "Write at least one key.", {file, 1, 1, ""});
    }
    YamlNode root = builder.take();
    Builder second{text, file};
    if (parser.HandleNextDocument(second)) {
      return problem("there is a second document in the file",
                     "Keep one document in one file.",
                     second.take().place);
    }
    return root;
  } catch (const Stop& stop) {
    return tl::unexpected<Problem>(stop.problem);
  } catch (const YAML::Exception& error) {
    return problem("this is not YAML: " + error.msg,
                   "Look at the indentation, quotes and colons here.",
                   builder.place(error.mark));
  }
}

Json to_json(const YamlNode& node) {
  if (node.is_map()) {
    Json::Object object;
    for (const YamlEntry& entry : node.entries) object.emplace(entry.key, to_json(entry.value));
    return object;
  }
  if (node.is_list()) {
    Json::Array array;
    for (const YamlNode& element : node.list) array.push_back(to_json(element));
    return array;
  }
  return node.is_null ? Json{} : Json{node.text};
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string* nearest = nullptr;
  std::size_t best = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best) {
      best = distance;
      nearest = &candidate;
    }
  }
  return nearest == nullptr ? "" : "Did you mean \"" + *nearest + "\"?";
}

}  // namespace lintel
