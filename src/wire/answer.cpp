#include "mltrack/wire/answer.hpp"

#include "mltrack/base/number.hpp"
#include "mltrack/wire/json.hpp"

#include <nlohmann/json.hpp>

namespace mltrack::wire {

void Answer::begin(std::string_view name) {
  if (text_.size() > 1) {
    text_ += ',';
  }
  append_json_text(text_, name);
  text_ += ':';
}

void Answer::begin_item(std::string_view name) {
  if (in_list_) {
    text_ += ',';
    return;
  }
  begin(name);
  text_ += '[';
  in_list_ = true;
}

Answer& Answer::end_list() {
  if (in_list_) {
    text_ += ']';
    in_list_ = false;
  }
  return *this;
}

Answer& Answer::add(std::string_view name, std::string_view text) {
  begin(name);
  append_json_text(text_, text);
  return *this;
}

Answer& Answer::add(std::string_view name, std::int64_t number) {
  begin(name);
  append_int(text_, number);
  return *this;
}

Answer& Answer::add(std::string_view name, bool flag) {
  begin(name);
  text_ += flag ? "true" : "false";
  return *this;
}

Answer& Answer::add(std::string_view name, Answer&& inner) {
  begin(name);
  text_ += std::move(inner).str();
  return *this;
}

void Answer::item(std::string_view name, Answer&& inner) {
  begin_item(name);
  text_ += std::move(inner).str();
}

std::string Answer::str() && {
  text_ += '}';
  return std::move(text_);
}

void Answer::append(const Experiment& experiment) {
  append_json(text_, to_json(experiment), JsonLayout::compact);
}

void Answer::append(const Run& run) {
  append_json(text_, to_json(run), JsonLayout::compact);
}

void Answer::append(const RunInfo& info) {
  append_json(text_, to_json(info), JsonLayout::compact);
}

void Answer::append(const RunMetric& metric) {
  append_json(text_, to_json(metric.metric, metric.run_id), JsonLayout::compact);
}

void Answer::append(const Tag& tag) {
  append_json(text_, to_json(tag), JsonLayout::compact);
}

void Answer::append(const LoggedModel& model) {
  append_json(text_, to_json(model), JsonLayout::compact);
}

void Answer::append(const std::string& text) {
  append_json_text(text_, text);
}

}  // namespace mltrack::wire
