#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/result.h"
#include "server/casework/event_offer.h"
#include "workflows/definition.h"

namespace lintel {

/// A field of an event as a form asks for it: its type from the workflow's own facts, else from
/// what the word means everywhere ("instalment" is money, "first_due" a date).
FieldAsked field_asked(const Definition& definition,
                       std::string_view event,
                       std::string_view name,
                       bool needed);

/// Fields that may be filled beside those that the event needs: whether a contact was reached, the
/// days of a hold.
std::vector<std::string> optional_fields(const Definition& definition, std::string_view event);

/// Whether the text is what such a field holds. The Problem names the field.
Result<std::string> read_field(const FieldAsked& field, const std::string& text);

}  // namespace lintel
