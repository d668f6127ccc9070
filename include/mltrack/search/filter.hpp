#pragma once
// MLflow's filter language (docs/search-grammar.md), behaviour of 3.17.

#include "mltrack/search/record.hpp"
#include "mltrack/search/schema.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace mltrack::search {

/// A filter, parsed and checked once, matched many times. Safe to share between threads.
class Filter {
 public:
  /// Throws Error::invalid in MLflow's wording, with a hint that shows the place. An empty text
  /// matches everything.
  [[nodiscard]] static Filter parse(std::string_view text, const Schema& schema);

  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  /// MLflow refuses some keyword operators only when it meets the first candidate; so do we, by
  /// the same Error.
  [[nodiscard]] bool matches(const Record& record) const;

  /// Every field that the filter mentions, in its order: for messages about unknown keys.
  [[nodiscard]] std::vector<Field> fields() const;

 private:
  struct Parts;
  explicit Filter(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace mltrack::search
