// Every route, asked by nobody and by each role, by somebody who works the case's patch and by
// somebody who does not: the answer is what the route declares.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <thread>

#include "server/api/api_routes.h"
#include "server/auth/csrf.h"
#include "server/auth/password_hasher.h"
#include "server/auth/random_token.h"
#include "server/auth/sessions.h"
#include "server/auth/sign_in_routes.h"
#include "server/casework/mass_holds.h"
#include "server/casework/policy_simulations.h"
#include "server/casework/policy_studio.h"
#include "server/gate.h"
#include "server/log.h"
#include "server/ops/health.h"
#include "server/web/web_routes.h"
#include "storage/migrator.h"
#include "storage/person_store.h"
#include "tests/server/web_fixtures.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kPassword = "copper kettle sings";
constexpr const char* kReference = "T-0000001";
constexpr const char* kSurname = "Okafor";  // of the tenant in the patch East
constexpr const char* kPatch = "East";

class StillClock : public Clock {
 public:
  Instant now() const override { return london_time(Date{2026, 10, 5}, 9, 0); }
};

/// What the API's acts ask for, whole but out of date: who may not see the case is told so first,
/// and nothing is done for the others.
const std::map<std::string, std::string> kBodies = {
    {"/api/cases/{ref}/events/{event}",
     R"({"command_key":"k","expected_version":0,"fields":{"method":"visit"}})"},
    {"/api/cases/{ref}/service", R"({"command_key":"k","expected_version":0,"tenants":[]})"},
    {"/api/approvals/{id}/decision", R"({"approve":true,"bound_to":"stale","command_key":"k"})"},
    {"/api/policies/{workflow}/v/{version}/check", R"({"text":"workflow: arrears_assured"})"},
    {"/api/policies/{workflow}/v/{version}/text", R"({"text":"workflow: late","edition":0})"},
    {"/api/policies/{workflow}/v/{version}/submission",
     R"({"edition":0,"live_from":"2026-12-01"})"},
    {"/api/policies/{workflow}/v/{version}/decision", R"({"approve":true,"text_sha256":"stale"})"},
    {"/api/policies/{workflow}/v/{version}/withdrawal", R"({"reason":"not this year"})"},
    {"/api/policies/{workflow}/v/{version}/migration", R"({"from":"2026.1"})"},
};

/// Who asks; no role: nobody has signed in.
struct Asker {
  std::string name = "nobody";
  std::optional<Role> role{};
  bool in_patch = false;
};

enum class Answer { given, sign_in_first, not_your_role, not_your_patch };

/// The whole of the server's map before a case that waits for a manager, in the patch East.
class Routes : public testing::Test {
 protected:
  Routes() {
    world_.lets({}).loads_rents();
    world_.runs();
    if (!world_.casework().studio().begin({"arrears_assured", "2026.1"}, world_.manager).applied())
      throw std::runtime_error("no draft was begun");
    simulation_ = to_string(made_simulation());
    world_.weeks_pass(4);
    world_.ready_for_notice();
    if (!world_.press(world_.officer, "propose_notice").applied())
      throw std::runtime_error("no notice was proposed");
    world_.casework().work_outbox();
    const Approval waiting = world_.casework().approvals_for(world_.manager).front().approval;
    approval_ = to_string(waiting.id);
    document_ = to_string(waiting.documents.front());
    mass_hold_ = world_.casework()
                     .mass_holds()
                     .put({.hold = "dispute", .reason = "The charge of October"}, world_.manager)
                     ->hold.id;
    for (const Role role : {Role::income_officer,
                            Role::legal_officer,
                            Role::team_manager,
                            Role::head_of_income,
                            Role::revenues_coordinator,
                            Role::auditor,
                            Role::administrator}) {
      for (const bool in_patch : {true, false}) add_asker(role, in_patch);
    }
    add_health_routes(router_, health_);
    add_sign_in_routes(router_, sessions_, web_pages(web_));
    add_api_routes(router_, world_.casework(), world_.policy().law());
    add_web_routes(router_, world_.casework(), web_);
  }

  /// Of the draft, over the case in the patch East, which it would treat otherwise: the settings
  /// are supposed so.
  SimulationId made_simulation() {
    PolicySimulations& simulations = world_.casework().simulations();
    const SimulationStarted started = simulations.start({.key = {"arrears_assured", "2026.2"},
                                                         .on = world_.today(),
                                                         .weeks = 13,
                                                         .nothing_is_paid = true,
                                                         .settings = "letter_2_weeks=9"},
                                                        world_.manager);
    if (started.fate != Fate::applied) throw std::runtime_error("no simulation was begun");
    while (simulations.find(started.id)->simulation.state == SimulationState::running)
      std::this_thread::yield();
    if (simulations.page(started.id, {}, 0, 50)->people.empty())
      throw std::runtime_error("the simulation names nobody");
    return started.id;
  }

  void add_asker(Role role, bool in_patch) {
    Asker asker{.name = std::string(to_string(role)) + (in_patch ? ".in" : ".out"),
                .role = role,
                .in_patch = in_patch};
    const Person person{.id = ids_.make<PersonId>(clock_.now()),
                        .username = asker.name,
                        .name = "Somebody",
                        .roles = {role},
                        .patches = {in_patch ? kPatch : "West"}};
    const std::string hash = hasher_.hash(kPassword);
    world_.database().write([&](Transaction& tx) { PersonStore{tx}.add(person, hash); });
    askers_.push_back(std::move(asker));
  }

