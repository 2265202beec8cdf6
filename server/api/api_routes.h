#pragma once

#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/law/law.h"
#include "server/casework/casework.h"
#include "server/http/router.h"

namespace lintel {

/// One operation of the JSON API: how it is called, and what the description says of it. The
/// router and the OpenAPI description are made from the same list, so neither can miss one.
struct Operation {
  Method method = Method::get;
  std::string pattern;             ///< "/api/cases/{ref}"
  std::string id;                  ///< "getCase"
  std::string summary;             ///< one sentence
  std::vector<std::string> query;  ///< names of the query's fields, all optional text
  std::string asks;                ///< schema of the body; "" for none
  std::string answers;             ///< schema of a 200; "" for a PDF
  Access access;
  Handler handler;
  std::string conflict{};  ///< what a 409 says; "": of a POST, that somebody was first
};

/// Everything that the API offers. `casework` and `law` are kept by reference.
std::vector<Operation> api_operations(Casework& casework, const LawBook& law);

/// The OpenAPI 3.1 description of these operations.
Json openapi(const std::vector<Operation>& operations);

/// Adds every operation, and the description at GET /api/openapi.json.
void add_api_routes(Router& router, Casework& casework, const LawBook& law);

}  // namespace lintel
