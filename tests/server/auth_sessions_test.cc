#include <gtest/gtest.h>

#include <thread>

#include "server/auth/csrf.h"
#include "server/auth/password_hasher.h"
#include "server/auth/password_rules.h"
#include "server/auth/random_token.h"
#include "server/auth/sessions.h"
#include "storage/api_token_store.h"
#include "storage/database.h"
#include "storage/migrator.h"
#include "storage/person_store.h"
#include "storage/session_store.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;

class SetClock : public Clock {
 public:
  Instant now() const override { return now_; }
  void pass(std::chrono::milliseconds time) { now_ += time; }

 private:
  Instant now_ = london_time(Date{2026, 11, 23}, 9, 0);
};

constexpr std::size_t kCheap = 64U << 10;  // bytes: fast enough for a test
constexpr const char* kPassword = "copper kettle sings";

class SigningIn : public ::testing::Test {
 protected:
  SigningIn() {
    migrate(*database_);
    ama_ = add("ama.okafor");
  }

  PersonId add(const std::string& username) {
    Person person{ids_.make<PersonId>(clock_.now()),
                  username,
                  "Ama Okafor",
                  {Role::income_officer},
                  {"West"},
                  false};
    const std::string hash = hasher_.hash(kPassword);
    database_->write([&](Transaction& tx) { PersonStore{tx}.add(person, hash); });
    return person.id;
  }

  Result<std::string> sign_in(std::string_view password = kPassword) {
    return sessions_.sign_in("ama.okafor", password, "test");
  }

  SetClock clock_;
  IdMaker ids_{[] { return random_bits(); }};
  PasswordHasher hasher_{kCheap};
  std::unique_ptr<Database> database_ = Database::open("sqlite::memory:");
  Sessions sessions_{*database_, clock_, {}, hasher_};
  PersonId ama_;
};

TEST_F(SigningIn, OpensASessionForTheRightPassword) {
  const Result<std::string> id = sign_in();
  ASSERT_TRUE(id);
  EXPECT_EQ(id->size(), 64U);
  const std::optional<SignedIn> who = sessions_.find(*id);
  ASSERT_TRUE(who);
  EXPECT_EQ(who->person.name, "Ama Okafor");
  EXPECT_FALSE(sessions_.find(std::string(64, '0')));
  EXPECT_FALSE(sessions_.find(""));
}

TEST_F(SigningIn, KeepsOnlyTheHashOfTheId) {
  const std::string id = sign_in().value();
  const auto kept = database_->read([&](Connection& c) { return SessionStore{c}.of_person(ama_); });
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].token_hash, sha256(id));
  EXPECT_NE(kept[0].token_hash.to_hex(), id);
}

TEST_F(SigningIn, SaysTheSameToAWrongPasswordAndAnUnknownName) {
  const Result<std::string> wrong = sign_in("copper kettle");
  const Result<std::string> unknown = sessions_.sign_in("nobody", kPassword, "test");
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(wrong.error(), unknown.error());
}

TEST_F(SigningIn, GivesANewIdEachTime) {
  EXPECT_NE(sign_in().value(), sign_in().value());
}

TEST_F(SigningIn, EndsASessionLeftIdle) {
  const std::string id = sign_in().value();
  clock_.pass(29min);
  EXPECT_TRUE(sessions_.find(id));
  clock_.pass(29min);
  EXPECT_TRUE(sessions_.find(id)) << "used half an hour ago at most";
  clock_.pass(30min);
  EXPECT_FALSE(sessions_.find(id));
  clock_.pass(-10min);
  EXPECT_FALSE(sessions_.find(id)) << "ended for good";
}

TEST_F(SigningIn, EndsASessionAfterTenHoursHoweverBusy) {
  const std::string id = sign_in().value();
  for (int turn = 0; turn < 23; ++turn) {
    clock_.pass(26min);
    ASSERT_TRUE(sessions_.find(id)) << turn;
  }
  clock_.pass(2min);
  EXPECT_FALSE(sessions_.find(id));
}

TEST_F(SigningIn, EndsAtSignOut) {
  const std::string id = sign_in().value();
  sessions_.sign_out(sha256(id));
  EXPECT_FALSE(sessions_.find(id));
}

TEST_F(SigningIn, ShutsADisabledPersonOutAtOnce) {
  const std::string id = sign_in().value();
  const std::string token = sessions_.add_token(ama_, "report", 30);
  database_->write([&](Transaction& tx) { PersonStore{tx}.disable(ama_); });
  EXPECT_FALSE(sessions_.find(id));
  EXPECT_FALSE(sessions_.find_by_token(token));
  EXPECT_FALSE(sign_in());
}

