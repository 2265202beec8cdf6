#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace lintel {

/// Ends connections that take too long. A socket's own timeout counts each read alone, so that one
/// byte a second holds a thread for ever; this counts the whole wait.
class ConnectionWatch {
 public:
  using Duration = std::chrono::milliseconds;

  ConnectionWatch();
  ~ConnectionWatch();

  /// One connection, from the moment a thread takes it until that thread lets it go.
  class Connection {
   public:
    /// Holds a duplicate of the socket's descriptor, so that ending it can never hit another
    /// connection that was given the same number.
    Connection(ConnectionWatch& watch, int socket);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void waits_for_request(Duration at_most);  ///< nothing in hand: a stop may end it at once
    void reads_body(Duration at_most);
    void answers();  ///< no limit: the handler is at work
    void writes(Duration at_most);

   private:
    friend class ConnectionWatch;
    enum class Doing { waiting, reading, answering, writing };
    void set(Doing doing, std::chrono::steady_clock::time_point until);
    void end();

    ConnectionWatch& watch_;
    int socket_;
    Doing doing_ = Doing::waiting;
    std::chrono::steady_clock::time_point until_;
    std::list<Connection*>::iterator place_;
  };

  void end_waiting();  ///< those without a request in hand
  void end_all();
  /// True when the last connection ended within that time.
  bool wait_until_none(Duration at_most);

 private:
  void watch();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Connection*> open_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lintel