  /// Shows one case, or something that belongs to one: a patch has it.
  static bool is_of_one_case(const std::string& pattern) {
    return pattern.find("{ref}") != std::string::npos ||
           pattern.find("/approvals/{id}") != std::string::npos ||
           pattern.find("/documents/{") != std::string::npos;
  }

  static Answer declared(const Route& route, const Asker& asker) {
    if (!route.access.signed_in) return Answer::given;
    if (!asker.role) return Answer::sign_in_first;
    Person person;
    person.roles = {*asker.role};
    if (!route.access.allows(person)) return Answer::not_your_role;
    return is_of_one_case(route.pattern) && !asker.in_patch ? Answer::not_your_patch
                                                            : Answer::given;
  }

  /// A path that the route answers. A new kind of part is told here what to stand for.
  std::string path_of(const Route& route) {
    const std::string& pattern = route.pattern;
    const auto is_under = [&](std::string_view what) {
      return pattern.find(what) != std::string::npos;
    };
    const std::string id = is_under("/approvals/")   ? approval_
                           : is_under("/documents/") ? document_
                           : is_under("/law/")       ? "REG-01"
                           : is_under("/runs/")  ? to_string(world_.casework().runs().front().id)
                           : is_under("/holds/") ? to_string(mass_hold_)
                           : is_under("/simulations/") ? simulation_
                           : is_under("/imports/")
                               ? to_string(world_.casework().imports().front().id)
                               : "";
    std::string path = pattern;
    for (const auto& [part, value] : std::vector<std::pair<std::string, std::string>>{
             {"{ref}", kReference},
             {"{id}", id},
             {"{file}", id + ".pdf"},
             {"{event}", "record_contact"},
             {"{workflow}", "arrears_assured"},
             {"{version}", is_under("/draft") ? "2026.1" : "2026.2"},
             {"{question}", "regime"},
             {"{path...}", "lintel.css"}}) {
      if (const std::size_t at = path.find(part); at != std::string::npos && !value.empty())
        path.replace(at, part.size(), value);
    }
    EXPECT_THAT(path, Not(HasSubstr("{")))
        << "what does the new part of " << pattern << " stand for?";
    return path;
  }

  Response ask(const Route& route, const std::string& path, const Asker& asker) {
    Request request;
    request.method = route.method;
    request.path = path;
    request.host = "127.0.0.1:8080";
    std::string secret = "of a form without a session";
    request.cookies["form"] = secret;
    if (asker.role) {
      const std::string session = sessions_.sign_in(asker.name, kPassword, "test").value();
      request.cookies["sid"] = session;
      secret = sessions_.find(session)->csrf_secret;
    }
    if (request.is_post()) request.form.add(std::string(kCsrfField), csrf_token(secret));
    if (route.pattern == "/sign-in" && request.is_post()) {
      request.form.add("username", askers_.back().name);
      request.form.add("password", kPassword);
    }
    if (const auto body = kBodies.find(route.pattern); request.is_post() && body != kBodies.end())
      request.body = body->second;
    return gate_.answer(request);
  }

  static void expect(Answer answer, const Response& response, bool api, bool post) {
    switch (answer) {
      case Answer::given:
        for (const int refused : {401, 403, 404, 405})
          EXPECT_NE(response.code(), refused) << response.body();
        EXPECT_LT(response.code(), 500) << response.body();
        break;
      case Answer::sign_in_first:
        EXPECT_EQ(response.code(), api || post ? 401 : 303);
        break;
      case Answer::not_your_role:
        EXPECT_EQ(response.code(), 403);
        EXPECT_THAT(
            response.body(),
            HasSubstr(api ? "your roles do not include this" : "Your roles do not include this"));
        break;
      case Answer::not_your_patch:
        EXPECT_EQ(response.code(), api ? 404 : 403);
        EXPECT_EQ(response.body().find(kPatch) != std::string::npos, !api) << response.body();
        break;
    }
  }

  World world_{Date{2026, 9, 7}};
  StillClock clock_;
  IdMaker ids_{[] { return random_bits(); }};
  PasswordHasher hasher_{64U << 10};
  Sessions sessions_{world_.database(), clock_, {}, hasher_};
  Health health_{world_.database(), level(world_.database()), {}};
  WebSettings web_ = web_test::settings();
  Router router_;
  std::ostringstream log_text_;
  Log log_{log_text_, clock_};
  Gate gate_{router_, sessions_, web_pages(web_), log_};
  std::vector<Asker> askers_{{}};
  std::string approval_;  ///< that waits, and its notice
  std::string document_;
  MassHoldId mass_hold_;
  std::string simulation_;  ///< whose people are of the patch East
};

TEST_F(Routes, AnswerEveryRoleInAndOutOfThePatchAsTheyDeclare) {
  for (const Route& route : router_.routes()) {
    const std::string path = path_of(route);
    for (const Asker& asker : askers_) {
      SCOPED_TRACE(std::string(to_string(route.method)) + " " + route.pattern + " asked by " +
                   asker.name);
      const Response response = ask(route, path, asker);
      const Answer answer = declared(route, asker);
      expect(answer, response, path.starts_with("/api/"), route.method == Method::post);
      if (!asker.in_patch) {
        EXPECT_THAT(response.body(), Not(HasSubstr(kSurname)));
      }
    }
  }
}

}  // namespace
}  // namespace lintel
