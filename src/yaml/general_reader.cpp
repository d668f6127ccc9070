// The only file that uses yaml-cpp.

#include "general_reader.hpp"

#include "piece.hpp"
#include "scalar_text.hpp"

#include "mltrack/base/unicode.hpp"
#include "mltrack/yaml/scalar.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace mltrack::yaml {
namespace {

constexpr std::size_t deepest = 100;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view next_line = "\xC2\x85";
constexpr std::string_view standard_tag = "tag:yaml.org,2002:";

[[noreturn]] void refuse(const YAML::Mark& mark, const std::string& why) {
  throw YAML::ParserException(mark, why);
}

/// Builds the value from yaml-cpp's events.
class Builder final : public YAML::EventHandler {
 public:
  Builder(GeneralDocument& document, std::string_view text) : document_(document), text_(text) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    if (!frames_.empty() && frames_.back().block) {
      const Frame& top = frames_.back();
      // yaml-cpp takes a line without colon for a key, and a line that begins with one for a value.
      if (top.has_key ? top.key_mark.pos == mark.pos : character(mark) == ':') {
        refuse(mark, top.has_key ? "a key without ':'" : "a value without a key");
      }
    }
    // As a key it is the text that stands there: `~`, `null` or nothing.
    const std::string_view word =
        text_.substr(std::min<std::size_t>(static_cast<std::size_t>(mark.pos), text_.size()));
    const bool spelled = word.size() >= 4 && resolve(word.substr(0, 4)) == ScalarType::null;
    take(mark, std::string(word.substr(0, spelled ? 4 : word.starts_with('~') ? 1 : 0)), Value());
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "aliases are not supported");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    refuse_anchor(mark, anchor);
    const std::string exact = quoted_text(mark).value_or(text);
    if (exact == "<<" && tag == "?" && is_key_next()) {
      refuse(mark, "merge keys are not supported");
    }
    take(mark, exact, tagged(mark, tag, exact));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    refuse_anchor(mark, anchor);
    open(mark, tag, style, List());
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    refuse_anchor(mark, anchor);
    if (frames_.empty()) {
      document_.block_mapping = style == YAML::EmitterStyle::Block;
    }
    open(mark, tag, style, Map());
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Value value;
    std::string key;
    YAML::Mark key_mark;
    YAML::Mark mark;
    bool has_key = false;
    bool block = false;
  };

  static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) {
      refuse(mark, "anchors are not supported");
    }
  }

  /// Quoted scalars by our own hand, for yaml-cpp does not know U+2028 as a line break.
  [[nodiscard]] std::optional<std::string> quoted_text(const YAML::Mark& mark) const {
    if (character(mark) != '\'' && character(mark) != '"') {
      return std::nullopt;
    }
    const auto begin = static_cast<std::size_t>(mark.pos);
    const auto end = quoted_end(text_, begin);
    if (!end) {
      refuse(mark, "the quoted text is not closed");  // yaml-cpp would take it
    }
    auto text = unquote(text_.substr(begin, *end - begin));
    if (!text) {
      refuse(mark, "unknown escape in the quoted text");
    }
    return text;
  }

  [[nodiscard]] char character(const YAML::Mark& mark) const {
    const auto at = static_cast<std::size_t>(mark.pos);
    return at < text_.size() ? text_[at] : '\0';
  }

  static Value tagged(const YAML::Mark& mark, const std::string& tag, const std::string& text) {
    if (tag == "?" || tag.empty()) {
      return plain_value(text);
    }
    if (tag == "!" || tag == std::string(standard_tag) + "str") {
      return text;
    }
    return converted(mark, tag, text);
  }

  static Value converted(const YAML::Mark& mark, const std::string& tag, const std::string& text) {
    const auto is = [&](const char* name) { return tag == std::string(standard_tag) + name; };
    Value value = plain_value(text);
    const ScalarType type = resolve(text);
    if (is("float") && std::holds_alternative<std::int64_t>(value.data)) {
      return static_cast<double>(std::get<std::int64_t>(value.data));
    }
    if ((is("int") && type == ScalarType::integer) ||
        (is("float") && type == ScalarType::floating) ||
        (is("bool") && type == ScalarType::boolean) ||
        (is("timestamp") && type == ScalarType::timestamp)) {
      return value;
    }
    if (is("null")) {
      return {};
    }
    refuse(mark, fmt::format("the tag '{}' is not supported for '{}'", tag, text));
  }

  [[nodiscard]] bool is_key_next() const {
    return !frames_.empty() && std::holds_alternative<Map>(frames_.back().value.data) &&
           !frames_.back().has_key;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::EmitterStyle::value style,
            Value empty) {
    const char* kind = std::holds_alternative<Map>(empty.data) ? "map" : "seq";
    if (frames_.size() == deepest) {
      refuse(mark, fmt::format("nested deeper than {}", deepest));
    }
    if (tag != "?" && tag != "!" && !tag.empty() && tag != std::string(standard_tag) + kind) {
      refuse(mark, fmt::format("the tag '{}' is not supported", tag));
    }
    Frame frame;
    frame.value = std::move(empty);
    frame.mark = mark;
    frame.block = style == YAML::EmitterStyle::Block;
    frames_.push_back(std::move(frame));
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (auto* map = std::get_if<Map>(&frame.value.data)) {
      keep_last_of_each_key(*map);
    }
    take(frame.mark, std::nullopt, std::move(frame.value));
  }

  /// A finished value: the next key, item or entry of what is open, or the whole document. `key` is
  /// its text in the role of a key, if it can have that role.
  void take(const YAML::Mark& mark, std::optional<std::string> key, Value value) {
    if (frames_.empty()) {
      document_.value = std::move(value);
      return;
    }
    Frame& top = frames_.back();
    if (auto* list = std::get_if<List>(&top.value.data)) {
      list->push_back(std::move(value));
    } else if (!top.has_key) {
      if (!key) {
        refuse(mark, "a list or mapping cannot be a key");
      }
      top.key = std::move(*key);
      top.key_mark = mark;
      top.has_key = true;
    } else {
      if (frames_.size() == 1) {
        document_.entries.push_back({top.key, value, static_cast<std::size_t>(top.key_mark.line),
                                     static_cast<std::size_t>(top.key_mark.column)});
      }
      std::get<Map>(top.value.data).emplace_back(std::move(top.key), std::move(value));
      top.has_key = false;
    }
  }

  GeneralDocument& document_;
  std::string_view text_;
  std::vector<Frame> frames_;
};

