#include "server/web/csv_text.h"

namespace lintel {
namespace {

bool is_number(const std::string& cell) {
  if (cell.size() < 2) return false;
  return cell.find_first_not_of("0123456789.", 1) == std::string::npos;
}

std::string cell_text(const std::string& cell) {
  std::string safe = cell;
  const bool could_run =
      !cell.empty() && std::string("=+-@\t\r").find(cell[0]) != std::string::npos;
  if (could_run && !(cell[0] == '-' && is_number(cell))) safe.insert(0, "'");
  if (safe.find_first_of("\",\r\n;") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

CsvText::CsvText(std::vector<std::string> heading) : text_("\xEF\xBB\xBF") {
  add(heading);
}

void CsvText::add(const std::vector<std::string>& row) {
  for (std::size_t i = 0; i < row.size(); ++i) text_ += (i == 0 ? "" : ",") + cell_text(row[i]);
  text_ += "\r\n";
}

}  // namespace lintel
