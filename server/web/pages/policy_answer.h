#pragma once

#include <cstdint>
#include <string>

#include "server/casework/policy_studio.h"
#include "server/web/pages/pages.h"
#include "server/web/view.h"

namespace lintel {

// What the pages of policies share: which version is asked for, and how an act that was not done is
// shown.

/// Of the address: /policies/{workflow}/v/{version}.
DefinitionKey asked_version(const Request& request);
/// The edition that the form was made from; 0, which no edition has, for anything but a number.
std::int64_t asked_edition(const Request& request);
Response no_such_version(const Pages& pages, const Request& request);

/// What was asked and not done, so that the page says why and keeps what was typed.
struct PolicyAnswer {
  StudioOutcome outcome{};
  std::string heading{};
  std::string reason{};
  std::string live_from{};
  int code = 200;
};

int policy_answer_code(Fate fate);
View policy_answer_view(const PolicyAnswer& answered);

}  // namespace lintel
