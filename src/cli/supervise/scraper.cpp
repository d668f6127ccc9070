#include "scraper.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/number.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/wire/batch_line.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr std::size_t longest_line = 1U << 20U;
constexpr std::size_t most_shown = 40;

/// Without what sets colours and the like: ESC [ ... letter.
std::string without_colours(std::string_view line) {
  std::string plain;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\x1b') {
      plain += line[i];
      continue;
    }
    if (i + 1 < line.size() && line[i + 1] == '[') {
      i += 2;
      while (i < line.size() && (line[i] < '@' || line[i] > '~')) {
        ++i;
      }
    }
  }
  return plain;
}

std::optional<double> number_in(const yaml::Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.data)) {
    return static_cast<double>(*whole);
  }
  if (const auto* number = std::get_if<double>(&value.data)) {
    return *number;
  }
  return std::nullopt;
}

/// {"train": {"loss": 0.5}} -> "train/loss", 0.5; what is no number is no metric.
void each_number(const yaml::Map& map, const std::string& prefix,
                 const std::function<void(std::string&&, double)>& visit) {
  for (const auto& [key, value] : map) {
    if (const auto number = number_in(value)) {
      visit(prefix + key, *number);
    } else if (const auto* inner = std::get_if<yaml::Map>(&value.data)) {
      each_number(*inner, prefix + key + "/", visit);
    }
  }
}

/// Takes `key` out of the map.
std::optional<std::int64_t> take_whole_number(yaml::Map& map, std::string_view key) {
  const auto found =
      std::find_if(map.begin(), map.end(), [&](const auto& entry) { return entry.first == key; });
  const auto* number =
      found == map.end() ? nullptr : std::get_if<std::int64_t>(&found->second.data);
  if (number == nullptr) {
    return std::nullopt;
  }
  const std::int64_t value = *number;
  map.erase(found);
  return value;
}

/// Nothing for a line that is no JSON object: a log has other lines as well.
std::optional<yaml::Map> json_object(std::string_view line) {
  try {
    yaml::Value value = wire::parse_json(line);
    auto* map = std::get_if<yaml::Map>(&value.data);
    return map == nullptr ? std::nullopt : std::optional(std::move(*map));
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

Scraper::Scraper(const std::vector<std::string>& patterns, ScrapeListener listener)
    : listener_(std::move(listener)) {
  for (const std::string& text : patterns) {
    if (text == "jsonl") {
      json_ = true;
    } else {
      patterns_.push_back(parse_pattern(text));
    }
  }
}

Scraper::Pattern Scraper::parse_pattern(const std::string& text) {
  Pattern pattern{.text = text, .expression = search::CapturePattern(text)};
  const auto& names = pattern.expression.names();
  std::vector<std::size_t> nameless;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) {
      nameless.push_back(i);
    } else if (names[i] == "key") {
      pattern.key = i;
    } else if (names[i] == "value") {
      pattern.value = i;
    } else if (names[i] == "step") {
      pattern.step = i;
    } else {
      pattern.metrics.push_back(i);
    }
  }
  if (!pattern.key && !pattern.value && pattern.metrics.empty() && nameless.size() == 2) {
    pattern.key = nameless[0];
    pattern.value = nameless[1];
  }
  if (pattern.key.has_value() != pattern.value.has_value() ||
      (!pattern.key && pattern.metrics.empty() && !pattern.step)) {
    throw Error::invalid("--scrape '{}' names no metric", escape_controls(text))
        .with_hint(
            "Give a group the metric's name, loss=(?<loss>\\S+), or take both from the "
            "line, (?<key>\\w+)=(?<value>\\S+).");
  }
  return pattern;
}

void Scraper::read_line(std::string_view line, std::int64_t now_ms) {
  const std::string plain =
      line.find('\x1b') == std::string_view::npos ? std::string() : without_colours(line);
  const std::string_view text = plain.empty() ? line : std::string_view(plain);
  for (const Pattern& pattern : patterns_) {
    pattern.expression.each_match(text,
                                  [&](const auto& groups) { read_match(pattern, groups, now_ms); });
  }
  const auto first = text.find_first_not_of(" \t");
  if (json_ && first != std::string_view::npos && text[first] == '{') {
    read_json(text, now_ms);
  }
}

