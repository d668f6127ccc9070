#pragma once
// A record for tests of search: the values that were put in, nothing else.

#include "mltrack/search/record.hpp"

#include <initializer_list>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace mltrack::test {

class MemoryRecord final : public search::Record {
 public:
  MemoryRecord() = default;
  MemoryRecord(std::initializer_list<std::pair<search::Field, search::Value>> values) {
    for (const auto& [field, value] : values) {
      values_[id_of(field)] = value;
    }
  }

  void add_dataset(search::DatasetFields dataset) { datasets_.push_back(std::move(dataset)); }

  [[nodiscard]] search::Value value(const search::Field& field) const override {
    asked_.push_back(field.key);
    const auto found = values_.find(id_of(field));
    return found == values_.end() ? search::Value{} : found->second;
  }
  [[nodiscard]] std::vector<search::DatasetFields> datasets() const override { return datasets_; }

  /// The keys that were asked for, in order.
  [[nodiscard]] const std::vector<std::string>& asked() const { return asked_; }

 private:
  using Id = std::tuple<search::FieldKind, std::string, search::Function, std::int64_t>;
  static Id id_of(const search::Field& field) {
    return {field.kind, field.key, field.function, field.argument};
  }

  std::map<Id, search::Value> values_;
  std::vector<search::DatasetFields> datasets_;
  mutable std::vector<std::string> asked_;
};

inline search::Field attribute(std::string key) {
  return {search::FieldKind::attribute, std::move(key)};
}
inline search::Field metric(std::string key) {
  return {search::FieldKind::metric, std::move(key)};
}
inline search::Field param(std::string key) {
  return {search::FieldKind::param, std::move(key)};
}
inline search::Field tag(std::string key) {
  return {search::FieldKind::tag, std::move(key)};
}

}  // namespace mltrack::test
