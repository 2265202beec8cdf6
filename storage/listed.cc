#include "storage/listed.h"

namespace lintel {

std::vector<std::string> from_list(std::string_view text) {
  if (text.empty() || text == "[]") return {};
  const Result<Json> read = parse_json(text);
  if (!read || !read->is_array()) {
    throw StorageFault(StorageFault::Cause::corrupt,
                       "A list in the database is not one: " + std::string(text.substr(0, 80)) +
                           ". The database was changed by another program; restore a backup.");
  }
  std::vector<std::string> elements;
  for (const Json& element : read->as_array()) elements.push_back(element.as_string());
  return elements;
}

std::string question_marks(std::size_t count) {
  std::string marks;
  for (std::size_t i = 0; i < count; ++i) marks += i == 0 ? "?" : ", ?";
  return marks;
}

std::string and_in(std::string_view column, std::size_t count) {
  std::string sql(" AND ");
  return sql.append(column).append(" IN (").append(question_marks(count)).append(")");
}

std::string joined(const std::vector<std::string>& words, char between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::vector<std::string> parted(std::string_view text, char between) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(between), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace lintel
