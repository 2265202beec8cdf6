// Four eyes: everyone who had a hand in an earlier act is barred, in person or through another; and
// an overdue task is open to the role that it escalates to, never to the eyes that were there
// before.

#include "tests/workflows/made_up_case.h"

namespace lintel {
namespace {

constexpr std::string_view kApproval = R"yaml(
workflow: approval
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
start: open
states:
  open:
    stage: notice
    on:
      propose: {by: income_officer, to: in_approval}
      amend: {by: [income_officer, team_manager], to: open}
  in_approval:
    stage: notice
    tasks:
      approve: {role: team_manager, four_eyes: [propose, amend], due: 2 working days, escalate_to: head_of_income}
    on:
      approved: {by: task.approve, because: a second person has read it, to: approved}
      returned: {by: [team_manager, task.approve], to: open}
  approved: {stage: closed, final: true}
)yaml";

class FourEyes : public MadeUpCase {
 protected:
  FourEyes() : MadeUpCase(kApproval) {}

  CaseState take(const CaseState& from, std::string event, const Actor& actor) const {
    const Step taken = ask(from, std::move(event), actor);
    EXPECT_TRUE(taken.changes) << taken.decision.reasons.front().because;
    return taken.next;
  }
  Step ask(const CaseState& from, std::string event, const Actor& actor) const {
    return MadeUpCase::ask(from, Event{.name = std::move(event), .actor = actor, .fields = {}});
  }
  std::string refusal(const CaseState& from, const Actor& actor) const {
    const Decision decision = ask(from, "approved", actor).decision;
    return decision.acts() ? "approved" : decision.reasons.front().because;
  }
  static Actor for_another(Actor actor, const Actor& whom) {
    actor.on_behalf_of = Delegator{*whom.person, whom.name, whom.roles};
    return actor;
  }

  const Actor priya_ = person(1, "Priya Shah", {Role::income_officer});
  const Actor lee_ = person(2, "Lee Marsh", {Role::team_manager});
  const Actor asha_ = person(3, "Asha Bell", {Role::team_manager, Role::income_officer});
  const Actor owen_ = person(4, "Owen Reid", {Role::head_of_income});
  const Actor tom_ = person(5, "Tom Field", {Role::income_officer});
};

TEST_F(FourEyes, AManagerWhoLetsTheProposerActForHerCannotLaunderTheApproval) {
  const CaseState proposed = take(opened(), "propose", priya_);
  EXPECT_EQ(refusal(proposed, for_another(priya_, lee_)),
            "Priya Shah did propose on this case and may not also do approve");
  // Somebody with clean hands may act for the manager, with the roles that she lends.
  EXPECT_EQ(refusal(proposed, for_another(tom_, lee_)), "approved");
  EXPECT_EQ(refusal(proposed, tom_), "approve is for a team manager");
}

TEST_F(FourEyes, AProposerCannotApproveThroughAnother) {
  const CaseState proposed = take(opened(), "propose", asha_);
  EXPECT_EQ(refusal(proposed, asha_),
            "Asha Bell did propose on this case and may not also do approve");
  EXPECT_EQ(refusal(proposed, for_another(lee_, asha_)),
            "Asha Bell did propose on this case and may not also do approve, not even through Lee "
            "Marsh");
  EXPECT_EQ(refusal(proposed, lee_), "approved");
}

TEST_F(FourEyes, ProposingForAnotherBarsThemBoth) {
  const CaseState proposed = take(opened(), "propose", for_another(tom_, asha_));
  EXPECT_EQ(refusal(proposed, asha_),
            "Tom Field did propose on this case for Asha Bell, who may not also do approve");
  EXPECT_EQ(refusal(proposed, for_another(tom_, lee_)),
            "Tom Field did propose on this case and may not also do approve");
  EXPECT_EQ(refusal(proposed, for_another(lee_, asha_)),
            "Tom Field did propose on this case for Asha Bell, who may not also do approve, not "
            "even through Lee Marsh");
  EXPECT_EQ(refusal(proposed, lee_), "approved");
  EXPECT_EQ(earlier_actors(*definition_.task("approve"), proposed),
            (std::vector<PersonId>{*tom_.person, *asha_.person}));
}

TEST_F(FourEyes, CountsEveryEarlierActorNotTheLastAlone) {
  CaseState at = take(opened(), "amend", lee_);
  at = take(at, "propose", priya_);
  EXPECT_EQ(refusal(at, lee_), "Lee Marsh did amend on this case and may not also do approve");
  EXPECT_EQ(refusal(at, asha_), "approved");
}

TEST_F(FourEyes, ARoleBesideTheTaskIsNoWayRound) {
  const CaseState proposed = take(opened(), "propose", asha_);
  const Decision returned = ask(proposed, "returned", asha_).decision;
  EXPECT_FALSE(returned.acts());
  EXPECT_EQ(returned.reasons.front().fact, "four_eyes");
  EXPECT_TRUE(ask(proposed, "returned", lee_).decision.acts());
}

TEST_F(FourEyes, AnOverdueTaskIsOpenToTheRoleThatItEscalatesTo) {
  const CaseState proposed = take(opened(), "propose", priya_);
  ASSERT_EQ(proposed.tasks.front().due, (Date{2026, 11, 25}));
  today_ = Date{2026, 11, 25};  // due today is not overdue
  const Reason early = ask(proposed, "approved", owen_).decision.reasons.front();
  EXPECT_EQ(early.because, "approve is for a team manager");
  EXPECT_EQ(early.fix, "Wait: it is for the head of income too from 26 November 2026.");
  EXPECT_FALSE(escalated_to(definition_, proposed.tasks.front(), today_).has_value());

  today_ = Date{2026, 11, 26};
  EXPECT_EQ(escalated_to(definition_, proposed.tasks.front(), today_), Role::head_of_income);
  const Offer offer =
      offer_of(definition_, proposed, "approved", definition_.new_facts(), rules(), today_, owen_);
  EXPECT_TRUE(offer.mine);
  EXPECT_EQ(offer.roles, (std::vector<Role>{Role::team_manager, Role::head_of_income}));
  const Step approved = ask(proposed, "approved", owen_);
  EXPECT_TRUE(approved.changes);
  EXPECT_EQ(approved.decision.reasons.front().because,
            "a second person has read it (approve was due on 25 November 2026 and is open to the "
            "head of income)");
  EXPECT_EQ(ask(proposed, "approved", lee_).decision.reasons.front().because,
            "a second person has read it");
}

TEST_F(FourEyes, RememberEachPersonOnceForEachEvent) {
  CaseState at = opened();
  for (int i = 0; i < 20; ++i) at = take(at, "amend", i % 2 == 0 ? priya_ : asha_);
  at = take(at, "propose", priya_);
  EXPECT_EQ(at.acts.size(), 3U);
  EXPECT_FALSE(ask(at, "approved", asha_).decision.acts());
  EXPECT_TRUE(ask(at, "approved", lee_).decision.acts());
}

TEST_F(FourEyes, EscalationBarsEarlierEyesAllTheSame) {
  const Actor both = person(6, "Mara Quist", {Role::income_officer, Role::head_of_income});
  const CaseState proposed = take(opened(), "propose", both);
  today_ = Date{2026, 12, 1};
  EXPECT_EQ(refusal(proposed, both),
            "Mara Quist did propose on this case and may not also do approve");
}

}  // namespace
}  // namespace lintel
