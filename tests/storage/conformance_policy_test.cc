#include "storage/definition_store.h"
#include "storage/policy_draft_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class PolicyDrafts : public Conformance {
 protected:
  PolicyDrafts()
      : author(north.person("nadia", {Role::team_manager})),
        second(north.person("sam", {Role::team_manager})) {
    write([&](Transaction& tx) {
      PersonStore{tx}.add(author, "");
      PersonStore{tx}.add(second, "");
    });
  }

  PolicyDraft begun(const std::string& version = "2026.2") {
    const PolicyDraft draft{.id = north.id<PolicyDraftId>(),
                            .workflow = "arrears_assured",
                            .version = version,
                            .based_on = "2026.1",
                            .text = "workflow: arrears_assured\n",
                            .begun_by = author.id,
                            .begun_at = north.now(),
                            .saved_by = author.id,
                            .saved_at = north.now()};
    EXPECT_TRUE(write([&](Transaction& tx) { return PolicyDraftStore{tx}.add(draft); }));
    return draft;
  }
  PolicyDraft now(const PolicyDraft& draft) {
    return read([&](Connection& c) { return PolicyDraftStore{c}.find(draft.id).value(); });
  }
  template <class Act>
  bool change(Act&& act) {
    return write([&](Transaction& tx) {
      PolicyDraftStore store(tx);
      return act(store);
    });
  }
  bool save(const PolicyDraft& draft, std::int64_t seen, const std::string& text, PersonId by) {
    return change(
        [&](PolicyDraftStore& store) { return store.save(draft.id, seen, text, by, north.now()); });
  }
  bool submit(const PolicyDraft& draft) {
    return change([&](PolicyDraftStore& store) {
      return store.submit(draft, Date{2026, 12, 1}, author.id, north.now());
    });
  }
  bool decide(const PolicyDraft& draft, bool approve, PersonId by) {
    return change([&](PolicyDraftStore& store) {
      return store.decide(draft, approve, by, north.now(), "read");
    });
  }

  Person author;
  Person second;
};
INSTANTIATE_TEST_SUITE_P(Sqlite, PolicyDrafts, testing::Values("sqlite::memory:"));

TEST_P(PolicyDrafts, AreOneOfEachVersion) {
  const PolicyDraft draft = begun();
  PolicyDraft other = draft;
  other.id = north.id<PolicyDraftId>();
  EXPECT_FALSE(change([&](PolicyDraftStore& store) { return store.add(other); }));
  begun("2026.3");
  EXPECT_THAT(read([](Connection& c) { return PolicyDraftStore{c}.all(); }), SizeIs(2));
  EXPECT_EQ(
      read([](Connection& c) { return PolicyDraftStore{c}.find("arrears_assured", "2026.2")->id; }),
      draft.id);
}

TEST_P(PolicyDrafts, KeepEverySavedTextAndRefuseOneOverAnUnseenSave) {
  const PolicyDraft draft = begun();
  EXPECT_TRUE(save(draft, 1, "second text", author.id));
  EXPECT_FALSE(save(draft, 1, "written beside it", second.id)) << "edition 1 is no longer there";
  EXPECT_TRUE(save(draft, 2, "third text", second.id));

  EXPECT_EQ(now(draft).text, "third text");
  EXPECT_EQ(now(draft).edition, 3);
  EXPECT_EQ(now(draft).saved_by, second.id);
  const auto editions = read([&](Connection& c) { return PolicyDraftStore{c}.editions(draft.id); });
  ASSERT_THAT(editions, SizeIs(3));
  EXPECT_EQ(editions[0].text, "workflow: arrears_assured\n");
  EXPECT_EQ(editions[1].text, "second text");
  EXPECT_THAT(read([&](Connection& c) { return PolicyDraftStore{c}.editors(draft.id); }),
              UnorderedElementsAre(author.id, second.id));
}

