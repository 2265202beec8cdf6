#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lintel::testing {

/// A client that sends exactly the bytes it is given, which no HTTP library would.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void send(std::string_view bytes);
  void finish_sending();
  /// One response by its Content-Length, or what came before the connection ended or 5 s passed.
  std::string response();
  /// True when the server ended the connection (waits up to `milliseconds`).
  bool is_closed(int milliseconds = 3'000);

 private:
  bool read_more(int milliseconds);
  int socket_;
  std::string read_;
};

/// Sends `bytes` on a connection of its own and gives the first response.
std::string ask(std::uint16_t port, std::string_view bytes);
int code_of(std::string_view response);
std::string body_of(std::string_view response);
/// The value of the first header of that name (exact spelling), or "".
std::string header_of(std::string_view response, std::string_view name);

}  // namespace lintel::testing
