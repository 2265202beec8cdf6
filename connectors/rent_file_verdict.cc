#include "connectors/rent_file_verdict.h"

namespace lintel {
namespace {

std::string rows_named(const RentFileFindings& file) {
  std::string text = file.unreadable_amounts.size() == 1 ? "row " : "rows ";
  for (std::size_t i = 0; i < file.unreadable_amounts.size() && i < 5; ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(file.unreadable_amounts[i]);
  }
  return file.unreadable_amount_count > 5 ? text + ", …" : text;
}

void judge_total(RentFileFindings& file, const RentFileLayout& layout) {
  if (!file.stated) return;
  const Place trailer{file.name, 0, 0, ""};
  if (file.stated->count != file.found.count) {
    file.because.push_back({"the trailer says " + std::to_string(file.stated->count) +
                                " rows and there are " + std::to_string(file.found.count),
                            "Ask for the whole file again.",
                            trailer});
    return;
  }
  const auto& part = layout.find(*file.part)->trailer;
  if (!part->net || file.stated->net == file.found.net) return;
  const Money difference = file.stated->net - file.found.net;
  std::string what = "the trailer says " + file.stated->net.to_string() +
                     " and the amounts that can be read come to " + file.found.net.to_string();
  if (file.unreadable_amount_count > 0) {
    file.verdict = FileVerdict::warning;
    if (file.unreadable_amount_count == 1) file.amounts_above_nothing += difference > Money{};
    what += ": the difference of " + difference.to_string() + " can be what is unreadable in " +
            rows_named(file);
    file.because.push_back(
        {std::move(what), "Mend the amount and send a corrected file.", trailer});
    return;
  }
  what += ", which differs by " + difference.to_string();
  file.because.push_back(
      {std::move(what), "Ask for the extract again: amounts are lost or changed.", trailer});
}

}  // namespace

void judge(RentFileFindings& file, const RentFileLayout& layout) {
  const auto hold = [&](std::string what, std::string fix) {
    file.because.push_back({std::move(what), std::move(fix), {file.name, 0, 0, ""}});
  };
  if (file.because.empty()) judge_total(file, layout);
  const bool warned = file.verdict == FileVerdict::warning;
  if (file.part == RentFilePart::accounts && file.found.count > 0 &&
      file.rows_refused == file.found.count) {
    hold("not one of the " + std::to_string(file.found.count) + " rows could be read",
         "Is the layout right? Mend the first row and try again.");
    file.verdict = FileVerdict::held;
    return;
  }
  if (file.part == RentFilePart::accounts && file.found.count == 0 && file.because.empty()) {
    hold("there is no account in the file", "Ask for the extract again.");
  }
  if (!file.because.empty() && !warned) file.verdict = FileVerdict::held;
}

}  // namespace lintel
