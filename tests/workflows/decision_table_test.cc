// A fact by rows: which row gives the value, what an unknown row does, and what a reason says of
// it.

#include "workflows/decision_table.h"

#include "tests/workflows/made_up_case.h"

namespace lintel {
namespace {

constexpr std::string_view kTables = R"yaml(
workflow: tables
version: "1"
law: {act: Housing Act 1988, provisions: [s8]}
facts:
  ground:     {type: one_of (arrears, nuisance, sale), source: input.ground}
  arrears:    {type: money,  source: input.arrears}
  served_on:  {type: date,   source: notice.served_on}
  notice_period:
    type: weeks
    label: notice period
    table:
      hit: unique
      rows:
        - {when: ground = arrears, gives: 4 weeks, because: rent is owed, law: HA 1988 s.8(4B)}
        - {when: ground = nuisance, gives: 0 weeks, because: behaviour needs no wait}
        - {when: arrears >= £5000, gives: 2 weeks, because: very much is owed}
        - {otherwise: 16 weeks, because: no fault of the tenant}
  band:
    type: one_of (none_owed, low, high)
    table:
      hit: first
      rows:
        - {when: arrears <= 0, gives: none_owed, because: nothing is owed}
        - {when: ground = sale or arrears < 100, gives: low, because: little is owed}
        - {when: arrears < 1000, gives: high, because: much is owed}
  fee:        {type: money, table: {hit: first, rows: [{when: band = high, gives: 45.50, because: the scale of fees}, {otherwise: 0, because: no fee}]}}
  expires_on: {type: date, formula: served_on + notice_period from service, because: the notice period}
start: open
states:
  open:
    stage: notice
    on:
      look: {when: band = high, do: [{note: band}]}
      wait: {when: notice_period >= 4 weeks, do: [{note: wait}]}
      charge: {when: fee > 0, do: [{note: fee}]}
      close: {when: expires_on <= today, to: closed}
  closed: {stage: closed, final: true}
)yaml";

class Table : public MadeUpCase {
 protected:
  Table() : MadeUpCase(kTables), facts_(definition_.new_facts()) {}

  void ground(Value value) { facts_.set(0, std::move(value)); }
  void arrears(Value value) { facts_.set(1, std::move(value)); }
  void owing(Money amount) { arrears(Value::money(amount)); }

  Value value(std::string_view name) const {
    for (const auto& [fact, known] : known_facts(definition_, facts_, rules(), today_))
      if (fact == name) return known;
    throw std::out_of_range(std::string(name));
  }
  Reason reason(const std::string& event) const {
    const Event asked{.name = event, .actor = std::nullopt, .fields = {}};
    return decide(definition_, CaseState{}, asked, facts_, rules(), today_).reasons.front();
  }

