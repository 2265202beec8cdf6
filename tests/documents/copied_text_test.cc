// What a reader copies out of a letter, or hears read: glyphs come back as the characters that they
// show, by each font's own map.

#include <gmock/gmock.h>

#include <map>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QUtil.hh>
#include <regex>

#include "tests/documents/document_set.h"

namespace lintel {
namespace {

using testing::HasSubstr;

std::string bytes_of(QPDFObjectHandle stream) {
  const auto data = stream.getStreamData();
  return {reinterpret_cast<const char*>(data->getBuffer()), data->getSize()};
}

std::string utf8_of_hex(const std::string& hex) {
  return QUtil::utf16_to_utf8("\xFE\xFF" + QUtil::hex_decode(hex));
}

using Characters = std::map<unsigned long, std::string>;

/// A font's ToUnicode map, glyph by glyph.
Characters characters_of(const std::string& map) {
  Characters characters;
  static const std::regex kRange("<([0-9A-F]{4})><([0-9A-F]{4})><([0-9A-F]{4})>");
  static const std::regex kOne("(?:^|\n)<([0-9A-F]{4})><([0-9A-F]+)>(?=\n)");
  for (auto at = std::sregex_iterator(map.begin(), map.end(), kRange); at != std::sregex_iterator{};
       ++at) {
    const unsigned long first = std::stoul((*at)[1], nullptr, 16);
    const unsigned long last = std::stoul((*at)[2], nullptr, 16);
    const unsigned long text = std::stoul((*at)[3], nullptr, 16);
    for (unsigned long glyph = first; glyph <= last; ++glyph) {
      characters[glyph] = QUtil::toUTF8(text + glyph - first);
    }
  }
  for (auto at = std::sregex_iterator(map.begin(), map.end(), kOne); at != std::sregex_iterator{};
       ++at) {
    characters[std::stoul((*at)[1], nullptr, 16)] = utf8_of_hex((*at)[2]);
  }
  return characters;
}

std::string text_of(const std::string& pdf) {
  QPDF file;
  file.processMemoryFile("letter", pdf.data(), pdf.size());
  std::string text;
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(file).getAllPages()) {
    std::map<std::string, Characters> fonts;
    for (auto& [name, font] :
         page.getObjectHandle().getKey("/Resources").getKey("/Font").getDictAsMap()) {
      fonts[name] = characters_of(bytes_of(font.getKey("/ToUnicode")));
    }
    std::string content;
    for (QPDFObjectHandle& part : page.getPageContents()) content += bytes_of(part);
    static const std::regex kShown("(/F[0-9]+) [0-9.]+ Tf|[\\[0-9]<((?:[0-9A-Fa-f]{4})+)>");
    const Characters* font = nullptr;
    for (auto at = std::sregex_iterator(content.begin(), content.end(), kShown);
         at != std::sregex_iterator{};
         ++at) {
      if ((*at)[1].matched) font = &fonts.at((*at)[1]);
      const std::string glyphs = (*at)[2];
      for (std::size_t i = 0; i < glyphs.size(); i += 4) {
        text += font->at(std::stoul(glyphs.substr(i, 4), nullptr, 16));
      }
    }
  }
  return text;
}

TEST(CopiedText, IsWhatTheLetterSays) {
  const std::string text =
      text_of(northmere().render("letter_1", sample_of("letter_1")).value().pdf);
  EXPECT_THAT(text, HasSubstr("You owe rent: please contact us"));
  EXPECT_THAT(text, HasSubstr("Northmere Citizens Advice: 01632"));
  EXPECT_THAT(text, HasSubstr("Siân Llŷr"));
  EXPECT_THAT(text, HasSubstr("Tłumacz polski"));
  EXPECT_THAT(text, HasSubstr("Thông dịch tiếng Việt"));
}

}  // namespace
}  // namespace lintel
