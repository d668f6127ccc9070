#include "metric_file.hpp"

#include "mltrack/base/number.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>
#include <vector>

namespace mltrack::metric_file {
namespace {

constexpr std::size_t most_fields = 6;
constexpr const char* wrong_count = "expected 2, 3, or 5 fields";
constexpr const char* wrong_model_count = "expected 4 or 6 fields";

/// Splits at single spaces, as Python's split(" "); one field too many is enough to know.
std::size_t split(std::string_view line, std::array<std::string_view, most_fields + 1>& fields) {
  std::size_t count = 0;
  while (count < fields.size()) {
    const auto space = line.find(' ');
    fields[count++] = line.substr(0, space);
    if (space == std::string_view::npos) {
      break;
    }
    line.remove_prefix(space + 1);
  }
  return count;
}

std::string_view strip(std::string_view line) {
  constexpr std::string_view blanks = " \t\r\v\f\x1c\x1d\x1e\x1f";
  const auto first = line.find_first_not_of(blanks);
  if (first == std::string_view::npos) {
    return {};
  }
  return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

/// Line breaks beyond "\n" are so rare that a piece of a file without any of their bytes is the
/// normal case: "\r", VT, FF, FS, GS, RS, and the lead bytes of U+0085, U+2028 and U+2029.
bool has_other_line_breaks(std::string_view text) {
  return text.find_first_of("\r\v\f\x1c\x1d\x1e\xc2\xe2") != std::string_view::npos;
}

/// The length of the line break at the beginning of `text`, 0 if there is none.
std::size_t line_break(std::string_view text) {
  switch (text[0]) {
    case '\n':
    case '\v':
    case '\f':
    case '\x1c':
    case '\x1d':
    case '\x1e':
      return 1;
    case '\r':
      return text.substr(0, 2) == "\r\n" ? 2 : 1;
    case '\xc2':
      return text.substr(0, 2) == "\xc2\x85" ? 2 : 0;
    case '\xe2':
      return text.substr(0, 3) == "\xe2\x80\xa8" || text.substr(0, 3) == "\xe2\x80\xa9" ? 3 : 0;
    default:
      return 0;
  }
}

/// A plain integer that surely fits; null for anything else. Half the time of std::from_chars.
const char* take_plain_int(const char* at, const char* end, std::int64_t& value) {
  const bool negative = at != end && *at == '-';
  const char* const first = at + (negative ? 1 : 0);
  std::int64_t digits = 0;
  for (at = first; at != end && *at >= '0' && *at <= '9'; ++at) {
    if (at - first == std::numeric_limits<std::int64_t>::digits10) {
      return nullptr;
    }
    digits = 10 * digits + (*at - '0');
  }
  value = negative ? -digits : digits;
  return at == first ? nullptr : at;
}

/// Reads the line of three plain numbers that begins `text`, line feed included: what nearly every
/// line of every file is. False, with nothing taken, for all others. What it accepts, parse_line
/// reads the same.
bool take_plain_line(std::string_view& text, Metric& point) {
  const char* const end = text.data() + text.size();
  const auto at = [&](const char* place, char wanted) { return place != end && *place == wanted; };
  const char* const time_end = take_plain_int(text.data(), end, point.timestamp);
  if (time_end == nullptr || !at(time_end, ' ')) {
    return false;
  }
  const char* const number = time_end + 1;
  const char* const digit = number + (at(number, '-') ? 1 : 0);
  if (digit == end || *digit < '0' || *digit > '9') {
    return false;  // nan, inf, .5: not read alike by everyone
  }
  const auto value = std::from_chars(number, end, point.value);
  if (value.ec != std::errc() || !at(value.ptr, ' ')) {
    return false;
  }
  const char* const step_end = take_plain_int(value.ptr + 1, end, point.step);
  if (step_end == nullptr || !at(step_end, '\n')) {
    return false;
  }
  if (!point.dataset_name.empty()) {
    point.dataset_name.clear();
    point.dataset_digest.clear();
  }
  text.remove_prefix(static_cast<std::size_t>(step_end + 1 - text.data()));
  return true;
}

template <class Visit>
class LineReader {
 public:
  LineReader(Kind kind, Visit visit) : kind_(kind), visit_(std::move(visit)) {}

  /// All whole lines at the beginning of `text`, which are taken off. False to stop.
  bool take_lines(std::string_view& text) {
    for (;;) {
      while (kind_ == Kind::run && take_plain_line(text, point_)) {
        ++number_;
        if (!visit_(point_)) {
          return false;
        }
      }
      const auto end = text.find('\n');
      if (end == std::string_view::npos) {
        return true;
      }
      if (!take(text.substr(0, end))) {
        return false;
      }
      text.remove_prefix(end + 1);
    }
  }

  /// One line as "\n" ends it. False to stop.
  bool take(std::string_view line) {
    if (!has_other_line_breaks(line)) {
      return take_one(line);
    }
    std::size_t begin = 0;
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t length = line_break(line.substr(at));
      if (length == 0) {
        ++at;
        continue;
      }
      if (!take_one(line.substr(begin, at - begin))) {
        return false;
      }
      at += length;
      begin = at;
    }
    return begin == line.size() || take_one(line.substr(begin));
  }

  [[nodiscard]] const std::optional<BadLine>& first_bad() const { return first_bad_; }

 private:
  bool take_one(std::string_view line) {
    ++number_;
    const char* reason = parse_line(line, kind_, point_);
    if (reason == nullptr) {
      return visit_(point_);
    }
    if (!first_bad_) {
      constexpr std::size_t most_shown = 80;
      first_bad_ = BadLine{number_, std::string(line.substr(0, most_shown)), reason};
    }
    return true;
  }

  Kind kind_;
  Visit visit_;
  Metric point_;
  std::size_t number_ = 0;
  std::optional<BadLine> first_bad_;
};

template <class Visit>
std::optional<BadLine> read_points(FileReader& file, Kind kind, Visit visit) {
  constexpr std::size_t piece = 65536;
  // A file of a few points, the usual case, needs no more than itself.
  std::vector<char> buffer(std::min<std::size_t>(piece, static_cast<std::size_t>(file.size()) + 1));
  LineReader<Visit> lines(kind, std::move(visit));
  std::size_t filled = 0;
  for (;;) {
    if (filled == buffer.size()) {
      buffer.resize(buffer.size() * 2);  // one line fills it all
    }
    const std::size_t asked = buffer.size() - filled;
    const std::size_t got = file.read({buffer.data() + filled, asked});
    std::string_view rest(buffer.data(), filled + got);
    if (!lines.take_lines(rest)) {
      return lines.first_bad();
    }
    if (got < asked) {
      if (!rest.empty()) {
        lines.take(rest);
      }
      return lines.first_bad();
    }
    std::memmove(buffer.data(), rest.data(), rest.size());
    filled = rest.size();
  }
}

}  // namespace

void append_line(std::string& out, const Metric& point) {
  append_int(out, point.timestamp);
  out += ' ';
  append_double(out, point.value);
  out += ' ';
  append_int(out, point.step);
  if (!point.dataset_name.empty()) {
    out.append(1, ' ').append(point.dataset_name).append(1, ' ').append(point.dataset_digest);
  }
  out += '\n';
}

void append_model_line(std::string& out, const Metric& point, std::string_view run_id) {
  append_int(out, point.timestamp);
  out += ' ';
  append_double(out, point.value);
  out += ' ';
  append_int(out, point.step);
  out.append(1, ' ').append(run_id);
  if (!point.dataset_name.empty()) {
    out.append(1, ' ').append(point.dataset_name).append(1, ' ').append(point.dataset_digest);
  }
  out += '\n';
}

const char* parse_line(std::string_view line, Kind kind, Metric& point) {
  std::array<std::string_view, most_fields + 1> fields;
  const std::size_t count = split(strip(line), fields);
  const bool right_count =
      kind == Kind::run ? count == 2 || count == 3 || count == 5 : count == 4 || count == 6;
  if (!right_count) {
    return kind == Kind::run ? wrong_count : wrong_model_count;
  }
  const auto timestamp = parse_python_int(fields[0]);
  if (!timestamp) {
    return "the timestamp is not an integer of 64 bits";
  }
  const auto value = parse_python_float(fields[1]);
  if (!value) {
    return "the value is not a number";
  }
  point.step = 0;
  if (count != 2) {
    const auto step = parse_python_int(fields[2]);
    if (!step) {
      return "the step is not an integer of 64 bits";
    }
    // MLflow: only a line of 3 fields (of a run) uses its step.
    point.step = kind == Kind::run && count == 5 ? 0 : *step;
  }
  point.timestamp = *timestamp;
  point.value = *value;
  const bool has_dataset = count >= 5;
  point.dataset_name = has_dataset ? fields[count - 2] : std::string_view{};
  point.dataset_digest = has_dataset ? fields[count - 1] : std::string_view{};
  return nullptr;
}

std::optional<BadLine> each_point(FileReader& file, Kind kind,
                                  const std::function<bool(const Metric&)>& visit) {
  return read_points(file, kind, [&](const Metric& point) { return visit(point); });
}

Latest latest_point(FileReader& file, Kind kind) {
  Latest found;
  found.bad_line = read_points(file, kind, [&](const Metric& point) {
    if (!found.point || is_later(point, *found.point)) {
      found.point = point;
    }
    return true;
  });
  return found;
}

}  // namespace mltrack::metric_file
