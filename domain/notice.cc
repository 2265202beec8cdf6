#include "domain/notice.h"

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 5> kNoticeStates = {
    {{"proposed"}, {"approved"}, {"served"}, {"lapsed"}, {"withdrawn"}}};
constexpr std::array<Words, 6> kServiceMethods = {{
    {"first_class_post", "First class post"},
    {"left_at_address", "Left at the address"},
    {"personal", "Handed to the tenant"},
    {"email", "Email"},
    {"other_electronic", "Other electronic means"},
    {"other", "Another way"},
}};

}  // namespace

std::string_view to_string(NoticeState state) {
  return kNoticeStates.at(static_cast<std::size_t>(state)).word;
}
Result<NoticeState> parse_notice_state(std::string_view text) {
  return parse_word<NoticeState>(kNoticeStates, text, "a state of a notice");
}

std::string_view to_string(ServiceMethod method) {
  return kServiceMethods.at(static_cast<std::size_t>(method)).word;
}
std::string_view service_method_label(ServiceMethod method) {
  return kServiceMethods.at(static_cast<std::size_t>(method)).label;
}
Result<ServiceMethod> parse_service_method(std::string_view text) {
  return parse_word<ServiceMethod>(kServiceMethods, text, "a way of service");
}

}  // namespace lintel
