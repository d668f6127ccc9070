#include "upload.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/entities/validate.hpp"

namespace mltrack::cli {

void upload_artifact(Context& context, const std::string& path, FileReader& source) {
  validate_artifact_path(path);
  const RunInfo run = context.store().get_run_info(context.current_run());
  if (run.lifecycle_stage != LifecycleStage::active) {
    throw Error::conflict("The run {} must be in 'active' lifecycle_stage.", run.run_id)
        .with_hint("mltrack restore-run {}", run.run_id);
  }
  context.artifacts(run)->upload(path, source);
  if (context.options.verbose) {
    context.note(fmt::format("mltrack: stored {}/{}", context.store().artifact_root(run), path));
  }
}

}  // namespace mltrack::cli
