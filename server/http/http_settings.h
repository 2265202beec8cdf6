#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>

namespace lintel {

/// Where the server listens, whom it believes, and how long it waits. The figures were measured
/// against Poco 1.11: one thread is held for the whole life of a connection.
struct HttpSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0: any free one
  std::set<std::string>
      hosts;  ///< names that the Host header may have; empty: the address itself and localhost
  std::set<std::string>
      trusted_proxies;  ///< addresses whose X-Forwarded-For and -Proto are believed
  int threads = 128;
  int queued = 256;  ///< connections that may wait for a thread
  std::chrono::milliseconds read_timeout{
      10'000};  ///< for one whole request's head, and again for its body
  std::chrono::milliseconds keep_alive{5'000};  ///< 75 s behind a proxy: longer than its own
  std::chrono::milliseconds drain{25'000};      ///< how long a stop waits for requests in hand
  std::size_t large_bodies_at_once =
      4;  ///< bodies past kFormLimit in memory together; more wait for 503
};

}  // namespace lintel
