#include "experiment_record.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/limits.hpp"
#include "mltrack/entities/run.hpp"

namespace mltrack {

search::Value ExperimentRecord::value(const search::Field& field) const {
  if (field.kind == search::FieldKind::tag) {
    const Tag* tag = find_by_key(experiment_.tags, field.key);
    return tag == nullptr ? search::Value() : search::Value(tag->value);
  }
  if (field.key == "name") {
    return experiment_.name;
  }
  if (field.key == "experiment_id") {
    return experiment_.experiment_id;
  }
  const auto& time =
      field.key == "creation_time" ? experiment_.creation_time : experiment_.last_update_time;
  return time ? search::Value(static_cast<double>(*time)) : search::Value();
}

search::SortRow sort_row(const Experiment& experiment, const search::Ordering& ordering) {
  return ordering.row_of(ExperimentRecord(experiment), experiment.creation_time.value_or(0),
                         experiment.experiment_id);
}

void check_max_results(const ExperimentQuery& query) {
  if (query.max_results < 1 || query.max_results > limits::search_results) {
    throw Error::invalid("Invalid value {} for parameter 'max_results' supplied. It must be {}",
                         query.max_results,
                         query.max_results < 1 ? std::string("a positive integer")
                                               : fmt::format("at most {}", limits::search_results));
  }
}

}  // namespace mltrack
