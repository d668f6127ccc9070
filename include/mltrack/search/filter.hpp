#pragma once
// Filters (docs/search-grammar.md): MLflow's language, behaviour of 3.17, and our own above it.

#include "mltrack/search/language.hpp"
#include "mltrack/search/record.hpp"
#include "mltrack/search/schema.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace mltrack::search {

/// A filter, parsed and checked once, matched many times. Safe to share between threads.
class Filter {
 public:
  /// Throws Error::invalid with a hint that shows the place; in MLflow's wording, unless the text
  /// has words of our own language. An empty text matches everything. What MLflow's language
  /// accepts means the same in both dialects.
  [[nodiscard]] static Filter parse(std::string_view text, const Schema& schema,
                                    Language language = {});

  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter();

  /// MLflow refuses some keyword operators only when it meets the first candidate; so do we, by
  /// the same Error.
  [[nodiscard]] bool matches(const Record& record) const;
  /// Whether `matches` may throw that.
  [[nodiscard]] bool is_refused() const;

  /// Every field that the filter mentions, in its order: for messages about unknown keys.
  [[nodiscard]] std::vector<Field> fields() const;

 private:
  struct Parts;
  explicit Filter(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace mltrack::search
