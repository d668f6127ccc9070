#pragma once
// What all listings have in common: how many, from where on, which lifecycle stages.

#include "context.hpp"
#include "flags.hpp"
#include "view_option.hpp"

#include "mltrack/entities/lifecycle.hpp"
#include "mltrack/entities/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace mltrack::cli {

/// What one page gave.
struct PageEnd {
  std::size_t count = 0;
  std::string next_page_token;
};

class ListingOptions {
 public:
  void declare(Flags& flags);
  /// Without --view, for things that have no lifecycle stage.
  void declare_paging(Flags& flags);

  /// --view. Throws Error::invalid for another word.
  [[nodiscard]] ViewType view() const { return view_.value(); }
  /// --page-token, or "" for the first page.
  [[nodiscard]] std::string page_token() const { return page_token_.value_or(""); }
  /// --limit was given: who cuts the answer knows that there may be more.
  [[nodiscard]] bool limit_is_chosen() const { return limit_.has_value(); }
  /// --limit, or 50 for a table and MLflow's 1000 for everything else.
  [[nodiscard]] std::size_t limit(const Context& context) const;

  /// Asks `page` for at most so many from a token on, until the limit is reached or nothing is left;
  /// returns the token of what is left, "" if nothing is. `most` is what is given at once at most.
  [[nodiscard]] std::string each_page(
      const Context& context,
      const std::function<PageEnd(std::size_t limit, const std::string& token)>& page,
      std::size_t most = limits::search_results) const;

 private:
  std::optional<std::int64_t> limit_;
  std::optional<std::string> page_token_;
  ViewOption view_;
};

}  // namespace mltrack::cli
