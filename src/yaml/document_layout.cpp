// The slow way into a Document: files that people wrote, with comments, flow values, CR LF. The
// general reader says what the values are and where the keys stand; here each key gets its lines.

#include "block_reader.hpp"
#include "general_reader.hpp"
#include "piece.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/yaml/document.hpp"

#include <algorithm>
#include <utility>

namespace mltrack::yaml {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr int most_tries = 8;  // each reads the entry again
constexpr std::string_view blanks = " \t\r\n";

/// The lines of a text.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    const std::size_t first = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    for (const std::size_t start : line_starts(text.substr(first))) {
      starts_.push_back(first + start);
    }
  }
  [[nodiscard]] std::size_t count() const { return starts_.size(); }
  [[nodiscard]] std::size_t start(std::size_t line) const {
    return line < count() ? starts_[line] : text_.size();
  }
  [[nodiscard]] std::string_view operator[](std::size_t line) const {
    return text_.substr(start(line), start(line + 1) - start(line));
  }
  [[nodiscard]] bool is_blank(std::size_t line) const {
    return (*this)[line].find_first_not_of(blanks) == std::string_view::npos;
  }
  /// The first of the comment lines, at column 0, that stand directly before `line` and after
  /// `after`; blank lines may stand among them.
  [[nodiscard]] std::size_t comments_before(std::size_t line, std::size_t after) const {
    std::size_t first = line;
    for (std::size_t i = line; i > after && (is_blank(i - 1) || (*this)[i - 1][0] == '#'); --i) {
      first = is_blank(i - 1) ? first : i - 1;
    }
    return first;
  }
  /// The next line after `line` that looks like a comment, or `end`.
  [[nodiscard]] std::size_t comment_after(std::size_t line, std::size_t end) const {
    do {
      ++line;
    } while (line < end && !(*this)[line].starts_with('#'));
    return line;
  }
  /// The `...` line after `line`, or the number of lines.
  [[nodiscard]] std::size_t end_of_document(std::size_t line) const {
    while (line < count() && !is_end_mark((*this)[line])) {
      ++line;
    }
    return line;
  }

 private:
  static bool is_end_mark(std::string_view line) {
    return line.starts_with("...") &&
           (line.size() == 3 || blanks.find(line[3]) != std::string_view::npos);
  }
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

/// Every key begins a line of its own, alone or after `? `.
bool keys_begin_lines(const std::vector<TopEntry>& entries, const Lines& lines) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool in_order = i == 0 || entries[i - 1].line < entries[i].line;
    const bool at_begin = entries[i].column == 0 || lines[entries[i].line].starts_with("? ");
    if (!in_order || !at_begin) {
      return false;
    }
  }
  return true;
}

/// Whether these lines alone, and followed by others, mean just that entry.
bool means(std::string_view lines, const std::string& key, const Value& value) {
  std::string alone(lines);
  alone += alone.ends_with('\n') || alone.ends_with('\r') ? "" : "\n";
  const GeneralDocument document = read_generally(alone);
  // As text, because nan is not equal to itself.
  return !document.problem && python_str(document.value) == python_str(Map{{key, value}});
}

}  // namespace

/// The whole document again in block style, as MLflow writes it: for `{a: 1}` and the like, where
/// entries have no lines of their own.
void Document::keep_as_block_style(const Map& map) {
  entries_.clear();
  held_.clear();
  head_end_ = 0;
  tail_begin_ = parsed_size_;
  for (const auto& [key, value] : map) {
    Entry entry = append_entry("", key, value);
    hold(key, value, entry);  // for the order of nested mappings, which emitting has sorted
    entries_.push_back(entry);
  }
}

/// Reads the lines of an entry by themselves; false if they do not mean what was found.
bool Document::read_entry(Entry& entry, const TopEntry& found) {
  // The block reader may be sure of these lines, though not of the whole text.
  BlockReader reader(view(0, entry.end), entry.line);
  if (reader.has_certain_characters() && reader.entry(0, entry.key, entry.value, nullptr) &&
      reader.at_end()) {
    unquote_key(entry);
    return true;
  }
  if (!means(view(entry.line, entry.end), found.key, found.value)) {
    return false;
  }
  hold(found.key, found.value, entry);
  return true;
}

/// Gives each entry its lines; false if that cannot be done.
bool Document::lay_out(const std::vector<TopEntry>& found) {
  const std::string parsed = text_;  // text_ grows below
  const Lines lines(parsed);
  if (!keys_begin_lines(found, lines)) {
    return false;
  }
  const auto offset = [&](std::size_t line) {
    return static_cast<std::uint32_t>(lines.start(line));
  };
  const std::size_t after_last = lines.end_of_document(found.back().line + 1);
  std::size_t begin = lines.comments_before(found.front().line, 0);
  head_end_ = offset(begin);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t next = i + 1 < found.size() ? found[i + 1].line : after_last;
    std::size_t end = lines.comments_before(next, found[i].line + 1);
    Entry entry;
    entry.begin = offset(begin);
    entry.line = offset(found[i].line);
    entry.end = offset(end);
    bool read = read_entry(entry, found[i]);
    for (int tries = 0; !read && end != next; ++tries) {
      // What looked like a comment is a line of a quoted value.
      end = tries < most_tries ? lines.comment_after(end, next) : next;
      entry.end = offset(end);
      read = read_entry(entry, found[i]);
    }
    if (!read && end != lines.count()) {
      return false;
    }
    if (!read) {  // `|` without a last line feed: with one, which other entries need, it means more
      entry = append_entry(view(entry.begin, entry.line), found[i].key, found[i].value);
      hold(found[i].key, found[i].value, entry);
    }
    entries_.push_back(entry);
    begin = end;
  }
  tail_begin_ = offset(begin);
  return true;
}

void Document::read_generally() {
  const GeneralDocument document = yaml::read_generally(text_);
  if (document.problem) {
    throw Error::internal("not valid YAML: {}", *document.problem);
  }
  if (document.value.is_null()) {
    throw Error::internal("the file is empty");
  }
  const auto* map = std::get_if<Map>(&document.value.data);
  if (map == nullptr) {
    throw Error::internal("not a mapping");
  }
  if (map->empty() || !document.block_mapping || !lay_out(document.entries)) {
    keep_as_block_style(*map);
  }
}

}  // namespace mltrack::yaml
