#include "domain/strict_yaml.h"

#include <gtest/gtest.h>

namespace lintel {
namespace {

std::string refusal(std::string_view text) {
  const Result<YamlNode> read = read_strict_yaml(text, "policy.yaml");
  return read ? "read" : read.error().to_string();
}

TEST(StrictYaml, KeepsEveryScalarAsTextWithItsPlace) {
  const YamlNode node =
      read_strict_yaml("a: no\nb: ['08', 2026-11-23]\nc: null\nd: ''\n", "x.yaml").value();
  EXPECT_EQ(node.find("a")->text, "no");
  EXPECT_EQ(node.find("b")->list[0].text, "08");
  EXPECT_TRUE(node.find("b")->list[0].quoted);
  EXPECT_EQ(node.find("b")->list[1].place.line, 2);
  EXPECT_EQ(node.find("b")->list[1].place.column, 11);
  EXPECT_TRUE(node.find("c")->is_null);
  EXPECT_FALSE(node.find("d")->is_null);
  EXPECT_EQ(to_canonical(to_json(node)), R"({"a":"no","b":["08","2026-11-23"],"c":null,"d":""})");
}

TEST(StrictYaml, CountsColumnsInCharacters) {
  const YamlNode node = read_strict_yaml("a: [£480, x]\n", "x.yaml").value();
  EXPECT_EQ(node.find("a")->list[1].place.column, 11);
}

TEST(StrictYaml, RefusesWhatHidesMeaning) {
  EXPECT_EQ(refusal("a: &x 1\n"),
            "policy.yaml:1:4: an anchor (&) is not allowed here. Write the value out.");
  EXPECT_EQ(refusal("a: 1\nb: *x\n").substr(0, 15), "policy.yaml:2:4");
  EXPECT_EQ(refusal("a: !!int 1\n").substr(0, 25), "policy.yaml:1:4: the tag ");
  EXPECT_EQ(refusal("<<: {a: 1}\n"),
            "policy.yaml:1:1: a merge key (<<) is not allowed here. Write the entries out.");
  EXPECT_EQ(refusal("a: 1\nb: 2\na: 3\n"),
            "policy.yaml:3:1: the key \"a\" stands twice. Keep one of them.");
  EXPECT_EQ(refusal("a:\n\tb: 1\n"), "policy.yaml:2:1: there is a tab here. Use spaces.");
  EXPECT_EQ(refusal(""), "policy.yaml:1:1: the file is empty. Write at least one key.");
  EXPECT_EQ(
      refusal("a: 1\n---\nb: 2\n"),
      "policy.yaml:3:1: there is a second document in the file. Keep one document in one file.");
}

TEST(StrictYaml, RefusesHostileDepthAndSize) {
  EXPECT_NE(refusal(std::string(200'000, '[')), "read");
  EXPECT_NE(refusal("a: " + std::string(1 << 20, 'x')), "read");
}

TEST(StrictYaml, SuggestsTheNearestWord) {
  EXPECT_EQ(did_you_mean("remainded", {"paid", "reminded"}), "Did you mean \"reminded\"?");
  EXPECT_EQ(did_you_mean("zebra", {"paid", "reminded"}), "");
}

}  // namespace
}  // namespace lintel
