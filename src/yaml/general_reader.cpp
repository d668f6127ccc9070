// libyaml's parser, which is the one behind PyYAML's CSafeLoader: what it refuses, MLflow cannot read.

#include "general_reader.hpp"

#include "piece.hpp"
#include "scalar_text.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/yaml/scalar.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <utility>

namespace mltrack::yaml {
namespace {

constexpr std::size_t deepest = 100;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view next_line = "\xC2\x85";
constexpr std::string_view standard_tag = "tag:yaml.org,2002:";

/// Not YAML that we read; ends up as GeneralDocument::problem.
struct Problem {
  std::string text;
};

[[noreturn]] void refuse(const yaml_mark_t& mark, std::string_view why) {
  throw Problem{
      fmt::format("line {}, column {}: {}", mark.line + 1, mark.column + 1, escape_controls(why))};
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {
    if (yaml_parser_initialize(&parser_) == 0) {
      throw Error::internal("YAML: out of memory");
    }
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
    // Or two bytes at the beginning could make it UTF-16.
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }

  /// Valid until the next call.
  const yaml_event_t& next() {
    yaml_event_delete(&event_);
    if (yaml_parser_parse(&parser_, &event_) != 0) {
      return event_;
    }
    const char* problem = parser_.problem == nullptr ? "?" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) {
      // The reader runs ahead of the parser and tells a place in bytes only.
      const auto before = text_.substr(0, parser_.problem_offset);
      throw Problem{
          fmt::format("line {}: {}", 1 + std::count(before.begin(), before.end(), '\n'), problem)};
    }
    if (parser_.context != nullptr) {
      refuse(parser_.problem_mark, fmt::format("{} ({})", problem, parser_.context));
    }
    refuse(parser_.problem_mark, problem);
  }

 private:
  std::string_view text_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

std::string_view view_of(const unsigned char* text, std::size_t size) {
  return {reinterpret_cast<const char*>(text), size};
}

/// "" for a node without a tag.
std::string_view tag_of(const unsigned char* tag) {
  return tag == nullptr ? std::string_view{} : reinterpret_cast<const char*>(tag);
}

/// Builds the value from libyaml's events.
class Builder {
 public:
  explicit Builder(GeneralDocument& document) : document_(document) {}

  void take(const yaml_event_t& event) {
    const yaml_mark_t& mark = event.start_mark;
    switch (event.type) {
      case YAML_ALIAS_EVENT:
        refuse(mark, "aliases are not supported");
      case YAML_SCALAR_EVENT:
        return scalar(mark, event.data.scalar);
      case YAML_SEQUENCE_START_EVENT:
        refuse_anchor(mark, event.data.sequence_start.anchor);
        return open(mark, tag_of(event.data.sequence_start.tag), List());
      case YAML_MAPPING_START_EVENT:
        refuse_anchor(mark, event.data.mapping_start.anchor);
        if (frames_.empty()) {
          document_.block_mapping = event.data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE;
        }
        return open(mark, tag_of(event.data.mapping_start.tag), Map());
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        return close();
      default:  // where the stream and the document begin and end
        return;
    }
  }

 private:
  struct Frame {
    Value value;
    std::string key;
    yaml_mark_t key_mark{};
    yaml_mark_t mark{};
    bool has_key = false;
  };
  using Scalar = decltype(yaml_event_t::data.scalar);

  static void refuse_anchor(const yaml_mark_t& mark, const unsigned char* anchor) {
    if (anchor != nullptr) {
      refuse(mark, "anchors are not supported");
    }
  }

  void scalar(const yaml_mark_t& mark, const Scalar& event) {
    refuse_anchor(mark, event.anchor);
    const std::string text(view_of(event.value, event.length));
    const std::string_view tag = tag_of(event.tag);
    const bool is_plain = event.plain_implicit != 0;
    if (is_plain && text == "<<" && is_key_next()) {
      refuse(mark, "merge keys are not supported");
    }
    if (tag.empty()) {
      finish(mark, text, is_plain ? plain_value(text) : Value(text));
    } else if (tag == std::string(standard_tag) + "str") {
      finish(mark, text, text);
    } else {
      finish(mark, text, converted(mark, tag, text));
    }
  }

  static Value converted(const yaml_mark_t& mark, std::string_view tag, const std::string& text) {
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

  void open(const yaml_mark_t& mark, std::string_view tag, Value empty) {
    const char* kind = std::holds_alternative<Map>(empty.data) ? "map" : "seq";
    if (frames_.size() == deepest) {
      refuse(mark, fmt::format("nested deeper than {}", deepest));
    }
    if (!tag.empty() && tag != std::string(standard_tag) + kind) {
      refuse(mark, fmt::format("the tag '{}' is not supported", tag));
    }
    Frame frame;
    frame.value = std::move(empty);
    frame.mark = mark;
    frames_.push_back(std::move(frame));
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (auto* map = std::get_if<Map>(&frame.value.data)) {
      keep_last_of_each_key(*map);
    }
    finish(frame.mark, std::nullopt, std::move(frame.value));
  }

  /// A finished value: the next key, item or entry of what is open, or the whole document. `key` is
  /// its text in the role of a key, if it can have that role.
  void finish(const yaml_mark_t& mark, std::optional<std::string> key, Value value) {
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
        document_.entries.push_back({top.key, value, top.key_mark.line, top.key_mark.column});
      }
      std::get<Map>(top.value.data).emplace_back(std::move(top.key), std::move(value));
      top.has_key = false;
    }
  }

  GeneralDocument& document_;
  std::vector<Frame> frames_;
};

/// Length of the line break at `at`, 0 if there is none.
std::size_t break_length(std::string_view text, std::size_t at) {
  if (text[at] == '\r') {
    return text.compare(at, 2, "\r\n") == 0 ? 2 : 1;
  }
  if (is_unicode_break(text, at)) {
    return 3;
  }
  return text[at] == '\n' ? 1 : text.compare(at, 2, next_line) == 0 ? 2 : 0;
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
  try {
    Parser parser(text);
    Builder builder(document);
    int documents = 0;
    for (const yaml_event_t* event = nullptr;
         event == nullptr || event->type != YAML_STREAM_END_EVENT;) {
      event = &parser.next();
      documents += event->type == YAML_DOCUMENT_START_EVENT ? 1 : 0;
      if (documents > 1) {
        refuse(event->start_mark, "more than one document");
      }
      builder.take(*event);
    }
  } catch (const Problem& problem) {
    document.problem = problem.text;
  }
  return document;
}

}  // namespace mltrack::yaml
