#pragma once
// An answer of MLflow's REST API: a JSON object that is written as it grows, so that of a page of runs
// no more than its text is ever held. Shapes and numbers are those of mltrack/wire/json.hpp.

#include "mltrack/entities/experiment.hpp"
#include "mltrack/entities/logged_model.hpp"
#include "mltrack/entities/run.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mltrack::wire {

/// A metric as MLflow 3 prints it in histories, with the run it belongs to.
struct RunMetric {
  const Metric& metric;
  const std::string& run_id;
};

class Answer {
 public:
  Answer& add(std::string_view name, std::string_view text);
  Answer& add(std::string_view name, const char* text) { return add(name, std::string_view(text)); }
  Answer& add(std::string_view name, const std::string& text) {
    return add(name, std::string_view(text));
  }
  Answer& add(std::string_view name, std::int64_t number);
  Answer& add(std::string_view name, bool flag);
  /// What is finished stands in `inner` alone.
  Answer& add(std::string_view name, Answer&& inner);
  template <class Entity>
  Answer& add(std::string_view name, const Entity& entity) {
    begin(name);
    append(entity);
    return *this;
  }
  /// Left out if there are none, as protobuf prints no empty list.
  template <class Entity>
  Answer& list(std::string_view name, const std::vector<Entity>& entities) {
    for (const Entity& entity : entities) {
      item(name, entity);
    }
    return end_list();
  }

  /// One more item of the list `name`, which begins with the first; end_list() ends it.
  template <class Entity>
  void item(std::string_view name, const Entity& entity) {
    begin_item(name);
    append(entity);
  }
  void item(std::string_view name, Answer&& inner);
  Answer& end_list();

  /// The text. Nothing can be added afterwards.
  [[nodiscard]] std::string str() &&;

 private:
  void begin(std::string_view name);
  void begin_item(std::string_view name);
  void append(const Experiment& experiment);
  void append(const Run& run);
  void append(const RunInfo& info);
  void append(const RunMetric& metric);
  void append(const Tag& tag);
  void append(const LoggedModel& model);
  void append(const std::string& text);

  std::string text_ = "{";
  bool in_list_ = false;
};

}  // namespace mltrack::wire
