#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connectors/rent_file.h"
#include "connectors/rent_row_reader.h"

namespace lintel {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <class Value>
using ByText = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// The tenants of every tenancy, where a style writes them in a file of their own.
class TenancyPersons {
 public:
  /// Keeps the person of one row. One that cannot be read, or whose number is taken, refuses the
  /// whole tenancy: `rows` says why.
  void take(std::size_t file, RentRowReader& rows, const RecordReader& record);
  /// Notes that an account names this tenancy.
  void want(std::string_view tenancy_reference);
  /// Gives an account its tenants in order. False, and the row refused, when there are none or one
  /// of them could not be read.
  bool join(RentRowReader& rows,
            const RecordReader& record,
            RentFileAccount& account,
            const std::vector<RentFile>& files) const;
  /// Calls see(file, tenancy reference, person) for those whose tenancy no account names.
  void each_unwanted(
      const std::function<void(std::size_t, const std::string&, const RentFilePerson&)>& see) const;

 private:
  struct Tenants {
    std::vector<RentFilePerson> persons;
    std::size_t file = 0;
    std::int64_t refused_row = 0;  ///< of a person who could not be read; 0: none
    bool wanted = false;
  };
  ByText<Tenants> tenancies_;
};

}  // namespace lintel
