#include <algorithm>
#include <chrono>
#include <fstream>
#include <future>

#include "server/casework/case_act.h"
#include "server/casework/casework.h"
#include "server/casework/connector_calls.h"
#include "server/casework/notice_drafting.h"
#include "server/casework/policy_studio.h"
#include "storage/case_store.h"
#include "storage/document_store.h"
#include "storage/effect_store.h"

namespace lintel {
namespace {

/// Effects taken at once: rendered beside each other, kept in one transaction.
constexpr int kEffectsAtOnce = 64;
constexpr int kTimersAtOnce = 500;
constexpr int kMostAttempts = 8;
constexpr std::chrono::minutes kFirstWait{5};

/// What doing one effect came to; kept in the transaction that follows.
struct Done {
  EffectRow effect;
  std::optional<Rendered> rendered;
  DocumentId document;
  std::string error;  ///< "" when it was done
};

Done render(const CaseworkParts& parts, const EffectRow& effect) {
  Done done{.effect = effect, .rendered = {}, .document = {}, .error = ""};
  const Result<Json> payload = parse_json(effect.payload);
  if (!payload) {
    done.error = payload.error().to_string();
    return done;
  }
  const Result<DocumentId> document = DocumentId::parse(payload->text("document").value_or(""));
  const Json* fields = payload->find("fields");
  if (!document || fields == nullptr) {
    done.error = "the effect does not say which document it makes";
    return done;
  }
  done.document = *document;
  ResultOfMany<Rendered> rendered = parts.policy.documents().render(
      payload->text("template").value_or(""), *fields, {.version = payload->text("version")});
  if (rendered) {
    done.rendered = *std::move(rendered);
  } else {
    done.error = rendered.error().front().to_string();
  }
  return done;
}

Done perform_effect(const CaseworkParts& parts, const EffectRow& effect) {
  if (effect.kind == "document") return render(parts, effect);
  Done done{.effect = effect, .rendered = {}, .document = {}, .error = ""};
  const Result<Json> payload = parse_json(effect.payload);
  const std::string call = payload ? payload->text("call").value_or("") : "";
  if (std::find(kConnectorCalls.begin(), kConnectorCalls.end(), call) == kConnectorCalls.end())
    done.error = "no connector answers the call \"" + call + "\"";
  return done;
}

/// Puts a letter where the franking machine or the print house fetches it. The same name again
/// holds the same bytes, so that doing it twice does no harm.
void put_in_print_folder(const std::filesystem::path& folder,
                         const Document& document,
                         const std::string& pdf) {
  std::filesystem::create_directories(folder);
  const std::filesystem::path file =
      folder / (document.dated.to_iso() + "-" + to_string(document.id) + ".pdf");
  const std::filesystem::path half = folder / (file.filename().string() + ".part");
  std::ofstream out(half, std::ios::binary);
  out << pdf;
  out.close();
  if (!out) throw std::runtime_error("the print folder cannot be written: is the disk full?");
  std::filesystem::rename(half, file);
}

std::optional<Instant> next_try(const EffectRow& effect, Instant now) {
  if (effect.attempts + 1 >= kMostAttempts) return std::nullopt;
  return now + kFirstWait * (1 << effect.attempts);
}

bool may_go_out(const std::optional<Document>& document) {
  return document && document->state == DocumentState::released;
}

/// Released letters are put out before they are marked as sent: a fall between the two sends them
/// again under the same name, and never not at all.
void post_released(const CaseworkParts& parts, const std::vector<Done>& all) {
  if (parts.print_folder.empty()) return;
  for (const Done& done : all) {
    if (!done.rendered) continue;
    const std::optional<Document> document = parts.database.read(
        [&](Connection& connection) { return DocumentStore(connection).find(done.document); });
    if (may_go_out(document))
      put_in_print_folder(parts.print_folder, *document, done.rendered->pdf);
  }
}

/// Everything that the outbox did in one transaction, counted into `ticked`.
void keep(CaseworkParts& parts, const std::vector<Done>& all, Ticked& ticked) {
  post_released(parts, all);
  Ticked added;
  parts.database.write([&](Transaction& tx) {
    added = {};
    EffectStore effects(tx);
    DocumentStore documents(tx);
    const Instant now = parts.clock.now();
    for (const Done& done : all) {
      if (!done.error.empty()) {
        effects.failed(done.effect, done.error, next_try(done.effect, now));
        ++added.failed;
        continue;
      }
      if (done.rendered) {
        if (documents.rendered(done.document, done.rendered->pdf, done.rendered->pages))
          ++added.documents;
        if (may_go_out(documents.find(done.document))) {
          documents.set_state(done.document, DocumentState::sent);
          ++added.posted;
        }
      }
      effects.done(done.effect, now);
    }
  });
  ticked.documents += added.documents;
  ticked.posted += added.posted;
  ticked.failed += added.failed;
}

std::vector<Done> perform_half(const CaseworkParts& parts,
                               const std::vector<EffectRow>& effects,
                               std::size_t half) {
  std::vector<Done> done;
  for (std::size_t i = half; i < effects.size(); i += 2)
    done.push_back(perform_effect(parts, effects[i]));
  return done;
}

}  // namespace

Ticked Casework::work_outbox() {
  Ticked ticked;
  while (true) {
    const std::vector<EffectRow> effects = parts_->database.read([&](Connection& connection) {
      return EffectStore(connection).pending(parts_->clock.now(), kEffectsAtOnce);
    });
    if (effects.empty()) return ticked;
    std::future<std::vector<Done>> other =
        std::async(std::launch::async, [&] { return perform_half(*parts_, effects, 1); });
    std::vector<Done> done = perform_half(*parts_, effects, 0);
    for (Done& each : other.get()) done.push_back(std::move(each));
    keep(*parts_, done, ticked);
  }
}

std::int64_t Casework::fire_due_timers(Date on) {
  std::int64_t fired = 0;
  while (true) {
    const auto due = parts_->database.read([&](Connection& connection) {
      std::vector<std::pair<std::string, Timer>> timers;
      for (const CaseStore::DueTimer& each : CaseStore(connection).due_timers(on, kTimersAtOnce)) {
        if (const auto kase = CaseStore(connection).find(each.case_id))
          timers.emplace_back(to_string(kase->id), each.timer);
      }
      return timers;
    });
    std::int64_t changed = 0;
    for (const auto& [id, timer] : due) changed += fire_timer(id, timer, on) ? 1 : 0;
    fired += changed;
    if (changed == 0) return fired;
  }
}

bool Casework::fire_timer(const std::string& case_id, const Timer& timer, Date on) {
  const Result<CaseId> id = CaseId::parse(case_id);
  const auto kase = parts_->database.read(
      [&](Connection& connection) { return CaseStore(connection).find(*id); });
  if (!kase) return false;
  const std::string event = timer.fires.empty() ? "timer." + timer.name : timer.fires;
  CaseAct act;
  act.reference = kase->reference;
  act.on = on;
  act.asked = {event,
               {},
               {.person = {}, .name = "Timer", .roles = {}},
               "timer:" + case_id + ":" + timer.name + ":" + std::to_string(timer.arming)};
  act.before = [this, event](Connection&, GatheredCase& gathered, NoticeAct& notice) {
    return prepare_notice(*parts_, gathered, event, notice);
  };
  const Outcome outcome = perform(*parts_, act);
  return outcome.applied() && !outcome.repeated;
}

Ticked Casework::tick(Date on) {
  studio_->publish_due(on);
  parts_->database.read([&](Connection& connection) { parts_->workflows.refresh(connection); });
  const std::int64_t timers = fire_due_timers(on);
  Ticked ticked = work_outbox();
  ticked.timers = timers;
  return ticked;
}

}  // namespace lintel
