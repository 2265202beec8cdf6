#include <ostream>
#include <sstream>

#include "domain/canonical_json.h"
#include "server/auth/password_hasher.h"
#include "server/auth/password_rules.h"
#include "server/auth/random_token.h"
#include "server/auth/sessions.h"
#include "server/commands/commands.h"
#include "server/commands/open_database.h"
#include "server/commands/password_prompt.h"
#include "server/config.h"
#include "server/http/text_rules.h"
#include "storage/api_token_store.h"
#include "storage/fault.h"
#include "storage/person_store.h"
#include "storage/session_store.h"

namespace lintel {
namespace {

constexpr int kTokenDays = 365;
constexpr std::size_t kLongestName = 60;

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream stream(list);
  for (std::string part; std::getline(stream, part, ',');) {
    if (!trimmed(part).empty()) parts.emplace_back(trimmed(part));
  }
  return parts;
}

Result<std::set<Role>> read_roles(const std::string& list) {
  std::set<Role> roles;
  for (const std::string& word : split(list)) {
    const Result<Role> role = parse_role(word);
    if (!role) return tl::unexpected(role.error());
    roles.insert(*role);
  }
  if (roles.empty()) return problem("no role was given", "Give one or more, with commas between.");
  return roles;
}

bool is_username(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") ==
             std::string_view::npos;
}

Json to_json(const Person& person) {
  Json roles = Json::array();
  for (const Role role : person.roles) roles.push(to_string(role));
  Json patches = Json::array();
  for (const std::string& patch : person.patches) patches.push(patch);
  Json json = Json::object();
  json["id"] = to_string(person.id);
  json["username"] = person.username;
  json["name"] = person.name;
  json["roles"] = std::move(roles);
  json["patches"] = std::move(patches);
  json["disabled"] = person.disabled;
  return json;
}

/// The database and the person whom the first word names.
struct Found {
  std::unique_ptr<Database> database;
  Person person;
};

Result<Found> find_person(const Arguments& arguments, CommandContext& context) {
  Result<std::unique_ptr<Database>> database = open_database(context.database_url);
  if (!database) return tl::unexpected(database.error());
  const std::string username = lower_case(arguments.words().front());
  std::optional<Person> person = (*database)->read(
      [&](Connection& connection) { return PersonStore{connection}.find_by_username(username); });
  if (!person)
    return problem("nobody has the name " + username, "`lintel user list` shows everybody.");
  return Found{std::move(*database), std::move(*person)};
}

Exit show(Found& found, CommandContext& context) {
  const std::optional<Person> now = found.database->read(
      [&](Connection& connection) { return PersonStore{connection}.find(found.person.id); });
  context.out << to_canonical(to_json(now.value())) << "\n";
  return Exit::done;
}

/// Asks for a password that keeps the rules, and hashes it.
Result<std::string> new_password(const std::string& username, CommandContext& context) {
  const ResultOfMany<Config> config = read_config_of(context.config);
  if (!config) return tl::unexpected(config.error().front());
  const Result<std::string> password = ask_password(context);
  if (!password) return tl::unexpected(password.error());
  if (const auto fault = password_fault(*password, username, config->auth))
    return tl::unexpected(*fault);
  return PasswordHasher{}.hash(*password);
}

Exit add(const Arguments& arguments, CommandContext& context) {
  Person person;
  person.username = lower_case(arguments.words().front());
  if (!is_username(person.username)) {
    return refuse(context,
                  Problem{"\"" + arguments.words().front() + "\" cannot be a name to sign in with",
                          "Use letters, figures, dots and hyphens, such as ama.okafor.",
                          {}});
  }
  person.name = arguments.text("--name").value();
  const Result<std::set<Role>> roles = read_roles(arguments.text("--roles").value());
  if (!roles) return refuse(context, roles.error());
  person.roles = *roles;
  for (const std::string& patch : split(arguments.text("--patches").value_or("")))
    person.patches.insert(patch);

  const Result<std::unique_ptr<Database>> database = open_database(context.database_url);
  if (!database) return refuse(context, database.error());
  const Result<std::string> hash = new_password(person.username, context);
  if (!hash) return refuse(context, hash.error());
  IdMaker ids([] { return random_bits(); });
  person.id = ids.make<PersonId>(context.clock.now());
  try {
    (*database)->write([&](Transaction& tx) { PersonStore{tx}.add(person, *hash); });
  } catch (const ConstraintFault& fault) {
    if (fault.rule() != ConstraintFault::Rule::unique) throw;
    return refuse(
        context,
        Problem{"somebody has the name " + person.username + " already", "Take another one.", {}});
  }
  context.out << to_canonical(to_json(person)) << "\n";
  return Exit::done;
}

/// A command on one person: finds them, acts, shows what they are now.
Exit on_person(const Arguments& arguments,
               CommandContext& context,
               const std::function<void(PersonStore&, const Person&)>& act) {
  Result<Found> found = find_person(arguments, context);
  if (!found) return refuse(context, found.error());
  found->database->write([&](Transaction& tx) {
    PersonStore people{tx};
    act(people, found->person);
  });
  return show(*found, context);
}

Exit disable(const Arguments& arguments, CommandContext& context) {
  return on_person(arguments, context, [](PersonStore& people, const Person& person) {
    people.disable(person.id);
  });
}

Exit enable(const Arguments& arguments, CommandContext& context) {
  return on_person(arguments, context, [](PersonStore& people, const Person& person) {
    people.enable(person.id);
  });
}

Exit set_roles(const Arguments& arguments, CommandContext& context) {
  const Result<std::set<Role>> roles = read_roles(arguments.words()[1]);
  if (!roles) return refuse(context, roles.error());
  const std::optional<std::string> patches = arguments.text("--patches");
  return on_person(arguments, context, [&](PersonStore& people, const Person& person) {
    people.set_roles(person.id, *roles);
    if (!patches) return;
    std::set<std::string> named;
    if (*patches != "all") {
      for (const std::string& patch : split(*patches)) named.insert(patch);
    }
    people.set_patches(person.id, named);
  });
}

Exit set_password(const Arguments& arguments, CommandContext& context) {
  Result<Found> found = find_person(arguments, context);
  if (!found) return refuse(context, found.error());
  const Result<std::string> hash = new_password(found->person.username, context);
  if (!hash) return refuse(context, hash.error());
  found->database->write([&](Transaction& tx) {
    PersonStore{tx}.set_password(found->person.id, *hash);
    SessionStore{tx}.end_all(found->person.id);
  });
  return show(*found, context);
}

Exit token(const Arguments& arguments, CommandContext& context) {
  Result<Found> found = find_person(arguments, context);
  if (!found) return refuse(context, found.error());
  const long days = arguments.number("--days").value_or(kTokenDays);
  if (days < 1 || days > kTokenDays)
    return refuse(context, Problem{"a token is good for 1 to 365 days", "", {}});
  PasswordHasher hasher;
  Sessions sessions(*found->database, context.clock, {}, hasher);
  Json answer = Json::object();
  answer["username"] = found->person.username;
  answer["token"] = sessions.add_token(
      found->person.id, arguments.text("--for").value_or("a system"), static_cast<int>(days));
  context.out << to_canonical(answer) << "\n";
  context.err << "This is the only time that the token is shown.\n";
  return Exit::done;
}

Exit revoke(const Arguments& arguments, CommandContext& context) {
  Result<Found> found = find_person(arguments, context);
  if (!found) return refuse(context, found.error());
  found->database->write([&](Transaction& tx) { ApiTokenStore{tx}.revoke_all(found->person.id); });
  return show(*found, context);
}

Exit list(const Arguments&, CommandContext& context) {
  const Result<std::unique_ptr<Database>> database = open_database(context.database_url);
  if (!database) return refuse(context, database.error());
  for (const Person& person :
       (*database)->read([](Connection& connection) { return PersonStore{connection}.all(); })) {
    context.out << to_canonical(to_json(person)) << "\n";
  }
  return Exit::done;
}

const std::string kRoleWords =
    "Roles: income_officer, legal_officer, team_manager, head_of_income, "
    "revenues_coordinator,\nauditor, administrator; several with commas between. Without patches a "
    "person works them "
    "all.";

}  // namespace

