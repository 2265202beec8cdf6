#include "storage/api_token_store.h"
#include "storage/audit_store.h"
#include "storage/definition_store.h"
#include "storage/session_store.h"
#include "storage/setting_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

LINTEL_CONFORMANCE(People);

TEST_P(People, SignInByNameWhateverItsCase) {
  const Person priya =
      north.person("Priya.Shah", {Role::income_officer, Role::legal_officer}, {"East", "West"});
  write([&](Transaction& tx) { PersonStore{tx}.add(priya, "$argon2id$x"); });

  const SignInRecord record =
      read([](Connection& c) { return PersonStore{c}.sign_in_record("PRIYA.shah").value(); });
  EXPECT_EQ(record.person.id, priya.id);
  EXPECT_EQ(record.person.roles, priya.roles);
  EXPECT_EQ(record.person.patches, priya.patches);
  EXPECT_EQ(record.password_hash, "$argon2id$x");
  EXPECT_EQ(record.last_failed_at, std::nullopt);
  EXPECT_THROW(
      write([&](Transaction& tx) { PersonStore{tx}.add(north.person("priya.shah"), "x"); }),
      ConstraintFault);
}

TEST_P(People, FailuresAreCountedUntilOneSucceeds) {
  const Person priya = north.person("priya");
  write([&](Transaction& tx) {
    PersonStore{tx}.add(priya, "x");
    EXPECT_EQ(PersonStore{tx}.sign_in_failed(priya.id, north.now()), 1);
    EXPECT_EQ(PersonStore{tx}.sign_in_failed(priya.id, north.now()), 2);
    EXPECT_EQ(PersonStore{tx}.sign_in_record("priya")->last_failed_at, north.now());
    PersonStore{tx}.sign_in_succeeded(priya.id);
    EXPECT_EQ(PersonStore{tx}.sign_in_record("priya")->failures, 0);
  });
}

TEST_P(People, WhoAreDisabledAreSignedOutEverywhere) {
  const Person priya = north.person("priya");
  const Session session{.token_hash = sha256("token"),
                        .person_id = priya.id,
                        .csrf_secret = "s",
                        .began = north.now(),
                        .seen = north.now(),
                        .ends = north.now() + std::chrono::hours(10),
                        .from = "Firefox"};
  const ApiToken token{.token_hash = sha256("key"),
                       .person_id = priya.id,
                       .name = "report",
                       .made = north.now(),
                       .ends = north.now(),
                       .used = std::nullopt};
  write([&](Transaction& tx) {
    PersonStore{tx}.add(priya, "x");
    SessionStore{tx}.add(session);
    ApiTokenStore{tx}.add(token);
    ApiTokenStore{tx}.used(token.token_hash, north.now());
  });
  const auto found = read(
      [&](Connection& c) { return SessionStore{c}.find_with_person(session.token_hash).value(); });
  EXPECT_EQ(found.first.csrf_secret, "s");
  EXPECT_EQ(found.second.roles, priya.roles);
  EXPECT_EQ(read([&](Connection& c) {
              return ApiTokenStore{c}.find_with_person(token.token_hash)->first.used;
            }),
            north.now());

  write([&](Transaction& tx) { PersonStore{tx}.disable(priya.id); });

  EXPECT_FALSE(
      read([&](Connection& c) { return SessionStore{c}.find(session.token_hash).has_value(); }));
  EXPECT_FALSE(read([&](Connection& c) {
    return ApiTokenStore{c}.find_with_person(token.token_hash).has_value();
  }));
  EXPECT_TRUE(read([&](Connection& c) { return PersonStore{c}.find(priya.id)->disabled; }));
}

TEST_P(People, SessionsEndOneByOneOrWhenTheyAreOld) {
  const Person priya = north.person("priya");
  write([&](Transaction& tx) {
    PersonStore{tx}.add(priya, "x");
    for (const char* token : {"a", "b", "c"}) {
      SessionStore{tx}.add({.token_hash = sha256(token),
                            .person_id = priya.id,
                            .csrf_secret = "s",
                            .began = north.now(),
                            .seen = north.now(),
                            .ends = north.now(),
                            .from = ""});
    }
    SessionStore{tx}.end(sha256("a"));
    SessionStore{tx}.seen(sha256("b"), north.now() + std::chrono::minutes(40));
    EXPECT_THAT(SessionStore{tx}.of_person(priya.id), SizeIs(2));
    EXPECT_EQ(SessionStore{tx}.remove_older(north.now(), north.now() + std::chrono::minutes(30)),
              1);
    EXPECT_THAT(SessionStore{tx}.of_person(priya.id), SizeIs(1));
    SessionStore{tx}.end_all(priya.id);
    EXPECT_THAT(SessionStore{tx}.of_person(priya.id), IsEmpty());
  });
}

LINTEL_CONFORMANCE(Records);

TEST_P(Records, OfTheAuditAreNeverChanged) {
  write([&](Transaction& tx) {
    for (const char* object : {"T-1", "T-2", "T-1"}) {
      AuditStore{tx}.add({.at = north.now(),
                          .person = std::nullopt,
                          .name = "Arrears run",
                          .action = "case.seen",
                          .object = object,
                          .detail = ""});
    }
  });
  const auto rows = read([](Connection& c) {
    return AuditStore{c}.page({.person = std::nullopt, .object = "T-1", .action = ""}, 10);
  });
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_GT(rows[0].seq, rows[1].seq);
  EXPECT_THAT(read([&](Connection& c) { return AuditStore{c}.page({}, 10, rows[0].seq); }),
              SizeIs(2));
  EXPECT_THROW(write([](Transaction& tx) { tx.execute("UPDATE audit SET name = 'Nobody'"); }),
               StorageFault);
  EXPECT_THROW(write([](Transaction& tx) { tx.execute("DELETE FROM audit"); }), StorageFault);
}

TEST_P(Records, OfADefinitionRefuseAnotherBodyUnderOneVersion) {
  const auto definition = [&](std::string body) {
    return StoredDefinition{.kind = "workflow",
                            .name = "arrears_assured",
                            .version = "2026.1",
                            .hash = sha256(body),
                            .body = body,
                            .loaded_at = north.now()};
  };
  const auto load = [&](std::string body) {
    return write([&](Transaction& tx) { return DefinitionStore{tx}.load(definition(body)); });
  };
  EXPECT_EQ(load("{}").value(), true);
  EXPECT_EQ(load("{}").value(), false);

  const Result<bool> changed = load(R"({"start":"late"})");
  ASSERT_FALSE(changed);
  EXPECT_THAT(changed.error().to_string(), HasSubstr(sha256("{}").to_hex()));
  EXPECT_THAT(changed.error().to_string(), HasSubstr(sha256(R"({"start":"late"})").to_hex()));
  EXPECT_EQ(read([](Connection& c) { return DefinitionStore{c}.all("workflow").at(0).body; }),
            "{}");
}

TEST_P(Records, OfSettingsAreReadBack) {
  EXPECT_EQ(read([](Connection& c) { return SettingStore{c}.find("demonstration"); }),
            std::nullopt);
  write([&](Transaction& tx) {
    SettingStore{tx}.set("demonstration", "2026-11-23", north.now(), "lintel demo");
  });
  EXPECT_EQ(read([](Connection& c) { return SettingStore{c}.find("demonstration"); }),
            "2026-11-23");
}

}  // namespace
}  // namespace lintel