TEST_F(SigningIn, RestsAfterFiveWrongPasswords) {
  for (int turn = 0; turn < 5; ++turn) EXPECT_FALSE(sign_in("wrong wrong wrong"));
  EXPECT_FALSE(sign_in()) << "even the right one waits";
  clock_.pass(59s);
  EXPECT_FALSE(sign_in());
  clock_.pass(1s);
  EXPECT_TRUE(sign_in());
  EXPECT_FALSE(sign_in("wrong wrong wrong"));
  EXPECT_TRUE(sign_in()) << "success counts from nothing again";
}

TEST_F(SigningIn, LetsNobodyThroughByGuessingManyAtOnce) {
  std::vector<std::thread> guessers;
  for (int guesser = 0; guesser < 8; ++guesser) {
    guessers.emplace_back([&] {
      for (int turn = 0; turn < 3; ++turn) EXPECT_FALSE(sign_in("wrong wrong wrong"));
    });
  }
  for (std::thread& guesser : guessers) guesser.join();
  EXPECT_FALSE(sign_in());
}

TEST(RestAfter, GrowsFromAMinuteToAQuarterOfAnHour) {
  EXPECT_EQ(rest_after(4), 0ms);
  EXPECT_EQ(rest_after(5), 1min);
  EXPECT_EQ(rest_after(6), 2min);
  EXPECT_EQ(rest_after(8), 8min);
  EXPECT_EQ(rest_after(9), 15min);
  EXPECT_EQ(rest_after(1'000'000), 15min);
}

TEST_F(SigningIn, RehashesWithTodaysCosts) {
  PasswordHasher dearer{kCheap * 2};
  Sessions sessions{*database_, clock_, {}, dearer};
  ASSERT_TRUE(sessions.sign_in("ama.okafor", kPassword, "test"));
  const auto record =
      database_->read([](Connection& c) { return PersonStore{c}.sign_in_record("ama.okafor"); });
  EXPECT_FALSE(dearer.is_outdated(record->password_hash));
  EXPECT_TRUE(sessions.sign_in("ama.okafor", kPassword, "test"));
}

TEST_F(SigningIn, TakesATokenUntilItEnds) {
  const std::string token = sessions_.add_token(ama_, "nightly report", 30);
  const std::optional<SignedIn> who = sessions_.find_by_token(token);
  ASSERT_TRUE(who);
  EXPECT_TRUE(who->by_token);
  EXPECT_FALSE(sessions_.find(token)) << "a token is no session";
  clock_.pass(std::chrono::days(30));
  EXPECT_FALSE(sessions_.find_by_token(token));
}

TEST(PasswordHasher, WritesArgon2id) {
  PasswordHasher hasher;
  const std::string hash = hasher.hash(kPassword);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$")) << hash;
  EXPECT_TRUE(hasher.fits(hash, kPassword));
  EXPECT_FALSE(hasher.fits(hash, "copper kettle sing"));
  EXPECT_FALSE(hasher.fits_nobody(kPassword));
}

TEST(PasswordRules, WantLengthAndNothingThatEverybodyTries) {
  AuthSettings settings;
  settings.refused_words = {"northmere"};
  EXPECT_FALSE(password_fault(kPassword, "ama", settings));
  EXPECT_FALSE(password_fault("żółć gęślą jaźń", "ama", settings));
  for (const char* weak : {"short",
                           "elevenchars",
                           "password1234!",
                           "Northmere2026!",
                           "aaaaaaaaaaaaaaaa",
                           "ama.okafor1234",
                           "qwertyuiop12",
                           "123456789012",
                           "LintelLintel1"}) {
    EXPECT_TRUE(password_fault(weak, "ama.okafor", settings)) << weak;
  }
  EXPECT_TRUE(password_fault(std::string(129, 'x') + "abcdef", "ama", settings));
  EXPECT_FALSE(
      password_fault("all of one hundred and twenty eight characters are read, and none is cut off",
                     "ama",
                     settings));
}

TEST(Csrf, MasksEachTokenAnewAndTakesThemAll) {
  const std::string secret = random_token();
  const std::string one = csrf_token(secret);
  const std::string two = csrf_token(secret);
  EXPECT_NE(one, two);
  EXPECT_NE(one.substr(64), two.substr(64));
  EXPECT_TRUE(csrf_token_fits(one, secret));
  EXPECT_TRUE(csrf_token_fits(two, secret));
}

TEST(Csrf, RefusesAnotherSessionsTokenAndEveryChangeOfALetter) {
  const std::string secret = random_token();
  const std::string token = csrf_token(secret);
  EXPECT_FALSE(csrf_token_fits(token, random_token()));
  EXPECT_FALSE(csrf_token_fits("", secret));
  EXPECT_FALSE(csrf_token_fits(token, ""));
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string changed = token;
    changed[at] = changed[at] == 'a' ? 'b' : 'a';
    EXPECT_FALSE(csrf_token_fits(changed, secret)) << at;
  }
}

}  // namespace
}  // namespace lintel
