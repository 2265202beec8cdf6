// The include table of docs/architecture.md, held as a constant and proved against every file.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// What the files of a folder may include of ours. The longest matching folder rules.
struct Layer {
  std::string_view folder;
  std::vector<std::string_view> may_include;
};

const std::vector<Layer> kLayers = {
    {"domain/", {"domain/"}},
    {"workflows/", {"domain/", "workflows/"}},
    {"documents/", {"domain/", "documents/"}},
    {"storage/", {"domain/", "storage/"}},
    {"connectors/", {"domain/", "connectors/"}},
    {"server/casework/",
     {"domain/", "workflows/", "documents/", "storage/", "connectors/", "server/casework/"}},
    {"server/http/", {"domain/", "server/http/", "server/log.h"}},
    {"server/auth/", {"domain/", "storage/", "server/auth/", "server/http/"}},
    {"server/web/", {"domain/", "server/casework/", "server/http/", "server/auth/", "server/web/"}},
    {"server/api/", {"domain/", "server/casework/", "server/http/", "server/auth/", "server/api/"}},
    {"server/jobs/", {"domain/", "server/casework/", "server/jobs/", "server/log.h"}},
    {"server/estate/", {"domain/", "server/estate/"}},
    // Where objects are made and joined, and what measures them: these may see everything.
    {"server/commands/",
     {"domain/", "workflows/", "documents/", "storage/", "connectors/", "server/"}},
    {"server/bench/",
     {"domain/", "workflows/", "documents/", "storage/", "connectors/", "server/"}},
    {"server/ops/", {"domain/", "storage/", "server/"}},
    {"server/audit/", {"domain/", "storage/", "server/audit/"}},
    {"server/", {"domain/", "workflows/", "documents/", "storage/", "connectors/", "server/"}},
};

/// A library, and the only files that may know it.
struct Library {
  std::string_view includes;  // regular expression over the included name
  std::string_view files;     // regular expression over the including path
};

constexpr std::array kLibraries = {
    Library{"^yaml-cpp/", "^domain/strict_yaml\\.cc$"},
    Library{"^nlohmann/", "^domain/canonical_json\\.cc$"},
    Library{"^sodium", "^(domain/hash\\.cc|server/auth/.*\\.cc)$"},
    Library{"^sqlite3", "^storage/sqlite_database\\.cc$"},
    Library{"^(mysql|cppconn)", "^storage/mysql_database\\.cc$"},
    Library{"mustache", "^(documents/merge\\.cc|server/web/page_renderer\\.cc)$"},
    Library{"^cmark", "^documents/markdown\\.cc$"},
    Library{"^(harfbuzz/)?hb", "^documents/(font_face|shaper|subset_cache)\\.(cc|h)$"},
    Library{"^fribidi", "^documents/shaper\\.cc$"},
    Library{"^hpdf", "^documents/pdf_writer\\.cc$"},
    Library{"^qpdf/", "^documents/(form_fill|bundle|lint)\\.cc$"},
    Library{"^Poco/Net/.*(Server|HTTPRequest|HTTPResponse)", "^server/http/.*\\.cc$"},
    Library{
        "^Poco/",
        "^(connectors|server/(http|auth|commands|jobs|ops|bench))/.*\\.cc$|^server/[a-z_]+\\.cc$"},
};

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The folder's row of the table; none for a file outside the product's code.
const Layer* layer_of(std::string_view path) {
  const Layer* best = nullptr;
  for (const Layer& layer : kLayers) {
    if (path.starts_with(layer.folder) && (!best || layer.folder.size() > best->folder.size())) {
      best = &layer;
    }
  }
  return best;
}

