#include <filesystem>
#include <fstream>

#include "server/web/paged.h"
#include "server/web/pages/pages.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::size_t kRowsAtOnce = 50;
constexpr std::pair<const char*, const char*> kLayouts[] = {{"cx", "Civica Cx"},
                                                            {"ql", "Aareon QL"},
                                                            {"pyramid", "Omniledger Pyramid"},
                                                            {"generic", "Generic CSV"}};

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

std::string state_style(const ImportSummary& one) {
  switch (one.state) {
    case ImportFate::loading:
      return "now";
    case ImportFate::loaded:
      return one.rejects.empty() ? "ok" : "w";
    case ImportFate::held:
      return "bad";
    case ImportFate::repeated:
      return "now";
  }
  return "now";
}

std::string state_words(const ImportSummary& one) {
  switch (one.state) {
    case ImportFate::loading:
      return "Loading";
    case ImportFate::loaded:
      return one.dry ? "Tried only" : one.rejects.empty() ? "Loaded" : "Loaded, some rejected";
    case ImportFate::held:
      return "Held";
    case ImportFate::repeated:
      return "Loaded before";
  }
  return "";
}

View import_row(const ImportSummary& one) {
  View row;
  row.set("href", "/imports/" + to_string(one.id))
      .set("file", joined(one.files))
      .set("layout", "Layout " + one.layout);
  row.set("as_of", one.as_of ? short_day(*one.as_of) : "Not said")
      .set("state", state_words(one))
      .set("k", state_style(one));
  row.set("accounts", figure(one.accounts_loaded)).set("balance", signed_sum(one.balance_loaded));
  row.set("postings", figure(one.transactions_loaded))
      .set("rejects", figure(static_cast<std::int64_t>(one.rejects.size())));
  row.set("when", london_words(one.started));
  return row;
}

Response show_imports(const Pages& pages,
                      const Request& request,
                      const Problem& problem = {},
                      int code = 200) {
  const std::vector<ImportSummary> imports = pages.casework.imports();
  const Paged paged = page_of(request, imports.size(), kRowsAtOnce, "/imports");
  View::List rows;
  for (std::size_t i = paged.first; i < paged.last; ++i) rows.push_back(import_row(imports[i]));
  View::List layouts;
  for (const auto& [word, label] : kLayouts)
    layouts.push_back(View{}.set("v", word).set("t", label));
  View view = paged.view("import", "imports");
  view.set("total_words", count_of(static_cast<std::int64_t>(imports.size()), "import", "imports"))
      .set("any", !imports.empty());
  view.set("rows", std::move(rows)).set("layouts", std::move(layouts));
  view.set_if_any("problem",
                  problem.what.empty() ? "" : Problem{problem.what, "", problem.place}.to_string());
  view.set_if_any("problem_fix", problem.fix);
  view.set(
      "may_load",
      request.person().has(Role::revenues_coordinator) || request.person().has(Role::team_manager));
  return pages.site->page(
      request, "imports", PageHead{"Imports", "/imports"}, std::move(view), code);
}

View total_row(const char* words,
               const std::string& stated,
               const std::string& loaded,
               const std::string& difference,
               bool same) {
  return View{}
      .set("t", words)
      .set("stated", stated)
      .set("loaded", loaded)
      .set("difference", difference)
      .set("k", same ? "d" : "x");
}
View count_row(const char* words, std::int64_t stated, std::int64_t loaded) {
  return total_row(
      words, figure(stated), figure(loaded), figure(stated - loaded), stated == loaded);
}
View money_row(const char* words, Money stated, Money loaded) {
  return total_row(
      words, signed_sum(stated), signed_sum(loaded), signed_sum(stated - loaded), stated == loaded);
}

View::List fact_rows(const ImportSummary& one) {
  View::List facts;
  const auto add = [&](const char* words, std::string value) {
    facts.push_back(View{}.set("t", words).set("v", std::move(value)));
  };
  add("Files", joined(one.files));
  add("Layout", one.layout);
  add("As at", one.as_of ? one.as_of->to_long_words() : "The files do not say");
  add("Joint tenancies", figure(one.joint) + ", of three people " + figure(one.three));
  add("Former tenancies", figure(one.former));
  add("Garages", figure(one.garages));
  add("Postings held back", figure(one.transactions_held) + " of rejected accounts");
  add("Read", london_words(one.started) + ", in " + figure(one.milliseconds) + " ms");
  return facts;
}

View problem_row(const Problem& problem, bool warning) {
  View row;
  row.set("file", problem.place.file.empty() ? "The file" : problem.place.file)
      .set("warning", warning);
  row.set("row", problem.place.line == 0 ? "" : figure(problem.place.line))
      .set("column", problem.place.field);
  row.set("what", problem.what).set("fix", problem.fix);
  return row;
}