/// libyaml's rule of what may stand in a file at all.
bool is_allowed(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0x7E) || c == 0x85 ||
         (c >= 0xA0 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

std::optional<std::string> forbidden_character(std::string_view text) {
  const std::string_view whole = text;
  while (!text.empty()) {
    const std::size_t at = whole.size() - text.size();
    const auto c = take_code_point(text);
    if (!c || !is_allowed(*c)) {
      const auto line = 1 + std::count(whole.begin(), whole.begin() + static_cast<long>(at), '\n');
      return c ? fmt::format("line {}: the character U+{:04X} is not allowed", line,
                             static_cast<std::uint32_t>(*c))
               : fmt::format("line {}: not valid UTF-8", line);
    }
  }
  return std::nullopt;
}

/// Length of the line break at `at`, 0 if there is none.
std::size_t break_length(std::string_view text, std::size_t at) {
  if (text[at] == '\r') {
    return text.compare(at, 2, "\r\n") == 0 ? 2 : 1;
  }
  return text[at] == '\n' ? 1 : text.compare(at, 2, next_line) == 0 ? 2 : 0;
}

/// yaml-cpp knows neither a lone CR nor NEL as line breaks.
std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = break_length(text, at);
    out += length > 0 ? '\n' : text[at];
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

}  // namespace

std::vector<std::size_t> line_starts(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = break_length(text, at);
    at += std::max<std::size_t>(length, 1);
    if (length > 0) {
      starts.push_back(at);
    }
  }
  return starts;
}

GeneralDocument read_generally(std::string_view text) {
  GeneralDocument document;
  if (text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
  }
  document.problem = forbidden_character(text);
  if (document.problem) {
    return document;
  }
  try {
    const std::string lines = with_line_feeds(text);
    std::istringstream stream(lines);
    YAML::Parser parser(stream);
    Builder builder(document, lines);
    if (parser.HandleNextDocument(builder)) {
      GeneralDocument second;
      Builder ignored(second, lines);
      if (parser.HandleNextDocument(ignored)) {
        document.problem = "more than one document";
      }
    }
  } catch (const YAML::Exception& error) {
    document.problem = fmt::format("line {}, column {}: {}", error.mark.line + 1,
                                   error.mark.column + 1, escape_controls(error.msg));
  }
  return document;
}

}  // namespace mltrack::yaml
