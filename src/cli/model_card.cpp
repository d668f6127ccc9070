#include "model_card.hpp"

#include "model_handle.hpp"
#include "model_rows.hpp"
#include "render/objects.hpp"
#include "styled.hpp"

#include "mltrack/base/time.hpp"
#include "mltrack/base/unicode.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

/// People get a card, unless they ask for something else.
bool wants_card(const Context& context) {
  return !context.options.fields &&
         (!context.format_is_chosen() || context.output().format == "table");
}

class Card {
 public:
  explicit Card(Context& context) : out_(context.world.out), color_(context.output().color) {}

  void head(const std::string& name, std::string_view rest) {
    line(styled(color_, "1", escape_controls(name)) +
         (rest.empty() ? "" : fmt::format("  {}", rest)));
  }
  /// Left out if there is no text.
  void entry(std::string_view label, const std::optional<std::string>& text) {
    constexpr std::size_t label_width = 11;
    if (text && !text->empty()) {
      line(styled(color_, "2", label) + std::string(label_width - label.size(), ' ') +
           escape_controls(*text));
    }
  }
  void time(std::string_view label, const std::optional<std::int64_t>& time) {
    entry(label, time ? std::optional(format_time(*time)) : std::nullopt);
  }

 private:
  void line(const std::string& text) { out_.write(text + "\n"); }
  Output& out_;
  bool color_;
};

}  // namespace

void print_model(Context& context, const RegisteredModel& model) {
  if (context.wants_json()) {
    print_object(context.world.out, "registered_model", model);
    return;
  }
  if (!wants_card(context)) {
    print_models(context, {model}, "");
    return;
  }
  Card card(context);
  card.head(model.name, "");
  card.entry("about", model.description);
  card.time("created", model.creation_timestamp);
  card.time("updated", model.last_updated_timestamp);
  card.entry("aliases", in_one_line(model.aliases));
  card.entry("tags", in_one_line(model.tags));
  std::size_t widest_name = 0;
  std::size_t widest_stage = 0;
  for (const ModelVersion& version : model.latest_versions) {
    widest_name = std::max(widest_name, display_width(handle_of(version)));
    widest_stage = std::max(widest_stage, model_stage_name(version.current_stage).size());
  }
  std::string_view label = "latest";
  for (const ModelVersion& version : model.latest_versions) {
    card.entry(label, fmt::format("{}  {}  {}", pad_right(handle_of(version), widest_name),
                                  pad_right(model_stage_name(version.current_stage), widest_stage),
                                  version.source.value_or("")));
    label = "";
  }
}

void print_model_version(Context& context, const ModelVersion& version) {
  if (context.wants_json()) {
    print_object(context.world.out, "model_version", version);
    return;
  }
  if (!wants_card(context)) {
    print_model_versions(context, {version}, "");
    return;
  }
  Card card(context);
  card.head(handle_of(version), model_stage_name(version.current_stage));
  card.entry("about", version.description);
  card.time("created", version.creation_timestamp);
  card.time("updated", version.last_updated_timestamp);
  card.entry("aliases", in_one_line(version.aliases));
  card.entry("tags", in_one_line(version.tags));
  card.entry("run", version.run_id);
  card.entry("source", version.source);
  if (version.storage_location != version.source) {
    card.entry("files", version.storage_location);
  }
}

}  // namespace mltrack::cli
