#include "domain/law/notice_recount.h"

#include <algorithm>

#include "domain/law/delivery.h"
#include "domain/law/frozen_rules.h"
#include "domain/law/notice_form.h"

namespace lintel {
namespace {

/// One notice and the book that it is counted by again.
class Recounting {
 public:
  Recounting(const LawBook& law, const Notice& notice) : law_(law), notice_(notice) {}

  NoticeRecount made() {
    if (!notice_.counted_from) {
      made_.manual =
          "what its dates were counted from was not kept: it is older than the keeping of it";
    } else {
      recount(*notice_.counted_from);
    }
    if (made_.differs()) {
      compare_rules();
      made_.to_do = to_do();
    }
    return made_;
  }

 private:
  bool served() const { return notice_.state == NoticeState::served; }

  void recount(const CountedFrom& count) {
    const std::optional<Date> served_on = deemed(count);
    if (!served_on || !recount_form(*served_on, count.letting)) return;
    Placed<NoticeDates> dates =
        notice_dates(law_, *served_on, count.letting, notice_.grounds, count.periods, count.paper);
    if (!dates) {
      made_.manual = dates.error().because;
      if (!count.paper.named_date) return;
      // What it would have to name, had it still to be written.
      NoticeOnPaper unwritten = count.paper;
      unwritten.named_date.reset();
      dates =
          notice_dates(law_, *served_on, count.letting, notice_.grounds, count.periods, unwritten);
      if (!dates) return;
    }
    use(dates->rules);
    compare("named_date", notice_.named_date, dates->named_date);
    if (served()) {
      compare("earliest_legal", notice_.earliest_legal, dates->earliest_legal);
      compare("earliest_safe", notice_.earliest_claim, dates->earliest_safe);
      compare("last_legal", notice_.last_legal, dates->last_legal);
    }
    compare("last_safe", notice_.lapses_on, dates->last_safe);
    if (notice_.names)
      compare(
          "names", std::string(to_string(*notice_.names)), std::string(to_string(dates->names)));
  }

  /// The day to count from: of a notice that is served, as the rules in hand deem it. None: manual.
  std::optional<Date> deemed(const CountedFrom& count) {
    if (!served() || notice_.services.empty()) return count.served;
    std::optional<Date> latest;
    for (const Service& service : notice_.services) {
      const auto deemed = deemed_service(law_, service, count.letting.jurisdiction);
      if (!deemed) {
        made_.manual = deemed.error().because;
        return std::nullopt;
      }
      use(deemed->rules);
      latest = std::max(latest.value_or(deemed->deemed), deemed->deemed);
    }
    compare("deemed_served", count.served, latest);
    return latest;
  }

  bool recount_form(Date served_on, const Letting& letting) {
    const bool no_fault = std::ranges::find(notice_.grounds, "section_21") != notice_.grounds.end();
    const auto form = notice_form(
        law_, served_on, letting, no_fault ? NoticePurpose::no_fault : NoticePurpose::arrears);
    if (!form || !form->available) {
      made_.manual = form ? form->because : form.error().because;
      return false;
    }
    use(form->rules);
    compare("form", notice_.form, form->form.value_or(""));
    compare("regime", notice_.regime, std::string(to_string(form->regime)));
    return true;
  }

  void compare(const char* what, std::optional<Date> kept, std::optional<Date> now) {
    if (kept != now) made_.dates.push_back({what, kept, now});
  }
  void compare(const char* what, const std::string& kept, const std::string& now) {
    if (kept != now) made_.words.push_back({what, kept, now});
  }
  void use(const std::vector<RuleUsed>& rules) {
    used_.insert(used_.end(), rules.begin(), rules.end());
  }

  void compare_rules() {
    const std::vector<RuleUsed> now = freeze_rules(law_, used_);
    const auto named = [](const std::vector<RuleUsed>& rules, const std::string& id) {
      const auto found = std::ranges::find(rules, id, &RuleUsed::id);
      return found == rules.end() ? nullptr : &*found;
    };
    for (const RuleUsed& kept : notice_.rules) {
      if (const RuleUsed* same = named(now, kept.id)) {
        if (same->value != kept.value) moved(kept.id, same->citation, kept.value, same->value);
      } else if (!made_.manual.empty() && notice_.counted_from) {
        // The count stopped short of it: what the book says now is all that can be said.
        const DatedValue* value = law_.on(notice_.counted_from->served).find(kept.id);
        const std::string says = value != nullptr ? as_written(*value) : "";
        if (says != kept.value) moved(kept.id, kept.citation, kept.value, says);
      } else if (notice_.counted_from) {
        moved(kept.id, kept.citation, kept.value, "");
      }
    }
    for (const RuleUsed& each : now) {
      if (named(notice_.rules, each.id) == nullptr) moved(each.id, each.citation, "", each.value);
    }
  }
  void moved(const std::string& id,
             const std::string& citation,
             const std::string& kept,
             const std::string& now) {
    made_.rules.push_back({id, citation, kept, now});
  }

  std::string to_do() const {
    if (!served()) {
      return "It is not served: withdraw it and propose a new one, so that it carries what the law "
             "now asks.";
    }
    if (!made_.manual.empty() || !made_.words.empty()) {
      return "It keeps its dates. Before any claim the legal team decides whether it is good or is "
             "to be served again.";
    }
    const std::optional<Date> first = outer(notice_.earliest_claim, "earliest_safe", true);
    const std::optional<Date> last = outer(notice_.lapses_on, "last_safe", false);
    if (first && last && *last < *first) {
      return "It keeps its dates, and no day for a claim is good by both counts: the legal team "
             "decides whether to "
             "serve a new one.";
    }
    return "It keeps its dates. A claim" + (first ? " from " + first->to_words() : "") +
           (last ? " to " + last->to_words() : "") +
           " is good by both counts; outside them the legal team decides whether the change "
           "reaches a notice already "
           "served.";
  }

  /// The later (or earlier) of the kept date and what it would now be.
  std::optional<Date> outer(std::optional<Date> kept, const std::string& what, bool later) const {
    const auto moved = std::ranges::find(made_.dates, what, &MovedDate::what);
    if (moved == made_.dates.end() || !moved->now) return kept;
    if (!kept) return moved->now;
    return later ? std::max(*kept, *moved->now) : std::min(*kept, *moved->now);
  }

  const LawBook& law_;
  const Notice& notice_;
  std::vector<RuleUsed> used_;
  NoticeRecount made_;
};

}  // namespace

NoticeRecount recount_notice(const LawBook& law, const Notice& notice) {
  return Recounting{law, notice}.made();
}

}  // namespace lintel
