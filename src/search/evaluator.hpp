#pragma once
// A parsed filter made ready to be asked many times.

#include "ast.hpp"
#include "like_pattern.hpp"

#include "mltrack/search/record.hpp"
#include "mltrack/search/schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack::search {

/// One comparison. Immutable, so that threads may share it.
class Condition {
 public:
  Condition(Comparison comparison, const Schema& schema);

  [[nodiscard]] bool matches(const Record& record) const;
  [[nodiscard]] const Field& field() const { return comparison_.field; }

 private:
  [[nodiscard]] bool matches_value(const Value& value) const;
  [[nodiscard]] bool matches_number(double value) const;
  [[nodiscard]] bool matches_text(std::string_view value) const;
  [[nodiscard]] bool matches_dataset(const DatasetFields& dataset) const;
  [[nodiscard]] bool is_in_list(std::string_view value) const;

  Comparison comparison_;
  std::string refusal_;  // why MLflow refuses to evaluate it, or empty
  std::string refusal_hint_;
  bool missing_is_unequal_ = false;
  std::optional<LikePattern> pattern_;
};

}  // namespace mltrack::search
