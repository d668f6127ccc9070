#pragma once
// What a filter asks of the thing it is matched against. A run in memory answers at once; the file
// store answers by reading only the file that is asked for.

#include "mltrack/entities/param.hpp"
#include "mltrack/search/field.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mltrack::search {

/// Missing, a number (times are ms), or text.
using Value = std::variant<std::monostate, double, std::string>;

/// The searchable fields of one dataset input.
struct DatasetFields {
  std::string name;
  std::string digest;
  std::optional<std::string> context;  // the input's tag `mlflow.data.context`
};

class Record {
 public:
  virtual ~Record() = default;
  /// The value of any field but a dataset's, as it is stored or a function of a history; `value_of`
  /// makes the other functions of that. Called at most once a comparison, and not at all where other
  /// comparisons have decided.
  [[nodiscard]] virtual Value value(const Field& field) const = 0;
  /// Called only if the filter compares datasets.
  [[nodiscard]] virtual std::vector<DatasetFields> datasets() const { return {}; }
  /// All params, by their keys. No filter asks for this.
  [[nodiscard]] virtual std::vector<Param> params() const { return {}; }
};

/// The value of any field but a dataset's, functions included.
[[nodiscard]] Value value_of(const Record& record, const Field& field);

}  // namespace mltrack::search
