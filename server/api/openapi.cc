#include "server/api/api_routes.h"
#include "server/api/schemas.h"

namespace lintel {
namespace {

Json content(const std::string& type, const std::string& schema) {
  Json json;
  if (schema.empty()) {
    json[type] = Json::object();
  } else {
    json[type]["schema"]["$ref"] = "#/components/schemas/" + schema;
  }
  return json;
}

Json answer(const char* says, Json body) {
  Json json;
  json["description"] = says;
  json["content"] = std::move(body);
  return json;
}

Json parameter(const std::string& name, const char* where, bool needed) {
  Json json;
  json["name"] = name;
  json["in"] = where;
  json["required"] = needed;
  json["schema"]["type"] = "string";
  return json;
}

Json parameters(const Operation& operation) {
  Json list = Json::array();
  const std::string& pattern = operation.pattern;
  for (std::size_t open = pattern.find('{'); open != std::string::npos;
       open = pattern.find('{', open + 1)) {
    list.push(
        parameter(pattern.substr(open + 1, pattern.find('}', open) - open - 1), "path", true));
  }
  for (const std::string& name : operation.query) list.push(parameter(name, "query", false));
  return list;
}

Json described(const Operation& operation) {
  Json json;
  json["operationId"] = operation.id;
  json["summary"] = operation.summary;
  json["parameters"] = parameters(operation);
  if (!operation.asks.empty()) {
    json["requestBody"]["required"] = true;
    json["requestBody"]["content"] = content("application/json", operation.asks);
  }
  const bool is_pdf = operation.answers.empty();
  Json& responses = json["responses"];
  responses["200"] =
      answer("Done.", content(is_pdf ? "application/pdf" : "application/json", operation.answers));
  const Json wrong = content("application/problem+json", "Problem");
  if (operation.access.signed_in) {
    responses["401"] = answer("Nobody is signed in.", wrong);
    if (!operation.access.roles.empty())
      responses["403"] = answer("Your roles do not include this; it says whose do.", wrong);
    responses["404"] = answer("There is no such thing in your patches.", wrong);
  }
  if (operation.method == Method::post || !operation.query.empty()) {
    responses["400"] = answer("A field is missing or unreadable; it is named.", wrong);
  }
  if (operation.method == Method::post)
    responses["409"] = answer("Somebody changed it since you read it.", wrong);
  if (!operation.conflict.empty()) responses["409"] = answer(operation.conflict.c_str(), wrong);
  if (operation.answers.ends_with("Outcome")) {
    responses["422"] = answer("Policy or law says no; the reasons say why.",
                              content("application/json", operation.answers));
  }
  if (!operation.access.signed_in) json["security"] = Json::array();
  return json;
}

}  // namespace

Json openapi(const std::vector<Operation>& operations) {
  Json json;
  json["openapi"] = "3.1.0";
  json["info"]["title"] = "Lintel";
  json["info"]["version"] = "1";
  json["info"]["description"] =
      "The same casework as the pages: every gate is asked again on the server. Money is text in "
      "pounds and "
      "pence, dates are ISO, and a positive balance is owed by the tenant.";
  json["components"]["schemas"] = api_schemas();
  Json& schemes = json["components"]["securitySchemes"];
  schemes["session"]["type"] = "apiKey";
  schemes["session"]["in"] = "cookie";
  schemes["session"]["name"] = "sid";
  schemes["token"]["type"] = "http";
  schemes["token"]["scheme"] = "bearer";
  json["security"].push(Json::Object{{"session", Json::array()}});
  json["security"].push(Json::Object{{"token", Json::array()}});
  json["paths"] = Json::object();
  for (const Operation& operation : operations) {
    json["paths"][operation.pattern][operation.method == Method::post ? "post" : "get"] =
        described(operation);
  }
  return json;
}

}  // namespace lintel
