#include "storage/notice_store.h"

#include "storage/notice_row.h"

namespace lintel {
namespace {

constexpr std::string_view kSelectLive = R"sql(
  SELECT c.reference, c.workflow, c.workflow_version, c.state, t.type, t.landlord, t.social, t.jurisdiction, t.start_on,
         n.id, n.case_id, n.form, n.regime, n.statute, n.grounds, n.arrears, n.drafted_on, n.state, n.documents, n.served_on,
         n.named_date, n.earliest_claim, n.lapses_on, n.steps, n.rules,
         n.form_version, n.form_edition, n.names, n.earliest_legal, n.last_legal, n.counted_from,
         s.tenant_id, s.method, s.given_on, s.given_at, s.place, s.by_id, s.deemed
    FROM notice n
    JOIN tenancy_case c ON c.id = n.case_id
    JOIN tenancy t ON t.id = c.tenancy_id
    LEFT JOIN service s ON s.notice_id = n.id
   WHERE n.state IN ('proposed', 'approved', 'served') AND c.stage <> 'closed'
   ORDER BY n.id, s.tenant_id
)sql";

Letting take_letting(Row& row) {
  Letting letting;
  letting.type = row.take(parse_tenancy_type);
  letting.landlord = row.take(parse_landlord);
  letting.social = row.take<bool>();
  letting.jurisdiction = row.take(parse_jurisdiction);
  letting.start = row.take<Date>();
  return letting;
}

}  // namespace

std::vector<LiveNotice> NoticeStore::live() const {
  std::vector<Notice> notices;
  std::vector<LiveNotice> live;
  connection_.each(kSelectLive, [&](Row& row) {
    LiveNotice one{
        .notice = {},
        .reference = row.take<std::string>(),
        .definition = {.workflow = row.take<std::string>(), .version = row.take<std::string>()},
        .state = row.take<std::string>(),
        .letting = take_letting(row)};
    add_notice_row(row, notices);
    if (notices.size() > live.size()) live.push_back(std::move(one));
  });
  for (std::size_t at = 0; at < live.size(); ++at) live[at].notice = std::move(notices[at]);
  return live;
}

}  // namespace lintel