void Scraper::read_match(const Pattern& pattern, const search::CapturePattern::Groups& groups,
                         std::int64_t now_ms) {
  std::optional<std::int64_t> step;
  if (pattern.step && groups[*pattern.step]) {
    const std::string_view text = *groups[*pattern.step];
    step = parse_python_int(text);
    if (!step) {
      listener_.refused(fmt::format("the step '{}' is no whole number",
                                    escape_controls(fit_width(text, most_shown))));
      return;
    }
  }
  if (!pattern.key && pattern.metrics.empty()) {
    step_ = step ? step : step_;
    return;
  }
  if (pattern.key && groups[*pattern.key] && groups[*pattern.value]) {
    take(std::string(*groups[*pattern.key]), *groups[*pattern.value], step, now_ms);
  }
  for (const std::size_t group : pattern.metrics) {
    if (groups[group]) {
      take(pattern.expression.names()[group], *groups[group], step, now_ms);
    }
  }
}

void Scraper::take(std::string key, std::string_view value, std::optional<std::int64_t> step,
                   std::int64_t now_ms) {
  const auto number = parse_python_float(value);
  if (!number) {
    listener_.refused(fmt::format("the value '{}' of '{}' is no number",
                                  escape_controls(fit_width(value, most_shown)),
                                  escape_controls(fit_width(key, most_shown))));
    return;
  }
  emit({.key = std::move(key), .value = *number, .timestamp = now_ms}, step);
}

void Scraper::emit(Metric&& point, std::optional<std::int64_t> step) {
  if (!step) {
    step = step_;
  }
  auto next = next_steps_.find(point.key);
  if (!step && next == next_steps_.end()) {
    const auto last = listener_.last_step(point.key);
    next = next_steps_.emplace(point.key, last ? *last + 1 : 0).first;
  }
  point.step = step ? *step : next->second++;
  listener_.found(std::move(point));
}

void Scraper::read_json(std::string_view line, std::int64_t now_ms) {
  auto object = json_object(line);
  if (!object) {
    return;
  }
  const auto has = [&](std::string_view key) {
    return std::any_of(object->begin(), object->end(),
                       [&](const auto& entry) { return entry.first == key; });
  };
  const bool has_step = has("step");
  if (has("metric") && has("value")) {  // a line of log-batch
    try {
      auto item = wire::parse_batch_line(line, now_ms);
      if (auto* point = std::get_if<Metric>(&item)) {
        const std::int64_t step = point->step;
        emit(std::move(*point), has_step ? std::optional(step) : std::nullopt);
      }
    } catch (const Error& error) {
      listener_.refused(error.what());
    }
    return;
  }
  const auto step = take_whole_number(*object, "step");
  const auto timestamp = take_whole_number(*object, "timestamp");
  each_number(*object, "", [&](std::string&& key, double value) {
    emit({.key = std::move(key), .value = value, .timestamp = timestamp.value_or(now_ms)}, step);
  });
}

void LineSplitter::take(std::string_view text,
                        const std::function<void(std::string_view line)>& visit) {
  for (auto end = text.find_first_of("\r\n"); end != std::string_view::npos;
       end = text.find_first_of("\r\n")) {
    waiting_ += text.substr(0, end);
    text.remove_prefix(end + 1);
    if (!waiting_.empty()) {
      visit(waiting_);
    }
    waiting_.clear();
  }
  waiting_ += text;
  if (waiting_.size() > longest_line) {
    waiting_.clear();  // no line that a person wrote a pattern for
  }
}

void LineSplitter::finish(const std::function<void(std::string_view line)>& visit) {
  if (!waiting_.empty()) {
    visit(waiting_);
  }
  waiting_.clear();
}

}  // namespace mltrack::cli
