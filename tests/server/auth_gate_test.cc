#include "server/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "server/auth/csrf.h"
#include "server/auth/random_token.h"
#include "server/auth/sessions.h"
#include "server/auth/sign_in_routes.h"
#include "server/log.h"
#include "storage/database.h"
#include "storage/fault.h"
#include "storage/migrator.h"
#include "storage/person_store.h"
#include "tests/support/still_clock.h"

namespace lintel {
namespace {

constexpr const char* kPassword = "copper kettle sings";

/// Pages in plain words, so that a test can read them.
OwnPages plain_pages() {
  return {.sign_in =
              [](const Request&, const SignInForm& form) {
                return html("sign in|" + form.csrf + "|" + form.then + "|" + form.why_not);
              },
          .problem = [](const Request&,
                        int code,
                        const Problem& what) { return html(what.to_string(), code); }};
}

class AtTheGate : public ::testing::Test {
 protected:
  AtTheGate() {
    migrate(*database_);
    add("ama", {Role::income_officer});
    add("lee", {Role::team_manager});
    add_sign_in_routes(router_, sessions_, plain_pages());
    router_.get("/cases/{ref}", any_person(), [](const Request& request) {
      return html("case " + request.part("ref") + " for " + request.person().username);
    });
    router_.post("/cases/{ref}/notes", any_person(), [this](const Request&) {
      ++written_;
      return redirect("/");
    });
    router_.post("/approvals", only({Role::team_manager}), [this](const Request&) {
      ++written_;
      return redirect("/");
    });
    router_.post("/api/approvals", only({Role::team_manager}), [this](const Request&) {
      ++written_;
      return json(Json::object());
    });
    router_.get("/api/whoami", any_person(), [](const Request& request) {
      return plain(request.person().username);
    });
    router_.get("/breaks", any_person(), [](const Request&) -> Response {
      throw std::runtime_error("row 'Okafor' 4471123 is odd");
    });
    router_.get("/full", any_person(), [](const Request&) -> Response {
      throw StorageFault(StorageFault::Cause::full, "The disk is full.");
    });
  }

  void add(const std::string& username, std::set<Role> roles) {
    const Person person{
        ids_.make<PersonId>(clock_.now()), username, username, std::move(roles), {}, false};
    const std::string hash = hasher_.hash(kPassword);
    database_->write([&](Transaction& tx) { PersonStore{tx}.add(person, hash); });
  }

  static Request get(std::string path, std::string session = "") {
    Request request;
    request.path = std::move(path);
    request.host = "127.0.0.1:8080";
    if (!session.empty()) request.cookies["sid"] = std::move(session);
    return request;
  }

  Request post(std::string path, const std::string& session) {
    Request request = get(std::move(path), session);
    request.method = Method::post;
    const std::optional<SignedIn> who = sessions_.find(session);
    if (who) request.form.add("_csrf", csrf_token(*who));
    return request;
  }

  std::string signed_in(std::string_view username) {
    return sessions_.sign_in(username, kPassword, "test").value();
  }

