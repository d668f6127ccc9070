#include "context.hpp"

#include "field_list.hpp"
#include "store_options.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"

namespace mltrack::cli {

std::string Context::tracking_uri() const {
  if (!options.tracking_uris.empty()) {
    return options.tracking_uris.front();
  }
  return world.variable("MLFLOW_TRACKING_URI").value_or("./mlruns");
}

std::int64_t Context::lock_wait_ms() const {
  constexpr std::int64_t default_s = 20;
  constexpr std::int64_t longest_s = 86'400;
  constexpr std::int64_t ms_per_second = 1000;
  const std::int64_t wait = options.wait.value_or(default_s);
  if (wait < 0 || wait > longest_s) {
    throw Error::invalid("Invalid value '{}' for --wait: it must be 0 to {} seconds", wait,
                         longest_s);
  }
  return wait * ms_per_second;
}

std::unique_ptr<Store> Context::open(const std::string& uri) {
  return open_store(world.host, store_options(*this, uri));
}

std::unique_ptr<MergedStore> Context::open_several() {
  std::vector<NamedStore> trees;
  for (const std::string& uri : options.tracking_uris) {
    std::string name = uri;
    while (name.size() > 1 && name.ends_with('/')) {
      name.pop_back();
    }
    for (const NamedStore& earlier : trees) {
      if (earlier.name == name) {
        throw Error::invalid("--tracking-uri names '{}' twice", escape_controls(name));
      }
    }
    trees.push_back({std::move(name), open(uri)});
  }
  return std::make_unique<MergedStore>(std::move(trees), world.host.clock->now_ms());
}

Store& Context::store() {
  if (!store_ && has_several_trees()) {
    auto several = open_several();
    merged_ = several.get();
    store_ = std::move(several);
  } else if (!store_) {
    store_ = open(tracking_uri());
  }
  return *store_;
}

std::unique_ptr<Artifacts> Context::artifacts(const RunInfo& run) {
  return open_artifacts(world.host, store().artifact_root(run));
}

OutputOptions Context::output() const {
  OutputOptions result;
  if (options.json) {
    result.format = "json";
  } else if (options.output) {
    result.format = *options.output;
  } else if (const auto format = world.variable("MLTRACK_OUTPUT")) {
    result.format = *format;
  } else {
    result.format = world.out.is_terminal() ? "table" : "tsv";
  }
  if (Registry<Format>::find(result.format) == nullptr) {
    std::string names;
    for (const std::string& name : format_names()) {
      names += (names.empty() ? "" : ", ") + name;
    }
    throw Error::invalid("Unknown output format '{}'", escape_controls(result.format))
        .with_hint("Choose one of: {}.", names);
  }
  if (options.fields) {
    result.fields = split_fields(*options.fields);
  }
  // Who names the fields knows them: `... -o tsv --fields run_id,metrics.auc | while read id auc`.
  result.header = !options.no_header && (result.format != "tsv" || result.fields.empty());
  result.color = use_color(options.color);
  return result;
}

bool Context::use_color(const std::optional<std::string>& chosen) const {
  const std::string color = chosen.value_or("auto");
  if (color != "auto" && color != "always" && color != "never") {
    throw Error::invalid("Invalid value '{}' for --color: choose auto, always or never",
                         escape_controls(color));
  }
  return color == "always" ||
         (color == "auto" && !world.variable("NO_COLOR") &&
          (world.out.is_terminal() || world.variable("CLICOLOR_FORCE").value_or("0") != "0"));
}

bool Context::format_is_chosen() const {
  return options.output || options.json || world.variable("MLTRACK_OUTPUT");
}

bool Context::wants_json() const {
  return output().format == "json";
}

Dialect Context::dialect() const {
  const std::string variable = world.variable("MLTRACK_STRICT_MLFLOW").value_or("");
  const bool strict = options.strict_mlflow || variable == "1" || variable == "true";
  return strict ? Dialect::mlflow : Dialect::extended;
}

void Context::use_pager() {
  std::string command = "less";
  for (const char* name : {"PAGER", "MLTRACK_PAGER"}) {
    command = world.environment.get(name).value_or(command);
  }
  const bool dumb = world.variable("TERM").value_or("") == "dumb";
  if (!options.no_pager && !dumb && !command.empty() && command != "cat") {
    world.out.page_through(command);
  }
}

void Context::note(std::string_view text) {
  if (!options.quiet) {
    world.err.write(std::string(text) + "\n");
  }
}

void Context::warn(std::string_view text) {
  world.err.write(fmt::format("mltrack: warning: {}\n", escape_controls(text)));
}

}  // namespace mltrack::cli
