#include "unknown_keys.hpp"

#include "mltrack/base/unicode.hpp"
#include "mltrack/search/filter.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace mltrack::cli {
namespace {

std::string_view kind_name(search::FieldKind kind) {
  switch (kind) {
    case search::FieldKind::metric:
      return "metrics";
    case search::FieldKind::param:
      return "params";
    default:
      return "tags";
  }
}

}  // namespace

std::vector<std::string> known_fields(Context& context, const RunQuery& query) {
  const auto some =
      context.store().search_runs({.experiment_ids = query.experiment_ids, .view = query.view});
  std::vector<std::string> known;
  for (const Run& run : some.items) {
    for (const Metric& metric : run.data.metrics) {
      known.push_back("metrics." + metric.key);
    }
    for (const Param& param : run.data.params) {
      known.push_back("params." + param.key);
    }
    for (const Tag& tag : run.data.tags) {
      known.push_back("tags." + tag.key);
    }
  }
  return known;
}

void warn_of_unknown_field(Context& context, const std::string& name,
                           const std::vector<std::string>& known) {
  const auto near = nearest(name, known);
  context.warn(fmt::format("no run here has '{}'.{}", name,
                           near ? fmt::format(" Did you mean '{}'?", *near) : std::string()));
}

void hint_at_unknown_keys(Context& context, const RunQuery& query) {
  std::vector<search::Field> asked =
      search::Filter::parse(query.filter, search::run_schema(), {query.dialect}).fields();
  std::erase_if(asked, [](const search::Field& field) {
    return field.kind != search::FieldKind::metric && field.kind != search::FieldKind::param &&
           field.kind != search::FieldKind::tag;
  });
  if (asked.empty()) {
    return;
  }
  // MLflow answers a search for an unknown key with no rows and no word; a slip then looks like a
  // result.
  const auto known = known_fields(context, query);
  for (const search::Field& field : asked) {
    const std::string name = fmt::format("{}.{}", kind_name(field.kind), field.key);
    if (known.empty() || std::find(known.begin(), known.end(), name) != known.end()) {
      continue;
    }
    warn_of_unknown_field(context, name, known);
  }
}

}  // namespace mltrack::cli
