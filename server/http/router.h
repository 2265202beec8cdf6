#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

/// Who may use a route. There is no default: every route says.
struct Access {
  bool signed_in = true;
  std::set<Role> roles;  ///< any one of them; empty: any role

  bool allows(const Person& person) const;
};
Access anyone();                    ///< without signing in
Access any_person();                ///< signed in, whatever the role
Access only(std::set<Role> roles);  ///< signed in, with one of these roles

inline constexpr std::size_t kFormLimit = 1U << 20;     ///< bytes of an ordinary body
inline constexpr std::size_t kUploadLimit = 25U << 20;  ///< bytes of an uploaded file's form

using Handler = std::function<Response(const Request&)>;

/// One line of the server's map. Handlers run on many threads at once.
struct Route {
  Method method = Method::get;
  std::string pattern;  ///< "/cases/{ref}/documents/{id}": {name} is one whole segment
  Access access;
  Handler handler;
  std::size_t body_limit = kFormLimit;
};

/// Finds the handler of a request. Filled at start-up, then only read.
///
///   router.get("/cases/{ref}", any_person(), [&](const Request& request) { ... request.part("ref")
///   ... }); router.post("/imports", only({Role::revenues_coordinator}), take_file, kUploadLimit);
///
/// A segment in plain words wins over one in braces: "/cases/new" before "/cases/{ref}".
class Router {
 public:
  void get(std::string pattern, Access access, Handler handler);
  void post(std::string pattern,
            Access access,
            Handler handler,
            std::size_t body_limit = kFormLimit);
  /// Everything below "/assets/": the rest of the path, slashes and all, is part "path".
  void get_below(std::string prefix, Access access, Handler handler);

  struct Match {
    const Route* route = nullptr;  ///< absent: no such page, or not with this method
    std::map<std::string, std::string> parts;
    bool path_is_known = false;  ///< with another method
  };
  /// `path` already decoded. HEAD finds GET's routes.
  Match find(Method method, std::string_view path) const;

  /// For the tests that try every route with every role.
  const std::vector<Route>& routes() const { return routes_; }

 private:
  void add(Route route);
  std::vector<Route> routes_;
};

}  // namespace lintel
