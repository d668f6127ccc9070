#include "block_reader.hpp"

#include "scalar_text.hpp"

#include <array>
#include <utility>

namespace mltrack::yaml {
namespace {

constexpr std::size_t deepest = 100;
constexpr std::size_t longest_simple_key = 1000;  // libyaml: 1024 characters

Piece piece(std::size_t begin, std::size_t end, Form form) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), form};
}

using CharacterSet = std::array<bool, 256>;

constexpr CharacterSet set_of(std::string_view characters) {
  CharacterSet set{};
  for (const char c : characters) {
    set[static_cast<unsigned char>(c)] = true;
  }
  return set;
}

constexpr CharacterSet indicators = set_of(",[]{}&*!|>'\"%@`#\n ");
constexpr CharacterSet may_end_plain = set_of("\n:#\xE2");

bool is_any(char c, const CharacterSet& set) {
  return set[static_cast<unsigned char>(c)];
}

/// Counts how deep the reader is, for as long as it lives.
class Deeper {
 public:
  explicit Deeper(std::size_t& depth) : depth_(depth) { ++depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  ~Deeper() { --depth_; }
  [[nodiscard]] bool too_deep() const { return depth_ > deepest; }

 private:
  std::size_t& depth_;
};

}  // namespace

BlockReader::BlockReader(std::string_view text, std::size_t position)
    : text_(text), position_(position) {
  const auto characters = certain_characters(text.substr(position));
  certain_ = characters != Characters::doubtful;
  unicode_breaks_ = characters == Characters::with_unicode_breaks;
}

bool BlockReader::looking_at(std::string_view word) const {
  return text_.compare(position_, word.size(), word) == 0;
}

/// A plain scalar may begin here: no indicator, and no `-`, `?`, `:` before a blank.
bool BlockReader::begins_plain() const {
  if (at_end()) {
    return false;
  }
  const char c = text_[position_];
  if (is_any(c, indicators)) {
    return false;
  }
  if (c == '-' || c == '?' || c == ':') {
    const char next = position_ + 1 < text_.size() ? text_[position_ + 1] : '\n';
    return next != ' ' && next != '\n' && !looking_at("---");
  }
  return c != '.' || !looking_at("...");
}

std::size_t BlockReader::indent_here() const {
  std::size_t at = position_;
  while (at < text_.size() && text_[at] == ' ') {
    ++at;
  }
  return at - position_;
}

void BlockReader::skip_spaces() {
  position_ += indent_here();
}

/// Only blanks up to the line feed, which is taken.
bool BlockReader::end_of_line() {
  skip_spaces();
  if (at_end()) {
    return true;
  }
  return text_[position_++] == '\n';
}

bool BlockReader::whole(Value& out) {
  if (!certain_ || at_end()) {
    return false;
  }
  const bool read = looking_at("- ") ? sequence(0, &out) : mapping(0, &out);
  return read && at_end();
}

bool BlockReader::entry(std::size_t column, Piece& key, Piece& value, Value* out) {
  if (looking_at("? ")) {
    if (!explicit_key(column, key)) {
      return false;
    }
    return after_indicator(column, value, out);
  }
  return simple_key(key) && value_after_colon(column, value, out);
}

/// A key on one line and the colon after it.
bool BlockReader::simple_key(Piece& key) {
  if (at_end()) {
    return false;
  }
  if (text_[position_] != '\'' && text_[position_] != '"') {
    return plain_key(key);
  }
  const auto end = quoted_end(text_, position_);
  if (!end || *end - position_ > longest_simple_key) {
    return false;
  }
  const auto raw = text_.substr(position_, *end - position_);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\n' || (unicode_breaks_ && is_unicode_break(raw, i))) {
      return false;
    }
  }
  if (!unquote(raw)) {
    return false;
  }
  key = piece(position_, *end, Form::quoted);
  position_ = *end;
  if (at_end() || text_[position_] != ':') {
    return false;
  }
  ++position_;
  return at_end() || text_[position_] == ' ' || text_[position_] == '\n';
}

bool BlockReader::plain_key(Piece& key) {
  if (!begins_plain()) {
    return false;
  }
  const std::size_t begin = position_;
  const std::size_t end = end_of_plain(begin);
  if (end >= text_.size() || text_[end] != ':' || text_[end - 1] == ' ' ||
      end - begin > longest_simple_key) {
    return false;
  }
  key = piece(begin, end, Form::plain);
  position_ = end + 1;
  return text_.substr(begin, end - begin) != "<<";
}

/// `? key` and the `: ` that begins the next line.
bool BlockReader::explicit_key(std::size_t column, Piece& key) {
  position_ += 2;
  if (!scalar(column, key, nullptr) || indent_here() != column ||
      (key.form != Form::plain && key.form != Form::folded && key.form != Form::quoted)) {
    return false;
  }
  position_ += column;
  if (!looking_at(": ") || text_.substr(key.begin, key.end - key.begin) == "<<") {
    return false;
  }
  position_ += 2;
  return true;
}

bool BlockReader::value_after_colon(std::size_t column, Piece& value, Value* out) {
  skip_spaces();
  if (at_end() || text_[position_] == '\n') {
    position_ += at_end() ? 0 : 1;
    return nested(column, value, out);
  }
  return scalar(column, value, out);
}

