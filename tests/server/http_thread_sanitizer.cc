// Debian's Poco is not instrumented, so the thread sanitizer cannot see the atomic count by which
// the accepting thread and a worker share a socket, and takes the last one's delete for a race.

#if defined(__SANITIZE_THREAD__)
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
  return "race:Poco::Net::TCPServer::run\n";
}
#endif
