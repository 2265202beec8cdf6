#include "server/auth/sessions.h"

#include <algorithm>

#include "domain/hash.h"
#include "server/auth/random_token.h"
#include "storage/api_token_store.h"
#include "storage/database.h"
#include "storage/person_store.h"
#include "storage/session_store.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;

constexpr int kFreeTries = 5;
constexpr std::chrono::minutes kLongestRest = 15min;
constexpr std::chrono::minutes kNoteUseEvery =
    1min;  // so that reading a page is not always a write
constexpr std::string_view kTokenPrefix = "lintel_";

bool rests(const SignInRecord& record, Instant now) {
  return record.last_failed_at && now < *record.last_failed_at + rest_after(record.failures);
}

/// One sentence for every reason, so that it tells nobody which names exist.
Problem not_let_in() {
  return Problem{"that name and password do not fit",
                 "Try again. After five wrong passwords an account rests for a minute, later for "
                 "up to fifteen.",
                 {}};
}

}  // namespace

std::chrono::milliseconds rest_after(int failures) {
  if (failures < kFreeTries) return 0ms;
  const int doublings = std::min(failures - kFreeTries, 4);
  return std::min<std::chrono::milliseconds>(kLongestRest, 1min * (1 << doublings));
}

Result<std::string> Sessions::sign_in(std::string_view username,
                                      std::string_view password,
                                      std::string_view from) {
  const std::optional<SignInRecord> record = database_.read(
      [&](Connection& connection) { return PersonStore{connection}.sign_in_record(username); });
  const Instant now = clock_.now();

  const bool short_enough = password.size() <= settings_.longest_password * 4;
  const bool fits = record && short_enough
                        ? hasher_.fits(record->password_hash, password)
                        : hasher_.fits_nobody(password.substr(0, settings_.longest_password));
  if (!record || rests(*record, now) || record->person.disabled)
    return tl::unexpected(not_let_in());
  if (!fits) {
    database_.write(
        [&](Transaction& tx) { PersonStore{tx}.sign_in_failed(record->person.id, now); });
    return tl::unexpected(not_let_in());
  }

  const std::string id = random_token();
  const Session session{.token_hash = sha256(id),
                        .person_id = record->person.id,
                        .csrf_secret = random_token(),
                        .began = now,
                        .seen = now,
                        .ends = now + settings_.longest,
                        .from = std::string(from)};
  const std::string renewed =
      hasher_.is_outdated(record->password_hash) ? hasher_.hash(password) : "";
  const bool let_in = database_.write([&](Transaction& tx) {
    PersonStore people{tx};
    // Asked again: a hundred guesses sent together must not all count as the first.
    const std::optional<SignInRecord> latest = people.sign_in_record(username);
    if (!latest || latest->person.disabled || rests(*latest, now)) return false;
    people.sign_in_succeeded(session.person_id);
    if (!renewed.empty()) people.set_password(session.person_id, renewed);
    SessionStore sessions{tx};
    sessions.remove_older(now - settings_.longest, now - settings_.idle);
    sessions.add(session);
    return true;
  });
  if (!let_in) return tl::unexpected(not_let_in());
  return id;
}

std::optional<SignedIn> Sessions::find(std::string_view id) {
  if (id.empty()) return std::nullopt;
  const Hash hash = sha256(id);
  const auto found = database_.read(
      [&](Connection& connection) { return SessionStore{connection}.find_with_person(hash); });
  if (!found) return std::nullopt;
  const auto& [session, person] = *found;
  const Instant now = clock_.now();
  if (now >= session.ends || now >= session.seen + settings_.idle) {
    database_.write([&](Transaction& tx) { SessionStore{tx}.end(hash); });
    return std::nullopt;
  }
  if (now >= session.seen + kNoteUseEvery) {
    database_.write([&](Transaction& tx) { SessionStore{tx}.seen(hash, now); });
  }
  return SignedIn{person, hash, session.csrf_secret, false};
}

std::optional<SignedIn> Sessions::find_by_token(std::string_view token) {
  if (!token.starts_with(kTokenPrefix)) return std::nullopt;
  const Hash hash = sha256(token);
  const auto found = database_.read(
      [&](Connection& connection) { return ApiTokenStore{connection}.find_with_person(hash); });
  if (!found) return std::nullopt;
  const auto& [kept, person] = *found;
  const Instant now = clock_.now();
  if (now >= kept.ends) return std::nullopt;
  if (!kept.used || now >= *kept.used + kNoteUseEvery) {
    database_.write([&](Transaction& tx) { ApiTokenStore{tx}.used(hash, now); });
  }
  return SignedIn{person, hash, "", true};
}

void Sessions::sign_out(const Hash& session) {
  database_.write([&](Transaction& tx) { SessionStore{tx}.end(session); });
}

std::string Sessions::add_token(PersonId person, std::string name, int days) {
  const std::string token = std::string(kTokenPrefix) + random_token();
  const Instant now = clock_.now();
  const ApiToken kept{.token_hash = sha256(token),
                      .person_id = person,
                      .name = std::move(name),
                      .made = now,
                      .ends = now + std::chrono::days(days),
                      .used = std::nullopt};
  database_.write([&](Transaction& tx) { ApiTokenStore{tx}.add(kept); });
  return token;
}

}  // namespace lintel
