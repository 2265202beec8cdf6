#include "server/auth/access.h"
#include "server/web/pages/pages.h"
#include "server/web/pages/policy_answer.h"
#include "server/web/policy_view.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::string_view kNav = "/policies";

/// Browsers send a text's lines with CR LF.
std::string with_plain_lines(const std::string& sent) {
  std::string text;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    if (sent[i] == '\r' && i + 1 < sent.size() && sent[i + 1] == '\n') continue;
    text += sent[i];
  }
  return text;
}

/// The editor with a text that need not be the saved one.
Response show_editor(const Pages& pages,
                     const Request& request,
                     const std::optional<std::string>& typed,
                     const StudioOutcome& outcome = {}) {
  const DefinitionKey key = asked_version(request);
  const auto draft = pages.casework.studio().draft(key, request.person());
  if (!draft) return no_such_version(pages, request);
  const std::string text = typed.value_or(draft->draft.text);
  const PolicyCheck check = typed ? pages.casework.studio().check(key, text) : draft->check;
  View view = policy_answer_view({.outcome = outcome, .heading = "It was not saved"});
  view.add(faults_view(check));
  view.add(lines_view(text));
  const bool stale = outcome.fate == Fate::conflict;
  view.set("title", draft->draft.workflow + " " + draft->draft.version)
      .set("href", policy_address(key))
      .set("text", text)
      .set("edition", std::to_string(draft->draft.edition))
      .set("saved", draft->saved_by + ", " + london_words(draft->draft.saved_at));
  std::optional<View> theirs;
  if (stale) theirs = View{}.set("by", draft->saved_by).set("text", draft->draft.text);
  view.set("theirs", std::move(theirs));
  view.set("checked", typed.has_value());
  return pages.site->page(request,
                          "policy_edit",
                          PageHead{"Edit " + view.text("title"), kNav},
                          std::move(view),
                          policy_answer_code(outcome.fate));
}

Response check(const Pages& pages, const Request& request) {
  const std::string text = with_plain_lines(request.form.text("text"));
  if (!request.wants_part()) return show_editor(pages, request, text);
  return pages.site->part("policy_faults",
                          faults_view(pages.casework.studio().check(asked_version(request), text)));
}

Response save(const Pages& pages, const Request& request) {
  const PolicyStudio::Save asked{.key = asked_version(request),
                                 .text = with_plain_lines(request.form.text("text")),
                                 .edition = asked_edition(request)};
  const StudioOutcome outcome = pages.casework.studio().save(asked, request.person());
  if (outcome.fate == Fate::unknown) return no_such_version(pages, request);
  if (!outcome.applied()) return show_editor(pages, request, asked.text, outcome);
  const bool sound = pages.casework.studio().check(asked.key, asked.text).sound();
  return redirect(policy_address(asked.key) + (sound ? "?done=saved" : "/edit"));
}

}  // namespace

void add_policy_editor_pages(Router& router, const Pages& pages) {
  const Access writers = only(PolicyStudio::writers());
  const std::string version = "/policies/{workflow}/v/{version}";
  router.get(version + "/edit", writers, [pages](const Request& request) {
    return show_editor(pages, request, std::nullopt);
  });
  router.post(
      version + "/edit", writers, [pages](const Request& request) { return save(pages, request); });
  router.post(version + "/check", writers, [pages](const Request& request) {
    return check(pages, request);
  });
}

}  // namespace lintel
