#pragma once
// What list and search share: from options to a page of runs, printed.

#include "context.hpp"
#include "flags.hpp"
#include "groups/group_question.hpp"
#include "listing_options.hpp"
#include "run_rows.hpp"
#include "run_selection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack::cli {

class RunSearch {
 public:
  void declare(Flags& flags);
  /// Prints the hits; returns how many there were.
  std::size_t run(Context& context, std::string filter);
  /// Prints the hits in groups; returns how many runs there were.
  std::size_t run_grouped(Context& context, std::string filter, const GroupOptions& groups);

 private:
  [[nodiscard]] RunLayout layout() const;

  RunSelection selection_;
  std::vector<std::string> order_by_;
  std::optional<std::string> sort_;
  std::vector<std::string> columns_;
  bool only_changed_ = false;
  bool tree_ = false;
  ListingOptions listing_;
};

}  // namespace mltrack::cli
