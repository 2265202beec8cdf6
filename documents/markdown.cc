#include "documents/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstring>
#include <memory>
#include <mutex>

#include "documents/characters.h"

namespace lintel {
namespace {

constexpr std::string_view kSignature = ":::signature ";

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

Tree parse(const std::string& text) {
  static std::once_flag registered;
  std::call_once(registered, [] { cmark_gfm_core_extensions_ensure_registered(); });
  struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
  };
  const std::unique_ptr<cmark_parser, FreeParser> parser{cmark_parser_new(CMARK_OPT_DEFAULT)};
  cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension("table"));
  cmark_parser_feed(parser.get(), text.data(), text.size());
  return Tree{cmark_parser_finish(parser.get())};
}

bool is(cmark_node* node, std::string_view type) {
  return cmark_node_get_type_string(node) == type;
}

/// Reads nodes of one document; the first thing that letters do not have ends it.
class Reader {
 public:
  explicit Reader(const std::vector<FieldValue>& values) : values_(values) {}

  std::vector<Block> blocks_of(cmark_node* parent) {
    std::vector<Block> blocks;
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
         node = cmark_node_next(node)) {
      read_block(node, blocks);
    }
    return blocks;
  }

  std::string refused;  ///< what stands in the text that letters do not have; "" for nothing

 private:
  void read_block(cmark_node* node, std::vector<Block>& blocks) {
    if (is(node, "paragraph")) return read_paragraph(node, blocks);
    if (is(node, "heading")) {
      blocks.push_back({.kind = Block::Kind::heading,
                        .level = cmark_node_get_heading_level(node),
                        .spans = spans_of(node)});
    } else if (is(node, "list")) {
      Block list{.kind = Block::Kind::list,
                 .ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST};
      list.start = list.ordered ? cmark_node_get_list_start(node) : 1;
      list.children = blocks_of(node);
      blocks.push_back(std::move(list));
    } else if (is(node, "item")) {
      blocks.push_back({.kind = Block::Kind::list_entry, .children = blocks_of(node)});
    } else if (is(node, "block_quote")) {
      blocks.push_back({.kind = Block::Kind::quote, .children = blocks_of(node)});
    } else if (is(node, "thematic_break")) {
      blocks.push_back({.kind = Block::Kind::rule});
    } else if (is(node, "table")) {
      blocks.push_back(read_table(node));
    } else {
      refused = cmark_node_get_type_string(node);
    }
  }

  void read_paragraph(cmark_node* node, std::vector<Block>& blocks) {
    Spans spans = spans_of(node);
    if (spans.empty()) return;
    if (!spans.front().value && spans.front().text.starts_with(kSignature)) {
      blocks.push_back(
          {.kind = Block::Kind::signature, .lines = lines_of_signature(std::move(spans))});
      return;
    }
    // Long text that stands alone brings its own paragraphs; an empty line parts them.
    Block paragraph{.kind = Block::Kind::paragraph};
    for (Span& span : spans) {
      if (span.line_break && span.text.empty()) {
        end_paragraph(paragraph, blocks);
        continue;
      }
      if (paragraph.spans.empty()) span.line_break = false;
      paragraph.spans.push_back(std::move(span));
    }
    end_paragraph(paragraph, blocks);
  }

  static void end_paragraph(Block& paragraph, std::vector<Block>& blocks) {
    if (paragraph.spans.empty()) return;
    Block& made = blocks.emplace_back();
    made.kind = Block::Kind::paragraph;
    made.spans.swap(paragraph.spans);
  }

  /// ":::signature A | B | C", each part of spans. Only the template's own bars part them.
  std::vector<Spans> lines_of_signature(Spans spans) {
    std::vector<Spans> lines(1);
    spans.front().text.erase(0, kSignature.size());
    for (Span& span : spans) {
      if (span.value) {
        lines.back().push_back(std::move(span));
        continue;
      }
      std::size_t from = 0;
      for (std::size_t bar = span.text.find('|'); bar != std::string::npos;
           bar = span.text.find('|', from)) {
        add_trimmed(lines.back(), span, span.text.substr(from, bar - from));
        lines.emplace_back();
        from = bar + 1;
      }
      add_trimmed(lines.back(), span, span.text.substr(from));
    }
    return lines;
  }

  static void add_trimmed(Spans& line, const Span& like, std::string text) {
    if (line.empty())
      text.erase(0,
                 text.find_first_not_of(' ') == std::string::npos ? text.size()
                                                                  : text.find_first_not_of(' '));
    if (text.empty()) return;
    Span part = like;
    part.text = std::move(text);
    line.push_back(std::move(part));
  }

  Block read_table(cmark_node* table) {
    Block block{.kind = Block::Kind::table};
    const std::uint16_t columns = cmark_gfm_extensions_get_table_columns(table);
    const std::uint8_t* aligned = cmark_gfm_extensions_get_table_alignments(table);
    for (std::uint16_t i = 0; i < columns; ++i) {
      block.columns.push_back(aligned[i] == 'r'   ? Align::right
                              : aligned[i] == 'c' ? Align::centre
                                                  : Align::left);
    }
    for (cmark_node* row = cmark_node_first_child(table); row != nullptr;
         row = cmark_node_next(row)) {
      std::vector<Spans> cells;
      for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr;
           cell = cmark_node_next(cell)) {
        cells.push_back(spans_of(cell));
        for (Span& span : cells.back()) {
          if (span.line_break && span.text.empty()) span.text = " ";
        }
      }
      cells.resize(columns);
      block.rows.push_back(std::move(cells));
    }
    return block;
  }

  Spans spans_of(cmark_node* parent) {
    Spans spans;
    read_spans(parent, Span{}, spans);
    return spans;
  }

  void read_spans(cmark_node* parent, Span style, Spans& spans) {
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
         node = cmark_node_next(node)) {
      if (is(node, "text")) {
        bind(cmark_node_get_literal(node), style, spans);
      } else if (is(node, "softbreak")) {
        add(" ", style, spans);
      } else if (is(node, "linebreak")) {
        style.line_break = true;
        continue;
      } else if (is(node, "strong") || is(node, "emph")) {
        Span inner = style;
        (is(node, "strong") ? inner.bold : inner.italic) = true;
        read_spans(node, inner, spans);
      } else {
        refused = cmark_node_get_type_string(node);
      }
      style.line_break = false;
    }
  }

  /// Puts values where their sentinels stand.
  void bind(const char* literal, const Span& style, Spans& spans) {
    std::string plain;
    for (const char32_t c : to_code_points(literal)) {
      const bool sentinel = c >= kFirstSentinel && c - kFirstSentinel < values_.size();
      if (!sentinel) {
        append_utf8(plain, c);
        continue;
      }
      if (!plain.empty()) add(plain, style, spans);
      plain.clear();
      bind_value(values_[c - kFirstSentinel], style, spans);
    }
    if (!plain.empty()) add(plain, style, spans);
  }

  void bind_value(const FieldValue& value, Span style, Spans& spans) {
    style.unbroken = value.unbroken();
    style.value = true;
    std::size_t from = 0;
    for (std::size_t end = value.text.find('\n');; end = value.text.find('\n', from)) {
      const bool last = end == std::string::npos;
      std::string line = value.text.substr(from, last ? end : end - from);
      if (value.type == FieldType::address) {
        if (from > 0) line.insert(0, ", ");
      } else if (from > 0) {
        style.line_break = true;
      }
      add_line(value, line, style, spans);
      if (last) return;
      from = end + 1;
    }
  }

  /// A line of a value. In the landlord's own texts "**Get advice.** Ask …" begins in bold.
  static void add_line(const FieldValue& value,
                       const std::string& line,
                       const Span& style,
                       Spans& spans) {
    const bool begins_bold = value.landlords && line.find("**") == 0;
    const std::size_t end = begins_bold ? line.find("**", 2) : std::string::npos;
    if (end == std::string::npos) return add(line, style, spans);
    Span head = style;
    head.bold = true;
    add(line.substr(2, end - 2), head, spans);
    Span rest = style;
    rest.line_break = false;
    add(line.substr(end + 2), rest, spans);
  }

  static void add(std::string text, Span style, Spans& spans) {
    style.text = std::move(text);
    spans.push_back(std::move(style));
  }

  const std::vector<FieldValue>& values_;
};

}  // namespace

Result<std::vector<Block>> read_markdown(const Merged& merged) {
  const Tree tree = parse(merged.text);
  Reader reader{merged.values};
  std::vector<Block> blocks = reader.blocks_of(tree.get());
  if (!reader.refused.empty()) {
    return problem("the body holds Markdown that letters do not have: " + reader.refused,
                   "Use headings, paragraphs, lists, tables, quotes, bold and italic");
  }
  return blocks;
}

}  // namespace lintel
