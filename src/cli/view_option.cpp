#include "view_option.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {

void ViewOption::declare(Flags& flags) {
  flags.add({.long_name = "--view",
             .value_name = "STAGE",
             .help = "active (default), deleted or all",
             .target = &word_,
             .completes = Completes::words,
             .words = "active deleted all"});
}

ViewType ViewOption::value() const {
  const std::string word = word_.value_or("active");
  // MLflow's own command line says active_only and deleted_only.
  if (word == "active" || word == "active_only") {
    return ViewType::active_only;
  }
  if (word == "deleted" || word == "deleted_only") {
    return ViewType::deleted_only;
  }
  if (word == "all") {
    return ViewType::all;
  }
  throw Error::invalid("Invalid value '{}' for --view: choose active, deleted or all",
                       escape_controls(word));
}

}  // namespace mltrack::cli
