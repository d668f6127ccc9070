#include "shared_options.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

/// Adds options that the help of a command lists apart from its own.
class CommonOptions {
 public:
  explicit CommonOptions(Flags& flags) : flags_(flags) {}
  void operator()(FlagSpec spec) const {
    spec.common = true;
    flags_.add(spec);
  }

 private:
  Flags& flags_;
};

void declare_output_options(const CommonOptions& add, SharedOptions& options) {
  add({.long_name = "--output",
       .short_name = 'o',
       .value_name = "FORMAT",
       .help = "table (default on a terminal), tsv (default on a pipe), json, ndjson, csv, md, "
               "latex, id",
       .target = &options.output,
       .completes = Completes::words,
       .words = "table tsv json ndjson csv md latex id",
       .environment = "MLTRACK_OUTPUT"});
  add({.long_name = "--json", .help = "The same as --output json", .target = &options.json});
  add({.long_name = "--fields",
       .value_name = "A,B",
       .help = "Only these columns, in this order",
       .target = &options.fields});
  add({.long_name = "--no-header",
       .help = "No line with the names of the columns",
       .target = &options.no_header});
  add(color_option(options.color));
}

void declare_pager_option(const CommonOptions& add, SharedOptions& options) {
  add({.long_name = "--no-pager",
       .help = "Do not page an answer that is longer than the terminal",
       .target = &options.no_pager,
       .environment = "MLTRACK_PAGER, PAGER"});
}

void declare_wait_options(const CommonOptions& add, SharedOptions& options) {
  add({.long_name = "--wait",
       .value_name = "SECONDS",
       .help = "How long to wait for a lock (default 20)",
       .target = &options.wait});
  add({.long_name = "--quiet",
       .short_name = 'q',
       .help = "No notes on stderr; warnings and errors remain",
       .target = &options.quiet});
  add({.long_name = "--verbose",
       .short_name = 'v',
       .help = "Say what was done",
       .target = &options.verbose});
}

void declare_store_options(const CommonOptions& add, SharedOptions& options, bool reads_several) {
  add({.long_name = "--tracking-uri",
       .value_name = "URI",
       .help = reads_several
                   ? "The tree: a directory or a file: URI (default ./mlruns); may be repeated"
                   : "The tree: a directory or a file: URI (default ./mlruns)",
       .target = &options.tracking_uris,
       .completes = Completes::file,
       .environment = "MLFLOW_TRACKING_URI"});
  add({.long_name = "--strict",
       .help = "Fail on a damaged file instead of skipping it",
       .target = &options.strict});
  declare_wait_options(add, options);
}

}  // namespace

FlagSpec color_option(std::optional<std::string>& target) {
  return {.long_name = "--color",
          .value_name = "WHEN",
          .help = "auto, always or never",
          .target = &target,
          .completes = Completes::words,
          .words = "auto always never",
          .environment = "NO_COLOR, CLICOLOR_FORCE"};
}

void declare_shared_options(Flags& flags, SharedOptions& options, unsigned needs) {
  const CommonOptions add(flags);
  if ((needs & needs_run) != 0) {
    add({.long_name = "--run",
         .short_name = 'r',
         .value_name = "RUN",
         .help = "The run: an id, the beginning of one, a name, or @last",
         .target = &options.run,
         .completes = Completes::run,
         .environment = "MLFLOW_RUN_ID"});
  }
  if ((needs & needs_experiment) != 0) {
    add({.long_name = "--experiment",
         .short_name = 'e',
         .value_name = "EXPERIMENT",
         .help = "The experiment: a name or an id",
         .target = &options.experiment,
         .completes = Completes::experiment,
         .environment = "MLFLOW_EXPERIMENT_NAME, MLFLOW_EXPERIMENT_ID"});
  }
  if ((needs & needs_filter) != 0) {
    add({.long_name = "--strict-mlflow",
         .help = "Filters and orders in MLflow's language and nothing else",
         .target = &options.strict_mlflow,
         .environment = "MLTRACK_STRICT_MLFLOW"});
  }
  if ((needs & needs_output) != 0) {
    declare_output_options(add, options);
  }
  if ((needs & needs_pager) != 0) {
    declare_pager_option(add, options);
  }
  if ((needs & needs_store) != 0) {
    declare_store_options(add, options, (needs & reads_trees) != 0);
  } else if ((needs & names_trees) != 0) {
    declare_wait_options(add, options);
  }
}

Flags every_shared_option(SharedOptions& options) {
  Flags flags;
  declare_shared_options(flags, options, ~0U);
  return flags;
}

bool shared_option_takes_value(std::string_view argument) {
  SharedOptions unused;
  const Flags flags = every_shared_option(unused);
  return std::any_of(flags.specs().begin(), flags.specs().end(), [&](const FlagSpec& spec) {
    return spec.takes_value() &&
           (argument == spec.long_name ||
            (argument.size() == 2 && argument[0] == '-' && argument[1] == spec.short_name));
  });
}

}  // namespace mltrack::cli
