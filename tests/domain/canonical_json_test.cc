#include "domain/canonical_json.h"

#include <gtest/gtest.h>

namespace lintel {
namespace {

TEST(CanonicalJson, EqualValuesHaveEqualText) {
  EXPECT_EQ(to_canonical(parse_json(R"({ "b" : 1.50, "a" : [true, null, "x\u003cy"] })").value()),
            R"({"a":[true,null,"x\u003cy"],"b":1.5})");
  EXPECT_EQ(to_canonical(parse_json("-0.0").value()), "0");
  EXPECT_EQ(to_canonical(Json{"line\n\"quoted\"\x01"}), R"("line\n\"quoted\"\u0001")");
}

TEST(CanonicalJson, RefusesWhatCouldBeReadTwoWays) {
  EXPECT_EQ(parse_json(R"({"a":1,"a":2})").error().what,
            "the key \"a\" stands twice in one object");
  EXPECT_FALSE(parse_json("1e3"));
  EXPECT_FALSE(parse_json("{} trailing"));
  EXPECT_FALSE(parse_json("\"\xff\""));
  EXPECT_FALSE(parse_json(std::string(200'000, '[')));
}

TEST(CanonicalJson, NamesTheLineOfAFault) {
  const Problem wrong = parse_json("{\n  \"a\": 1,\n  \"b\" 2\n}").error();
  EXPECT_EQ(wrong.place.line, 3);
}

TEST(CanonicalJson, BuildsByAssignment) {
  Json json;
  json["name"] = "Siân Llŷr";
  json["weeks"] = 4;
  json["owed"] = Json::number("3.70");
  json["list"].push(true);
  EXPECT_EQ(to_canonical(json), R"({"list":[true],"name":"Siân Llŷr","owed":3.7,"weeks":4})");
  EXPECT_EQ(json.find("weeks")->as_integer(), 4);
  EXPECT_EQ(json.find("owed")->as_integer(), std::nullopt);
}

}  // namespace
}  // namespace lintel
