#include "server/http/server.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timespan.h>

#include <atomic>
#include <semaphore>

#include "server/http/compressed_assets.h"
#include "server/http/connection_watch.h"
#include "server/http/request_reader.h"
#include "server/http/router.h"
#include "server/http/security_headers.h"

namespace lintel {
namespace {

namespace net = Poco::Net;

constexpr int kBacklog = 512;
constexpr std::size_t kSpareThreads = 4;
constexpr std::size_t kLinger = 256U << 10;  // bytes of a refused request read away
constexpr std::chrono::milliseconds kLingerFor{1'000};
constexpr std::chrono::milliseconds kWriteFor{60'000};
constexpr long kMostLargeBodies = 64;

Poco::Timespan timespan(std::chrono::milliseconds time) {
  return {static_cast<Poco::Timespan::TimeDiff>(time.count()) * 1000};
}

/// What every connection of one server shares.
struct Shared {
  Shared(HttpSettings of, Answerer& who)
      : settings(std::move(of)),
        answerer(who),
        large_bodies(static_cast<std::ptrdiff_t>(settings.large_bodies_at_once)) {}

  HttpSettings settings;
  Answerer& answerer;
  ConnectionWatch watch;
  CompressedAssets compressed;
  std::counting_semaphore<kMostLargeBodies> large_bodies;
  std::atomic<bool> draining = false;
};

RawHead raw_head(const net::HTTPServerRequest& from) {
  RawHead raw{from.getMethod(),
              from.getURI(),
              from.getVersion(),
              {},
              from.clientAddress().host().toString()};
  for (const auto& [name, value] : from) raw.headers.emplace_back(name, value);
  return raw;
}

/// Reads away what a refused client still sends, so that our answer is not lost to a reset.
void linger(net::StreamSocket socket) {
  const auto until = std::chrono::steady_clock::now() + kLingerFor;
  std::string scratch(16'384, '\0');
  std::size_t gone = 0;
  try {
    socket.shutdownSend();
    while (gone < kLinger && std::chrono::steady_clock::now() < until) {
      socket.setReceiveTimeout(timespan(kLingerFor / 4));
      const int got = socket.receiveBytes(scratch.data(), static_cast<int>(scratch.size()));
      if (got <= 0) return;
      gone += static_cast<std::size_t>(got);
    }
  } catch (const Poco::Exception&) {
    // The client has gone or has nothing more to say; either ends the connection.
  }
}

class LargeBodyPlace {
 public:
  LargeBodyPlace(Shared& shared, bool needed)
      : shared_(shared),
        held_(needed && shared.large_bodies.try_acquire()),
        ok_(held_ || !needed) {}
  ~LargeBodyPlace() {
    if (held_) shared_.large_bodies.release();
  }
  LargeBodyPlace(const LargeBodyPlace&) = delete;
  LargeBodyPlace& operator=(const LargeBodyPlace&) = delete;
  bool ok() const { return ok_; }

 private:
  Shared& shared_;
  bool held_;
  bool ok_;
};

/// One request: read whole, checked, answered.
class OneRequest : public net::HTTPRequestHandler {
 public:
  OneRequest(Shared& shared,
             ConnectionWatch::Connection& connection,
             tl::expected<ReadHead, Refusal> head)
      : shared_(shared), connection_(connection), head_(std::move(head)) {}

  void handleRequest(net::HTTPServerRequest& from, net::HTTPServerResponse& to) override {
    if (!head_) return refuse(from, to, head_.error());
    const Request& asked = head_->request;
    const std::size_t limit =
        asked.is_post() ? shared_.answerer.body_limit(asked.method, asked.path) : 0;
    if (head_->body_length > limit)
      return refuse(from, to, {413, "The request is larger than this address takes."});

    const LargeBodyPlace place(shared_, head_->body_length > kFormLimit);
    if (!place.ok())
      return refuse(from, to, {503, "Other files are being taken in. Try again in a minute."});

    connection_.reads_body(shared_.settings.read_timeout);
    std::string body(head_->body_length, '\0');
    if (!body.empty()) from.stream().read(body.data(), static_cast<std::streamsize>(body.size()));
    if (!body.empty() && static_cast<std::size_t>(from.stream().gcount()) != body.size()) {
      return refuse(from, to, {408, "The body did not arrive in time."});
    }
    tl::expected<Request, Refusal> request = read_body(std::move(*head_), std::move(body));
    if (!request) return refuse(from, to, request.error());

    connection_.answers();
    const Request kept = head_only(*request);
    const Response response = shared_.answerer.answer(std::move(*request));
    send(kept, response, to);
    connection_.waits_for_request(shared_.settings.keep_alive + shared_.settings.read_timeout);
  }

 private:
  /// What sending needs to know, kept while the handler owns the rest.
  static Request head_only(const Request& request) {
    Request kept;
    kept.method = request.method;
    kept.path = request.path;
    kept.secure = request.secure;
    kept.headers["accept-encoding"] = request.header("accept-encoding");
    return kept;
  }

  void send(const Request& request, const Response& response, net::HTTPServerResponse& to) {
    to.setVersion("HTTP/1.1");
    to.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(response.code()),
                          std::string(reason_phrase(response.code())));
    for (const auto& [name, value] : security_headers(response, request.secure))
      to.set(std::string(name), std::string(value));
    for (const auto& [name, value] : response.headers()) to.set(name, value);
    for (const std::string& cookie : response.cookies()) to.add("Set-Cookie", cookie);
    if (!response.content_type().empty()) to.setContentType(response.content_type());
    if (response.closes() || shared_.draining) to.setKeepAlive(false);

    const std::shared_ptr<const std::string> compressed =
        shared_.compressed.body_for(request, response);
    if (compressed) to.set("Content-Encoding", "gzip");
    if (response.keep() == Keep::for_ever) to.set("Vary", "Accept-Encoding");
    const std::string& body = compressed ? *compressed : response.body();
    connection_.writes(kWriteFor);
    to.setContentLength64(static_cast<Poco::Int64>(body.size()));
    std::ostream& out = to.send();
    if (request.method != Method::head)
      out.write(body.data(), static_cast<std::streamsize>(body.size()));
    out.flush();
  }

  void refuse(net::HTTPServerRequest& from, net::HTTPServerResponse& to, const Refusal& why) {
    Request nobody;
    nobody.method = from.getMethod() == "HEAD" ? Method::head : Method::get;
    send(nobody, plain(why.what + "\n", why.code).close(), to);
    linger(static_cast<net::HTTPServerRequestImpl&>(from).socket());
  }

  Shared& shared_;
  ConnectionWatch::Connection& connection_;
  tl::expected<ReadHead, Refusal> head_;
};

class RequestFactory : public net::HTTPRequestHandlerFactory {
 public:
  RequestFactory(Shared& shared, ConnectionWatch::Connection& connection)
      : shared_(shared), connection_(connection) {}

  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest& from) override {
    connection_.reads_body(shared_.settings.read_timeout);
    tl::expected<ReadHead, Refusal> head = read_head(raw_head(from), shared_.settings);
    // A status other than 200 keeps Poco from saying "100 Continue" to a request that is refused.
    if (!head)
      from.response().setStatus(static_cast<net::HTTPResponse::HTTPStatus>(head.error().code));
    return new OneRequest(shared_, connection_, std::move(head));  // Poco deletes it
  }

 private:
  Shared& shared_;
  ConnectionWatch::Connection& connection_;
};

class WatchedConnection : public net::TCPServerConnection {
 public:
  WatchedConnection(const net::StreamSocket& socket,
                    net::HTTPServerParams::Ptr params,
                    Shared& shared)
      : TCPServerConnection(socket), params_(std::move(params)), shared_(shared) {}

  void run() override {
    net::StreamSocket mine = socket();
    ConnectionWatch::Connection connection(shared_.watch, mine.impl()->sockfd());
    connection.waits_for_request(shared_.settings.read_timeout);
    if (shared_.draining) return;
    mine.setSendTimeout(timespan(shared_.settings.read_timeout));
    net::HTTPServerConnection inner(
        mine, params_, new RequestFactory(shared_, connection));  // counted by Poco
    inner.run();
  }

 private:
  net::HTTPServerParams::Ptr params_;
  Shared& shared_;
};

class WatchedConnectionFactory : public net::TCPServerConnectionFactory {
 public:
  WatchedConnectionFactory(net::HTTPServerParams::Ptr params, Shared& shared)
      : params_(std::move(params)), shared_(shared) {}
  net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override {
    return new WatchedConnection(socket, params_, shared_);  // Poco deletes it
  }

 private:
  net::HTTPServerParams::Ptr params_;
  Shared& shared_;
};

net::HTTPServerParams::Ptr params(const HttpSettings& settings) {
  net::HTTPServerParams::Ptr made = new net::HTTPServerParams;  // counted by Poco
  made->setMaxThreads(settings.threads);
  made->setMaxQueued(settings.queued);
  made->setTimeout(timespan(settings.read_timeout));
  made->setKeepAlive(true);
  made->setKeepAliveTimeout(timespan(settings.keep_alive));
  made->setMaxKeepAliveRequests(0);
  return made;
}

net::ServerSocket listen_on(const HttpSettings& settings) {
  const std::string where = settings.address + ":" + std::to_string(settings.port);
  try {
    net::ServerSocket socket;
    // Reuse the address after a restart, but never share the port with a program that listens now.
    socket.bind(net::SocketAddress(settings.address, settings.port), true, false);
    socket.listen(kBacklog);
    return socket;
  } catch (const Poco::Exception& fault) {
    throw CannotListen(
        where + " cannot be listened on (" + fault.displayText() +
        "). Stop the program that uses it, or set `listen` in lintel.yaml to another port.");
  }
}

void add_own_hosts(HttpSettings& settings, std::uint16_t port) {
  const std::string end = ":" + std::to_string(port);
  for (const std::string& name :
       {settings.address, std::string("127.0.0.1"), std::string("localhost")}) {
    settings.hosts.insert(name + end);
  }
}

}  // namespace

class HttpServer::Running {
 public:
  Running(HttpSettings settings, Answerer& answerer)
      : shared_(std::move(settings), answerer),
        threads_(static_cast<int>(kSpareThreads),
                 shared_.settings.threads + static_cast<int>(kSpareThreads),
                 60),
        socket_(listen_on(shared_.settings)),
        port_(socket_.address().port()) {
    add_own_hosts(shared_.settings, port_);
    const net::HTTPServerParams::Ptr given = params(shared_.settings);
    server_ = std::make_unique<net::TCPServer>(
        new WatchedConnectionFactory(given, shared_), threads_, socket_, given);
    server_->start();
  }

  ~Running() {
    stop();
    server_.reset();
    threads_.joinAll();
  }

  std::uint16_t port() const { return port_; }

  bool stop() {
    if (stopped_) return true;
    stopped_ = true;
    shared_.draining = true;
    server_->stop();
    socket_.close();
    shared_.watch.end_waiting();
    const bool finished = shared_.watch.wait_until_none(shared_.settings.drain);
    if (!finished) shared_.watch.end_all();
    return finished;
  }

 private:
  Shared shared_;
  Poco::ThreadPool threads_;
  net::ServerSocket socket_;
  std::uint16_t port_;
  std::unique_ptr<net::TCPServer> server_;
  bool stopped_ = false;
};

HttpServer::HttpServer(HttpSettings settings, Answerer& answerer)
    : running_(std::make_unique<Running>(std::move(settings), answerer)) {
}
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::port() const {
  return running_->port();
}
bool HttpServer::stop() {
  return running_->stop();
}

}  // namespace lintel
