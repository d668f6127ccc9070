// The metric line that a training loop writes a million times is read by a scanner that makes
// nothing but the metric. Whatever it does not know for sure it leaves to the full reader, so both
// always agree.

#include "mltrack/wire/batch_line.hpp"

#include "batch_fields.hpp"
#include "json_reader.hpp"

#include "mltrack/base/unicode.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace mltrack::wire {
namespace {

/// `{"metric":"k","value":1.5,"step":3,"timestamp":123}` with fields in any order, integers within
/// 64 bits and texts without escapes. Nothing for any other line.
class MetricLine {
 public:
  explicit MetricLine(std::string_view line)
      : next_(line.data()), end_(line.data() + line.size()) {}

  std::optional<Metric> read(std::int64_t now_ms) {
    metric_.timestamp = now_ms;
    if (!take('{')) {
      return std::nullopt;
    }
    do {
      if (!read_field()) {
        return std::nullopt;
      }
    } while (take(','));
    if (!take('}')) {
      return std::nullopt;
    }
    skip_blanks();
    if (next_ != end_ || (seen_ & (has_metric | has_value)) != (has_metric | has_value)) {
      return std::nullopt;
    }
    return std::move(metric_);
  }

 private:
  enum Field : unsigned { has_metric = 1, has_value = 2, has_step = 4, has_timestamp = 8 };

  bool read_field() {
    std::string_view name;
    if (!read_text(name) || !take(':')) {
      return false;
    }
    if (name == "metric") {
      std::string_view key;
      if (!first(has_metric) || !read_text(key)) {
        return false;
      }
      metric_.key = key;
      return true;
    }
    if (name == "value") {
      return first(has_value) && read_number(metric_.value);
    }
    if (name == "step") {
      return first(has_step) && read_integer(metric_.step);
    }
    return name == "timestamp" && first(has_timestamp) && read_integer(metric_.timestamp);
  }

  bool first(Field field) {
    const bool is_first = (seen_ & field) == 0;
    seen_ |= field;
    return is_first;
  }

  void skip_blanks() {
    while (next_ != end_ && (*next_ == ' ' || *next_ == '\t' || *next_ == '\r' || *next_ == '\n')) {
      ++next_;
    }
  }

  bool take(char c) {
    skip_blanks();
    if (next_ == end_ || *next_ != c) {
      return false;
    }
    ++next_;
    return true;
  }

  bool read_text(std::string_view& text) {
    if (!take('"')) {
      return false;
    }
    const char* begin = next_;
    bool ascii = true;
    for (; next_ != end_ && *next_ != '"'; ++next_) {
      const auto byte = static_cast<unsigned char>(*next_);
      if (byte < 0x20 || byte == '\\') {
        return false;
      }
      ascii = ascii && byte < 0x80;
    }
    if (next_ == end_) {
      return false;
    }
    text = {begin, next_};
    ++next_;
    return ascii || is_valid_utf8(text);
  }

  bool read_number(double& value) {
    skip_blanks();
    const NumberText number = scan_number({next_, end_});
    if (number.integer) {
      std::int64_t whole = 0;  // as Python: -0 is the integer 0 and becomes 0.0
      if (!convert(number, whole)) {
        return false;
      }
      value = static_cast<double>(whole);
      return true;
    }
    return convert(number, value);
  }

  bool read_integer(std::int64_t& value) {
    skip_blanks();
    const NumberText number = scan_number({next_, end_});
    return number.integer && convert(number, value);
  }

  template <class T>
  bool convert(NumberText number, T& value) {
    const char* stop = next_ + number.length;
    const bool good = std::from_chars(next_, stop, value).ec == std::errc();
    next_ = stop;
    return good && number.length > 0;
  }

  const char* next_;
  const char* end_;
  unsigned seen_ = 0;
  Metric metric_;
};

}  // namespace

BatchItem parse_batch_line(std::string_view line, std::int64_t now_ms) {
  if (auto metric = MetricLine(line).read(now_ms)) {
    return std::move(*metric);
  }
  return batch_item(read_json(line), now_ms);
}

yaml::Value parse_json(std::string_view text) {
  return read_json(text);
}

}  // namespace mltrack::wire
