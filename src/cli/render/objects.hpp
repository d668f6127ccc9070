#pragma once
// One object as an answer of `-o json`, in the shape of MLflow's REST API: {"run": {...}}.

#include "rows.hpp"

#include "mltrack/artifact/artifacts.hpp"
#include "mltrack/cli/world.hpp"
#include "mltrack/entities/experiment.hpp"
#include "mltrack/entities/registered_model.hpp"
#include "mltrack/entities/run.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

void print_object(Output& out, std::string_view name, const Experiment& experiment);
void print_object(Output& out, std::string_view name, const Run& run);
void print_object(Output& out, std::string_view name, const RegisteredModel& model);
void print_object(Output& out, std::string_view name, const ModelVersion& version);

/// {"root_uri": ..., "files": [{"path", "is_dir", "file_size"}]}, MLflow's answer to artifacts/list.
void print_object(Output& out, std::string_view root_uri, const std::vector<ArtifactInfo>& files);

/// {"count": 3}
void print_count_object(Output& out, std::size_t count);

/// A file of one run, compared with that of a baseline.
struct ComparedFile {
  std::string path;
  std::string run_id;
  bool present = false;
  std::uint64_t size = 0;
  std::string md5;
  bool equal = false;
};
/// {"path", "run_id", "file_size", "md5", "equal"}; size and md5 are null for a file that is not
/// there.
[[nodiscard]] JsonOf json_of(const ComparedFile& file);

/// A point of a history, with the run it belongs to, and its tree unless that is "".
[[nodiscard]] JsonOf json_of(const Metric& point, const std::string& run_id,
                             const std::string& tree);
[[nodiscard]] JsonOf json_of(const RegisteredModel& model);
[[nodiscard]] JsonOf json_of(const ModelVersion& version);

}  // namespace mltrack::cli
