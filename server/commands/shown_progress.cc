#include "server/commands/shown_progress.h"

#include <chrono>
#include <memory>
#include <ostream>

namespace lintel {
namespace {

constexpr std::chrono::milliseconds kBetween{200};

}  // namespace

Progress shown_progress(CommandContext& context, const std::string& what) {
  if (!context.progress) return {};
  auto last = std::make_shared<std::chrono::steady_clock::time_point>();
  return [&context, what, last](std::int64_t done, std::int64_t of) {
    const auto now = std::chrono::steady_clock::now();
    if (done < of && now - *last < kBetween) return;
    *last = now;
    context.err << "\r" << what;
    if (of > 0) context.err << " " << done * 100 / of << "%";
    context.err << "  " << std::flush;
    if (done >= of) context.err << "\n";
  };
}

}  // namespace lintel
