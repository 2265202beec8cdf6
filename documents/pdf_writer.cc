#include "documents/pdf_writer.h"

#include <hpdf.h>

#include <cmath>
#include <cstring>
#include <stdexcept>

#include "documents/characters.h"
#include "documents/deflate.h"
#include "documents/to_unicode_map.h"

namespace lintel {
namespace {

void fail(const char* what, HPDF_STATUS code) {
  char number[24];
  std::snprintf(number, sizeof number, "0x%04lX", static_cast<unsigned long>(code));
  throw std::runtime_error(std::string("the PDF library failed to ") + what + " (" + number + ")");
}

template <class T>
T* must(T* made, const char* what) {
  if (made == nullptr) fail(what, 0);
  return made;
}

void check(HPDF_STATUS code, const char* what) {
  if (code != HPDF_OK) fail(what, code);
}

unsigned long number_of(const void* object) {
  return static_cast<const HPDF_Obj_Header*>(object)->obj_id & 0x00FFFFFFul;
}

/// libharu removes a /Filter that we set on a stream which it is not to deflate itself; this hook,
/// called after the dictionary's own entries, writes it for bytes that come deflated.
HPDF_STATUS write_filter(HPDF_Dict, HPDF_Stream stream) {
  return HPDF_Stream_WriteStr(stream, "/Filter/FlateDecode\n");
}

/// One document in libharu's hands, freed at the end whatever happens.
class Document {
 public:
  Document() {
    // The struct layouts of the header are those of one version: a library of another is not ours.
    if (std::strcmp(HPDF_GetVersion(), HPDF_VERSION_TEXT) != 0) {
      throw std::runtime_error("libharu " + std::string(HPDF_GetVersion()) +
                               " is not the " HPDF_VERSION_TEXT " that this was built for");
    }
    // No pool: libharu's gives out addresses that are not aligned for what it puts there.
    doc_ = must(HPDF_NewEx([](HPDF_STATUS, HPDF_STATUS, void*) {}, nullptr, nullptr, 0, nullptr),
                "begin");
    doc_->pdf_version = HPDF_VER_17;
  }
  ~Document() { HPDF_Free(doc_); }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  HPDF_Doc get() const { return doc_; }

  HPDF_Dict dict() { return must(HPDF_Dict_New(doc_->mmgr), "make a dictionary"); }
  HPDF_Dict indirect_dict() {
    HPDF_Dict made = dict();
    check(HPDF_Xref_Add(doc_->xref, made), "number an object");
    return made;
  }
  HPDF_Array array() { return must(HPDF_Array_New(doc_->mmgr), "make an array"); }
  /// An array that is member `key` of `owner`.
  HPDF_Array array(HPDF_Dict owner, const char* key) {
    HPDF_Array made = array();
    add(owner, key, made);
    return made;
  }
  HPDF_Dict dict(HPDF_Dict owner, const char* key) {
    HPDF_Dict made = dict();
    add(owner, key, made);
    return made;
  }
  /// A stream of bytes that are deflated already, or plain ones.
  HPDF_Dict stream(std::string_view bytes, bool deflated) {
    HPDF_Dict made = must(HPDF_DictStream_New(doc_->mmgr, doc_->xref), "make a stream");
    fill(made, bytes, deflated);
    return made;
  }
  void fill(HPDF_Dict stream, std::string_view bytes, bool deflated) {
    stream->filter = HPDF_STREAM_FILTER_NONE;
    if (deflated) stream->write_fn = write_filter;
    check(HPDF_Stream_Write(stream->stream,
                            reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                            static_cast<HPDF_UINT>(bytes.size())),
          "keep a stream");
  }