/// The sentence that forbids this include, or none.
std::optional<std::string> forbidden(const std::string& path, const std::string& included) {
  const Layer* layer = layer_of(path);
  if (layer == nullptr) return std::nullopt;
  const bool ours = std::any_of(kLayers.begin(), kLayers.end(), [&](const Layer& each) {
    return included.starts_with(each.folder);
  });
  if (ours) {
    const bool allowed = std::any_of(
        layer->may_include.begin(), layer->may_include.end(), [&](std::string_view prefix) {
          return included.starts_with(prefix);
        });
    if (!allowed) return path + " may not include " + included;
    return std::nullopt;
  }
  for (const Library& library : kLibraries) {
    if (!std::regex_search(included, std::regex(std::string(library.includes)))) continue;
    if (!std::regex_search(path, std::regex(std::string(library.files)))) {
      return path + " may not include " + included;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

std::vector<std::string> includes_of(const std::string& text) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])", std::regex::multiline);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), kInclude), end; at != end; ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

std::vector<std::string> code_files() {
  const fs::path root = LINTEL_SOURCE_DIR;
  std::vector<std::string> files;
  for (const char* top : {"domain", "workflows", "documents", "storage", "connectors", "server"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (entry.is_regular_file() && (extension == ".h" || extension == ".cc") &&
          entry.path().string().find("node_modules") == std::string::npos) {
        files.push_back(fs::relative(entry.path(), root).generic_string());
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string listed(const std::vector<std::string>& lines) {
  std::ostringstream text;
  for (const std::string& line : lines) text << "  " << line << "\n";
  return text.str();
}

TEST(Architecture, EveryIncludeFollowsTheTable) {
  std::vector<std::string> wrong;
  const std::vector<std::string> files = code_files();
  ASSERT_GT(files.size(), 30U);
  for (const std::string& file : files) {
    for (const std::string& included : includes_of(read(fs::path(LINTEL_SOURCE_DIR) / file))) {
      if (auto sentence = forbidden(file, included)) wrong.push_back(*sentence);
    }
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Architecture, TheTableSeesAForbiddenInclude) {
  EXPECT_TRUE(forbidden("domain/money.cc", "storage/database.h"));
  EXPECT_TRUE(forbidden("workflows/engine.cc", "documents/render.h"));
  EXPECT_TRUE(forbidden("storage/case_store.cc", "sqlite3.h"));
  EXPECT_TRUE(forbidden("domain/money.cc", "nlohmann/json.hpp"));
  EXPECT_TRUE(forbidden("documents/layout.cc", "hpdf.h"));
  EXPECT_TRUE(forbidden("server/web/case_page.cc", "storage/case_store.h"));
  EXPECT_TRUE(forbidden("server/casework/casework.cc", "Poco/Net/HTTPServer.h"));
  EXPECT_FALSE(forbidden("workflows/engine.cc", "domain/money.h"));
  EXPECT_FALSE(forbidden("documents/pdf_writer.cc", "hpdf.h"));
  EXPECT_EQ(includes_of("#include <a.h>\n  #  include \"b/c.h\"\n// no\n"),
            (std::vector<std::string>{"a.h", "b/c.h"}));
}

TEST(Architecture, ThePureMiddleReadsNoClockAndPrintsNothing) {
  const std::regex impure(
      R"(system_clock::now|steady_clock::now|\btime\(nullptr\)|Poco::Timestamp|std::cout|std::cerr|\bprintf\()");
  std::vector<std::string> wrong;
  for (const std::string& file : code_files()) {
    const bool pure = file.starts_with("domain/") || file.starts_with("workflows/") ||
                      file.starts_with("documents/");
    if (pure && std::regex_search(read(fs::path(LINTEL_SOURCE_DIR) / file), impure)) {
      wrong.push_back(file + " reads a clock or prints");
    }
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Architecture, CallsThatLieAreNotMade) {
  // MySQL Connector/C++ 1.1.12 hides the failure of these; money never passes through floating
  // point.
  const std::regex banned(
      R"(->(commit|rollback|setAutoCommit)\(|OPT_RECONNECT|OPT_SSL_MODE|std::stod|\batof\(|double\s+\w*(pence|amount|balance|rent)\b)");
  std::vector<std::string> wrong;
  for (const std::string& file : code_files()) {
    if (std::regex_search(read(fs::path(LINTEL_SOURCE_DIR) / file), banned)) wrong.push_back(file);
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

TEST(Architecture, TheLawIsDataAndNotAConstantInCode) {
  // The figures of notice periods, moratoria and thresholds beside the words that betray them.
  const std::regex constant(
      R"((days|weeks|months|notice|moratorium|lapse|threshold)\w*\s*(=|\{|>=|<=|<|>|\+)\s*(8|13|14|28|60|90|365)\b(?!')|(plus_days|plus_months)\(\s*-?(7|14|28|30|60|90|6|12)\s*\))");
  std::vector<std::string> wrong;
  for (const std::string& file : code_files()) {
    if (file.starts_with("server/estate/") || file.starts_with("server/bench/") ||
        file.starts_with("server/commands/demo") || file.starts_with("server/http/") ||
        file.starts_with("server/auth/") || file.starts_with("server/web/chart_drawing")) {
      continue;
    }
    std::istringstream lines(read(fs::path(LINTEL_SOURCE_DIR) / file));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
      const std::string code = line.substr(0, line.find("//"));
      if (std::regex_search(code, constant)) {
        wrong.push_back(file + ":" + std::to_string(number) + ": " + line);
      }
    }
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

/// The types that a file declares outside unnamed namespaces, at the left margin.
std::vector<std::string> types_of(const std::string& text) {
  static const std::regex kType(R"(^(?:struct|class|enum class) (\w+)(?: final)?(?: : [^;]*)? \{)");
  std::vector<std::string> found;
  std::istringstream lines(text);
  bool is_unnamed = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "namespace {") is_unnamed = true;
    if (line == "}  // namespace") is_unnamed = false;
    std::smatch match;
    if (!is_unnamed && std::regex_search(line, match, kType)) found.push_back(match[1]);
  }
  return found;
}

TEST(Architecture, EveryTypeHasOneHome) {
  // Two types of one name in one namespace link without a word and corrupt memory.
  std::map<std::string, std::string> homes;
  std::vector<std::string> wrong;
  for (const std::string& file : code_files()) {
    for (const std::string& type : types_of(read(fs::path(LINTEL_SOURCE_DIR) / file))) {
      const auto [home, is_new] = homes.emplace(type, file);
      if (!is_new && home->second != file)
        wrong.push_back(type + " is in " + home->second + " and in " + file);
    }
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
  EXPECT_EQ(types_of("struct A {\nnamespace {\nstruct B {\n}  // namespace\nclass C;\n"),
            (std::vector<std::string>{"A"}));
}

TEST(Architecture, NoPathOfOneMachineIsCommitted) {
  const std::regex path(R"((^|[^a-zA-Z.<])/(work|root|home)/[a-z])");
  std::vector<std::string> wrong;
  for (const std::string& file : code_files()) {
    if (std::regex_search(read(fs::path(LINTEL_SOURCE_DIR) / file), path)) wrong.push_back(file);
  }
  EXPECT_TRUE(wrong.empty()) << listed(wrong);
}

}  // namespace
