#pragma once
// A comparison made ready to be asked many times.

#include "ast.hpp"
#include "like_pattern.hpp"
#include "regex_pattern.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/search/language.hpp"
#include "mltrack/search/record.hpp"
#include "mltrack/search/schema.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mltrack::search {

/// A comparison with what is missing is neither true nor false, so that NOT does not make it true.
enum class Truth : std::uint8_t { no, unknown, yes };

/// What of a refusal is taken from another.
enum class Wording : std::uint8_t { all, hint };

[[nodiscard]] constexpr Truth truth(bool holds) {
  return holds ? Truth::yes : Truth::no;
}

/// One comparison. Immutable, so that threads may share it.
class Condition {
 public:
  Condition(Comparison comparison, const Schema& schema, Dialect dialect);

  /// Throws Error::invalid for what MLflow refuses when it meets a record.
  [[nodiscard]] Truth judge(const Record& record) const;

  [[nodiscard]] bool is_refused() const { return refusal_.has_value(); }
  /// Tells the refusal in the words of another.
  void refuse_with(const Error& refusal, Wording wording);
  /// How much reading an answer may need, as a rank.
  [[nodiscard]] int cost() const;

 private:
  void prepare_patterns();
  [[nodiscard]] Truth judge_value(const Value& value) const;
  [[nodiscard]] Truth judge_pair(const Value& a, const Value& b) const;
  [[nodiscard]] Truth judge_datasets(const std::vector<DatasetFields>& datasets) const;
  [[nodiscard]] bool holds_for(double value) const;
  [[nodiscard]] bool holds_for(std::string_view value) const;
  [[nodiscard]] bool compares(double a, double b) const;
  [[nodiscard]] bool is_in_list(std::string_view value) const;

  Comparison comparison_;
  std::optional<Error> refusal_;  // why MLflow refuses to evaluate it
  bool missing_matches_ = false;
  std::optional<LikePattern> like_;
  std::optional<RegexPattern> regex_;
};

}  // namespace mltrack::search