  Facts facts_;
};

TEST_F(Table, FirstTakesTheFirstRowThatPasses) {
  ground(Value::text("arrears"));
  owing(0'00_pence);
  EXPECT_EQ(value("band"), Value::text("none_owed"));
  owing(99'99_pence);
  EXPECT_EQ(value("band"), Value::text("low"));
  owing(100'00_pence);
  EXPECT_EQ(value("band"), Value::text("high"));
  EXPECT_EQ(value("fee"), Value::money(45'50_pence));
  EXPECT_EQ(reason("look").because, "band high (row 3: much is owed) is high");
  EXPECT_EQ(reason("charge").because, "fee £45.50 (row 1: the scale of fees) is above £0.00");
}

TEST_F(Table, FirstIsUnknownWhenAnEarlierRowMightHavePassed) {
  owing(400'00_pence);  // the ground is not known: it may be a sale
  EXPECT_TRUE(value("band").is_unknown());
  EXPECT_TRUE(value("fee").is_unknown());
  const Reason asked = reason("look");
  EXPECT_EQ(asked.passed, Verdict::unknown);
  EXPECT_EQ(asked.because, "band is not known, for ground is not known in row 2");
  EXPECT_EQ(asked.fact, "ground");
  owing(40'00_pence);  // little is owed whatever the ground is
  EXPECT_EQ(value("band"), Value::text("low"));
}

TEST_F(Table, IsNoneWhereNoRowPassesAndNothingIsWrittenOtherwise) {
  ground(Value::text("arrears"));
  owing(1'000'00_pence);
  EXPECT_TRUE(value("band").is_none());
  const Reason asked = reason("look");
  EXPECT_EQ(asked.passed, Verdict::no);
  EXPECT_EQ(asked.because, "band is none");
  EXPECT_EQ(value("fee"), Value::money(Money{}));
  EXPECT_EQ(reason("charge").because, "fee £0.00 (otherwise: no fee) is at most £0.00");
}

TEST_F(Table, UniqueTakesTheOnlyRowThatPasses) {
  ground(Value::text("sale"));
  owing(10'00_pence);
  EXPECT_EQ(value("notice_period"), Value::length(ValueType::weeks, 16));
  EXPECT_EQ(reason("wait").because,
            "notice period 16 weeks (otherwise: no fault of the tenant) is at least 4 weeks");
  ground(Value::text("arrears"));
  EXPECT_EQ(value("notice_period"), Value::length(ValueType::weeks, 4));
  EXPECT_EQ(reason("wait").law, "HA 1988 s.8(4B)");
}

TEST_F(Table, TwoRowsOfAUniqueTableAreAFaultThatNamesBoth) {
  ground(Value::text("nuisance"));
  owing(6'000'00_pence);
  EXPECT_TRUE(value("notice_period").is_unknown());
  const Reason asked = reason("wait");
  EXPECT_EQ(asked.passed, Verdict::unknown);
  EXPECT_EQ(asked.because,
            "notice period is not known, for rows 2 (behaviour needs no wait) and 3 (very much is "
            "owed) both pass");
}

TEST_F(Table, UniqueIsUnknownWhileARowIsNotKnown) {
  ground(Value::text("arrears"));  // row 3 asks how much
  EXPECT_TRUE(value("notice_period").is_unknown());
  arrears(Value::none());
  EXPECT_EQ(value("notice_period"), Value::length(ValueType::weeks, 4));
  ground(Value::unknown());
  arrears(Value::money(Money{}));
  EXPECT_TRUE(value("notice_period").is_unknown());  // otherwise does not stand in for a row
}

TEST_F(Table, FeedsFormulasLikeAnyFact) {
  ground(Value::text("arrears"));
  owing(10'00_pence);
  facts_.set(2, Value::date(Date{2026, 11, 2}));
  EXPECT_EQ(value("expires_on"), Value::date(Date{2026, 11, 30}));
}

/// What the reader says when `from` in the file above is written as `to`.
std::string changed(std::string_view from, std::string_view to) {
  std::string text{kTables};
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return "no such text";
  text.replace(at, from.size(), to);
  const MadeUpRules book;
  const ResultOfMany<Definition> read = read_definition(text, "made_up.yaml", book);
  return read ? "accepted" : said(read.error());
}

TEST(TableReading, RefusesWhatIsNotATable) {
  using ::testing::HasSubstr;
  EXPECT_EQ(changed("hit: unique", "hit: uniqe"),
            "made_up.yaml:13:12: \"uniqe\" is not a way to hit a row. Did you mean \"unique\"?\n");
  EXPECT_THAT(changed("      hit: first\n", ""), HasSubstr("the table of band has no hit"));
  EXPECT_THAT(changed("gives: high", "gives: hig"),
              HasSubstr("\"hig\" is not one of none_owed, low, high. Did you mean \"high\"?"));
  EXPECT_THAT(changed("gives: 45.50", "gives: 4 weeks"), HasSubstr("is weeks, not money"));
  EXPECT_THAT(changed("gives: 0 weeks", "gives: 0 days"), HasSubstr("is days, not weeks"));
  EXPECT_THAT(changed(", because: much is owed", ""), HasSubstr("the row has no because"));
  EXPECT_THAT(changed("{when: arrears < 1000, gives", "{gives"), HasSubstr("the row has no when"));
  EXPECT_THAT(changed("gives: high, ", ""), HasSubstr("the row gives nothing"));
  EXPECT_THAT(changed("{otherwise: 0, ", "{when: band = low, otherwise: 0, "),
              HasSubstr("the row of otherwise has a when: or gives: too"));
  EXPECT_THAT(changed("[{when: band = high", "[{otherwise: 1, because: no}, {when: band = high"),
              HasSubstr("a row after otherwise is never reached"));
  EXPECT_THAT(changed("when: arrears <= 0, gives", "when: fee <= 0, gives"),
              HasSubstr("leans on itself"));
  EXPECT_THAT(changed("    table:\n      hit: unique",
                      "    source: input.n\n    table:\n      hit: unique"),
              HasSubstr("more than one of source, formula and table"));
  EXPECT_THAT(changed("type: one_of (none_owed, low, high)\n    table:",
                      "type: list\n    of: {a: money}\n    table:"),
              HasSubstr("can only come from a source"));
  EXPECT_THAT(changed("gives: low, because", "gives: ground, because"),
              HasSubstr("this may be a word that is not one of none_owed, low, high"));
}

}  // namespace
}  // namespace lintel