  void add(HPDF_Dict owner, const char* key, void* value) {
    check(HPDF_Dict_Add(owner, key, value), key);
  }
  void add_name(HPDF_Dict owner, const char* key, const std::string& name) {
    check(HPDF_Dict_AddName(owner, key, name.c_str()), key);
  }
  void add_number(HPDF_Dict owner, const char* key, long number) {
    check(HPDF_Dict_AddNumber(owner, key, static_cast<HPDF_INT32>(number)), key);
  }
  void add_yes(HPDF_Dict owner, const char* key) {
    check(HPDF_Dict_AddBoolean(owner, key, HPDF_TRUE), key);
  }
  void push(HPDF_Array array, void* value) {
    check(HPDF_Array_Add(array, value), "add to an array");
  }
  void push_number(HPDF_Array array, long number) {
    check(HPDF_Array_AddNumber(array, static_cast<HPDF_INT32>(number)), "add to an array");
  }

  /// Text in UTF-16, which holds every script.
  void add_text(HPDF_Dict owner, const char* key, std::string_view utf8) {
    std::string bytes;
    const std::string hex = utf16_hex(utf8, true);
    for (std::size_t i = 0; i < hex.size(); i += 2)
      bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    add(owner, key, binary(bytes));
  }
  HPDF_Binary binary(std::string& bytes) {
    return must(HPDF_Binary_New(doc_->mmgr,
                                reinterpret_cast<HPDF_BYTE*>(bytes.data()),
                                static_cast<HPDF_UINT>(bytes.size())),
                "keep bytes");
  }

 private:
  HPDF_Doc doc_ = nullptr;
};

HPDF_Dict add_font(Document& doc, const UsedFont& used) {
  const FontProgram& program = *used.program;
  HPDF_Dict file = doc.stream(program.bytes, true);
  doc.add_number(file, "Length1", static_cast<long>(program.length));

  HPDF_Dict descriptor = doc.indirect_dict();
  doc.add_name(descriptor, "Type", "FontDescriptor");
  doc.add_name(descriptor, "FontName", program.name);
  doc.add_number(descriptor, "Flags", 4);  // symbolic: glyphs are chosen by number
  HPDF_Array box = doc.array(descriptor, "FontBBox");
  for (const double edge : {-1'000.0, program.descent, 3'000.0, program.ascent})
    doc.push_number(box, std::lround(edge));
  doc.add_number(descriptor, "ItalicAngle", 0);
  doc.add_number(descriptor, "Ascent", std::lround(program.ascent));
  doc.add_number(descriptor, "Descent", std::lround(program.descent));
  doc.add_number(descriptor, "CapHeight", std::lround(program.cap_height));
  doc.add_number(descriptor, "StemV", program.bold ? 140 : 80);
  doc.add(descriptor, "FontFile2", file);

  HPDF_Dict descendant = doc.indirect_dict();
  doc.add_name(descendant, "Type", "Font");
  doc.add_name(descendant, "Subtype", "CIDFontType2");
  doc.add_name(descendant, "BaseFont", program.name);
  HPDF_Dict system = doc.dict(descendant, "CIDSystemInfo");
  std::string registry = "Adobe", ordering = "Identity";
  doc.add(system, "Registry", doc.binary(registry));
  doc.add(system, "Ordering", doc.binary(ordering));
  doc.add_number(system, "Supplement", 0);
  doc.add(descendant, "FontDescriptor", descriptor);
  doc.add_name(descendant, "CIDToGIDMap", "Identity");
  HPDF_Array widths = doc.array(descendant, "W");
  doc.push_number(widths, 0);
  HPDF_Array each = doc.array();
  doc.push(widths, each);
  for (const int width : program.widths) doc.push_number(each, width);

  HPDF_Dict font = doc.indirect_dict();
  doc.add_name(font, "Type", "Font");
  doc.add_name(font, "Subtype", "Type0");
  doc.add_name(font, "BaseFont", program.name);
  doc.add_name(font, "Encoding", "Identity-H");
  HPDF_Array descendants = doc.array(font, "DescendantFonts");
  doc.push(descendants, descendant);
  doc.add(font, "ToUnicode", doc.stream(to_unicode_map(used.texts), true));
  return font;
}

std::vector<HPDF_Page> add_pages(Document& doc, const TaggedContent& content, int deflate_level) {
  std::vector<HPDF_Dict> fonts;
  for (const UsedFont& font : content.fonts) fonts.push_back(add_font(doc, font));
  std::vector<HPDF_Page> pages;
  for (std::size_t i = 0; i < content.pages.size(); ++i) {
    HPDF_Page page = must(HPDF_AddPage(doc.get()), "add a page");
    check(HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(kPageWidth)), "set the page's width");
    check(HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(kPageHeight)), "set the page's height");
    doc.fill(static_cast<HPDF_PageAttr>(page->attr)->contents,
             deflate(content.pages[i], deflate_level),
             true);
    auto* resources =
        static_cast<HPDF_Dict>(HPDF_Dict_GetItem(page, "Resources", HPDF_OCLASS_DICT));
    HPDF_Dict named = doc.dict(must(resources, "find the page's resources"), "Font");
    for (std::size_t f = 0; f < fonts.size(); ++f)
      doc.add(named, ("F" + std::to_string(f)).c_str(), fonts[f]);
    doc.add_number(page, "StructParents", static_cast<long>(i));
    doc.add_name(page, "Tabs", "S");
    pages.push_back(page);
  }
  return pages;
}

