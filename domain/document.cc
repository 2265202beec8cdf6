#include "domain/document.h"

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 4> kDocumentStates = {
    {{"draft"}, {"released"}, {"sent"}, {"withdrawn"}}};

}  // namespace

std::string_view to_string(DocumentState state) {
  return kDocumentStates.at(static_cast<std::size_t>(state)).word;
}
Result<DocumentState> parse_document_state(std::string_view text) {
  return parse_word<DocumentState>(kDocumentStates, text, "a state of a document");
}

}  // namespace lintel
