#include "asked_field.hpp"

#include "mltrack/search/field.hpp"
#include "mltrack/search/ordering.hpp"

namespace mltrack::cli {

search::Field parse_asked_field(Context& context, const std::string& text) {
  if (context.dialect() == Dialect::mlflow) {
    return search::Ordering::parse({text}, search::run_schema()).keys().front().field;
  }
  const search::Language language{Dialect::extended, context.world.host.clock->now_ms()};
  return search::parse_field(text, search::run_schema(), language);
}

}  // namespace mltrack::cli
