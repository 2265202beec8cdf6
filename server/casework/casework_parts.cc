#include "server/casework/casework_parts.h"

#include <stdexcept>

namespace lintel {

CaseworkParts::CaseworkParts(Database& db,
                             const Policy& rules,
                             const Clock& the_clock,
                             IdMaker& id_maker,
                             std::filesystem::path folder)
    : database(db),
      policy(rules),
      clock(the_clock),
      print_folder(std::move(folder)),
      workflows(db, rules),
      ids_(id_maker) {
}

CaseworkParts::~CaseworkParts() {
  ending_.store(true);
  const std::lock_guard lock(threads_mutex_);
  for (std::thread& thread : threads_) thread.join();
}

int CaseworkParts::policy_days(std::string_view id, Date on) const {
  const Result<DatedValue> value = policy.landlord().policy.on(on).value(id);
  if (!value) throw std::runtime_error(value.error().to_string());
  return value->number();
}

void CaseworkParts::in_background(std::function<void()> work) {
  const std::lock_guard lock(threads_mutex_);
  threads_.emplace_back(std::move(work));
}

}  // namespace lintel
