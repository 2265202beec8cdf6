#include "workflows/expression_lexer.h"

namespace lintel {
namespace {

constexpr std::string_view kPound = "\xC2\xA3";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  Result<std::vector<Token>> read() {
    while (true) {
      while (at_ < source_.size() &&
             (source_[at_] == ' ' || source_[at_] == '\n' || source_[at_] == '\r'))
        ++at_;
      if (at_ >= source_.size()) break;
      const Result<Token> token = next();
      if (!token) return tl::unexpected(token.error());
      tokens_.push_back(*token);
    }
    tokens_.push_back(Token{Token::Kind::end, "", source_.size(), 0});
    return std::move(tokens_);
  }

 private:
  Result<Token> next() {
    const std::string_view rest = source_.substr(at_);
    const char c = rest.front();
    if (rest.starts_with(kPound)) return money(rest);
    if (rest.size() >= 10 && is_digit(c) && rest[4] == '-' && rest[7] == '-' && is_digit(rest[3])) {
      return take(Token::Kind::date, rest.substr(0, 10));
    }
    if (is_digit(c)) return number(rest);
    if (is_letter(c)) return name(rest);
    if (c == '"' || c == '\'') return quoted(rest, c);
    for (const std::string_view sign :
         {"!=", "<=", ">=", "==", "=", "<", ">", "+", "-", "*", "(", ")", ",", "."}) {
      if (rest.starts_with(sign)) return take(Token::Kind::sign, sign);
    }
    // A whole character, not the first byte of one.
    std::size_t length = 1;
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0U) == 0x80U)
      ++length;
    return refuse("\"" + std::string(rest.substr(0, length)) + "\" means nothing in a condition");
  }

  Result<Token> money(std::string_view rest) {
    std::size_t end = kPound.size();
    while (end < rest.size()) {
      const bool thousands = rest[end] == ',' && end + 3 < rest.size() && is_digit(rest[end + 1]) &&
                             is_digit(rest[end + 2]) && is_digit(rest[end + 3]) &&
                             (end + 4 >= rest.size() || !is_digit(rest[end + 4]));
      const bool point = rest[end] == '.' && end + 1 < rest.size() && is_digit(rest[end + 1]);
      if (!is_digit(rest[end]) && !thousands && !point) break;
      ++end;
    }
    Result<Token> token = take(Token::Kind::money, rest.substr(0, end));
    token->text.erase(0, kPound.size());
    return token;
  }

  Result<Token> number(std::string_view rest) {
    std::size_t end = 0;
    while (end < rest.size() &&
           (is_digit(rest[end]) ||
            (rest[end] == '.' && end + 1 < rest.size() && is_digit(rest[end + 1])))) {
      ++end;
    }
    return take(Token::Kind::number, rest.substr(0, end));
  }

  Result<Token> name(std::string_view rest) {
    if (rest.starts_with("law.") || rest.starts_with("policy.")) {
      std::size_t end = rest.find('.') + 1;
      const std::size_t start = end;
      const bool law = rest.starts_with("law.");
      while (end < rest.size() &&
             (is_letter(rest[end]) || is_digit(rest[end]) || (law && rest[end] == '-')))
        ++end;
      if (end == start)
        return refuse("a rule's name is missing after \"" + std::string(rest.substr(0, end)) +
                      "\"");
      return take(Token::Kind::rule, rest.substr(0, end));
    }
    std::size_t end = 0;
    while (end < rest.size() && (is_letter(rest[end]) || is_digit(rest[end]))) ++end;
    return take(Token::Kind::name, rest.substr(0, end));
  }

  Result<Token> quoted(std::string_view rest, char quote) {
    const std::size_t end = rest.find(quote, 1);
    if (end == std::string_view::npos) return refuse("a quotation is not closed");
    Result<Token> token = take(Token::Kind::quoted, rest.substr(0, end + 1));
    token->text = token->text.substr(1, end - 1);
    return token;
  }

  Result<Token> take(Token::Kind kind, std::string_view text) {
    Token token{kind, std::string(text), at_, text.size()};
    at_ += text.size();
    return token;
  }

  tl::unexpected<Problem> refuse(std::string what) const {
    Place place;
    place.column = static_cast<int>(at_) + 1;
    return problem(std::move(what), "", place);
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> read_tokens(std::string_view source) {
  return Lexer{source}.read();
}

}  // namespace lintel
