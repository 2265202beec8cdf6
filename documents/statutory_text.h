#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/result.h"

namespace lintel {

/// official: the form's own wording, loaded by two people. adopted: our wording, which this
/// landlord's legal approver and a second person have adopted as substantially to the same effect.
/// stand_in: neither; whatever prints it is a SPECIMEN.
enum class TextState { official, adopted, stand_in };

/// One dated text of a form: a note, or a ground of possession in full.
struct StatutoryText {
  std::string id;  ///< "form_3_notes"; a ground's is its set and number, "ha1988_schedule_2/8"
  std::string edition;
  std::string citation;
  std::string title;  ///< of a ground
  std::string kind;   ///< of a ground: "mandatory" or "discretionary"
  std::string text;
  Date in_force_from{1900, 1, 1};
  std::optional<Date> in_force_to;
  Hash hash;  ///< of title, kind and text: an adoption is of these words and no others
  TextState state = TextState::stand_in;
};

/// The statutory texts of a landlord, read from config/templates/statutory.
class StatutoryTexts {
 public:
  /// `texts` are pairs of file name and content; `adopted` is adopted.yaml, or "" when there is
  /// none.
  static ResultOfMany<StatutoryTexts> read(
      const std::vector<std::pair<std::string, std::string>>& texts,
      std::string_view adopted,
      const std::string& adopted_file);

  /// The text in force on that day; null when there is none.
  const StatutoryText* find(std::string_view id, Date on) const;
  bool knows(std::string_view id) const;
  bool has_grounds(std::string_view set) const;
  const std::vector<StatutoryText>& all() const { return texts_; }

 private:
  std::vector<StatutoryText> texts_;
};

}  // namespace lintel
