// Any bytes as a request: what read_head() and read_body() let through keeps their promises.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/http/request_reader.h"
#include "server/http/router.h"
#include "server/http/text_rules.h"

namespace {

using namespace lintel;

/// "METHOD TARGET VERSION\nName: value\n...\n\nbody", loosely: every byte may stand anywhere.
RawHead head_from(std::string_view& text) {
  const auto line = [&] {
    const std::size_t end = text.find('\n');
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return taken;
  };
  RawHead raw;
  std::string_view first = line();
  const std::size_t one = first.find(' ');
  const std::size_t two = first.rfind(' ');
  raw.method = first.substr(0, one);
  if (one != std::string_view::npos && two > one) {
    raw.target = first.substr(one + 1, two - one - 1);
    raw.version = first.substr(two + 1);
  }
  for (std::string_view each = line(); !each.empty(); each = line()) {
    const std::size_t colon = each.find(':');
    raw.headers.emplace_back(each.substr(0, colon),
                             colon == std::string_view::npos ? "" : each.substr(colon + 1));
  }
  raw.remote_address = "127.0.0.1";
  return raw;
}

void must(bool kept) {
  if (!kept) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const HttpSettings settings = [] {
    HttpSettings made;
    made.hosts = {"a"};
    made.trusted_proxies = {"127.0.0.1"};
    return made;
  }();
  static const Router router = [] {
    Router made;
    made.get("/cases/{ref}", anyone(), [](const Request&) { return Response(200); });
    made.get_below("/assets/", anyone(), [](const Request&) { return Response(200); });
    return made;
  }();

  std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const RawHead raw = head_from(text);
  const auto head = read_head(raw, settings);
  if (!head) {
    must(head.error().code >= 400 && is_header_value(head.error().what));
    return 0;
  }
  const Request& request = head->request;
  must(request.host == "a" && request.path.starts_with('/'));
  must(request.path.find("..") == std::string::npos ||
       (request.path + "/").find("/../") == std::string::npos);
  must(request.path.find("//") == std::string::npos &&
       request.path.find('\\') == std::string::npos && is_utf8_text(request.path));
  must(request.is_post() || head->body_length == 0);
  for (const auto& [name, value] : request.headers) must(is_token(name) && is_header_value(value));
  router.find(request.method, request.path);

  std::string body(text.substr(0, head->body_length));
  const bool whole = body.size() == head->body_length;
  const auto read = read_body(*head, std::move(body));
  must(whole || !read);
  if (!read) return 0;
  for (const auto& [name, value] : read->form.values()) {
    must(is_utf8_text(value) && (name.ends_with("[]") || read->form.all(name).size() == 1));
  }
  for (const UploadedFile& file : read->files) must(file.filename.find('/') == std::string::npos);
  return 0;
}
