#pragma once

#include <string>

#include "server/api/view_json.h"
#include "server/casework/casework.h"
#include "server/http/response.h"

namespace lintel {

/// 404 for what is not there and for what is in another's patch alike: the API does not tell which.
Response not_found(const std::string& what);

/// 400 with the field named.
Response bad_request(const Problem& wrong);

/// 200 applied, 422 refused (the decision says why), 409 conflict, 400 invalid, 404 otherwise.
Response answer_outcome(const Outcome& outcome);

template <class T>
Response answer_seen(const Casework::Seen<T>& seen, const std::string& what) {
  return seen.page ? json(to_json(*seen.page)) : not_found(what);
}

}  // namespace lintel
