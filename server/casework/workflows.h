#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/instant.h"
#include "domain/result.h"
#include "domain/tenancy.h"
#include "server/casework/case_facts.h"
#include "storage/definition_store.h"
#include "workflows/definition.h"

namespace lintel {

class Database;
class Policy;

/// A version of a workflow that cases may keep, as it stands in the database.
struct PublishedWorkflow {
  const Definition& definition;
  std::string text;               ///< the whole file, as its author typed it
  std::optional<Date> live_from;  ///< none: the first of its workflow, as old as the database
  Instant published_at{};
  std::string published_by;
  FactPlan plan;

  bool is_live_on(Date day) const { return !live_from || *live_from <= day; }
};

/// Every published version of every workflow. What is in it stays for ever, where it is: a pointer
/// that was handed out is good until this object ends, and a case keeps its version long after the
/// files have moved on.
///
/// The database is the source. Versions are added by load() at start, by publish(), and by another
/// replica, whose publications are seen at the next refresh() or when a case names one. Safe on
/// many threads; a reader never waits.
class Workflows {
 public:
  /// Puts each (workflow, version) of the configuration into the database once. The first of a
  /// workflow has always been live; a later one is live from `now`'s day. Problems, and nothing is
  /// written: a version is there with another body (both hashes), or one that is published can no
  /// longer be read.
  static Problems load(Database& database, const Policy& policy, Instant now);

  /// What is published. Both must outlive this object; load() must have passed (std::runtime_error
  /// otherwise).
  Workflows(Database& database, const Policy& policy);
  ~Workflows();
  Workflows(const Workflows&) = delete;
  Workflows& operator=(const Workflows&) = delete;

  /// Null pointer when no such version was ever published. The database is asked when it is not
  /// known here.
  const Definition* find(Connection& connection, const DefinitionKey& key);
  /// The same of what is known here already.
  const Definition* known(const DefinitionKey& key) const;
  /// The version that a case keeps. A version that was never published is a fault:
  /// std::runtime_error.
  const Definition& kept_by(Connection& connection, const DefinitionKey& key);

  /// The version that new cases of that day use; null pointer when there is no such workflow.
  const Definition* live(std::string_view workflow, Date on) const;
  /// The workflow that a new case of this tenancy begins with; null pointer when none applies.
  const Definition* live_for(const Tenancy& tenancy, Date on) const;
  std::vector<const Definition*> all_live(Date on) const;  ///< by name of the workflow

  /// By workflow, the newest first.
  std::vector<const PublishedWorkflow*> all() const;
  /// Null pointer for a definition that was never published: a draft.
  const PublishedWorkflow* published(const DefinitionKey& key) const;
  /// Throws std::runtime_error for a definition that was never published.
  const FactPlan& plan_of(const Definition& definition) const;
  /// "arrears_assured 2026.1, arrears_secure 2026.1": those live that day.
  std::string names(Date on) const;

  /// Reads what has been published since.
  void refresh(Connection& connection);
  /// Puts a new version into the database; it is known here only after refresh(), when the
  /// transaction has been committed. Problem: the version is there with another body.
  static Result<bool> publish(Connection& connection,
                              const Definition& definition,
                              const std::string& text,
                              std::optional<Date> live_from,
                              Instant at,
                              const std::string& by);

 private:
  struct Index;
  struct Held;

  Result<const PublishedWorkflow*> hold(const StoredDefinition& stored);
  void show_all_held();
  const Index& index() const { return *index_.load(std::memory_order_acquire); }

  const Policy& policy_;
  std::mutex adding_;
  std::vector<std::unique_ptr<Held>> held_;            // append-only
  std::vector<std::unique_ptr<const Index>> indexes_;  // append-only: readers may be in any
  std::atomic<const Index*> index_;
};

}  // namespace lintel