  StillClock clock_;
  IdMaker ids_{[] { return random_bits(); }};
  PasswordHasher hasher_{64U << 10};
  std::unique_ptr<Database> database_ = Database::open("sqlite::memory:");
  Sessions sessions_{*database_, clock_, {}, hasher_};
  Router router_;
  std::ostringstream log_text_;
  Log log_{log_text_, clock_};
  Gate gate_{router_, sessions_, plain_pages(), log_};
  int written_ = 0;
};

/// The value of the first Set-Cookie of that name.
std::string cookie_of(const Response& response, const std::string& name) {
  for (const std::string& line : response.cookies()) {
    if (line.starts_with(name + "="))
      return line.substr(name.size() + 1, line.find(';') - name.size() - 1);
  }
  return "";
}

TEST_F(AtTheGate, SendsAStrangerToSignInAndBack) {
  const Response response = gate_.answer(get("/cases/T-1"));
  EXPECT_EQ(response.code(), 303);
  EXPECT_EQ(response.headers().at("Location"), "/sign-in?then=%2Fcases%2FT-1");
}

TEST_F(AtTheGate, LetsAPersonInByForm) {
  const Response page = gate_.answer(get("/sign-in"));
  const std::string secret = cookie_of(page, "form");
  ASSERT_FALSE(secret.empty());
  Request form = get("/sign-in");
  form.method = Method::post;
  form.cookies["form"] = secret;
  form.form.add("username", "ama");
  form.form.add("password", kPassword);
  form.form.add("then", "/cases/T-1");
  form.form.add("_csrf", csrf_token(secret));

  const Response response = gate_.answer(form);
  EXPECT_EQ(response.code(), 303);
  EXPECT_EQ(response.headers().at("Location"), "/cases/T-1");
  EXPECT_EQ(gate_.answer(get("/cases/T-1", cookie_of(response, "sid"))).body(), "case T-1 for ama");
  EXPECT_THAT(response.cookies().front(), ::testing::EndsWith("; Path=/; HttpOnly; SameSite=Lax"));
}

TEST_F(AtTheGate, GivesAHostBoundSecureCookieByTls) {
  Request form = get("/sign-in");
  form.method = Method::post;
  form.secure = true;
  form.cookies["__Host-form"] = "s";
  form.form.add("username", "ama");
  form.form.add("password", kPassword);
  form.form.add("_csrf", csrf_token("s"));
  const Response response = gate_.answer(form);
  EXPECT_FALSE(cookie_of(response, "__Host-sid").empty());
  EXPECT_THAT(response.cookies().front(), ::testing::HasSubstr("; Secure"));
  EXPECT_THAT(response.cookies().front(), ::testing::Not(::testing::HasSubstr("Domain")));
}

TEST_F(AtTheGate, TakesNoPlantedSessionThroughSignIn) {
  const std::string planted(64, 'a');
  const std::string mine = signed_in("lee");
  Request form = get("/sign-in", mine);
  form.method = Method::post;
  form.form.add("username", "ama");
  form.form.add("password", kPassword);
  form.form.add("_csrf", csrf_token(*sessions_.find(mine)));
  const Response response = gate_.answer(form);
  const std::string given = cookie_of(response, "sid");
  EXPECT_NE(given, mine);
  EXPECT_FALSE(sessions_.find(mine)) << "the session before has ended";
  EXPECT_FALSE(sessions_.find(planted));
}

TEST_F(AtTheGate, RefusesASignInWithoutItsFormsToken) {
  Request form = get("/sign-in");
  form.method = Method::post;
  form.cookies["form"] = "s";
  form.form.add("username", "ama");
  form.form.add("password", kPassword);
  EXPECT_EQ(gate_.answer(form).code(), 403);
}

TEST_F(AtTheGate, TakesAFormWithItsToken) {
  EXPECT_EQ(gate_.answer(post("/cases/T-1/notes", signed_in("ama"))).code(), 303);
  EXPECT_EQ(written_, 1);
}

TEST_F(AtTheGate, RefusesAFormWithoutAToken) {
  Request request = get("/cases/T-1/notes", signed_in("ama"));
  request.method = Method::post;
  EXPECT_EQ(gate_.answer(request).code(), 403);
  EXPECT_EQ(written_, 0);
}

TEST_F(AtTheGate, RefusesATokenOfAnotherSession) {
  Request request = get("/cases/T-1/notes", signed_in("ama"));
  request.method = Method::post;
  request.form.add("_csrf", csrf_token(*sessions_.find(signed_in("lee"))));
  EXPECT_EQ(gate_.answer(request).code(), 403);
  EXPECT_EQ(written_, 0);
}

TEST_F(AtTheGate, RefusesWhatABrowserSaysComesFromElsewhere) {
  const std::string session = signed_in("ama");
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"sec-fetch-site", "cross-site"},
                                                        {"sec-fetch-site", "same-site"},
                                                        {"sec-fetch-site", "none"},
                                                        {"origin", "https://evil.example"},
                                                        {"origin", "null"},
                                                        {"origin", "https://127.0.0.1:8080"}}) {
    Request request = post("/cases/T-1/notes", session);
    request.headers[name] = value;
    EXPECT_EQ(gate_.answer(request).code(), 403) << name << ": " << value;
  }
  EXPECT_EQ(written_, 0);

  Request ours = post("/cases/T-1/notes", session);
  ours.headers["sec-fetch-site"] = "same-origin";
  ours.headers["origin"] = "null";
  EXPECT_EQ(gate_.answer(ours).code(), 303) << "what Chromium says under no-referrer";
  Request plain = post("/cases/T-1/notes", session);
  plain.headers["origin"] = "http://127.0.0.1:8080";
  EXPECT_EQ(gate_.answer(plain).code(), 303);
}

