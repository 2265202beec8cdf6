#include "documents/lint.h"

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <set>

namespace lintel {
namespace {

constexpr double kUnprintable = 5 * kPointsPerMm;

using Object = QPDFObjectHandle;

/// Follows one page's operators: what is marked, and where text begins.
class ContentReader : public Object::ParserCallbacks {
 public:
  std::set<int> marks;
  std::vector<std::string> faults;
  std::vector<std::pair<double, double>> places;  ///< of each text, from the page's top left

  void handleObject(Object object, std::size_t, std::size_t) override {
    if (!object.isOperator()) {
      operands_.push_back(object);
      return;
    }
    use(object.getOperatorValue());
    operands_.clear();
  }
  void handleEOF() override {
    if (!open_.empty()) faults.push_back("a marked piece of the page is not closed");
  }

 private:
  void use(const std::string& name) {
    if (name == "BMC" || name == "BDC") {
      Object about = operands_.back();
      if (name == "BDC" && about.isDictionary() && about.hasKey("/MCID")) {
        if (!marks.insert(about.getKey("/MCID").getIntValueAsInt()).second)
          faults.push_back("one mark is used twice");
      }
      open_.push_back(operands_.front().getName());
    } else if (name == "EMC") {
      if (open_.empty()) return faults.push_back("a mark is closed that was not open");
      open_.pop_back();
    } else if (name == "Tm" && operands_.size() == 6) {
      places.emplace_back(operands_[4].getNumericValue(),
                          kPageHeight - operands_[5].getNumericValue());
    } else if ((name == "TJ" || name == "Tj" || name == "f" || name == "S") && open_.empty()) {
      faults.push_back("something is drawn outside elements and artifacts (" + name + ")");
    }
  }

  std::vector<Object> operands_;
  std::vector<std::string> open_;
};

class Linter {
 public:
  explicit Linter(const Zones& zones) : zones_(zones) {}

  std::vector<std::string> read(const std::string& pdf) {
    QPDF file;
    file.setSuppressWarnings(true);
    try {
      file.processMemoryFile("document", pdf.data(), pdf.size());
      read_catalog(file);
      read_pages(file);
      Object root = file.getRoot().getKey("/StructTreeRoot");
      if (root.isDictionary()) read_element(root.getKey("/K").getArrayItem(0), 0);
    } catch (const std::exception& error) {
      faults_.push_back(std::string("it cannot be read: ") + error.what());
    }
    for (const auto& warning : file.getWarnings()) faults_.push_back(warning.what());
    return std::move(faults_);
  }

 private:
  void expect(bool good, const std::string& fault) {
    if (!good) faults_.push_back(fault);
  }

  void read_catalog(QPDF& file) {
    Object catalog = file.getRoot();
    expect(catalog.getKey("/Lang").isString(), "the document has no language");
    expect(catalog.getKey("/MarkInfo").isDictionary() &&
               catalog.getKey("/MarkInfo").getKey("/Marked").isBool(),
           "the document is not marked as tagged");
    expect(catalog.getKey("/ViewerPreferences").isDictionary() &&
               catalog.getKey("/ViewerPreferences").getKey("/DisplayDocTitle").isBool(),
           "the title is not shown");
    expect(catalog.getKey("/Metadata").isStream(), "there is no XMP");
    expect(catalog.getKey("/StructTreeRoot").isDictionary(), "there is no structure");
    expect(file.getTrailer().getKey("/ID").isArray(), "the file has no ID");
    expect(file.getTrailer().getKey("/Info").isDictionary() &&
               file.getTrailer().getKey("/Info").getKey("/Title").isString(),
           "the document has no title");
  }

  void read_pages(QPDF& file) {
    Object parents = file.getRoot().getKey("/StructTreeRoot").getKey("/ParentTree").getKey("/Nums");
    int number = 0;
    for (QPDFPageObjectHelper page : QPDFPageDocumentHelper(file).getAllPages()) {
      ++number;
      const std::string where = "page " + std::to_string(number) + ": ";
      read_fonts(page, where);
      ContentReader content;
      page.parseContents(&content);
      for (const std::string& fault : content.faults) faults_.push_back(where + fault);
      Object owners = parents.getArrayItem(
          2 * page.getObjectHandle().getKey("/StructParents").getIntValueAsInt() + 1);
      expect(static_cast<std::size_t>(owners.getArrayNItems()) == content.marks.size(),
             where + "the parent tree does not know its marks");
      for (const auto& [x, y] : content.places) read_place(x, y, number, where);
    }
  }

  void read_place(double x, double y, int page, const std::string& where) {
    const bool printable = x >= kUnprintable && x <= kPageWidth - kUnprintable &&
                           y >= kUnprintable && y <= kPageHeight - kUnprintable;
    expect(printable, where + "text begins outside the printable area");
    const Zones::Area& window = zones_.window;
    const bool in_window = x >= window.left - 1 && x <= window.left + window.width &&
                           y >= window.top && y <= window.top + window.height;
    if (zones_.has_window && page == 1 && in_window) {
      expect(std::abs(x - window.left) < 0.02,
             where + "something beside the address shows through the window");
    }
  }

  void read_fonts(QPDFPageObjectHelper& page, const std::string& where) {
    Object fonts = page.getAttribute("/Resources", false).getKey("/Font");
    for (const std::string& key : fonts.getKeys()) {
      Object font = fonts.getKey(key);
      const std::string name = where + "the font " + font.getKey("/BaseFont").getName();
      expect(font.getKey("/ToUnicode").isStream(), name + " is not mapped to Unicode");
      Object file = font.getKey("/DescendantFonts")
                        .getArrayItem(0)
                        .getKey("/FontDescriptor")
                        .getKey("/FontFile2");
      expect(file.isStream() && file.getStreamData(qpdf_dl_all)->getSize() > 0,
             name + " is not embedded");
    }
  }

  void read_element(Object element, int depth) {
    if (!element.isDictionary() || !element.hasKey("/S") || depth > 30) return;
    const std::string role = element.getKey("/S").getName();
    if (role == "/TH") {
      Object attributes = element.getKey("/A");
      expect(attributes.isDictionary() && attributes.hasKey("/Scope"),
             "a table's head has no scope");
    }
    if (role == "/Figure")
      expect(element.getKey("/Alt").isString(), "a figure has no text in its place");
    if (role.size() == 3 && role[1] == 'H' && role[2] >= '1' && role[2] <= '6') {
      const int level = role[2] - '0';
      expect(level <= heading_ + 1, "a heading skips a level");
      heading_ = level;
    }
    Object kids = element.getKey("/K");
    for (int i = 0; kids.isArray() && i < kids.getArrayNItems(); ++i)
      read_element(kids.getArrayItem(i), depth + 1);
  }

  const Zones& zones_;
  int heading_ = 0;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> lint_pdf(const std::string& pdf, const Zones& zones) {
  return Linter{zones}.read(pdf);
}

}  // namespace lintel
