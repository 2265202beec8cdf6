#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "server/http/http_settings.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace lintel {

/// Somebody who answers whole requests: the application. Called on many threads at once.
class Answerer {
 public:
  virtual ~Answerer() = default;
  /// How many bytes of body this path may bring, asked before the body is read.
  virtual std::size_t body_limit(Method method, std::string_view path) const = 0;
  /// Never throws: a fault becomes a page with a code for support.
  virtual Response answer(Request request) = 0;
};

/// The HTTP/1.1 server (Poco, hidden in server.cc). Reads and checks the whole request before
/// anybody sees it, answers every refusal with `Connection: close`, and puts the security headers
/// on every response.
class HttpServer {
 public:
  /// Binds and starts. Throws CannotListen when another program listens there.
  HttpServer(HttpSettings settings, Answerer& answerer);
  /// Stops.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// The port in use, which for settings.port 0 is one that was free.
  std::uint16_t port() const;
  /// Takes no new connection, lets the requests in hand finish for at most settings.drain, ends the
  /// rest. True when all finished.
  bool stop();

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

/// The address cannot be listened on; what() is a sentence with what to do.
class CannotListen : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace lintel
