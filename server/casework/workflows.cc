#include "server/casework/workflows.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "server/casework/policy.h"
#include "server/casework/workflow_version.h"
#include "storage/audit_store.h"
#include "storage/database.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

constexpr const char* kWorkflow = "workflow";
constexpr const char* kConfiguration = "Configuration";

std::string name_of(const DefinitionKey& key) {
  return key.workflow + " " + key.version;
}

const Definition* configured(const Policy& policy, const StoredDefinition& stored) {
  for (const Definition& each : policy.definitions()) {
    if (each.hash == stored.hash && each.key.workflow == stored.name &&
        each.key.version == stored.version)
      return &each;
  }
  return nullptr;
}

ResultOfMany<Definition> read_stored(const Policy& policy, const StoredDefinition& stored) {
  return read_definition(stored.source.empty() ? stored.body : stored.source,
                         stored.name + " " + stored.version,
                         policy.rules());
}

Problem unreadable(const StoredDefinition& stored, const Problem& why) {
  return {.what = "the workflow " + stored.name + " " + stored.version +
                  ", which is published in the database, can no longer be read: " + why.to_string(),
          .fix = "Put back what it names, or restore the configuration.",
          .place = {}};
}

Problem changed_body(const StoredDefinition& known, const Definition& now) {
  return {.what = "the workflow \"" + now.key.workflow + "\" version " + now.key.version +
                  " was loaded with another body (" + known.hash.to_hex() + " then, " +
                  now.hash.to_hex() + " now)",
          .fix = "Give the changed file a new version.",
          .place = {.file = now.file, .line = 0, .column = 0, .field = ""}};
}

/// The newest of a workflow that is live that day, by go-live day, then by version.
bool is_older(const PublishedWorkflow& a, const PublishedWorkflow& b) {
  if (a.live_from != b.live_from) return a.live_from < b.live_from;
  return is_earlier_version(a.definition.key.version, b.definition.key.version);
}

bool is_before(const PublishedWorkflow* a, const PublishedWorkflow* b) {
  if (a->definition.key.workflow != b->definition.key.workflow)
    return a->definition.key.workflow < b->definition.key.workflow;
  return is_older(*b, *a);
}

}  // namespace

/// A published version with the definition that it owns, when the configuration has none like it.
struct Workflows::Held {
  std::optional<Definition> own;
  std::optional<PublishedWorkflow> published;
};

/// What readers look at: never changed once it is shown.
struct Workflows::Index {
  std::vector<const PublishedWorkflow*> ordered;
  std::map<DefinitionKey, const PublishedWorkflow*> by_key;
};

Problems Workflows::load(Database& database, const Policy& policy, Instant now) {
  Problems problems;
  std::set<std::string> held;  // names of workflows
  std::vector<const Definition*> new_ones;
  database.read([&](Connection& connection) {
    const DefinitionStore store(connection);
    for (const StoredDefinition& stored : store.all(kWorkflow)) {
      held.insert(stored.name);
      if (configured(policy, stored)) continue;
      if (const ResultOfMany<Definition> read = read_stored(policy, stored); !read)
        problems.push_back(unreadable(stored, read.error().front()));
    }
    for (const Definition& each : policy.definitions()) {
      if (const auto known = store.find(kWorkflow, each.key.workflow, each.key.version)) {
        if (known->hash != each.hash) problems.push_back(changed_body(*known, each));
      } else {
        new_ones.push_back(&each);
      }
    }
  });
  if (!problems.empty() || new_ones.empty()) return problems;
  return database.write([&](Transaction& tx) -> Problems {
    for (const Definition* each : new_ones) {
      const bool first = !held.contains(each->key.workflow);
      const std::optional<Date> from = first ? std::nullopt : std::optional(london_day(now));
      const Result<bool> added =
          publish(tx, *each, policy.text_of(each->key), from, now, kConfiguration);
      if (!added)
        throw std::runtime_error(added.error().to_string());  // another replica's, just now
      if (!*added) continue;
      AuditStore(tx).add({.at = now,
                          .person = {},
                          .name = kConfiguration,
                          .action = "policy.loaded",
                          .object = name_of(each->key),
                          .detail = ""});
    }
    return {};
  });
}

Result<bool> Workflows::publish(Connection& connection,
                                const Definition& definition,
                                const std::string& text,
                                std::optional<Date> live_from,
                                Instant at,
                                const std::string& by) {
  return DefinitionStore(connection)
      .load({.kind = kWorkflow,
             .name = definition.key.workflow,
             .version = definition.key.version,
             .hash = definition.hash,
             .body = definition.canonical,
             .loaded_at = at,
             .source = text,
             .live_from = live_from,
             .published_by = by});
}

