#include "python_list.hpp"

#include "python_text.hpp"

#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace mltrack::search {
namespace {

constexpr int deepest = 100;
constexpr std::size_t longest_integer = 4300;  // Python reads no longer ones

struct Literal {
  enum class Kind { string, bytes, tuple, other };
  Kind kind = Kind::other;
  std::string text;
  std::string repr;
  std::vector<Literal> items;
};
using MaybeLiteral = std::optional<Literal>;

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_ascii_word(char c) {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class LiteralReader {
 public:
  explicit LiteralReader(std::string_view text) : rest_(text) {}

  MaybeLiteral read_all() {
    auto literal = read(0);
    skip_blanks();
    return rest_.empty() ? literal : std::nullopt;
  }

 private:
  MaybeLiteral read(int depth) {
    skip_blanks();
    if (rest_.empty() || depth > deepest) {
      return std::nullopt;
    }
    if (take('(')) {
      return read_items(')', depth);
    }
    if (take('[')) {
      return read_items(']', depth);
    }
    if (at_string()) {
      return read_strings();
    }
    if (is_ascii_digit(rest_[0]) || rest_[0] == '.' || rest_[0] == '-' || rest_[0] == '+') {
      return read_number();
    }
    return read_word();
  }

  MaybeLiteral read_items(char close, int depth) {
    Literal list;
    bool comma = true;
    for (skip_blanks(); !take(close); skip_blanks()) {
      auto item = comma ? read(depth + 1) : std::nullopt;
      if (!item) {
        return std::nullopt;
      }
      list.items.push_back(*std::move(item));
      skip_blanks();
      comma = take(',');
    }
    if (close == ')' && list.items.size() == 1 && !comma) {
      return std::move(list.items[0]);  // just parentheses
    }
    list.kind = close == ')' ? Literal::Kind::tuple : Literal::Kind::other;
    list.repr = repr_of_items(list.items, close);
    return list;
  }

  static std::string repr_of_items(const std::vector<Literal>& items, char close) {
    std::string repr = close == ')' ? "(" : "[";
    for (const Literal& item : items) {
      repr += &item == items.data() ? "" : ", ";
      repr += item.repr;
    }
    repr += close == ')' && items.size() == 1 ? "," : "";
    repr += close;
    return repr;
  }

  [[nodiscard]] bool at_string() const {
    const std::size_t quote = rest_.find_first_of("'\"");
    if (quote == std::string_view::npos || quote > 2) {
      return false;
    }
    std::string prefix(rest_.substr(0, quote));
    for (char& c : prefix) {
      c = to_lower_ascii(c);
    }
    return prefix.empty() || prefix == "u" || prefix == "r" || prefix == "b" || prefix == "br" ||
           prefix == "rb";
  }

  MaybeLiteral read_strings() {
    Literal literal;
    bool first = true;
    for (; at_string(); skip_blanks()) {
      const std::size_t quote = rest_.find_first_of("'\"");
      bool raw = false;
      Literal::Kind kind = Literal::Kind::string;
      for (const char c : rest_.substr(0, quote)) {
        raw = raw || to_lower_ascii(c) == 'r';
        kind = to_lower_ascii(c) == 'b' ? Literal::Kind::bytes : kind;
      }
      rest_.remove_prefix(quote);
      if (!first && kind != literal.kind) {
        return std::nullopt;
      }
      literal.kind = kind;
      first = false;
      if (!read_string_body(literal.text, raw, kind == Literal::Kind::bytes)) {
        return std::nullopt;
      }
    }
    literal.repr = literal.kind == Literal::Kind::bytes ? python_bytes_repr(literal.text)
                                                        : python_repr(literal.text);
    return literal;
  }

  bool read_string_body(std::string& out, bool raw, bool bytes) {
    const std::string quote(rest_.starts_with("'''") || rest_.starts_with("\"\"\"") ? 3 : 1,
                            rest_[0]);
    rest_.remove_prefix(quote.size());
    while (!rest_.starts_with(quote)) {
      if (rest_.empty() || (quote.size() == 1 && (rest_[0] == '\n' || rest_[0] == '\r')) ||
          rest_[0] == '\0' || (bytes && static_cast<unsigned char>(rest_[0]) >= 0x80)) {
        return false;
      }
      if (rest_[0] == '\\') {
        if (!read_escape(out, raw, bytes)) {
          return false;
        }
      } else if (rest_[0] == '\r') {  // Python reads every line end as \n
        rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
        out += '\n';
      } else {
        out += rest_[0];
        rest_.remove_prefix(1);
      }
    }
    rest_.remove_prefix(quote.size());
    return true;
  }

  bool read_escape(std::string& out, bool raw, bool bytes) {
    if (rest_.size() < 2) {
      return false;
    }
    const char c = rest_[1];
    const bool line_end = c == '\n' || c == '\r';
    if (raw || (bytes && (c == 'u' || c == 'U' || c == 'N'))) {
      out += '\\';
      if (line_end) {
        out += '\n';
        rest_.remove_prefix(rest_.substr(1).starts_with("\r\n") ? 3 : 2);
        return true;
      }
      out += c;
      rest_.remove_prefix(2);
      return c != '\0';
    }
    rest_.remove_prefix(line_end && rest_.substr(1).starts_with("\r\n") ? 3 : 2);
    constexpr std::string_view from = "\\'\"abfnrtv";
    constexpr std::string_view to = "\\'\"\a\b\f\n\r\t\v";
    if (const std::size_t at = from.find(c); at != std::string_view::npos) {
      out += to[at];
      return true;
    }
    if (line_end) {
      return true;
    }
    switch (c) {
      case 'x':
        return read_code(out, 2, bytes);
      case 'u':
        return read_code(out, 4, false);
      case 'U':
        return read_code(out, 8, false);
      case 'N':
      case '\0':
        return false;
      default:
        break;
    }
    if (c >= '0' && c <= '7') {
      read_octal(out, c, bytes);
      return true;
    }
    out += '\\';
    out += c;
    return true;
  }

  bool read_code(std::string& out, std::size_t digits, bool byte) {
    const std::string_view text = rest_.substr(0, digits);
    std::uint32_t code = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), code, 16);
    if (text.size() < digits || result.ptr != text.data() + digits || code > 0x10FFFF) {
      return false;
    }
    rest_.remove_prefix(digits);
    append_code(out, code, byte);
    return true;
  }

