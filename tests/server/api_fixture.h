#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/api/api_routes.h"
#include "server/api/schemas.h"
#include "tests/support/json_schema.h"
#include "tests/support/world.h"

namespace lintel {

/// A landlord with one case, whose API is called as its own description says: every answer is held
/// to the schema of its operation.
class Api : public testing::Test {
 protected:
  Api() : world_(Date{2026, 9, 7}) {
    world_.lets({}).loads_rents();
    world_.runs();
    world_.weeks_pass(4);
    operations_ = api_operations(world_.casework(), world_.policy().law());
    description_ = openapi(operations_);
  }

  const Operation& operation(std::string_view id) const {
    for (const Operation& each : operations_) {
      if (each.id == id) return each;
    }
    throw std::logic_error("no operation " + std::string(id));
  }

  /// Calls the handler as that person and holds a JSON answer to its schema.
  Json call(std::string_view id,
            const Person& who,
            std::map<std::string, std::string> parts,
            Json body = {},
            int expected = 200) {
    const Operation& asked = operation(id);
    Request request;
    for (const auto& [name, value] : query_) EXPECT_TRUE(request.query.add(name, value));
    request.method = asked.method;
    request.parts = std::move(parts);
    if (!body.is_null()) request.body = to_canonical(body);
    request.signed_in =
        SignedIn{.person = who, .session = {}, .csrf_secret = "secret", .by_token = false};
    const Response response = asked.handler(request);
    EXPECT_EQ(response.code(), expected) << response.body();
    if (response.content_type().find("json") == std::string::npos) return {};
    const Json answer = parse_json(response.body()).value();
    const bool as_described =
        response.code() == 200 || (response.code() == 422 && asked.answers.ends_with("Outcome"));
    const std::string schema = as_described ? asked.answers : "Problem";
    EXPECT_THAT(schema_faults(*api_schemas().find(schema), answer, description_),
                testing::IsEmpty())
        << to_canonical(answer);
    return answer;
  }

  World world_;
  std::vector<Operation> operations_;
  Json description_;
  std::vector<std::pair<std::string, std::string>> query_;  ///< of the calls that follow
};

}  // namespace lintel
