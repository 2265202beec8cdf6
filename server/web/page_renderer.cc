#include "server/web/page_renderer.h"

#include <atomic>
#include <fstream>
#include <kainjow/mustache.hpp>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

namespace lintel {
namespace {

namespace mustache = kainjow::mustache;
using Texts = std::map<std::string, std::string, std::less<>>;

std::atomic<std::uint64_t> last_serial{0};
constexpr int kDeepestPart = 8;

/// Drawings wait here, each under a mark that no template writes and no person can type: the text
/// of a page is rendered and escaped first, and then each mark is put for its drawing.
using Drawings = std::vector<const std::string*>;
constexpr char kMark = '\x01';

std::string mark_of(std::size_t number) {
  return kMark + std::to_string(number) + kMark;
}

mustache::data to_data(const View& view, Drawings& drawings);

std::string without_marks(const std::string& text) {
  std::string clean = text;
  std::erase(clean, kMark);
  return clean;
}

mustache::data to_data(const View::Value& value, Drawings& drawings) {
  if (const bool* mark = std::get_if<bool>(&value)) return mustache::data{*mark};
  if (const std::string* text = std::get_if<std::string>(&value))
    return mustache::data{without_marks(*text)};
  if (const View* part = std::get_if<View>(&value)) return to_data(*part, drawings);
  if (const Drawing* drawing = std::get_if<Drawing>(&value)) {
    drawings.push_back(&drawing->svg);
    return mustache::data{mark_of(drawings.size() - 1)};
  }
  mustache::data list{mustache::data::type::list};
  for (const View& element : std::get<View::List>(value))
    list.push_back(to_data(element, drawings));
  return list;
}

mustache::data to_data(const View& view, Drawings& drawings) {
  mustache::data object{mustache::data::type::object};
  for (const auto& [name, value] : view.values()) object.set(name, to_data(value, drawings));
  return object;
}

std::string with_drawings(std::string page, const Drawings& drawings) {
  for (std::size_t i = 0; i < drawings.size(); ++i) {
    const std::string mark = mark_of(i);
    for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at)) {
      page.replace(at, mark.size(), *drawings[i]);
      at += drawings[i]->size();
    }
  }
  return page;
}

/// Looks names up from the innermost part outwards, and refuses one that is nowhere: a misspelt
/// name in a template is a bug that shows at once, never a hole in a page.
class StrictContext : public mustache::context<std::string> {
 public:
  StrictContext(const mustache::data* root, const std::string& name)
      : mustache::context<std::string>(root), template_(name) {}

  const mustache::data* get(const std::string& name) const override {
    const mustache::data* found = mustache::context<std::string>::get(name);
    if (found == nullptr) {
      throw std::logic_error("the page template " + template_ + " asks for \"" + name +
                             "\", which the page has not");
    }
    return found;
  }

 private:
  const std::string& template_;
};

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error("the page template " + file.string() + " cannot be read");
  return text.str();
}

void refuse_raw_values(const std::string& name, const std::string& text) {
  if (text.find("{{{") == std::string::npos && text.find("{{&") == std::string::npos) return;
  throw std::runtime_error("the page template " + name +
                           " has a raw value ({{{ or {{&): write {{ }}, which escapes");
}

/// The text with every {{>part}} put in. `page` stands for {{>page}}.
std::string with_parts(const Texts& files,
                       const std::string& text,
                       const std::string& page,
                       int depth) {
  if (depth > kDeepestPart)
    throw std::runtime_error("page templates take each other in without end");
  std::string whole;
  std::size_t from = 0;
  while (true) {
    const std::size_t open = text.find("{{>", from);
    if (open == std::string::npos) break;
    const std::size_t close = text.find("}}", open);
    if (close == std::string::npos) break;
    whole.append(text, from, open - from);
    std::string name = text.substr(open + 3, close - open - 3);
    if (name == "page") name = page;
    const auto file = files.find(name);
    if (file == files.end()) throw std::runtime_error("there is no page template \"" + name + "\"");
    whole += with_parts(files, file->second, page, depth + 1);
    from = close + 2;
  }
  return whole.append(text, from, std::string::npos);
}

}  // namespace

PageRenderer::PageRenderer(const std::filesystem::path& folder) : serial_(++last_serial) {
  Texts files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".mustache") continue;
    const std::string name = entry.path().stem().string();
    files[name] = read_file(entry.path());
    refuse_raw_values(name, files[name]);
  }
  if (!files.contains("layout")) {
    throw std::runtime_error("there is no layout.mustache in " + folder.string());
  }
  for (const auto& [name, text] : files) {
    if (name == "layout") continue;
    texts_["part:" + name] = with_parts(files, text, name, 0);
    texts_["page:" + name] = with_parts(files, files["layout"], name, 0);
  }
  for (const auto& [key, text] : texts_) {
    const mustache::mustache parsed{text};
    if (!parsed.is_valid())
      throw std::runtime_error("the page template " + key + ": " + parsed.error_message());
  }
}

std::string PageRenderer::page(std::string_view name, const View& view) const {
  return render("page:" + std::string(name), view);
}

std::string PageRenderer::part(std::string_view name, const View& view) const {
  return render("part:" + std::string(name), view);
}

std::string PageRenderer::render(const std::string& key, const View& view) const {
  // A parsed template keeps its state of rendering inside, so each thread has its own.
  thread_local std::uint64_t parsed_for = 0;
  thread_local std::unordered_map<std::string, std::unique_ptr<mustache::mustache>> parsed;
  if (parsed_for != serial_) {
    parsed.clear();
    parsed_for = serial_;
  }
  auto& page = parsed[key];
  if (!page) {
    const auto text = texts_.find(key);
    if (text == texts_.end()) throw std::logic_error("there is no page template " + key);
    page = std::make_unique<mustache::mustache>(text->second);
  }
  Drawings drawings;
  const mustache::data data = to_data(view, drawings);
  StrictContext context{&data, key};
  return with_drawings(page->render(context), drawings);
}

}  // namespace lintel
