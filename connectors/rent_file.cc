#include "connectors/rent_file.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace lintel {

RentFile RentFile::at(const std::filesystem::path& path) {
  return {path.filename().string(), [path]() -> std::unique_ptr<std::istream> {
            if (std::filesystem::is_directory(path)) {
              throw std::runtime_error(path.string() + " is a folder, not a file");
            }
            auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
            if (!*file) throw std::runtime_error(path.string() + " cannot be opened");
            return file;
          }};
}

RentFile RentFile::of(std::string name, std::string bytes) {
  auto shared = std::make_shared<const std::string>(std::move(bytes));
  return {std::move(name), [shared]() -> std::unique_ptr<std::istream> {
            return std::make_unique<std::istringstream>(*shared);
          }};
}

std::string_view to_string(RentFilePart part) {
  switch (part) {
    case RentFilePart::accounts:
      return "accounts";
    case RentFilePart::persons:
      return "persons";
    case RentFilePart::postings:
      return "postings";
  }
  return "";
}

std::string_view to_string(FileVerdict verdict) {
  switch (verdict) {
    case FileVerdict::ok:
      return "ok";
    case FileVerdict::warning:
      return "warning";
    case FileVerdict::held:
      return "held";
  }
  return "";
}

FileVerdict RentFileReport::verdict() const {
  FileVerdict worst = because.empty() ? FileVerdict::ok : FileVerdict::held;
  for (const RentFileFindings& each : files) worst = std::max(worst, each.verdict);
  return worst;
}

bool RentFileReport::held() const {
  return verdict() == FileVerdict::held;
}

const RentFileFindings* RentFileReport::file(RentFilePart part) const {
  for (const RentFileFindings& each : files) {
    if (each.part == part) return &each;
  }
  return nullptr;
}

}  // namespace lintel