View import_view(const Request& request, const ImportSummary& one) {
  const std::size_t problems = one.rejects.size() + one.warnings.size();
  const Paged paged = page_of(request, problems, kRowsAtOnce, "/imports/" + to_string(one.id));
  View::List rows;
  for (std::size_t i = paged.first; i < paged.last; ++i) {
    const bool warning = i >= one.rejects.size();
    rows.push_back(
        problem_row(warning ? one.warnings[i - one.rejects.size()] : one.rejects[i], warning));
  }
  View::List totals;
  totals.push_back(count_row("Accounts", one.accounts, one.accounts_loaded));
  totals.push_back(money_row("Balance", one.balance, one.balance_loaded));
  totals.push_back(count_row("In arrears", one.in_arrears, one.in_arrears_loaded));
  totals.push_back(count_row("Postings", one.transactions, one.transactions_loaded));
  totals.push_back(money_row("Net of postings", one.transaction_net, one.transaction_net_loaded));
  View view = paged.view("row", "rows");
  view.set("head_words", joined(one.files))
      .set("state", state_words(one))
      .set("k", state_style(one));
  view.set_if_any("why", one.why)
      .set("state_title", state_words(one))
      .set("totals", std::move(totals))
      .set("facts", fact_rows(one));
  const auto untied = static_cast<std::int64_t>(one.untied_rows.size());
  std::string where;
  for (std::size_t i = 0; i < one.untied_rows.size() && i < 20; ++i)
    where += (i == 0 ? "" : ", ") + figure(one.untied_rows[i]);
  view.set_if_any("untied",
                  untied == 0 ? ""
                              : count_of(untied,
                                         "account’s entries do not make its balance",
                                         "accounts’ entries do not make their balances"));
  view.set("untied_words",
           "Rows " + where + (untied > 20 ? " and more" : "") +
               " of the accounts. They are loaded, marked, and every check that leans on their "
               "balance fails.");
  view.set(
      "rejects_words",
      count_of(static_cast<std::int64_t>(one.rejects.size()), "rejected row", "rejected rows") +
          (one.warnings.empty() ? ""
                                : ", " + count_of(static_cast<std::int64_t>(one.warnings.size()),
                                                  "warning",
                                                  "warnings")));
  view.set("rejects_any", problems > 0).set("rejects", std::move(rows));
  return view;
}

Response show_import(const Pages& pages, const Request& request) {
  const Result<ImportId> id = ImportId::parse(request.part("id"));
  const auto one = id ? pages.casework.import(*id) : std::nullopt;
  if (!one) return pages.site->not_shown(request, Fate::unknown, "", "import");
  return pages.site->page(request,
                          "import",
                          PageHead{"Import " + joined(one->files), "/imports"},
                          import_view(request, *one));
}

/// A folder of its own for files that came with a form; gone when this is.
class UploadFolder {
 public:
  UploadFolder() : path_(std::filesystem::temp_directory_path() / ("lintel-" + new_form_key())) {
    std::filesystem::create_directory(path_);
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  }
  ~UploadFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  UploadFolder(const UploadFolder&) = delete;
  UploadFolder& operator=(const UploadFolder&) = delete;

  std::filesystem::path keep(const UploadedFile& file, std::size_t number) const {
    // The stranger's name is for showing only, so a name that could leave the folder is not used.
    std::string name;
    for (const unsigned char c : file.filename) {
      name += std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' ? static_cast<char>(c) : '_';
    }
    if (name.empty() || name[0] == '.' || std::filesystem::exists(path_ / name))
      name = "file-" + std::to_string(number) + ".csv";
    std::ofstream out(path_ / name, std::ios::binary);
    out << file.content;
    out.close();
    if (!out) throw std::runtime_error("the uploaded file cannot be kept: is the disk full?");
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

Response take_files(const Pages& pages, const Request& request) {
  const UploadFolder folder;
  std::vector<std::filesystem::path> files;
  for (const UploadedFile& file : request.files) {
    if (file.field == "files" && !file.filename.empty())
      files.push_back(folder.keep(file, files.size() + 1));
  }
  if (files.empty())
    return show_imports(
        pages,
        request,
        Problem{"no file was chosen", "Choose the files of one extract, then load them.", {}},
        422);
  const Result<ImportSummary> done = pages.casework.import_rents(
      request.form.text("layout"), files, request.form.text("act") == "try");
  if (!done) return show_imports(pages, request, done.error(), 422);
  if (done->dry) {
    return pages.site->page(request,
                            "import",
                            PageHead{"Tried: " + joined(done->files), "/imports"},
                            import_view(request, *done));
  }
  return redirect("/imports/" + to_string(done->id));
}

}  // namespace

void add_import_pages(Router& router, const Pages& pages) {
  router.get("/imports", any_person(), [pages](const Request& request) {
    return show_imports(pages, request);
  });
  router.get("/imports/{id}", any_person(), [pages](const Request& request) {
    return show_import(pages, request);
  });
  router.post(
      "/imports",
      only({Role::revenues_coordinator, Role::team_manager}),
      [pages](const Request& request) { return take_files(pages, request); },
      kUploadLimit);
}

}  // namespace lintel
