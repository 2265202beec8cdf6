#include "server/api/schema_words.h"

#include <string_view>

namespace lintel::schema {

Json typed(const char* type, const char* says) {
  Json json;
  json["type"] = type;
  if (*says != '\0') json["description"] = says;
  return json;
}

Json text(const char* says) {
  return typed("string", says);
}
Json yes_no(const char* says) {
  return typed("boolean", says);
}
Json whole(const char* says) {
  return typed("integer", says);
}

Json money(const char* says) {
  Json json = text(says);
  json["pattern"] = "^-?[0-9]+\\.[0-9]{2}$";
  return json;
}

Json date(const char* says) {
  Json json = text(says);
  json["format"] = "date";
  return json;
}

Json or_null(Json schema) {
  schema["type"] = Json::Array{*schema.find("type"), Json{"null"}};
  return schema;
}

Json ref(const std::string& name) {
  Json json;
  json["$ref"] = "#/components/schemas/" + name;
  return json;
}

Json list_of(Json element) {
  Json json = typed("array");
  json["items"] = std::move(element);
  return json;
}

Json object(const char* says, Members members, std::initializer_list<const char*> optional) {
  Json json = typed("object", says);
  json["additionalProperties"] = false;
  json["required"] = Json::array();
  json["properties"] = Json::object();
  for (const auto& [name, schema] : members) {
    json["properties"][name] = schema;
    bool needed = true;
    for (const char* each : optional) needed = needed && std::string_view(each) != name;
    if (needed) json["required"].push(name);
  }
  return json;
}

}  // namespace lintel::schema
