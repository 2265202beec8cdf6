#include "storage/counted_from_text.h"

#include "domain/canonical_json.h"
#include "storage/fault.h"

namespace lintel {
namespace {

void put(Json& json, const char* name, const std::optional<Date>& day) {
  if (day) json[name] = day->to_iso();
}

Json json_of(const Letting& letting) {
  // Named one by one: a part added to Letting stops the build here until it is kept too.
  const auto& [type, landlord, social, jurisdiction, start, term_years] = letting;
  Json json = Json::object();
  json["type"] = std::string(to_string(type));
  json["landlord"] = std::string(to_string(landlord));
  json["social"] = social;
  json["jurisdiction"] = std::string(to_string(jurisdiction));
  put(json, "start", start);
  if (term_years) json["term_years"] = *term_years;
  return json;
}

Json json_of(const RentPeriods& periods) {
  const auto& [frequency, start_weekday, start_day] = periods;
  Json json = Json::object();
  json["frequency"] = std::string(to_string(frequency));
  if (start_weekday) json["start_weekday"] = std::string(to_string(*start_weekday));
  if (start_day) json["start_day"] = static_cast<std::int64_t>(*start_day);
  return json;
}

[[noreturn]] void fault() {
  throw StorageFault(StorageFault::Cause::corrupt,
                     "What a notice was counted from cannot be read. Restore a backup.");
}

/// Reads one object of the text; whatever is not as it was written is a fault.
class Part {
 public:
  explicit Part(const Json* json) : json_(json) {
    if (json == nullptr || !json->is_object()) fault();
  }

  bool has(const char* name) const { return json_->find(name) != nullptr; }
  template <class Read>
  auto word(const char* name, Read read) const {
    const auto text = json_->text(name);
    if (!text) fault();
    const auto value = read(std::string_view(*text));
    if (!value) fault();
    return *value;
  }
  std::optional<Date> day_if_any(const char* name) const {
    return has(name) ? std::optional(word(name, Date::parse)) : std::nullopt;
  }
  std::optional<std::int64_t> number_if_any(const char* name) const {
    const Json* found = json_->find(name);
    if (found == nullptr) return std::nullopt;
    const auto number = found->as_integer();
    if (!number) fault();
    return number;
  }
  bool yes(const char* name) const {
    const Json* found = json_->find(name);
    if (found == nullptr || !found->is_bool()) fault();
    return found->as_bool();
  }
  Part part(const char* name) const { return Part{json_->find(name)}; }

 private:
  const Json* json_;
};

Letting letting_from(const Part& part) {
  Letting letting;
  letting.type = part.word("type", parse_tenancy_type);
  letting.landlord = part.word("landlord", parse_landlord);
  letting.social = part.yes("social");
  letting.jurisdiction = part.word("jurisdiction", parse_jurisdiction);
  letting.start = part.day_if_any("start");
  if (const auto years = part.number_if_any("term_years"))
    letting.term_years = static_cast<int>(*years);
  return letting;
}

RentPeriods periods_from(const Part& part) {
  RentPeriods periods;
  periods.frequency = part.word("frequency", parse_rent_frequency);
  if (part.has("start_weekday")) periods.start_weekday = part.word("start_weekday", parse_weekday);
  if (const auto day = part.number_if_any("start_day"))
    periods.start_day = static_cast<unsigned>(*day);
  return periods;
}

}  // namespace

std::string to_text(const CountedFrom& count) {
  const auto& [served, letting, periods, paper] = count;
  const auto& [named_date, first_given] = paper;
  Json json = Json::object();
  json["served"] = served.to_iso();
  json["letting"] = json_of(letting);
  json["periods"] = json_of(periods);
  put(json, "named_date", named_date);
  put(json, "first_given", first_given);
  return to_canonical(json);
}

CountedFrom counted_from_text(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) fault();
  const Part whole{&*json};
  CountedFrom count;
  count.served = whole.word("served", Date::parse);
  count.letting = letting_from(whole.part("letting"));
  count.periods = periods_from(whole.part("periods"));
  count.paper.named_date = whole.day_if_any("named_date");
  count.paper.first_given = whole.day_if_any("first_given");
  return count;
}

}  // namespace lintel
