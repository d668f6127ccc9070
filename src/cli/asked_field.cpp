#include "asked_field.hpp"

#include "mltrack/search/field.hpp"

namespace mltrack::cli {

search::Field parse_asked_field(Context& context, const std::string& text) {
  const search::Language language{context.dialect(), context.world.host.clock->now_ms()};
  return search::parse_field(text, search::run_schema(), language);
}

}  // namespace mltrack::cli
