#include "documents/tagged_content.h"

#include <cmath>
#include <cstdio>
#include <set>

#include "documents/characters.h"

namespace lintel {
namespace {

/// A length with two decimals and no needless ones; the same on every machine.
void append_number(std::string& out, double value) {
  const auto hundredths = static_cast<long>(std::lround(value * 100));
  const long whole = std::labs(hundredths) / 100, rest = std::labs(hundredths) % 100;
  if (hundredths < 0) out += '-';
  out += std::to_string(whole);
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

void append_operands(std::string& out, std::initializer_list<double> values) {
  for (const double value : values) {
    append_number(out, value);
    out += ' ';
  }
}

void append_hex(std::string& out, std::uint32_t glyph) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (const int shift : {12, 8, 4, 0}) out += kDigits[(glyph >> shift) & 15];
}

class PageWriter {
 public:
  PageWriter(const Laid& laid, TaggedContent& content, const std::map<int, int>& resource)
      : laid_(laid), content_(content), resource_(resource) {}

  void write(const Page& page, int number) {
    number_ = number;
    next_mcid_ = 0;
    has_colour_ = false;  // a page begins in black, whatever the last one ended in
    if (!page.boxes.empty()) {
      out_ += "/Artifact BMC\n";
      for (const PlacedBox& box : page.boxes) write_box(box);
      out_ += "EMC\n";
    }
    for (const PlacedShape& shape : page.shapes) {
      open(shape.element);
      write_shape(shape);
    }
    for (const PlacedText& text : page.texts) {
      open(text.element);
      write_text(text);
    }
    close();
    content_.pages.push_back(std::move(out_));
    out_.clear();
  }

 private:
  void open(int element) {
    if (is_open_ && element == element_) return;
    close();
    is_open_ = true;
    element_ = element;
    if (element < 0) {
      out_ += "/Artifact <</Type/Pagination>> BDC\n";
      return;
    }
    content_.marks.push_back({element, number_, next_mcid_});
    out_ += "/" + laid_.elements[static_cast<std::size_t>(element)].role + " <</MCID " +
            std::to_string(next_mcid_++) + ">> BDC\n";
  }

  void close() {
    end_text();
    if (is_open_) out_ += "EMC\n";
    is_open_ = false;
  }

  void set_colour(Colour colour) {
    if (has_colour_ && colour == colour_) return;
    append_operands(out_, {colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0});
    out_ += "rg\n";
    colour_ = colour;
    has_colour_ = true;
  }

  void write_box(const PlacedBox& box) {
    set_colour(box.colour);
    append_operands(out_, {box.x, kPageHeight - box.y - box.height, box.width, box.height});
    out_ += "re f\n";
  }

  void write_shape(const PlacedShape& shape) {
    set_colour(shape.colour);
    for (const PlacedShape::Point& point : shape.points) {
      append_operands(out_, {point.x, kPageHeight - point.y});
      out_ += point.begins ? "m\n" : "l\n";
    }
    out_ += "h f\n";
  }

  void write_text(const PlacedText& text) {
    const UsedFont& font = content_.fonts[static_cast<std::size_t>(resource_.at(text.piece->face))];
    if (!in_text_) {
      out_ += "BT\n";
      in_text_ = true;
      font_ = -1;
    }
    const bool same_line = font_ == text.piece->face && size_ == text.size && has_colour_ &&
                           text.colour == colour_ && y_ == text.y;
    if (!same_line) {
      end_string();
      if (font_ != text.piece->face || size_ != text.size) {
        out_ += "/F" + std::to_string(resource_.at(text.piece->face)) + " ";
        append_number(out_, text.size);
        out_ += " Tf\n";
        font_ = text.piece->face;
        size_ = text.size;
      }
      set_colour(text.colour);
      out_ += "1 0 0 1 ";
      append_operands(out_, {text.x, kPageHeight - text.y});
      out_ += "Tm\n";
      y_ = text.y;
      pen_ = text.x;
    }
    for (std::size_t i = 0; i < text.piece->glyphs.size(); ++i) write_glyph(text, i, font);
    end_span();
  }

