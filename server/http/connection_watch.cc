#include "server/http/connection_watch.h"

#include <sys/socket.h>
#include <unistd.h>

namespace lintel {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook{100};

}  // namespace

ConnectionWatch::ConnectionWatch() : thread_([this] { watch(); }) {
}

ConnectionWatch::~ConnectionWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

ConnectionWatch::Connection::Connection(ConnectionWatch& watch, int socket)
    : watch_(watch), socket_(::dup(socket)), until_(Steady::time_point::max()) {
  const std::lock_guard lock(watch_.mutex_);
  place_ = watch_.open_.insert(watch_.open_.end(), this);
}

ConnectionWatch::Connection::~Connection() {
  {
    const std::lock_guard lock(watch_.mutex_);
    watch_.open_.erase(place_);
    if (socket_ >= 0) ::close(socket_);
  }
  watch_.changed_.notify_all();
}

void ConnectionWatch::Connection::waits_for_request(Duration at_most) {
  set(Doing::waiting, Steady::now() + at_most);
}
void ConnectionWatch::Connection::reads_body(Duration at_most) {
  set(Doing::reading, Steady::now() + at_most);
}
void ConnectionWatch::Connection::answers() {
  set(Doing::answering, Steady::time_point::max());
}
void ConnectionWatch::Connection::writes(Duration at_most) {
  set(Doing::writing, Steady::now() + at_most);
}

void ConnectionWatch::Connection::set(Doing doing, Steady::time_point until) {
  const std::lock_guard lock(watch_.mutex_);
  doing_ = doing;
  until_ = until;
}

void ConnectionWatch::Connection::end() {
  // While reading, only the reading ends, so that a sentence can still go back.
  const bool reading = doing_ == Doing::waiting || doing_ == Doing::reading;
  if (socket_ >= 0) ::shutdown(socket_, reading ? SHUT_RD : SHUT_RDWR);
}

void ConnectionWatch::end_waiting() {
  const std::lock_guard lock(mutex_);
  for (Connection* each : open_) {
    if (each->doing_ == Connection::Doing::waiting) each->end();
  }
}

void ConnectionWatch::end_all() {
  const std::lock_guard lock(mutex_);
  for (Connection* each : open_) {
    if (each->socket_ >= 0) ::shutdown(each->socket_, SHUT_RDWR);
  }
}

bool ConnectionWatch::wait_until_none(Duration at_most) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, at_most, [this] { return open_.empty(); });
}

void ConnectionWatch::watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait_for(lock, kLook);
    const Steady::time_point now = Steady::now();
    for (Connection* each : open_) {
      if (each->until_ < now) each->end();
    }
  }
}

}  // namespace lintel
