#include "best_json.hpp"

#include "rows.hpp"

#include <nlohmann/json.hpp>

namespace mltrack::cli {

void print_best_json(Output& out, const Measure& measure, Better better, const Contest& contest,
                     const Run& best, const std::optional<Run>& second) {
  wire::Json answer = {{"field", wire::text_to_json(measure.name)},
                       {"better", better == Better::higher ? "max" : "min"},
                       {"value", wire::number_to_json(contest.first.front().value)},
                       {"runs", contest.with_value}};
  if (second) {
    answer["lead"] = wire::number_to_json(lead_of(contest));
    answer["second"] = {{"run_id", second->info.run_id},
                        {"run_name", wire::text_to_json(second->info.run_name)},
                        {"value", wire::number_to_json(contest.first[1].value)}};
  }
  answer["run"] = wire::to_json(best);
  print_json(out, answer);
}

}  // namespace mltrack::cli