  void read_octal(std::string& out, char first, bool byte) {
    auto code = static_cast<std::uint32_t>(first - '0');
    for (int i = 0; i < 2 && !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '7'; ++i) {
      code = code * 8 + static_cast<std::uint32_t>(rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    append_code(out, code, byte);
  }

  static void append_code(std::string& out, std::uint32_t code, bool byte) {
    if (byte) {
      out += static_cast<char>(code & 0xFFU);
    } else {
      append_utf8(out, code);
    }
  }

  MaybeLiteral read_number() {
    const bool negative = take('-');
    if (!negative) {
      take('+');
    }
    skip_blanks();
    std::size_t size = 0;
    while (size < rest_.size() && (is_ascii_word(rest_[size]) || rest_[size] == '.' ||
                                   (size > 0 && (rest_[size] == '-' || rest_[size] == '+') &&
                                    to_lower_ascii(rest_[size - 1]) == 'e'))) {
      ++size;
    }
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    if (auto other_base = integer_of_other_base(text, negative)) {
      return other_base;
    }
    const bool digits_only = text.find_first_not_of("0123456789_") == std::string_view::npos;
    const auto value = parse_python_float(text);
    if (text.empty() || !(is_ascii_digit(text[0]) || text[0] == '.') || !value ||
        text.size() > longest_integer) {
      return std::nullopt;
    }
    Literal literal;
    if (!digits_only) {
      literal.repr = format_double(negative ? -*value : *value);
      return literal;
    }
    for (const char c : text) {
      literal.repr += c == '_' ? "" : std::string(1, c);
    }
    const std::size_t significant = literal.repr.find_first_not_of('0');
    if (significant == std::string::npos) {
      literal.repr = "0";
    } else if (significant > 0) {
      return std::nullopt;  // Python has no `01`
    } else if (negative) {
      literal.repr.insert(0, "-");
    }
    return literal;
  }

  /// `0x1F`, `0o17`, `0b1`
  static MaybeLiteral integer_of_other_base(std::string_view text, bool negative) {
    const char letter = text.size() > 2 && text[0] == '0' ? to_lower_ascii(text[1]) : '\0';
    const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    if (base == 0 || std::from_chars(text.data() + 2, end, value, base).ptr != end) {
      return std::nullopt;
    }
    Literal literal;
    literal.repr = (negative && value != 0 ? "-" : "") + std::to_string(value);
    return literal;
  }

  MaybeLiteral read_word() {
    for (const std::string_view word : {"None", "True", "False"}) {
      if (rest_.starts_with(word) &&
          (rest_.size() == word.size() || !is_ascii_word(rest_[word.size()]))) {
        rest_.remove_prefix(word.size());
        Literal literal;
        literal.repr = word;
        return literal;
      }
    }
    return std::nullopt;
  }

  void skip_blanks() {
    for (;;) {
      const std::size_t blanks = std::min(rest_.find_first_not_of(" \t\f\r\n"), rest_.size());
      rest_.remove_prefix(blanks);
      if (rest_.starts_with('#')) {
        rest_.remove_prefix(std::min(rest_.find_first_of("\r\n"), rest_.size()));
      } else if (rest_.starts_with("\\\n") || rest_.starts_with("\\\r\n")) {
        rest_.remove_prefix(rest_.find('\n') + 1);
      } else {
        return;
      }
    }
  }

  bool take(char c) {
    if (!rest_.starts_with(c)) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<PythonList> parse_python_list(std::string_view text) {
  auto literal = LiteralReader(text).read_all();
  if (!literal) {
    return std::nullopt;
  }
  PythonList list;
  if (literal->kind != Literal::Kind::tuple) {
    list.repr = "(" + literal->repr + ",)";
    std::vector<Literal> single;
    single.push_back(*std::move(literal));
    literal = Literal{};
    literal->items = std::move(single);
  } else {
    list.repr = literal->repr;
  }
  for (Literal& item : literal->items) {
    list.only_strings = list.only_strings && item.kind == Literal::Kind::string;
    list.strings.push_back(std::move(item.text));
  }
  return list;
}

}  // namespace mltrack::search