Command user_add_command() {
  return {
      .name = "user add",
      .one_line = "adds someone who works here",
      .words = "USERNAME",
      .least_words = 1,
      .most_words = 1,
      .options = {{"--name", Takes::text, "NAME", "as screens and letters show it", true},
                  {"--roles", Takes::text, "ROLES", "what they do", true},
                  {"--patches", Takes::text, "PATCHES", "where they do it"}},
      .explains =
          "The password is asked for on the terminal, or is the first line of standard input.\n" +
          kRoleWords,
      .run = add};
}

Command user_disable_command() {
  return {.name = "user disable",
          .one_line = "keeps someone from signing in, from this moment",
          .words = "USERNAME",
          .least_words = 1,
          .most_words = 1,
          .options = {},
          .explains = "Their sessions end at once. What they did stays theirs.",
          .run = disable};
}

Command user_enable_command() {
  return {.name = "user enable",
          .one_line = "lets someone sign in again",
          .words = "USERNAME",
          .least_words = 1,
          .most_words = 1,
          .options = {},
          .explains = "",
          .run = enable};
}

Command user_roles_command() {
  return {.name = "user roles",
          .one_line = "sets what someone does, and where",
          .words = "USERNAME ROLES",
          .least_words = 2,
          .most_words = 2,
          .options =
              {{"--patches", Takes::text, "PATCHES", "where they do it; \"all\" for everywhere"}},
          .explains = kRoleWords,
          .run = set_roles};
}

Command user_password_command() {
  return {.name = "user password",
          .one_line = "gives someone a new password and ends their sessions",
          .words = "USERNAME",
          .least_words = 1,
          .most_words = 1,
          .options = {},
          .explains =
              "The password is asked for on the terminal, or is the first line of standard input.",
          .run = set_password};
}

Command user_token_command() {
  return {.name = "user token",
          .one_line = "makes a key with which another system speaks for someone",
          .words = "USERNAME",
          .least_words = 1,
          .most_words = 1,
          .options = {{"--for", Takes::text, "WORDS", "what it is for"},
                      {"--days", Takes::number, "DAYS", "how long it is good for (365)"}},
          .explains =
              "The key is shown once. It is sent as `Authorization: Bearer KEY` and may do what "
              "the\nperson may do. `lintel user revoke` takes all of a person's keys back.",
          .run = token};
}

Command user_revoke_command() {
  return {.name = "user revoke",
          .one_line = "takes back every key made for someone",
          .words = "USERNAME",
          .least_words = 1,
          .most_words = 1,
          .options = {},
          .explains = "",
          .run = revoke};
}

Command user_list_command() {
  return {.name = "user list",
          .one_line = "shows everybody, a line each",
          .words = "",
          .least_words = 0,
          .most_words = 0,
          .options = {},
          .explains = "",
          .run = list};
}

}  // namespace lintel