/// The box round an element's shapes, which a Figure must name.
void add_figure_box(Document& doc, HPDF_Dict node, const Laid& laid, int element) {
  double left = kPageWidth, right = 0, top = kPageHeight, bottom = 0;
  for (const Page& page : laid.pages) {
    for (const PlacedShape& shape : page.shapes) {
      if (shape.element != element) continue;
      for (const PlacedShape::Point& point : shape.points) {
        left = std::min(left, point.x);
        right = std::max(right, point.x);
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
      }
    }
  }
  HPDF_Dict attributes = doc.dict(node, "A");
  doc.add_name(attributes, "O", "Layout");
  doc.add_name(attributes, "Placement", "Block");
  HPDF_Array box = doc.array(attributes, "BBox");
  for (const double edge : {left, kPageHeight - bottom, right, kPageHeight - top})
    doc.push_number(box, std::lround(edge));
}

void add_structure(Document& doc,
                   const Laid& laid,
                   const TaggedContent& content,
                   const std::vector<HPDF_Page>& pages) {
  HPDF_Dict root = doc.indirect_dict();
  doc.add_name(root, "Type", "StructTreeRoot");
  doc.add(doc.get()->catalog, "StructTreeRoot", root);

  const std::size_t count = laid.elements.size();
  std::vector<HPDF_Dict> nodes(count);
  for (HPDF_Dict& node : nodes) node = doc.indirect_dict();
  std::vector<std::vector<const MarkedContent*>> marks(count);
  for (const MarkedContent& mark : content.marks)
    marks[static_cast<std::size_t>(mark.element)].push_back(&mark);
  std::vector<std::vector<std::size_t>> children(count);
  for (std::size_t i = 1; i < count; ++i)
    children[static_cast<std::size_t>(laid.elements[i].parent)].push_back(i);

  HPDF_Array top = doc.array(root, "K");
  doc.push(top, nodes[0]);
  for (std::size_t i = 0; i < count; ++i) {
    const Element& element = laid.elements[i];
    HPDF_Dict node = nodes[i];
    doc.add_name(node, "S", element.role);
    doc.add(node, "P", i == 0 ? root : nodes[static_cast<std::size_t>(element.parent)]);
    if (!element.language.empty()) doc.add_text(node, "Lang", element.language);
    if (!element.alternative.empty()) doc.add_text(node, "Alt", element.alternative);
    if (element.role == "Figure") add_figure_box(doc, node, laid, static_cast<int>(i));
    if (!element.scope.empty()) {
      HPDF_Dict attributes = doc.dict(node, "A");
      doc.add_name(attributes, "O", "Table");
      doc.add_name(attributes, "Scope", element.scope);
    }
    if (marks[i].empty() && children[i].empty()) continue;
    if (!marks[i].empty())
      doc.add(node, "Pg", pages[static_cast<std::size_t>(marks[i].front()->page)]);
    HPDF_Array kids = doc.array(node, "K");
    for (const MarkedContent* mark : marks[i]) {
      if (mark->page == marks[i].front()->page) {
        doc.push_number(kids, mark->mcid);
        continue;
      }
      HPDF_Dict reference = doc.dict();
      doc.push(kids, reference);
      doc.add_name(reference, "Type", "MCR");
      doc.add(reference, "Pg", pages[static_cast<std::size_t>(mark->page)]);
      doc.add_number(reference, "MCID", mark->mcid);
    }
    for (const std::size_t child : children[i]) doc.push(kids, nodes[child]);
  }

  HPDF_Dict parents = doc.indirect_dict();
  doc.add(root, "ParentTree", parents);
  doc.add_number(root, "ParentTreeNextKey", static_cast<long>(pages.size()));
  HPDF_Array numbers = doc.array(parents, "Nums");
  for (std::size_t page = 0; page < pages.size(); ++page) {
    doc.push_number(numbers, static_cast<long>(page));
    HPDF_Array owners = doc.array();
    doc.push(numbers, owners);
    for (const MarkedContent& mark : content.marks) {
      if (static_cast<std::size_t>(mark.page) == page)
        doc.push(owners, nodes[static_cast<std::size_t>(mark.element)]);
    }
  }
}

