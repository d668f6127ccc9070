#include "mltrack/entities/model_version.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack {

std::string_view model_stage_name(ModelStage stage) {
  switch (stage) {
    case ModelStage::none:
      return "None";
    case ModelStage::staging:
      return "Staging";
    case ModelStage::production:
      return "Production";
    case ModelStage::archived:
      return "Archived";
    case ModelStage::deleted:
      return "Deleted_Internal";
  }
  return "None";
}

ModelStage parse_model_stage(std::string_view name) {
  for (const ModelStage stage : all_model_stages) {
    if (to_lower_ascii(model_stage_name(stage)) == to_lower_ascii(name)) {
      return stage;
    }
  }
  throw Error::invalid(
      "Invalid Model Version stage: {}. Value must be one of None, Staging, Production, Archived.",
      escape_controls(name));
}

}  // namespace mltrack
