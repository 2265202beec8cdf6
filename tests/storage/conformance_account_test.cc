#include "storage/case_file.h"
#include "storage/document_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

LINTEL_CONFORMANCE(Accounts);

TEST_P(Accounts, KeepTheirIdsWhenAFileSaysThemAgain) {
  const Tenancy first = north.tenancy("T-1");
  const RentAccount account = north.account(first);
  write([&](Transaction& tx) {
    TenancyStore{tx}.put(first);
    RentAccountStore{tx}.put(account);
  });

  Tenancy again = north.tenancy("T-1");
  again.patch = "West";
  again.tenants.pop_back();
  again.address.lines = {"1 High St", "\"The Elms\""};
  RentAccount paid = north.account(again, -12'40_pence);
  write([&](Transaction& tx) {
    EXPECT_EQ(TenancyStore{tx}.put(again), first.id);
    paid.tenancy_id = first.id;
    EXPECT_EQ(RentAccountStore{tx}.put(paid), account.id);
  });

  const Tenancy now =
      read([](Connection& c) { return TenancyStore{c}.find_by_reference("T-1").value(); });
  EXPECT_EQ(now.id, first.id);
  EXPECT_EQ(now.patch, "West");
  EXPECT_EQ(now.address, again.address);
  ASSERT_THAT(now.tenants, SizeIs(1));
  EXPECT_EQ(now.tenants[0].id, first.tenants[0].id);
  const RentAccount held =
      read([&](Connection& c) { return RentAccountStore{c}.find(account.id).value(); });
  EXPECT_EQ(held.summary.balance, -12'40_pence);
  EXPECT_EQ(held.rent, account.rent);
  EXPECT_EQ(held.summary.last_payment_on, account.summary.last_payment_on);
  EXPECT_EQ(read([](Connection& c) {
              return RentAccountStore{c}.total_balance(Date{2026, 11, 22});
            }),
            -12'40_pence);
}

TEST_P(Accounts, SayTheirPostingsInOrderWithARunningBalance) {
  const Tenancy home = north.tenancy("T-1");
  RentAccount account = north.account(home);
  account.opening_balance = 100'00_pence;
  const auto posting = [&](Date on, int n, Money amount) {
    return PlacedPosting{
        .account_id = account.id,
        .n = n,
        .posting = {
            .on = on, .kind = PostingKind::charge, .amount = amount, .description = "Rent"}};
  };
  const std::vector<PlacedPosting> postings = {posting({2026, 11, 9}, 1, 112'40_pence),
                                               posting({2026, 11, 2}, 1, 112'40_pence),
                                               posting({2026, 11, 9}, 2, -50'00_pence)};
  write([&](Transaction& tx) {
    TenancyStore{tx}.put(home);
    RentAccountStore{tx}.put(account);
    RentAccountStore{tx}.put_postings(postings);
    RentAccountStore{tx}.put_postings(postings);  // the same file again
  });

  const auto ledger = read([&](Connection& c) { return RentAccountStore{c}.postings(account.id); });
  ASSERT_THAT(ledger, SizeIs(3));
  EXPECT_EQ(ledger[0].balance_after, 212'40_pence);
  EXPECT_EQ(ledger[2].balance_after, 274'80_pence);
  EXPECT_EQ(read([&](Connection& c) { return RentAccountStore{c}.latest_postings(account.id, 1); })
                .at(0)
                .balance_after,
            274'80_pence);

  Money sum;
  read([&](Connection& c) {
    RentAccountStore{c}.each_posting_sum([&](RentAccountId, Money total) { sum += total; });
  });
  EXPECT_EQ(sum, 174'80_pence);
  write([&](Transaction& tx) {
    RentAccountStore{tx}.remove_postings_from(account.id, Date{2026, 11, 9});
  });
  EXPECT_THAT(read([&](Connection& c) { return RentAccountStore{c}.postings(account.id); }),
              SizeIs(1));
}

TEST_P(Accounts, AreGatheredInPagesJustAsOneByOne) {
  std::vector<RentAccountId> order;
  write([&](Transaction& tx) {
    for (int i = 1; i <= 25; ++i) {
      const std::string reference = "T-" + std::to_string(1000 + i);
      if (i % 3 == 0) {
        Case opened = north.open_case(tx, reference);
        order.push_back(opened.account_id);
        Transition more =
            north.transition(opened, "record_contact", "reminded", "contact:" + reference);
        more.after.timers = {{.name = "review",
                              .arming = 1,
                              .due = Date{2026, 12, 1},
                              .fires = "review_due",
                              .paused_days = {}}};
        more.after.holds = {{.id = north.id<HoldId>(),
                             .name = "dispute",
                             .from = Date{2026, 11, 1},
                             .until = std::nullopt,
                             .reason = "",
                             .lifted_on = std::nullopt}};
        more.opened = {{.id = north.id<TaskId>(),
                        .case_id = {},
                        .name = "call",
                        .label = "Call",
                        .opened_on = Northmere::today,
                        .due = std::nullopt,
                        .done_on = std::nullopt}};
        more.contacts = {{.id = north.id<ContactId>(),
                          .case_id = {},
                          .on = Date{2026, 11, 20},
                          .by = {},
                          .method = "visit",
                          .reached = i % 2 == 0,
                          .note = ""}};
        more.agreements = {{.id = north.id<AgreementId>(),
                            .case_id = {},
                            .instalment = 5'00_pence,
                            .first_due = Date{2026, 12, 1},
                            .arrears = 480'00_pence,
                            .made_on = Northmere::today,
                            .state = AgreementState::offered,
                            .made_by = {}}};
        more.documents = {{.id = north.id<DocumentId>(),
                           .case_id = {},
                           .tenant_id = {},
                           .template_name = "letter_1",
                           .template_version = "1",
                           .title = "Letter 1",
                           .tag = "arrears_demand",
                           .dated = Date{2026, 11, 19},
                           .effect_key = reference,
                           .pdf = std::nullopt}};
        EXPECT_EQ(CaseStore{tx}.apply(more).outcome, Applied::Outcome::applied);
      } else {
        Tenancy home = north.tenancy(reference);
        if (i == 25) home.end = Date{2026, 11, 1};  // a former tenancy
        TenancyStore{tx}.put(home);
        const RentAccount account = north.account(home);
        RentAccountStore{tx}.put(account);
        order.push_back(account.id);
      }
    }
  });

  std::vector<RentAccountId> seen;
  read([&](Connection& c) {
    EXPECT_EQ(CaseFileStore{c}.count_all(), 25);
    for (auto page = CaseFileStore{c}.gather_next({}, 7); !page.empty();
         page = CaseFileStore{c}.gather_next(seen.back(), 7)) {
      for (const CaseFile& file : page) {
        seen.push_back(file.account.id);
        const CaseFile alone = CaseFileStore{c}.gather(file.tenancy.reference).value();
        EXPECT_EQ(alone.account.id, file.account.id);
        EXPECT_THAT(file.tenancy.tenants, SizeIs(2));
        EXPECT_EQ(alone.tenancy.tenants[1].name, file.tenancy.tenants[1].name);
        ASSERT_EQ(file.latest_case.has_value(), alone.latest_case.has_value());
        if (!file.latest_case) continue;
        EXPECT_EQ(file.latest_case->id, alone.latest_case->id);
        EXPECT_EQ(file.latest_case->timers, alone.latest_case->timers);
        EXPECT_THAT(file.latest_case->timers, SizeIs(1));
        EXPECT_THAT(file.latest_case->holds, SizeIs(1));
        EXPECT_THAT(file.open_tasks, SizeIs(1));
        EXPECT_EQ(file.contacts.last_on, (Date{2026, 11, 20}));
        EXPECT_EQ(file.contacts.tried, 1);
        EXPECT_EQ(file.contacts.reached, alone.contacts.reached);
        EXPECT_EQ(file.contacts.last_letter_on, (Date{2026, 11, 19}));
        EXPECT_EQ(file.agreement.value().state, AgreementState::offered);
        EXPECT_EQ(alone.agreement.value().id, file.agreement.value().id);
      }
    }
  });
  EXPECT_EQ(seen, order);
}

TEST_P(Accounts, OfAnUnknownReferenceAreNotFound) {
  EXPECT_FALSE(
      read([](Connection& c) { return CaseFileStore{c}.gather("T-nothing").has_value(); }));
  EXPECT_FALSE(read(
      [](Connection& c) { return TenancyStore{c}.find_by_reference("T-nothing").has_value(); }));
  EXPECT_THAT(read([](Connection& c) { return CaseFileStore{c}.gather_next({}, 10); }), IsEmpty());
}

LINTEL_CONFORMANCE(Documents);

TEST_P(Documents, KeepTheirFirstPdfForEver) {
  const Case opened = open_case("T-1");
  const Person manager = north.person("sam.hill");
  const Document letter{.id = north.id<DocumentId>(),
                        .case_id = opened.id,
                        .tenant_id = {},
                        .template_name = "letter_1",
                        .template_version = "1",
                        .title = "Letter 1",
                        .tag = "arrears_demand",
                        .dated = Northmere::today,
                        .effect_key = "c:2:1",
                        .pdf = std::nullopt};
  const std::string pdf("%PDF-1.7\0binary", 15);
  write([&](Transaction& tx) {
    PersonStore{tx}.add(manager, "hash");
    EXPECT_TRUE(DocumentStore{tx}.add(letter));
    EXPECT_FALSE(DocumentStore{tx}.add(letter));  // the effect again
    EXPECT_THAT(DocumentStore{tx}.unrendered(10), SizeIs(1));
    EXPECT_TRUE(DocumentStore{tx}.rendered(letter.id, pdf, 2));
    EXPECT_FALSE(DocumentStore{tx}.rendered(letter.id, pdf, 2));
    EXPECT_FALSE(DocumentStore{tx}.was_opened(letter.id, manager.id, sha256(pdf)));
    DocumentStore{tx}.opened(letter.id, manager.id, sha256(pdf), north.now());
    DocumentStore{tx}.opened(letter.id, manager.id, sha256(pdf), north.now());
    EXPECT_TRUE(DocumentStore{tx}.was_opened(letter.id, manager.id, sha256(pdf)));
    DocumentStore{tx}.set_merged(letter.id, R"({"name":"Daniel"})");
    DocumentStore{tx}.set_state(letter.id, DocumentState::released);
  });
  EXPECT_THROW(write([&](Transaction& tx) { DocumentStore{tx}.rendered(letter.id, "another", 1); }),
               ConstraintFault);

  const Document kept =
      read([&](Connection& c) { return DocumentStore{c}.find_by_effect("c:2:1").value(); });
  EXPECT_EQ(kept.pdf, sha256(pdf));
  EXPECT_EQ(kept.pages, 2);
  EXPECT_EQ(kept.state, DocumentState::released);
  EXPECT_EQ(read([&](Connection& c) { return DocumentStore{c}.pdf(*kept.pdf); }), pdf);
  EXPECT_EQ(read([&](Connection& c) { return DocumentStore{c}.merged(letter.id); }),
            R"({"name":"Daniel"})");
  EXPECT_THAT(read([](Connection& c) { return DocumentStore{c}.unrendered(10); }), IsEmpty());
}

}  // namespace
}  // namespace lintel
