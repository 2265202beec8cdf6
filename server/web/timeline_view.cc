#include "server/web/timeline_view.h"

#include "server/web/case_links.h"
#include "server/web/say.h"
#include "server/web/site.h"

namespace lintel {
namespace {

constexpr int kEntriesAtFirst = 12;

std::string entry_style(const TimelineEntry& entry) {
  if (entry.kind == "legal")
    return entry.title.find("reathing") != std::string::npos ? "bs" : "bad";
  if (entry.kind == "money") return "ok";
  if (entry.kind == "letter") return "letter";
  return "v";
}

}  // namespace

View timeline_view(const CasePage& page, const std::string& kind, bool all_entries) {
  static constexpr std::pair<const char*, const char*> kKinds[] = {{"", "All"},
                                                                   {"contact", "Contact"},
                                                                   {"money", "Money"},
                                                                   {"legal", "Legal"},
                                                                   {"letter", "Letters"},
                                                                   {"system", "System"}};
  const std::string here = case_address(page.kase.reference);
  View::List kinds;
  for (const auto& [word, label] : kKinds) {
    kinds.push_back(View{}
                        .set("t", label)
                        .set("on", kind == word)
                        .set("href", here + query_string({{"show", word}}) + "#record"));
  }
  View::List entries;
  std::int64_t matching = 0;
  for (const TimelineEntry& entry : page.timeline) {
    if (!kind.empty() && entry.kind != kind) continue;
    ++matching;
    if (!all_entries && matching > kEntriesAtFirst) continue;
    View::List documents;
    for (const DocumentView& document : entry.documents)
      documents.push_back(document_view(document));
    View view;
    view.set("t", entry.title).set("k", entry_style(entry)).set("seq", std::to_string(entry.seq));
    view.set("when", short_day(entry.on))
        .set("by", entry.by)
        .set_if_any("words", capital(entry.words));
    view.set_if_any("law", entry.law).set_if_any("rule", entry.rule);
    view.set("documents_any", !documents.empty()).set("documents", std::move(documents));
    entries.push_back(std::move(view));
  }
  const std::int64_t older = matching - static_cast<std::int64_t>(entries.size());
  View view;
  view.set("kinds", std::move(kinds))
      .set("timeline_any", !entries.empty())
      .set("timeline", std::move(entries));
  view.set_if_any("older", older > 0 ? figure(older) : "");
  const auto page_of = [&](std::int64_t before) {
    return here +
           query_string({{"show", kind}, {"entries", "all"}, {"before", std::to_string(before)}}) +
           "#record";
  };
  view.set_if_any("earlier", page.earlier ? page_of(*page.earlier) : "");
  view.set_if_any("newest", page.after ? here + query_string({{"show", kind}}) + "#record" : "");
  view.set("older_href", here + query_string({{"show", kind}, {"entries", "all"}}) + "#record");
  return view;
}

View document_view(const DocumentView& document) {
  const Document& paper = document.document;
  const std::string pages = paper.pages == 0 ? "" : count_of(paper.pages, "page", "pages");
  View view;
  view.set("t", paper.title + (pages.empty() ? "" : " (PDF, " + pages + ")"))
      .set("to", document.to);
  view.set_if_any("href", paper.pdf ? "/documents/" + to_string(paper.id) + ".pdf" : "");
  view.set("dated", short_day(paper.dated)).set("pages", pages.empty() ? "being made" : pages);
  view.set("template", paper.template_name + " " + paper.template_version);
  view.set("state", plain_words(to_string(paper.state)));
  view.set("state_k",
           paper.state == DocumentState::sent || paper.state == DocumentState::released ? "ok"
           : paper.state == DocumentState::withdrawn                                    ? "bad"
                                                                                        : "w");
  view.set("hash", paper.pdf ? short_hash(paper.pdf->to_hex()) : "").set("read", document.read);
  return view;
}

}  // namespace lintel
