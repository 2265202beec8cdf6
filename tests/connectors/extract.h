#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "connectors/rent_file.h"
#include "connectors/rent_file_layout.h"

namespace lintel {

inline const std::filesystem::path kLayouts =
    std::filesystem::path(LINTEL_SOURCE_DIR) / "config/layouts";
inline const std::filesystem::path kSamples =
    std::filesystem::path(LINTEL_SOURCE_DIR) / "tests/connectors/data/samples";

inline RentFileLayout layout_named(const std::string& name) {
  auto layout = find_rent_file_layout(kLayouts, name);
  if (!layout) throw std::runtime_error(layout.error().front().to_string());
  return *layout;
}

/// An extract, read: the report and, when it is not held, all its rows.
struct ReadExtract : RentFileSink {
  RentFileReport report;
  std::vector<RentFileAccount> accounts;
  std::vector<RentFilePosting> postings;

  ReadExtract(const std::string& layout, std::vector<RentFile> files)
      : ReadExtract(layout_named(layout), std::move(files)) {}
  ReadExtract(const RentFileLayout& layout, std::vector<RentFile> files) {
    RentFileReader reader(layout, std::move(files));
    report = reader.survey();
    if (!report.held()) reader.hand_over(*this);
  }
  void account(const RentFileAccount& row) override { accounts.push_back(row); }
  void posting(const RentFilePosting& row) override { postings.push_back(row); }

  const RentFileAccount& in_row(std::int64_t row) const {
    for (const RentFileAccount& each : accounts) {
      if (each.row == row) return each;
    }
    throw std::runtime_error("no account was read from row " + std::to_string(row));
  }
  /// Every sentence that holds or warns, of the set and of its files.
  std::vector<std::string> because() const {
    std::vector<std::string> said;
    for (const Problem& each : report.because) said.push_back(each.to_string());
    for (const RentFileFindings& file : report.files) {
      for (const Problem& each : file.because) said.push_back(each.to_string());
    }
    return said;
  }
  std::vector<std::string> problems() const {
    std::vector<std::string> said;
    for (const Problem& each : report.problems) said.push_back(each.to_string());
    return said;
  }
};

inline std::vector<RentFile> sample(const std::string& style,
                                    const std::vector<std::string>& names) {
  std::vector<RentFile> files;
  for (const std::string& name : names) files.push_back(RentFile::at(kSamples / style / name));
  return files;
}

}  // namespace lintel
