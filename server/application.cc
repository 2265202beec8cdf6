#include "server/application.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/api/api_routes.h"
#include "server/auth/random_token.h"
#include "server/auth/sessions.h"
#include "server/auth/sign_in_routes.h"
#include "server/casework/casework.h"
#include "server/casework/policy.h"
#include "server/gate.h"
#include "server/http/server.h"
#include "server/log.h"
#include "server/ops/health.h"
#include "server/stop_signal.h"
#include "server/web/web_routes.h"
#include "storage/database.h"
#include "storage/migrator.h"

namespace lintel {
namespace {

/// Does what is due, again and again, on a thread of its own. A fault is logged and the next turn
/// tries again.
class Ticker {
 public:
  Ticker(Casework& casework, Log& log, std::chrono::seconds every)
      : casework_(casework), log_(log), every_(every), thread_([this] { run(); }) {}
  ~Ticker() { stop(); }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      turn();
      lock.lock();
      wake_.wait_for(lock, every_, [this] { return stopping_; });
    }
  }

  void turn() {
    try {
      const Ticked done = casework_.tick(casework_.today());
      const std::int64_t acts = done.timers + done.documents + done.posted;
      if (acts + done.failed > 0)
        log_.line(done.failed > 0 ? "tick with failures" : "tick").with(LogField::count, acts);
    } catch (const std::exception& fault) {
      log_.line("tick failed").with(LogField::fault, fault.what());
    }
  }

  Casework& casework_;
  Log& log_;
  std::chrono::seconds every_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

WebSettings web_settings(const ApplicationParts& parts) {
  WebSettings settings = find_web_folders(std::filesystem::read_symlink("/proc/self/exe"));
  settings.landlord = parts.policy.landlord().short_name;
  if (parts.clock_is_set) settings.clock_set_to = parts.clock.today();
  return settings;
}

int newest_level() {
  return migrations().empty() ? 0 : migrations().back().number;
}

}  // namespace

struct Application::Joined {
  explicit Joined(const ApplicationParts& parts)
      : config(parts.config),
        log(parts.log, parts.real_clock),
        ids([] { return random_bits(); }),
        casework(parts.database, parts.policy, parts.clock, ids, parts.config.print_folder),
        sessions(parts.database, parts.real_clock, parts.config.auth, hasher),
        health(parts.database, newest_level(), parts.data),
        web(web_settings(parts)),
        pages(web_pages(web)),
        gate(filled(parts), sessions, pages, log),
        server(parts.config.http, gate),
        ticker(casework, log, parts.config.tick) {}

  const Router& filled(const ApplicationParts& parts) {
    add_health_routes(router, health);
    add_sign_in_routes(router, sessions, pages);
    add_api_routes(router, casework, parts.policy.law());
    add_web_routes(router, casework, web);
    return router;
  }

  const Config& config;
  Log log;
  IdMaker ids;
  Casework casework;
  PasswordHasher hasher;
  Sessions sessions;
  Health health;
  WebSettings web;
  OwnPages pages;
  Router router;
  Gate gate;
  HttpServer server;
  Ticker ticker;
};

Application::Application(const ApplicationParts& parts) : joined_(std::make_unique<Joined>(parts)) {
  joined_->log.line("started").with(LogField::port, port()).with(LogField::level, newest_level());
}

Application::~Application() = default;

std::uint16_t Application::port() const {
  return joined_->server.port();
}

void Application::stop() {
  joined_->health.drain();
  // Behind a proxy, /readyz is asked every second or so: let it be seen before the door shuts.
  if (!joined_->config.http.trusted_proxies.empty())
    std::this_thread::sleep_for(std::chrono::seconds(2));
  const bool all_finished = joined_->server.stop();
  joined_->ticker.stop();
  joined_->log.line(all_finished ? "stopped" : "stopped with requests cut off");
}

void serve_until_stopped(const ApplicationParts& parts,
                         const std::function<void(std::uint16_t)>& started) {
  StopSignal signal;
  Application application(parts);
  started(application.port());
  signal.wait();
  application.stop();
}

}  // namespace lintel
