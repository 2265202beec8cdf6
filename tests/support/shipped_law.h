#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "domain/law/law.h"

namespace lintel {

inline std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

/// The files of config/law as they ship, in order of name.
inline std::vector<LawFile> shipped_law_files() {
  std::vector<LawFile> files;
  const std::filesystem::path config = std::filesystem::path(LINTEL_SOURCE_DIR) / "config";
  for (const auto& entry : std::filesystem::directory_iterator(config / "law")) {
    if (entry.path().extension() != ".yaml") continue;
    files.push_back({"config/law/" + entry.path().filename().string(), text_of_file(entry.path())});
  }
  std::ranges::sort(files, {}, &LawFile::name);
  return files;
}

/// The law as it ships, read once. Throws with every Problem when it does not load.
inline const LawBook& shipped_law() {
  static const LawBook law = [] {
    ResultOfMany<LawBook> book = LawBook::read(shipped_law_files());
    if (book) return std::move(*book);
    std::string all;
    for (const Problem& each : book.error()) all += each.to_string() + "\n";
    throw std::runtime_error(all);
  }();
  return law;
}

/// The law as it ships, but for `now` in place of `was` in one of its files ("notices.yaml").
inline LawBook law_that_says(std::string_view file, std::string_view was, std::string_view now) {
  std::vector<LawFile> files = shipped_law_files();
  for (LawFile& each : files) {
    if (!each.name.ends_with(file)) continue;
    const std::size_t at = each.text.find(was);
    if (at == std::string::npos)
      throw std::runtime_error(each.name + " does not say " + std::string(was));
    each.text.replace(at, was.size(), now);
  }
  ResultOfMany<LawBook> book = LawBook::read(files);
  if (!book) throw std::runtime_error(book.error().front().to_string());
  return std::move(*book);
}

}  // namespace lintel
