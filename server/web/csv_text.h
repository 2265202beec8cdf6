#pragma once

#include <string>
#include <vector>

namespace lintel {

/// A CSV file that a spreadsheet opens safely: UTF-8 with a mark, CR LF, cells quoted where needed,
/// and a quote before anything that a spreadsheet would run as a formula (= + - @ tab).
class CsvText {
 public:
  explicit CsvText(std::vector<std::string> heading);
  void add(const std::vector<std::string>& row);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace lintel
