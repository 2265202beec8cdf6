#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/casework/audit_proof.h"
#include "server/casework/policy_migration.h"
#include "server/casework/workflows.h"
#include "storage/case_store.h"
#include "storage/chain.h"
#include "tests/support/world.h"

namespace lintel {

/// A world whose audit is proved, and tampered with as somebody with the database in hand would.
struct AuditWorld : World {
  using World::World;

  static void must(const Outcome& outcome) {
    if (!outcome.applied())
      throw std::runtime_error(testing::PrintToString(refused_because(outcome)));
  }

  std::vector<const Definition*> definitions() {
    std::vector<const Definition*> all;
    for (const PublishedWorkflow* each : casework().workflows().all())
      all.push_back(&each->definition);
    return all;
  }
  AuditProof proof(bool replay = true) {
    return prove_audit(database(), definitions(), {.replay = replay});
  }
  void tampers(const std::string& sql) {
    database().write([&](Transaction& tx) { ASSERT_GT(tx.execute(sql), 0) << sql; });
  }
  /// A row changed and every hash after it made good again: only a replay can tell.
  void tampers_and_seals(const std::string& sql) {
    tampers(sql);
    database().write([&](Transaction& tx) {
      for (const CaseId id : CaseStore(tx).all()) {
        Hash previous{};
        for (CaseEvent& event : CaseStore(tx).events(id)) {
          event.previous = previous;
          event.hash = chain_hash(event);
          previous = event.hash;
          tx.execute("UPDATE case_event SET previous = ?, hash = ? WHERE case_id = ? AND seq = ?",
                     event.previous,
                     event.hash,
                     id,
                     event.seq);
        }
      }
    });
  }
};

}  // namespace lintel