std::string in_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

std::string xmp(const PdfFacts& facts) {
  const std::string day = facts.dated.to_iso() + "T12:00:00Z";
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
         "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
         "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
         in_xml(facts.title) +
         "</rdf:li></rdf:Alt></dc:title>\n"
         "<dc:creator><rdf:Seq><rdf:li>" +
         in_xml(facts.author) +
         "</rdf:li></rdf:Seq></dc:creator>\n"
         "<dc:language><rdf:Bag><rdf:li>" +
         in_xml(facts.language) +
         "</rdf:li></rdf:Bag></dc:language>\n"
         "<xmp:CreateDate>" +
         day + "</xmp:CreateDate><xmp:ModifyDate>" + day +
         "</xmp:ModifyDate>\n"
         "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

void add_facts(Document& doc, const PdfFacts& facts) {
  HPDF_Dict catalog = doc.get()->catalog;
  std::string language = facts.language;
  doc.add(catalog, "Lang", doc.binary(language));
  doc.add_yes(doc.dict(catalog, "MarkInfo"), "Marked");
  doc.add_yes(doc.dict(catalog, "ViewerPreferences"), "DisplayDocTitle");
  HPDF_Dict metadata = doc.stream(xmp(facts), false);
  doc.add_name(metadata, "Type", "Metadata");
  doc.add_name(metadata, "Subtype", "XML");
  doc.add(catalog, "Metadata", metadata);

  const HPDF_Date day{facts.dated.year(),
                      static_cast<HPDF_INT>(facts.dated.month()),
                      static_cast<HPDF_INT>(facts.dated.day()),
                      12,
                      0,
                      0,
                      'Z',
                      0,
                      0};
  check(HPDF_SetInfoDateAttr(doc.get(), HPDF_INFO_CREATION_DATE, day), "date the document");
  check(HPDF_SetInfoDateAttr(doc.get(), HPDF_INFO_MOD_DATE, day), "date the document");
  HPDF_Dict info = must(doc.get()->info, "find the document's facts");
  doc.add_text(info, "Title", facts.title);
  doc.add_text(info, "Author", facts.author);
  doc.add_text(info, "Subject", facts.subject);
}

/// libharu's objects written by our own hand: streams as they are, all the rest in one object
/// stream, and a cross-reference stream (ISO 32000-1 §7.5.7, §7.5.8). A tagged letter is a third
/// smaller so.
class CompactFile {
 public:
  CompactFile(Document& doc, const PdfFacts& facts) : doc_(doc), facts_(facts) {}

  std::string write() {
    HPDF_Xref xref = doc_.get()->xref;
    const auto count = static_cast<std::size_t>(xref->entries->count);
    rows_.assign(count + 2, {});
    file_ = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    std::vector<void*> small;
    // Streams first: writing one settles its Length, an object that goes with the small ones.
    for (std::size_t i = 1; i < count; ++i) {
      void* object = HPDF_Xref_GetEntry(xref, static_cast<HPDF_UINT>(i))->obj;
      const auto* header = static_cast<HPDF_Obj_Header*>(object);
      const bool is_dict = (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT;
      if (is_dict && static_cast<HPDF_Dict>(object)->stream != nullptr) {
        begin_object(number_of(object));
        file_ += value_of(object) + "\nendobj\n";
      } else {
        small.push_back(object);
      }
    }
    write_small(small, count);
    return write_references(count + 1);
  }

 private:
  struct Row {
    unsigned type = 0;
    std::size_t at = 0;  ///< offset, or the object stream's number
    std::size_t index = 0;
  };

  std::string value_of(void* object) {
    HPDF_Stream sink = must(HPDF_MemStream_New(doc_.get()->mmgr, 4'096), "make a stream");
    const HPDF_STATUS code = HPDF_Obj_WriteValue(object, sink, nullptr);
    std::string bytes;
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(sink); ++i) {
      HPDF_UINT length = 0;
      const HPDF_BYTE* part = HPDF_MemStream_GetBufPtr(sink, i, &length);
      bytes.append(reinterpret_cast<const char*>(part), length);
    }
    HPDF_Stream_Free(sink);
    check(code, "write an object");
    return bytes;
  }

  void begin_object(std::size_t number) {
    rows_[number] = {1, file_.size(), 0};
    file_ += std::to_string(number) + " 0 obj\n";
  }

  void write_small(const std::vector<void*>& small, std::size_t number) {
    std::string index, values;
    for (std::size_t i = 0; i < small.size(); ++i) {
      rows_[number_of(small[i])] = {2, number, i};
      index += std::to_string(number_of(small[i])) + " " + std::to_string(values.size()) + " ";
      values += value_of(small[i]) + "\n";
    }
    const std::string bytes = deflate(index + values, facts_.deflate_level);
    begin_object(number);
    file_ += "<</Type/ObjStm/N " + std::to_string(small.size()) + "/First " +
             std::to_string(index.size()) + "/Filter/FlateDecode/Length " +
             std::to_string(bytes.size()) + ">>\nstream\n" + bytes + "\nendstream\nendobj\n";
  }

  std::string write_references(std::size_t number) {
    const std::size_t at = file_.size();
    rows_[number] = {1, at, 0};
    std::string table;
    for (const Row& row : rows_) {
      table += static_cast<char>(row.type);
      for (const int shift : {24, 16, 8, 0}) table += static_cast<char>((row.at >> shift) & 255);
      for (const int shift : {8, 0}) table += static_cast<char>((row.index >> shift) & 255);
    }
    const std::string bytes = deflate(table, facts_.deflate_level);
    const std::string id = "<" + facts_.identity.to_hex().substr(0, 32) + ">";
    file_ += std::to_string(number) + " 0 obj\n<</Type/XRef/Size " + std::to_string(rows_.size()) +
             "/W[1 4 2]/Root " + std::to_string(number_of(doc_.get()->catalog)) + " 0 R/Info " +
             std::to_string(number_of(doc_.get()->info)) + " 0 R/ID[" + id + id +
             "]/Filter/FlateDecode/Length " + std::to_string(bytes.size()) + ">>\nstream\n" +
             bytes + "\nendstream\nendobj\nstartxref\n" + std::to_string(at) + "\n%%EOF\n";
    return std::move(file_);
  }

  Document& doc_;
  const PdfFacts& facts_;
  std::vector<Row> rows_;
  std::string file_;
};

}  // namespace

std::string write_pdf(const Laid& laid, const TaggedContent& content, const PdfFacts& facts) {
  Document doc;
  const std::vector<HPDF_Page> pages = add_pages(doc, content, facts.deflate_level);
  add_structure(doc, laid, content, pages);
  add_facts(doc, facts);
  std::string file = CompactFile{doc, facts}.write();
  // Its low-level calls note an error without calling anyone.
  check(HPDF_GetError(doc.get()), "write the document");
  return file;
}

}  // namespace lintel
