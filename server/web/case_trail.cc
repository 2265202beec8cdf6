#include "server/web/case_trail.h"

#include "server/web/case_links.h"
#include "server/web/site.h"
#include "server/web/worklist_view.h"

namespace lintel {

CaseTrail trail_of(const Request& request, const Casework& casework) {
  CaseTrail trail;
  const std::string from = request.query.text("from");
  if (from != "day" && from != "cases") return trail;

  const CaseFilter filter = read_filter(request, from == "day" ? "needs_action" : "all");
  trail.back_href = filter_address(from == "day" ? "/" : "/cases", filter);
  trail.back_words = from == "day" ? "My day" : "Cases";
  const std::string reference = request.part("ref");
  const std::optional<std::string> next = casework.next_case(request.person(), filter, reference);
  if (!next || *next == reference) return trail;
  trail.next_href = case_address(*next) + query_string({{"from", from},
                                                        {"view", filter.view},
                                                        {"stage", request.query.text("stage")},
                                                        {"patch", filter.patch},
                                                        {"text", filter.text}});
  return trail;
}

}  // namespace lintel