TEST_F(AtTheGate, KeepsRolesApartAndNamesWhoMay) {
  const Response officer = gate_.answer(post("/approvals", signed_in("ama")));
  EXPECT_EQ(officer.code(), 403);
  EXPECT_THAT(officer.body(), ::testing::HasSubstr("Team manager"));
  EXPECT_EQ(written_, 0);
  EXPECT_EQ(gate_.answer(post("/approvals", signed_in("lee"))).code(), 303);
  EXPECT_EQ(written_, 1);
}

TEST_F(AtTheGate, AnswersTheApiInJsonAndTakesTokensWithoutAForm) {
  EXPECT_EQ(gate_.answer(get("/api/whoami")).code(), 401);
  EXPECT_EQ(gate_.answer(get("/api/nothing", signed_in("ama"))).content_type(),
            "application/problem+json");
  const PersonId lee =
      database_->read([](Connection& c) { return PersonStore{c}.find_by_username("lee")->id; });
  Request call = get("/api/approvals");
  call.method = Method::post;
  call.headers["authorization"] = "Bearer " + sessions_.add_token(lee, "test", 1);
  EXPECT_EQ(gate_.answer(call).code(), 200);
  Request page = call;
  page.path = "/approvals";
  EXPECT_EQ(gate_.answer(page).code(), 401) << "pages take no tokens";
  EXPECT_EQ(written_, 1);
}

TEST_F(AtTheGate, EndsTheSessionAtSignOut) {
  const std::string session = signed_in("ama");
  const Response response = gate_.answer(post("/sign-out", session));
  EXPECT_EQ(response.code(), 303);
  EXPECT_THAT(response.cookies().front(), ::testing::HasSubstr("Max-Age=0"));
  EXPECT_EQ(gate_.answer(get("/cases/T-1", session)).code(), 303);
}

TEST_F(AtTheGate, TellsAFaultByACodeAndLogsNoTenant) {
  const Response response = gate_.answer(get("/breaks", signed_in("ama")));
  EXPECT_EQ(response.code(), 500);
  const std::string log = log_text_.str();
  EXPECT_THAT(response.body(), ::testing::Not(::testing::HasSubstr("Okafor")));
  EXPECT_THAT(log, ::testing::Not(::testing::HasSubstr("Okafor")));
  EXPECT_THAT(log, ::testing::Not(::testing::HasSubstr("4471123")));
  const std::size_t at = log.find("\"support_code\":\"") + 16;
  EXPECT_THAT(response.body(), ::testing::HasSubstr(log.substr(at, 8)));
  EXPECT_EQ(gate_.answer(get("/full", signed_in("ama"))).code(), 503);
}

TEST_F(AtTheGate, LogsTheRouteAndNeverThePath) {
  gate_.answer(get("/cases/T-0041872", signed_in("ama")));
  EXPECT_THAT(log_text_.str(), ::testing::HasSubstr("/cases/{ref}"));
  EXPECT_THAT(log_text_.str(), ::testing::Not(::testing::HasSubstr("T-0041872")));
}

TEST_F(AtTheGate, TellsNothingThereFromNotThisWay) {
  const std::string session = signed_in("ama");
  EXPECT_EQ(gate_.answer(get("/nowhere", session)).code(), 404);
  EXPECT_EQ(gate_.answer(get("/approvals", session)).code(), 405);
}

TEST_F(AtTheGate, LetsNobodyThroughAnyRouteWithoutASession) {
  for (const Route& route : router_.routes()) {
    if (!route.access.signed_in) continue;
    Request request = get(route.pattern);
    request.method = route.method;
    const int code = gate_.answer(request).code();
    EXPECT_TRUE(code == 303 || code == 401 || code == 403) << route.pattern << " answered " << code;
  }
  EXPECT_EQ(written_, 0);
}

}  // namespace
}  // namespace lintel
