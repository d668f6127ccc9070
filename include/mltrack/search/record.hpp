#pragma once
// What a filter asks of the thing it is matched against. A run in memory answers at once; the file
// store answers by reading only the file that is asked for.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mltrack::search {

enum class FieldKind { attribute, metric, param, tag, dataset };

/// One thing to ask for, with MLflow's aliases already resolved: `attributes.created` is
/// {attribute, "start_time"}, `parameters.lr` is {param, "lr"}, `datasets.name` is {dataset,
/// "name"}.
struct Field {
  FieldKind kind = FieldKind::attribute;
  std::string key;
  bool operator==(const Field&) const = default;
};

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
  /// The value of any field but a dataset's. Called at most once a comparison, in the order of the
  /// filter, and not at all for comparisons that come after a false one.
  [[nodiscard]] virtual Value value(const Field& field) const = 0;
  /// Called only if the filter compares datasets.
  [[nodiscard]] virtual std::vector<DatasetFields> datasets() const { return {}; }
};

}  // namespace mltrack::search
