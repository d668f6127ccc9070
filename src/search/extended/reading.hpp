#pragma once
// Our own language: filters with OR, NOT and parentheses, orders by any field.

#include "ast.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/search/language.hpp"
#include "mltrack/search/ordering.hpp"
#include "mltrack/search/schema.hpp"

#include <optional>
#include <string_view>

namespace mltrack::search::extended {

/// What became of a text.
template <class Result>
struct Reading {
  std::optional<Result> result;
  std::optional<Error> refusal;  // if there is no result
  /// The text has words of our own language, so that its refusal tells more than MLflow's.
  bool is_meant = false;
};

/// A filter that is not empty. Recursion is bounded, and so is the number of words.
[[nodiscard]] Reading<Expression> read_filter(std::string_view text, const Schema& schema,
                                              Language language);

/// `FIELD [ASC|DESC]`.
[[nodiscard]] Reading<OrderKey> read_order(std::string_view clause, const Schema& schema,
                                           Language language);

}  // namespace mltrack::search::extended
