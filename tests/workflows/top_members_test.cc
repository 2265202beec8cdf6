// The members of an object by their bytes are those that reading it finds.

#include "workflows/top_members.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/record_text.h"

namespace lintel {
namespace {

Json any_json(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 6 : 4);
  if (kind == 0) return {};
  if (kind == 1) return *rc::gen::arbitrary<bool>();
  if (kind == 2) return *rc::gen::arbitrary<std::int64_t>();
  if (kind == 3)
    return *rc::gen::container<std::string>(
        rc::gen::element('a', '"', '\\', '{', '}', '[', ']', ',', ':', '\n', '<', ' '));
  Json made = kind == 4 ? Json::array() : Json::object();
  const int size = *rc::gen::inRange(0, 4);
  for (int i = 0; i < size; ++i) {
    if (kind == 4) {
      made.push(any_json(depth - 1));
    } else {
      made["k" + std::to_string(i)] = any_json(depth - 1);
    }
  }
  return made;
}

void write(CanonicalText text, const Json& value) {
  if (value.is_null()) return text.none();
  if (value.is_bool()) return text.yes_no(value.as_bool());
  if (value.is_number()) return text.integer(value.as_integer().value());
  if (value.is_string()) return text.text(value.as_string());
  if (value.is_array()) {
    text.open_array();
    for (const Json& each : value.as_array()) write(text, each);
    return text.close_array();
  }
  text.open_object();
  for (const auto& [name, each] : value.as_object()) {
    text.key(name);
    write(text, each);
  }
  text.close_object();
}

RC_GTEST_PROP(TopMembersProperty, AreThoseThatReadingFinds, ()) {
  Json object = Json::object();
  const int size = *rc::gen::inRange(0, 8);
  for (int i = 0; i < size; ++i) object["name" + std::to_string(i)] = any_json(3);
  const std::string text = to_canonical(object);
  const TopMembers members(text);
  for (const auto& [name, value] : object.as_object()) {
    RC_ASSERT(std::string(members.bytes(name)) == to_canonical(value));
    RC_ASSERT(members.value(name) == value);
  }
  RC_ASSERT(!members.has("other"));
  RC_ASSERT(!members.has("k0"));
}

RC_GTEST_PROP(CanonicalTextProperty, SpellsAsToCanonicalDoes, ()) {
  const Json value = any_json(4);
  std::string text;
  write(CanonicalText(text), value);
  RC_ASSERT(text == to_canonical(value));
  RC_ASSERT(parse_json(text).value() == value);
}

TEST(RecordText, GivesEachMemberByItsBytes) {
  RecordText record;
  record.member("days").integer(-3);
  record.member("none").none();
  CanonicalText list = record.member("said");
  list.open_array();
  list.text("a \"b\"");
  list.day(Date{2026, 11, 23});
  list.close_array();
  EXPECT_EQ(record.whole(), R"({"days":-3,"none":null,"said":["a \"b\"","2026-11-23"]})");
  std::string seen;
  record.each([&](std::string_view name, std::string_view bytes) {
    seen += std::string(name) + "=" + std::string(bytes) + ";";
    return name != "none";
  });
  EXPECT_EQ(seen, "days=-3;none=null;");
  record.clear();
  EXPECT_EQ(record.whole(), "{}");
}

TEST(TopMembers, OfAnythingElseAreNone) {
  for (const char* text : {"",
                           "{",
                           "[]",
                           "7",
                           "{\"a\":1",
                           "{\"a\":\"",
                           "{\"b\":1,\"a\":2}",
                           "{\"a\":1,\"a\":2}",
                           "{a:1}"})
    EXPECT_FALSE(TopMembers(text).has("a")) << text;
  EXPECT_EQ(TopMembers(R"({"a":[1,2],"b":{}})").bytes("a"), "[1,2]");
  EXPECT_EQ(TopMembers(R"({"a":1})").text("a"), "");
  EXPECT_EQ(TopMembers(R"({"a":"x\"y"})").text("a"), "x\"y");
}

TEST(JsonStrings, EscapeWhatMustBeAndNothingElse) {
  std::string text;
  write_json_string(text, "£5 – \u2028é\u2029\"\\\n\t\x01<b>\u2027");
  EXPECT_EQ(text, "\"£5 – \\u2028é\\u2029\\\"\\\\\\n\\t\\u0001\\u003cb>\u2027\"");
}

}  // namespace
}  // namespace lintel
