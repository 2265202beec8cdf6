#include "storage/chain.h"

#include "storage/case_row.h"
#include "storage/listed.h"

namespace lintel {
namespace {

constexpr std::string_view kSelectOne = R"sql(
  SELECT c.id, c.version, c.state, e.case_id, e.seq, e.at, e.on_day, e.event, e.from_state, e.to_state, e.actor_id, e.actor_name,
         e.actor_roles, e.command_key, e.payload, e.definition_hash, e.previous, e.hash
    FROM tenancy_case c LEFT JOIN case_event e ON e.case_id = c.id
   WHERE c.id = ? ORDER BY e.seq
)sql";
constexpr std::string_view kSelectAll = R"sql(
  SELECT c.id, c.version, c.state, e.case_id, e.seq, e.at, e.on_day, e.event, e.from_state, e.to_state, e.actor_id, e.actor_name,
         e.actor_roles, e.command_key, e.payload, e.definition_hash, e.previous, e.hash
    FROM tenancy_case c LEFT JOIN case_event e ON e.case_id = c.id
   ORDER BY c.id, e.seq
)sql";

/// Length, colon, bytes: no two lists of fields run together into the same text.
void add_field(std::string& text, std::string_view field) {
  text.append(std::to_string(field.size())).append(":").append(field);
}

/// Walks the rows of one case after another.
class Walk {
 public:
  bool see(Row& row) {
    const auto id = row.take<CaseId>();
    const auto version = row.take<std::int64_t>();
    const auto state = row.take<std::string>();
    if (id != case_id_) {
      if (!close()) return false;
      case_id_ = id;
      version_ = version;
      state_ = state;
      last_ = CaseEvent{};
      ++verified.cases;
    }
    if (row.next_is_null()) return true;
    try {
      return follow(take_event(row));
    } catch (const StorageFault& fault) {
      return broken(last_.seq + 1, fault.what());
    }
  }

  /// At the end of a case: its own row stands at its last event.
  bool close() {
    if (case_id_.is_nil() || verified.broken) return !verified.broken;
    if (last_.seq != version_) {
      return broken(last_.seq + 1,
                    "the case says that it has " + std::to_string(version_) + " events and has " +
                        std::to_string(last_.seq));
    }
    if (last_.to != state_)
      return broken(last_.seq,
                    "it led to \"" + last_.to + "\" and the case stands in \"" + state_ + "\"");
    return true;
  }

  ChainVerified verified;

 private:
  bool follow(CaseEvent event) {
    if (const std::optional<std::string> why = chain_break(last_, event))
      return broken(event.seq == last_.seq + 1 ? event.seq : last_.seq + 1, *why);
    ++verified.events;
    last_ = std::move(event);
    return true;
  }
  bool broken(std::int64_t seq, const std::string& why) {
    verified.broken =
        "Case " + to_string(case_id_) + ", event " + std::to_string(seq) + ": " + why + ".";
    return false;
  }

  CaseId case_id_;
  std::int64_t version_ = 0;
  std::string state_;
  CaseEvent last_;
};

}  // namespace

Hash chain_hash(const CaseEvent& event) {
  std::string text;
  text.reserve(event.payload.size() + 512);
  add_field(text, event.previous.to_hex());
  add_field(text, to_string(event.case_id));
  add_field(text, std::to_string(event.seq));
  add_field(text, to_iso(event.at));
  add_field(text, event.on.to_iso());
  add_field(text, event.event);
  add_field(text, event.from);
  add_field(text, event.to);
  add_field(text, event.actor.person ? to_string(*event.actor.person) : "");
  add_field(text, event.actor.name);
  std::string roles;
  for (const Role role : event.actor.roles)
    roles.append(roles.empty() ? "" : ",").append(to_string(role));
  add_field(text, roles);
  add_field(text, event.command_key);
  add_field(text, event.payload);
  add_field(text, event.definition_hash.to_hex());
  return sha256(text);
}

std::optional<std::string> chain_break(const CaseEvent& before, const CaseEvent& event) {
  if (event.seq != before.seq + 1)
    return "it is gone; the next there is number " + std::to_string(event.seq);
  if (event.previous != before.hash) return "it does not follow the event before it";
  if (event.hash != chain_hash(event)) return "its hash is not that of what it says";
  return std::nullopt;
}

ChainVerified verify_chain(Connection& connection, CaseId id) {
  Walk walk;
  connection.each(
      kSelectOne, [&](Row& row) { return walk.see(row); }, id);
  walk.close();
  return walk.verified;
}

ChainVerified verify_chains(Connection& connection) {
  Walk walk;
  connection.each(kSelectAll, [&](Row& row) { return walk.see(row); });
  walk.close();
  return walk.verified;
}

}  // namespace lintel
