#include "server/http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <thread>

#include "server/http/security_headers.h"
#include "tests/server/http_client.h"

namespace lintel {
namespace {

using namespace std::chrono_literals;
using testing::ask;
using testing::body_of;
using testing::code_of;
using testing::header_of;
using testing::RawClient;

/// Answers with what it was asked, and counts.
class Echo : public Answerer {
 public:
  std::size_t body_limit(Method, std::string_view path) const override {
    return path == "/uploads" ? 8U << 20 : 1U << 20;
  }
  Response answer(Request request) override {
    ++asked;
    if (request.path == "/slow") {
      slow_in_hand.count_down();
      slow_may_end.wait();
    }
    if (request.path == "/asset") return asset(std::string(5'000, 'a'), "text/css; charset=utf-8");
    if (request.path == "/empty") return redirect("/elsewhere");
    return plain(std::string(to_string(request.method)) + " " + request.path +
                 " body=" + std::to_string(request.body.size() + request.form.values().size()));
  }
  std::atomic<int> asked = 0;
  std::latch slow_in_hand{1};
  std::latch slow_may_end{1};
};

class Server : public ::testing::Test {
 protected:
  static HttpSettings settings() {
    HttpSettings quick;
    quick.port = 0;
    quick.threads = 16;
    quick.read_timeout = 700ms;
    quick.keep_alive = 700ms;
    return quick;
  }
  std::uint16_t port() const { return server_.port(); }
  std::string host() const { return "Host: 127.0.0.1:" + std::to_string(port()) + "\r\n"; }
  std::string innocent() const { return "GET /innocent HTTP/1.1\r\n" + host() + "\r\n"; }

  Echo echo_;
  HttpServer server_{settings(), echo_};
};

struct Probe {
  std::string name;
  std::string bytes;  ///< %H stands for the right Host line
  int code;           ///< 0: the connection ends without an answer
};

std::ostream& operator<<(std::ostream& out, const Probe& probe) {
  return out << probe.name;
}

std::vector<Probe> refused() {
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\n%H\r\n";
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
  return {
      {"TwoLengths",
       "POST /a HTTP/1.1\r\n%HContent-Length: 0\r\nContent-Length: 40\r\n\r\n" + smuggled,
       400},
      {"TwoEqualLengths",
       "POST /a HTTP/1.1\r\n%HContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
       400},
      {"LengthAndChunked",
       "POST /a HTTP/1.1\r\n%HContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
           smuggled,
       400},
      {"Chunked",
       "POST /a HTTP/1.1\r\n%HTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
       400},
      {"AlmostChunked",
       "POST /a HTTP/1.1\r\n%HTransfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n" + smuggled,
       400},
      {"ChunkedInAnEncodedWord",
       "POST /a HTTP/1.1\r\n%HTransfer-Encoding: =?utf-8?q?chunked?=\r\n\r\n0\r\n\r\n" + smuggled,
       400},
      {"TransferEncodingWithASpace",
       "POST /a HTTP/1.1\r\n%HTransfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n" + smuggled,
       400},
      {"TwoTransferEncodings",
       "POST /a HTTP/1.1\r\n%HTransfer-Encoding: identity\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"LineEndInAnEncodedWord",
       "GET /a HTTP/1.1\r\n%HX-Note: =?utf-8?b?YQ0KWC1FdmlsOiAx?=\r\n\r\n",
       400},
      {"NegativeLength", "POST /a HTTP/1.1\r\n%HContent-Length: -1\r\n\r\n" + smuggled, 400},
      {"SignedLength", "POST /a HTTP/1.1\r\n%HContent-Length: +5\r\n\r\nhello", 400},
      {"LengthWithAComma", "POST /a HTTP/1.1\r\n%HContent-Length: 1,0\r\n\r\nhello, you", 400},
      {"LengthInWords", "POST /a HTTP/1.1\r\n%HContent-Length: abc\r\n\r\n" + smuggled, 0},
      {"LengthInHex", "POST /a HTTP/1.1\r\n%HContent-Length: 0x5\r\n\r\nhello", 0},
      {"LengthPastAllNumbers",
       "POST /a HTTP/1.1\r\n%HContent-Length: 18446744073709551616\r\n\r\n" + smuggled,
       0},
      {"NoLength", "POST /a HTTP/1.1\r\n%H\r\n" + smuggled, 411},
      {"NoHost", "GET /a HTTP/1.1\r\n\r\n", 400},
      {"TwoHosts", "GET /a HTTP/1.1\r\n%H%H\r\n", 400},
      {"ForeignHost", "GET /a HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
      {"HostWithUser", "GET /a HTTP/1.1\r\nHost: 127.0.0.1@evil.example\r\n\r\n", 421},
      {"NulInAValue", std::string("GET /a HTTP/1.1\r\n%HX-Note: a") + '\0' + "b\r\n\r\n", 400},
      {"ControlInTheMethod", "GE\x01T /a HTTP/1.1\r\n%H\r\n", 400},
      {"OtherMethod", "DELETE /a HTTP/1.1\r\n%H\r\n", 405},
      {"Trace", "TRACE /a HTTP/1.1\r\n%H\r\n", 405},
      {"Connect", "CONNECT evil.example:443 HTTP/1.1\r\n%H\r\n", 405},
      {"AbsoluteAddress", "GET http://127.0.0.1/a HTTP/1.1\r\n%H\r\n", 400},
      {"Asterisk", "GET * HTTP/1.1\r\n%H\r\n", 400},
      {"EncodedDotsAndNul", "GET /%2e%2e/%00hello HTTP/1.1\r\n%H\r\n", 400},
      {"Dots", "GET /a/../b HTTP/1.1\r\n%H\r\n", 400},
      {"EncodedDots", "GET /a/%2e%2e/b HTTP/1.1\r\n%H\r\n", 400},
      {"EncodedSlash", "GET /a%2fb HTTP/1.1\r\n%H\r\n", 400},
      {"Backslash", "GET /a%5cb HTTP/1.1\r\n%H\r\n", 400},
      {"TwoSlashes", "GET /a//b HTTP/1.1\r\n%H\r\n", 400},
      {"HalfAPerCent", "GET /a%2 HTTP/1.1\r\n%H\r\n", 400},
      {"NotUtf8", "GET /%ff HTTP/1.1\r\n%H\r\n", 400},
      {"Fragment", "GET /a#b HTTP/1.1\r\n%H\r\n", 400},
      {"GetWithABody", "GET /a HTTP/1.1\r\n%HContent-Length: 40\r\n\r\n" + smuggled, 400},
      {"HeadWithABody", "HEAD /a HTTP/1.1\r\n%HContent-Length: 5\r\n\r\nhello", 400},
      {"LongAddress", "GET /" + std::string(5'000, 'a') + " HTTP/1.1\r\n%H\r\n", 414},
      {"AddressPastPoco", "GET /" + std::string(17'000, 'a') + " HTTP/1.1\r\n%H\r\n", 400},
      {"LongValue", "GET /a HTTP/1.1\r\n%HX-Note: " + std::string(9'000, 'a') + "\r\n\r\n", 400},
      {"LongName", "GET /a HTTP/1.1\r\n%H" + std::string(300, 'a') + ": 1\r\n\r\n", 400},
      {"NewVersion", "GET /a HTTP/9.9\r\n%H\r\n", 505},
      {"FieldTwice", "POST /a HTTP/1.1\r\n%H" + form + "Content-Length: 7\r\n\r\na=1&a=2", 400},
      {"QueryTwice", "GET /a?x=1&x=2 HTTP/1.1\r\n%H\r\n", 400},
      {"NulInAForm", "POST /a HTTP/1.1\r\n%H" + form + "Content-Length: 5\r\n\r\na=%00", 400},
      {"OtherContent",
       "POST /a HTTP/1.1\r\n%HContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>",
       415},
      {"FiveMegabytes",
       "POST /a HTTP/1.1\r\n%H" + form + "Content-Length: 5242880\r\n\r\n" +
           std::string(5U << 20, 'a'),
       413},
      {"ShortBody", "POST /a HTTP/1.1\r\n%H" + form + "Content-Length: 50\r\n\r\na=1", 408},
  };
}

class Refuses : public Server, public ::testing::WithParamInterface<Probe> {};

TEST_P(Refuses, AndTheNextRequestIsUnharmed) {
  std::string bytes = GetParam().bytes;
  for (std::size_t at = 0; (at = bytes.find("%H")) != std::string::npos;)
    bytes.replace(at, 2, host());

  RawClient client(port());
  client.send(bytes);
  const std::string answer = client.response();

  if (GetParam().code == 0)
    EXPECT_TRUE(answer.empty() || code_of(answer) == 400) << answer;
  else
    EXPECT_EQ(code_of(answer), GetParam().code) << answer;
  EXPECT_EQ(echo_.asked, 0) << "a handler saw it";
  // Whatever stood behind the refused request is never taken for another one.
  client.send(innocent());
  EXPECT_EQ(client.response(), "");
  EXPECT_EQ(echo_.asked, 0);
  EXPECT_EQ(body_of(ask(port(), innocent())), "GET /innocent body=0");
}

INSTANTIATE_TEST_SUITE_P(Server, Refuses, ::testing::ValuesIn(refused()), [](const auto& probe) {
  return probe.param.name;
});

TEST_F(Server, ReadsABodyThatItsHandlerDoesNotWantAsOneRequest) {
  const std::string inside = "GET /smuggled HTTP/1.1\r\n" + host() + "\r\n";
  RawClient client(port());
  client.send("POST /a HTTP/1.1\r\n" + host() +
              "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
              std::to_string(inside.size()) + "\r\n\r\n" + inside + innocent());

  EXPECT_EQ(body_of(client.response()), "POST /a body=1");
  EXPECT_EQ(body_of(client.response()), "GET /innocent body=0");
  EXPECT_EQ(echo_.asked, 2);
}

TEST_F(Server, KeepsAConnectionForTheNextRequest) {
  RawClient client(port());
  client.send(innocent());
  EXPECT_EQ(code_of(client.response()), 200);
  client.send("HEAD /b HTTP/1.1\r\n" + host() + "\r\n");
  const std::string head = client.response();
  EXPECT_EQ(code_of(head), 200);
  EXPECT_EQ(header_of(head, "Content-Length"), "14");
}

TEST_F(Server, SaysContinueOnlyToWhatItWillRead) {
  RawClient good(port());
  good.send("POST /a HTTP/1.1\r\n" + host() +
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\nExpect: "
            "100-continue\r\n\r\n");
  EXPECT_EQ(code_of(good.response()), 100);
  good.send("a=1");
  EXPECT_EQ(code_of(good.response()), 200);

  RawClient foreign(port());
  foreign.send(
      "POST /a HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 3\r\nExpect: "
      "100-continue\r\n\r\n");
  EXPECT_EQ(code_of(foreign.response()), 421);
}

TEST_F(Server, PutsTheSecurityHeadersOnEveryAnswerRefusalsToo) {
  for (const std::string& bytes : {innocent(),
                                   "GET /a HTTP/1.1\r\nHost: evil.example\r\n\r\n" + std::string(),
                                   "GET /empty HTTP/1.1\r\n" + host() + "\r\n"}) {
    const std::string answer = ask(port(), bytes);
    EXPECT_EQ(header_of(answer, "Content-Security-Policy"), kContentSecurityPolicy);
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(answer, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header_of(answer, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(header_of(answer, "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_EQ(header_of(answer, "Cache-Control"), "no-store");
  }
}

TEST_F(Server, CompressesAssetsAndNothingElse) {
  const std::string plain_asset = ask(port(), "GET /asset HTTP/1.1\r\n" + host() + "\r\n");
  EXPECT_EQ(body_of(plain_asset).size(), 5'000U);
  const std::string asset =
      ask(port(), "GET /asset HTTP/1.1\r\n" + host() + "Accept-Encoding: gzip, br\r\n\r\n");
  EXPECT_EQ(header_of(asset, "Content-Encoding"), "gzip");
  EXPECT_LT(body_of(asset).size(), 200U);
  EXPECT_EQ(header_of(asset, "Cache-Control"), "public, max-age=31536000, immutable");
  const std::string page = ask(port(),
                               "GET /" + std::string(3'000, 'a') + " HTTP/1.1\r\n" + host() +
                                   "Accept-Encoding: gzip\r\n\r\n");
  EXPECT_EQ(header_of(page, "Content-Encoding"), "");
}

TEST_F(Server, EndsAHeadThatComesAByteAtATime) {
  RawClient slow(port());
  const auto began = std::chrono::steady_clock::now();
  while (!slow.is_closed(100) && std::chrono::steady_clock::now() - began < 5s) slow.send("a");
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST_F(Server, EndsABodyThatComesAByteAtATime) {
  RawClient slow(port());
  slow.send("POST /a HTTP/1.1\r\n" + host() +
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\n");
  const auto began = std::chrono::steady_clock::now();
  while (!slow.is_closed(100) && std::chrono::steady_clock::now() - began < 5s) slow.send("a");
  EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
  EXPECT_EQ(echo_.asked, 0);
}

TEST_F(Server, ServesOthersWhileSilentConnectionsWait) {
  std::vector<std::unique_ptr<RawClient>> silent;
  for (int each = 0; each < 15; ++each) silent.push_back(std::make_unique<RawClient>(port()));
  EXPECT_EQ(code_of(ask(port(), innocent())), 200);
}

TEST_F(Server, FinishesWhatIsInHandWhenItStops) {
  HttpSettings patient = settings();
  patient.read_timeout = 30s;  // so that nothing but the stop ends the idle connection
  HttpServer server(patient, echo_);
  const std::string own_host = "Host: 127.0.0.1:" + std::to_string(server.port()) + "\r\n";
  RawClient idle(server.port());
  RawClient client(server.port());
  client.send("GET /slow HTTP/1.1\r\n" + own_host + "\r\n");
  echo_.slow_in_hand.wait();
  std::future<bool> stopped = std::async(std::launch::async, [&] { return server.stop(); });
  EXPECT_EQ(idle.response(), "") << "it is ended when the stop begins";
  EXPECT_THROW(RawClient{server.port()}, std::runtime_error) << "and nobody is let in";
  EXPECT_EQ(stopped.wait_for(0s), std::future_status::timeout) << "while one is still in hand";
  echo_.slow_may_end.count_down();
  EXPECT_TRUE(stopped.get());
  const std::string answer = client.response();
  EXPECT_EQ(body_of(answer), "GET /slow body=0");
  EXPECT_EQ(header_of(answer, "Connection"), "Close");
}

TEST_F(Server, SaysSoWhenThePortIsTaken) {
  HttpSettings taken = settings();
  taken.port = port();
  try {
    const HttpServer second(taken, echo_);
    FAIL() << "two servers on one port";
  } catch (const CannotListen& sentence) {
    EXPECT_THAT(sentence.what(), ::testing::HasSubstr("Stop the program that uses it"));
  }
}

TEST_F(Server, AnswersManyAtOnce) {
  std::vector<std::thread> people;
  std::atomic<int> right = 0;
  for (int person = 0; person < 8; ++person) {
    people.emplace_back([&, person] {
      RawClient client(port());
      for (int turn = 0; turn < 50; ++turn) {
        const std::string path = "/p" + std::to_string(person) + "-" + std::to_string(turn);
        client.send("GET " + path + " HTTP/1.1\r\n" + host() + "\r\n");
        if (body_of(client.response()) == "GET " + path + " body=0") ++right;
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(right, 8 * 50);
}

}  // namespace
}  // namespace lintel