/// What belongs to `key:` on the lines after it: a block further in, a list at the same column, or
/// nothing.
bool BlockReader::nested(std::size_t column, Piece& value, Value* out) {
  value = piece(position_, position_, Form::nothing);
  const std::size_t indent = indent_here();
  const std::size_t begin = position_;
  if (begin + indent >= text_.size()) {
    return indent == 0;
  }
  position_ += indent;
  const bool list = looking_at("- ");
  if (indent < column || (indent == column && !list)) {
    position_ = begin;
    return true;
  }
  const bool read = list ? sequence(indent, out) : mapping(indent, out);
  value = piece(begin, position_, Form::block);
  return read;
}

/// What follows `- ` or `: ` at `column`: a block that begins on this line, or a scalar.
bool BlockReader::after_indicator(std::size_t column, Piece& value, Value* out) {
  const std::size_t begin = position_;
  const std::size_t inner = column + 2;
  Piece key;
  const bool list = looking_at("- ");
  const bool map = !list && (looking_at("? ") || simple_key(key));
  position_ = begin;
  if (!list && !map) {
    return scalar(column, value, out);
  }
  // Its lines begin with the blanks and the indicator, so that the columns of the piece fit.
  const bool read = list ? sequence(inner, out) : mapping(inner, out);
  value = piece(begin, position_, Form::block);
  return read;
}

/// A scalar or an empty collection to the end of its last line.
bool BlockReader::scalar(std::size_t parent, Piece& value, Value* out) {
  if (at_end()) {
    return false;
  }
  const char c = text_[position_];
  const bool read = c == '\'' || c == '"'  ? quoted(value)
                    : c == '[' || c == '{' ? empty_collection(value)
                                           : plain(parent, value);
  if (read && out != nullptr) {
    *out = scalar_value(text_, value);
  }
  return read;
}

bool BlockReader::quoted(Piece& value) {
  const auto end = quoted_end(text_, position_);
  if (!end) {
    return false;
  }
  const auto raw = text_.substr(position_, *end - position_);
  if (raw.find("\n---") != std::string_view::npos || raw.find("\n...") != std::string_view::npos) {
    return false;  // the marks of a document end it even here
  }
  if (raw[0] == '"' && raw.find('\\') != std::string_view::npos && !unquote(raw)) {
    return false;
  }
  value = piece(position_, *end, Form::quoted);
  position_ = *end;
  return end_of_line();
}

bool BlockReader::empty_collection(Piece& value) {
  const bool list = looking_at("[]");
  if (!list && !looking_at("{}")) {
    return false;
  }
  value = piece(position_, position_ + 2, list ? Form::empty_list : Form::empty_map);
  position_ += 2;
  return end_of_line();
}

/// Where a plain scalar that is read from `at` ends on its line: at the line feed, or at what means
/// something else: a colon before a blank, the hash of a comment, U+2028.
std::size_t BlockReader::end_of_plain(std::size_t at) const {
  while (true) {
    while (at < text_.size() && !is_any(text_[at], may_end_plain)) {
      ++at;
    }
    if (at == text_.size() || text_[at] == '\n') {
      return at;
    }
    const bool colon = text_[at] == ':' &&
                       (at + 1 == text_.size() || text_[at + 1] == ' ' || text_[at + 1] == '\n');
    const bool comment = text_[at] == '#' && text_[at - 1] == ' ';
    if (colon || comment || (unicode_breaks_ && is_unicode_break(text_, at))) {
      return at;
    }
    ++at;
  }
}

bool BlockReader::plain(std::size_t parent, Piece& value) {
  if (!begins_plain()) {
    return false;
  }
  const std::size_t begin = position_;
  std::size_t end = begin;
  Form form = Form::plain;
  while (true) {
    end = position_ = end_of_plain(position_);
    if (!at_end() && text_[position_] != '\n') {
      return false;
    }
    position_ += at_end() ? 0 : 1;
    const std::size_t next = position_ + indent_here();
    if (next < text_.size() && text_[next] == '\n') {
      return false;  // a blank line, perhaps inside the scalar
    }
    if (next >= text_.size() || next - position_ <= parent) {
      break;
    }
    position_ = next;
    form = Form::folded;
  }
  while (text_[end - 1] == ' ') {
    --end;
  }
  value = piece(begin, end, form);
  return true;
}

bool BlockReader::mapping(std::size_t column, Value* out) {
  const Deeper deeper(depth_);
  if (deeper.too_deep()) {
    return false;
  }
  Map map;
  while (true) {
    Piece key;
    Piece value;
    Value built;
    if (!entry(column, key, value, out == nullptr ? nullptr : &built)) {
      return false;
    }
    if (out != nullptr) {
      map.emplace_back(scalar_text(text_, key), std::move(built));
    }
    const std::size_t indent = indent_here();
    if (position_ + indent >= text_.size() || indent != column) {
      if (out != nullptr) {
        keep_last_of_each_key(map);
        *out = std::move(map);
      }
      return position_ + indent < text_.size() ? indent < column : indent == 0;
    }
    position_ += indent;
  }
}

bool BlockReader::sequence(std::size_t column, Value* out) {
  const Deeper deeper(depth_);
  if (deeper.too_deep()) {
    return false;
  }
  List list;
  while (true) {
    position_ += 2;
    Piece item;
    Value built;
    if (!after_indicator(column, item, out == nullptr ? nullptr : &built)) {
      return false;
    }
    if (out != nullptr) {
      list.push_back(std::move(built));
    }
    const std::size_t indent = indent_here();
    const bool ended = position_ + indent >= text_.size();
    if (ended || indent != column || text_.compare(position_ + indent, 2, "- ") != 0) {
      if (out != nullptr) {
        *out = std::move(list);
      }
      return ended ? indent == 0 : indent <= column;
    }
    position_ += indent;
  }
}

}  // namespace mltrack::yaml
