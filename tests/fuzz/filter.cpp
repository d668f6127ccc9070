// Filters: whatever the text, it is parsed or refused; what MLflow's language accepts means the same in
// ours; and in ours NOT is the contrary.
#include "mltrack/search/filter.hpp"

#include "any_record.hpp"
#include "promise.hpp"

#include "mltrack/base/error.hpp"

#include <optional>
#include <string>

namespace {

using namespace mltrack;
using namespace mltrack::search;
using mltrack::fuzz::promise;

constexpr Language own{Dialect::extended, 1'795'463'296'687};

void check_words(const Error& error, std::size_t size) {
  promise(error.failure() == Failure::usage, "a refusal is an error of usage");
  promise(std::string_view(error.what()).size() < 20 * size + 4000, "a refusal is no flood");
  promise(error.hint().size() < 2000, "a hint is short");
}

template <class Action>
auto answer_of(const Action& action, std::size_t size) -> std::optional<decltype(action())> {
  try {
    return action();
  } catch (const Error& error) {
    check_words(error, size);
    return std::nullopt;
  }
}

std::optional<Filter> parsed(std::string_view text, const Schema& schema, Language language) {
  return answer_of([&] { return Filter::parse(text, schema, language); }, text.size());
}

void check_meaning(std::string_view text, const Schema& schema) {
  const auto mlflow = parsed(text, schema, {});
  const auto extended = parsed(text, schema, own);
  promise(!mlflow || extended, "what MLflow's language accepts is accepted by ours");
  if (!extended) {
    return;
  }
  (void)extended->fields();
  const auto negation = parsed("NOT (" + std::string(text) + "\n)", schema, own);
  const auto double_negation = parsed("NOT NOT (" + std::string(text) + "\n)", schema, own);
  for (std::size_t number = 0; number < 6; ++number) {
    const fuzz::AnyRecord record(number);
    const auto matches = [&](const std::optional<Filter>& filter) {
      return filter ? answer_of([&] { return filter->matches(record); }, text.size())
                    : std::nullopt;
    };
    const auto found = matches(extended);
    if (mlflow) {
      // MLflow refuses some operators only when it meets a run; ours may have a meaning for them.
      const auto found_by_mlflow = matches(mlflow);
      promise(!found_by_mlflow || found == found_by_mlflow, "both languages find the same");
    } else if (found && negation && double_negation) {
      promise(!*found || matches(negation) == false,
              "nothing is found by a filter and its contrary");
      promise(found == matches(double_negation), "the contrary of the contrary finds the same");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_meaning(text, run_schema());
  check_meaning(text, experiment_schema());
  return 0;
}
