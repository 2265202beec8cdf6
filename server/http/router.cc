#include "server/http/router.h"

#include <algorithm>
#include <stdexcept>

namespace lintel {
namespace {

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> found;
  path.remove_prefix(1);
  while (true) {
    const std::size_t slash = path.find('/');
    found.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return found;
    path.remove_prefix(slash + 1);
  }
}

bool is_named(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}
std::string_view name_in(std::string_view segment) {
  return segment.substr(1, segment.size() - 2);
}
/// "{path...}" takes the rest.
bool takes_rest(std::string_view segment) {
  return segment == "{path...}";
}

/// The parts, and how many leading segments matched word for word; nothing when it does not fit.
struct Fit {
  std::map<std::string, std::string> parts;
  std::vector<bool> worded;
};

std::optional<Fit> fit(std::string_view pattern, std::string_view path) {
  const auto wanted = segments(pattern);
  const auto given = segments(path);
  Fit found;
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    if (at >= given.size()) return std::nullopt;
    if (takes_rest(wanted[at])) {
      if (given[at].empty()) return std::nullopt;
      found.parts["path"] = std::string(given[at].data(), path.data() + path.size());
      found.worded.push_back(false);
      return found;
    }
    if (is_named(wanted[at])) {
      if (given[at].empty()) return std::nullopt;
      found.parts[std::string(name_in(wanted[at]))] = std::string(given[at]);
      found.worded.push_back(false);
    } else {
      if (wanted[at] != given[at]) return std::nullopt;
      found.worded.push_back(true);
    }
  }
  if (wanted.size() != given.size()) return std::nullopt;
  return found;
}

bool serves(const Route& route, Method method) {
  return route.method == (method == Method::head ? Method::get : method);
}

}  // namespace

bool Access::allows(const Person& person) const {
  return !person.disabled &&
         (roles.empty() || std::ranges::any_of(roles, [&](Role role) { return person.has(role); }));
}

Access anyone() {
  return Access{.signed_in = false, .roles = {}};
}
Access any_person() {
  return Access{};
}
Access only(std::set<Role> roles) {
  return Access{.signed_in = true, .roles = std::move(roles)};
}

void Router::get(std::string pattern, Access access, Handler handler) {
  add({Method::get, std::move(pattern), std::move(access), std::move(handler), 0});
}

void Router::post(std::string pattern, Access access, Handler handler, std::size_t body_limit) {
  add({Method::post, std::move(pattern), std::move(access), std::move(handler), body_limit});
}

void Router::get_below(std::string prefix, Access access, Handler handler) {
  add({Method::get, std::move(prefix) + "{path...}", std::move(access), std::move(handler), 0});
}

void Router::add(Route route) {
  if (!route.pattern.starts_with('/'))
    throw std::logic_error("a route starts with a slash: " + route.pattern);
  for (const Route& each : routes_) {
    if (each.method == route.method && each.pattern == route.pattern) {
      throw std::logic_error("two handlers for " + std::string(to_string(route.method)) + " " +
                             route.pattern);
    }
  }
  routes_.push_back(std::move(route));
}

Router::Match Router::find(Method method, std::string_view path) const {
  Match match;
  std::vector<bool> best;
  if (!path.starts_with('/')) return match;
  for (const Route& route : routes_) {
    std::optional<Fit> found = fit(route.pattern, path);
    if (!found) continue;
    match.path_is_known = true;
    if (!serves(route, method) || (match.route && found->worded <= best)) continue;
    match.route = &route;
    match.parts = std::move(found->parts);
    best = std::move(found->worded);
  }
  return match;
}

}  // namespace lintel