  void write_glyph(const PlacedText& text, std::size_t index, const UsedFont& font) {
    const Glyph& glyph = text.piece->glyphs[index];
    const std::uint32_t fresh = font.program->renumbered.at(glyph.id);
    // What ToUnicode cannot say of this one glyph is said beside it.
    if (!glyph.text.empty()) {
      end_span();
      if (glyph.clustered || font.texts[fresh] != glyph.text) {
        end_string();
        out_ += "/Span <</ActualText <" + utf16_hex(glyph.text, true) + ">>> BDC\n";
        in_span_ = true;
      }
    }
    const double rise = glyph.y * text.size / 1'000;
    if (rise != rise_) {
      end_string();
      append_number(out_, rise);
      out_ += " Ts\n";
      rise_ = rise;
    }
    const double wanted = text.x + glyph.x * text.size / 1'000;
    const auto back = std::lround((pen_ - wanted) * 1'000 / text.size);
    if (!in_string_) {
      out_ += "[";
      in_string_ = true;
    }
    if (back != 0) {
      if (in_hex_) out_ += ">";
      in_hex_ = false;
      out_ += std::to_string(back);
      pen_ -= static_cast<double>(back) * text.size / 1'000;
    }
    if (!in_hex_) out_ += "<";
    in_hex_ = true;
    append_hex(out_, fresh);
    pen_ += font.program->widths[fresh] * text.size / 1'000;
  }

  void end_string() {
    if (in_hex_) out_ += ">";
    if (in_string_) out_ += "]TJ\n";
    in_hex_ = in_string_ = false;
  }
  void end_span() {
    if (!in_span_) return;
    end_string();
    out_ += "EMC\n";
    in_span_ = false;
  }
  void end_text() {
    end_string();
    if (!in_text_) return;
    if (rise_ != 0) out_ += "0 Ts\n";
    rise_ = 0;
    out_ += "ET\n";
    in_text_ = false;
  }

  const Laid& laid_;
  TaggedContent& content_;
  const std::map<int, int>& resource_;
  std::string out_;
  int number_ = 0, next_mcid_ = 0, element_ = -1;
  bool is_open_ = false, in_text_ = false, in_string_ = false, in_hex_ = false, in_span_ = false;
  bool has_colour_ = false;
  Colour colour_;
  int font_ = -1;
  double size_ = 0, y_ = 0, pen_ = 0, rise_ = 0;
};

}  // namespace

std::string utf16_hex(std::string_view utf8, bool with_mark) {
  std::string hex = with_mark ? "FEFF" : "";
  for (const char32_t c : to_code_points(utf8)) {
    if (c < 0x10000) {
      append_hex(hex, c);
    } else {
      append_hex(hex, 0xD800 + ((c - 0x10000) >> 10));
      append_hex(hex, 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return hex;
}

TaggedContent write_content(const Laid& laid, SubsetCache& subsets) {
  std::map<int, std::set<std::uint32_t>> glyphs;
  for (const Page& page : laid.pages) {
    for (const PlacedText& text : page.texts) {
      for (const Glyph& glyph : text.piece->glyphs) glyphs[text.piece->face].insert(glyph.id);
    }
  }
  TaggedContent content;
  std::map<int, int> resource;
  for (const auto& [face, used] : glyphs) {
    resource[face] = static_cast<int>(content.fonts.size());
    std::shared_ptr<const FontProgram> program = subsets.program(face, used);
    std::vector<std::string> texts = program->texts;
    content.fonts.push_back({face, std::move(program), std::move(texts)});
  }
  for (const Page& page : laid.pages) {
    for (const PlacedText& text : page.texts) {
      UsedFont& font = content.fonts[static_cast<std::size_t>(resource[text.piece->face])];
      for (const Glyph& glyph : text.piece->glyphs) {
        std::string& known = font.texts[font.program->renumbered.at(glyph.id)];
        if (known.empty() && !glyph.clustered) known = glyph.text;
      }
    }
  }
  PageWriter writer{laid, content, resource};
  for (std::size_t i = 0; i < laid.pages.size(); ++i)
    writer.write(laid.pages[i], static_cast<int>(i));
  return content;
}

}  // namespace lintel
