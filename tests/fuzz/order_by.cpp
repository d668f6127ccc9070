// Orders: a clause is parsed or refused, means the same in both languages, and sorts without
// contradiction.
#include "any_record.hpp"
#include "promise.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/search/ordering.hpp"

#include <optional>
#include <string>
#include <vector>

namespace {

using namespace mltrack;
using namespace mltrack::search;
using mltrack::fuzz::promise;

constexpr Language own{Dialect::extended, 1'795'463'296'687};

std::optional<Ordering> parsed(std::string_view clause, const Schema& schema, Language language) {
  try {
    return Ordering::parse({std::string(clause)}, schema, language);
  } catch (const Error& error) {
    promise(error.failure() == Failure::usage, "a refusal is an error of usage");
    promise(error.hint().size() < 2000, "a hint is short");
    return std::nullopt;
  }
}

void check_order(const Ordering& ordering) {
  std::vector<SortRow> rows;
  for (std::size_t number = 0; number < 8; ++number) {
    SortRow& row = rows.emplace_back(SortRow{
        .keys = {}, .time = static_cast<std::int64_t>(number / 3), .id = std::to_string(number)});
    for (const OrderKey& key : ordering.keys()) {
      row.keys.push_back(value_of(fuzz::AnyRecord(number), key.field));
    }
  }
  for (const SortRow& a : rows) {
    for (const SortRow& b : rows) {
      promise(&a == &b ? !ordering.before(a, b) : ordering.before(a, b) != ordering.before(b, a),
              "of two rows one is before the other");
      for (const SortRow& c : rows) {
        promise(!ordering.before(a, b) || !ordering.before(b, c) || ordering.before(a, c),
                "what is before something is before all behind it");
      }
    }
  }
}

void check_clause(std::string_view clause, const Schema& schema) {
  const auto mlflow = parsed(clause, schema, {});
  const auto extended = parsed(clause, schema, own);
  promise(!mlflow || extended, "what MLflow's language accepts is accepted by ours");
  if (mlflow) {
    promise(mlflow->keys().size() == 1 && mlflow->keys()[0].field == extended->keys()[0].field &&
                mlflow->keys()[0].ascending == extended->keys()[0].ascending,
            "both languages mean the same");
  }
  if (extended) {
    check_order(*extended);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view clause = fuzz::text_of(data, size);
  check_clause(clause, run_schema());
  check_clause(clause, experiment_schema());
  return 0;
}
