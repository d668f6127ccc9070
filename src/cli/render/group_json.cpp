#include "group_json.hpp"

#include <nlohmann/json.hpp>

namespace mltrack::cli {
namespace {

wire::Json value_json(const GroupValue& value) {
  if (!value.text()) {
    return nullptr;
  }
  return value.is_number() ? wire::number_to_json(value.number())
                           : wire::text_to_json(*value.text());
}

wire::Json aggregate_json(Aggregate aggregate, const std::vector<double>& values) {
  if (aggregate == Aggregate::n) {
    return values.size();
  }
  const auto value = compute_aggregate(aggregate, values);
  return value ? wire::number_to_json(*value) : wire::Json();
}

}  // namespace

JsonOf json_of(const RunGroups& groups, const RunGroup& group, const GroupQuestion& question) {
  return [&] {
    wire::Json by = wire::Json::object();
    for (std::size_t i = 0; i < groups.keys.size(); ++i) {
      by[groups.keys[i]] = value_json(group.key[i]);
    }
    wire::Json aggregates = wire::Json::object();
    for (const AggregateColumn& column : question.columns) {
      aggregates[question.measures[column.measure].name]
                [std::string(aggregate_name(column.aggregate))] =
                    aggregate_json(column.aggregate, group.values[column.measure]);
    }
    return wire::Json{
        {"by", std::move(by)}, {"runs", group.runs}, {"aggregates", std::move(aggregates)}};
  };
}

}  // namespace mltrack::cli
