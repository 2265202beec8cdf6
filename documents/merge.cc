#include "documents/merge.h"

#include <kainjow/mustache.hpp>
#include <mutex>
#include <stdexcept>

#include "documents/characters.h"

namespace lintel {
namespace {

namespace mustache = kainjow::mustache;

/// Every name that the body asks for must be there: the fields were checked, so a gap is a bug.
class StrictContext : public mustache::context<std::string> {
 public:
  using context::context;
  const mustache::data* get(const std::string& name) const override {
    const mustache::data* found = context::get(name);
    if (found == nullptr)
      throw std::logic_error("the body asked for " + name + ", which was not filled");
    return found;
  }
};

/// Turns data into what Mustache reads, each value behind its sentinel.
class Filling {
 public:
  explicit Filling(const Template& filled) : template_(filled) {}

  mustache::data fill(const Json& data) { return fill_row(template_.fields, data, ""); }

  Problems problems;
  std::vector<FieldValue> values;
  std::vector<std::string> paths;

 private:
  mustache::data fill_row(const std::vector<Field>& fields,
                          const Json& row,
                          const std::string& prefix) {
    mustache::data filled{mustache::data::type::object};
    for (const Field& field : fields)
      filled.set(field.name, fill_field(field, row.find(field.name), prefix + field.name));
    return filled;
  }

  mustache::data fill_field(const Field& field, const Json* json, const std::string& path) {
    const bool blank = json == nullptr || json->is_null() ||
                       (json->is_string() && trimmed(json->as_string()).empty()) ||
                       (json->is_array() && json->as_array().empty());
    if (blank) {
      if (field.required)
        refuse(path,
               json == nullptr   ? "is absent"
               : json->is_null() ? "is null"
                                 : "is empty",
               "Give it a value");
      return mustache::data{false};
    }
    if (field.type == FieldType::list) return fill_list(field, *json, path);
    return sentinel(field, *json, path);
  }

  mustache::data fill_list(const Field& field, const Json& json, const std::string& path) {
    mustache::data rows{mustache::data::type::list};
    if (!json.is_array()) {
      refuse(path, "is not a list", "Write it in [ and ]");
      return rows;
    }
    int number = 0;
    for (const Json& element : json.as_array()) {
      const std::string at = path + "[" + std::to_string(++number) + "]";
      if (field.of.empty()) {
        rows << sentinel(Field{.name = field.name, .of = {}, .place = {}}, element, at);
      } else if (element.is_object()) {
        rows << fill_row(field.of, element, at + ".");
      } else {
        refuse(at, "is not a row", "Write it in { and }");
      }
    }
    return rows;
  }

  mustache::data sentinel(const Field& field, const Json& json, const std::string& path) {
    Result<FieldValue> value = read_value(field, json);
    if (value && values.size() >= kMostValues)
      value = problem("is one value too many", "Shorten the lists");
    if (!value) {
      refuse(path, value.error().what, value.error().fix);
      return mustache::data{std::string("?")};
    }
    std::string mark;
    append_utf8(mark, kFirstSentinel + static_cast<char32_t>(values.size()));
    value->landlords = field.filled_here;
    values.push_back(*std::move(value));
    paths.push_back(path);
    return mustache::data{mark};
  }

  void refuse(const std::string& path, const std::string& what, std::string fix) {
    problems.push_back({"the field " + path + " " + what,
                        std::move(fix),
                        {.file = template_.name, .field = path}});
  }

  const Template& template_;
};

}  // namespace

/// kainjow's render() writes to its own object, so each caller at one time needs one of its own.
struct Merge::Parsed {
  std::mutex guard;
  std::vector<std::unique_ptr<mustache::mustache>> idle;

  std::unique_ptr<mustache::mustache> take(const std::string& body) {
    {
      const std::lock_guard lock{guard};
      if (!idle.empty()) {
        std::unique_ptr<mustache::mustache> taken = std::move(idle.back());
        idle.pop_back();
        return taken;
      }
    }
    auto made = std::make_unique<mustache::mustache>(body);
    made->set_custom_escape([](const std::string& text) { return text; });
    if (!made->is_valid())
      throw std::logic_error("a checked body does not parse: " + made->error_message());
    return made;
  }
  void give_back(std::unique_ptr<mustache::mustache> used) {
    const std::lock_guard lock{guard};
    idle.push_back(std::move(used));
  }
};

Merge::Merge(const Template& parsed) : template_(parsed), parsed_(std::make_unique<Parsed>()) {
}
Merge::Merge(Merge&&) noexcept = default;
Merge::~Merge() = default;

ResultOfMany<Merged> Merge::fill(const Json& data) const {
  Filling filling{template_};
  const mustache::data filled = filling.fill(data);
  if (!filling.problems.empty()) return tl::unexpected(std::move(filling.problems));

  std::unique_ptr<mustache::mustache> body = parsed_->take(template_.body);
  StrictContext context{&filled};
  std::string text = body->render(context);
  parsed_->give_back(std::move(body));
  return Merged{std::move(text), std::move(filling.values), std::move(filling.paths)};
}

}  // namespace lintel