Workflows::Workflows(Database& database, const Policy& policy) : policy_(policy), index_(nullptr) {
  show_all_held();
  database.read([&](Connection& connection) { refresh(connection); });
  if (held_.empty())
    throw std::runtime_error("no workflow is published in this database: load them first");
}

Workflows::~Workflows() = default;

const Definition* Workflows::known(const DefinitionKey& key) const {
  const PublishedWorkflow* found = published(key);
  return found == nullptr ? nullptr : &found->definition;
}

const Definition* Workflows::find(Connection& connection, const DefinitionKey& key) {
  if (const Definition* found = known(key)) return found;
  refresh(connection);
  return known(key);
}

const Definition& Workflows::kept_by(Connection& connection, const DefinitionKey& key) {
  const Definition* found = find(connection, key);
  if (found == nullptr)
    throw std::runtime_error("a case keeps " + name_of(key) + ", which was never published");
  return *found;
}

const Definition* Workflows::live(std::string_view workflow, Date on) const {
  for (const PublishedWorkflow* each : index().ordered) {
    if (each->definition.key.workflow == workflow && each->is_live_on(on)) return &each->definition;
  }
  return nullptr;
}

const Definition* Workflows::live_for(const Tenancy& tenancy, Date on) const {
  std::string_view seen;
  for (const PublishedWorkflow* each : index().ordered) {
    const Definition& definition = each->definition;
    if (definition.key.workflow == seen || !each->is_live_on(on)) continue;
    seen = definition.key.workflow;
    if (definition.applies_to(tenancy.type, tenancy.social)) return &definition;
  }
  return nullptr;
}

std::vector<const Definition*> Workflows::all_live(Date on) const {
  std::vector<const Definition*> live;
  for (const PublishedWorkflow* each : index().ordered) {
    const bool newer = !live.empty() && live.back()->key.workflow == each->definition.key.workflow;
    if (!newer && each->is_live_on(on)) live.push_back(&each->definition);
  }
  return live;
}

std::vector<const PublishedWorkflow*> Workflows::all() const {
  return index().ordered;
}

const PublishedWorkflow* Workflows::published(const DefinitionKey& key) const {
  const auto found = index().by_key.find(key);
  return found == index().by_key.end() ? nullptr : found->second;
}

const FactPlan& Workflows::plan_of(const Definition& definition) const {
  const PublishedWorkflow* found = published(definition.key);
  if (found == nullptr) throw std::runtime_error(name_of(definition.key) + " is not published");
  return found->plan;
}

std::string Workflows::names(Date on) const {
  std::string all;
  for (const Definition* each : all_live(on)) all += (all.empty() ? "" : ", ") + name_of(each->key);
  return all;
}

void Workflows::refresh(Connection& connection) {
  const DefinitionStore store(connection);
  std::vector<StoredDefinition> unknown;
  for (const DefinitionVersion& each : store.versions(kWorkflow)) {
    if (published({each.name, each.version})) continue;
    if (auto stored = store.find(kWorkflow, each.name, each.version))
      unknown.push_back(*std::move(stored));
  }
  if (unknown.empty()) return;
  const std::lock_guard lock(adding_);
  for (const StoredDefinition& stored : unknown) {
    if (published({stored.name, stored.version})) continue;  // another thread was first
    const Result<const PublishedWorkflow*> held = hold(stored);
    if (held) continue;
    show_all_held();
    throw std::runtime_error(held.error().to_string());
  }
  show_all_held();
}

Result<const PublishedWorkflow*> Workflows::hold(const StoredDefinition& stored) {
  auto held = std::make_unique<Held>();
  const Definition* definition = configured(policy_, stored);
  if (definition == nullptr) {
    ResultOfMany<Definition> read = read_stored(policy_, stored);
    if (!read) return tl::unexpected(read.error().front());
    held->own = *std::move(read);
    // Events name the definition that decided them by this hash, and the database is the source.
    if (held->own->hash != stored.hash)
      return problem("the text of " + name_of(held->own->key) + " in the database has the hash " +
                         held->own->hash.to_hex() + ", and its row says " + stored.hash.to_hex(),
                     "Restore the database from a backup.");
    definition = &*held->own;
  }
  held->published.emplace(PublishedWorkflow{.definition = *definition,
                                            .text = stored.source,
                                            .live_from = stored.live_from,
                                            .published_at = stored.loaded_at,
                                            .published_by = stored.published_by,
                                            .plan = FactPlan(*definition)});
  held_.push_back(std::move(held));
  return &*held_.back()->published;
}

void Workflows::show_all_held() {
  auto index = std::make_unique<Index>();
  for (const auto& held : held_) {
    index->ordered.push_back(&*held->published);
    index->by_key.emplace(held->published->definition.key, &*held->published);
  }
  std::ranges::sort(index->ordered, is_before);
  index_.store(index.get(), std::memory_order_release);
  indexes_.push_back(std::move(index));
}

}  // namespace lintel