TEST_P(PolicyDrafts, AreDecidedByAnotherPersonOnTheTextThatWasSubmitted) {
  const PolicyDraft draft = begun();
  EXPECT_FALSE(decide(draft, true, second.id)) << "nobody has submitted it";
  EXPECT_TRUE(submit(draft));
  EXPECT_FALSE(submit(draft)) << "it waits already";
  EXPECT_THROW(decide(draft, true, author.id), ConstraintFault);

  PolicyDraft other_text = draft;
  other_text.text = "another text";
  EXPECT_FALSE(decide(other_text, true, second.id));
  EXPECT_TRUE(decide(draft, true, second.id));
  EXPECT_EQ(now(draft).state, DraftState::approved);
  EXPECT_EQ(now(draft).decided_by, second.id);
  EXPECT_EQ(now(draft).submitted_text, draft.text_hash());
  EXPECT_EQ(now(draft).live_from, (Date{2026, 12, 1}));
}

TEST_P(PolicyDrafts, LoseTheirApprovalWithTheNextSave) {
  const PolicyDraft draft = begun();
  submit(draft);
  decide(draft, true, second.id);
  EXPECT_TRUE(save(draft, 1, "one word more", author.id));
  EXPECT_EQ(now(draft).state, DraftState::draft);
  EXPECT_EQ(now(draft).decided_by, std::nullopt);
  EXPECT_EQ(now(draft).live_from, std::nullopt);
  EXPECT_FALSE(change([&](PolicyDraftStore& store) { return store.go_live(now(draft)); }));
}

TEST_P(PolicyDrafts, GoLiveWhenTheirDayHasComeAndAreThenClosed) {
  const PolicyDraft draft = begun();
  submit(draft);
  decide(draft, true, second.id);
  const auto due = [&](Date on) {
    return read([&](Connection& c) { return PolicyDraftStore{c}.due_to_go_live(on).size(); });
  };
  EXPECT_EQ(due(Date{2026, 11, 30}), 0U);
  EXPECT_EQ(due(Date{2026, 12, 1}), 1U);
  EXPECT_TRUE(change([&](PolicyDraftStore& store) { return store.go_live(now(draft)); }));
  EXPECT_EQ(due(Date{2026, 12, 1}), 0U);
  EXPECT_FALSE(save(draft, 1, "too late", author.id));
  EXPECT_FALSE(change([&](PolicyDraftStore& store) { return store.withdraw(draft, "late"); }));
}

TEST_P(PolicyDrafts, AreReturnedVoidedAndWithdrawnWithAReason) {
  const PolicyDraft draft = begun();
  submit(draft);
  EXPECT_TRUE(decide(draft, false, second.id));
  EXPECT_EQ(now(draft).state, DraftState::returned);
  EXPECT_EQ(now(draft).reason, "read");
  EXPECT_TRUE(submit(draft));
  EXPECT_TRUE(decide(draft, true, second.id));
  EXPECT_TRUE(
      change([&](PolicyDraftStore& store) { return store.void_approval(draft, "no letter_9"); }));
  EXPECT_EQ(now(draft).state, DraftState::returned);
  EXPECT_EQ(now(draft).reason, "no letter_9");
  EXPECT_TRUE(change([&](PolicyDraftStore& store) { return store.withdraw(draft, "not needed"); }));
  EXPECT_EQ(now(draft).state, DraftState::withdrawn);
  EXPECT_FALSE(submit(draft));
}

TEST_P(PolicyDrafts, BecomeDefinitionsWithTheirTextAndDay) {
  write([&](Transaction& tx) {
    (void)DefinitionStore{tx}
        .load({.kind = "workflow",
               .name = "arrears_assured",
               .version = "2026.2",
               .hash = sha256("{}"),
               .body = "{}",
               .loaded_at = north.now(),
               .source = "# why\nworkflow: arrears_assured\n",
               .live_from = Date{2026, 12, 1},
               .published_by = "Sam Hill"})
        .value();
  });
  read([](Connection& c) {
    const auto found = DefinitionStore{c}.find("workflow", "arrears_assured", "2026.2");
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->source, "# why\nworkflow: arrears_assured\n");
    EXPECT_EQ(found->live_from, (Date{2026, 12, 1}));
    EXPECT_EQ(found->published_by, "Sam Hill");
    EXPECT_THAT(DefinitionStore{c}.versions("template"), IsEmpty());
    EXPECT_THAT(DefinitionStore{c}.versions("workflow"), SizeIs(1));
  });
}

}  // namespace
}  // namespace lintel
