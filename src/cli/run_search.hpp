#pragma once
// What list and search share: from options to a page of runs, printed.

#include "context.hpp"
#include "experiment_selection.hpp"
#include "flags.hpp"
#include "listing_options.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mltrack::cli {

class RunSearch {
 public:
  void declare(Flags& flags);
  /// Prints the hits; returns how many there were.
  std::size_t run(Context& context, std::string filter);

 private:
  [[nodiscard]] std::string with_since(Context& context, std::string filter) const;
  static void hint_at_unknown_keys(Context& context, const RunQuery& query);

  std::vector<std::string> order_by_;
  std::optional<std::string> since_;
  ExperimentSelection experiments_;
  ListingOptions listing_;
};

}  // namespace mltrack::cli
