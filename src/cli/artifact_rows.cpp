#include "artifact_rows.hpp"

#include "render/objects.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

#include <array>

namespace mltrack::cli {

void print_artifacts(Context& context, const RunInfo& run, const std::vector<ArtifactInfo>& files) {
  const OutputOptions output = context.output();
  if (output.format == "json") {
    print_object(context.world.out, context.store().artifact_root(run), files);
    return;
  }
  const auto writer = open_rows(context.world.out, output,
                                {.list_name = "files",
                                 .columns = {{.name = "path", .title = "PATH"},
                                             {.name = "is_dir", .title = "KIND", .priority = 1},
                                             {.name = "file_size", .title = "SIZE"}},
                                 .id_column = 0});
  const bool for_people = is_for_people(output);
  for (const ArtifactInfo& file : files) {
    const Cell size = file.is_directory ? Cell()
                      : for_people      ? Cell(format_size(file.size))
                                        : Cell(static_cast<std::int64_t>(file.size));
    const char* kind = for_people ? (file.is_directory ? "folder" : "file")
                                  : (file.is_directory ? "true" : "false");
    writer->row({file.path, std::string(kind), size}, {});
  }
  writer->finish("");
}

void require_artifact(Artifacts& artifacts, const std::string& path) {
  if (path.empty() || artifacts.find(path)) {
    return;
  }
  std::vector<std::string> paths;
  for (const ArtifactInfo& file : artifacts.list_all("")) {
    paths.push_back(file.path);
    for (auto slash = file.path.find('/'); slash != std::string::npos;
         slash = file.path.find('/', slash + 1)) {
      paths.push_back(file.path.substr(0, slash));
    }
  }
  auto error = Error::not_found("No such artifact: '{}'", escape_controls(path));
  const auto near = nearest(path, paths);
  throw near ? std::move(error).with_hint("Did you mean '{}'?", *near) : std::move(error);
}

std::uint64_t size_of(const std::vector<ArtifactInfo>& files) {
  std::uint64_t sum = 0;
  for (const ArtifactInfo& file : files) {
    sum += file.size;
  }
  return sum;
}

std::string format_size(std::uint64_t bytes) {
  constexpr std::uint64_t step = 1024;
  constexpr std::array<const char*, 5> units{"KiB", "MiB", "GiB", "TiB", "PiB"};
  if (bytes < step) {
    return fmt::format("{} B", bytes);
  }
  double value = static_cast<double>(bytes) / static_cast<double>(step);
  std::size_t unit = 0;
  while (value >= static_cast<double>(step) && unit + 1 < units.size()) {
    value /= static_cast<double>(step);
    ++unit;
  }
  return fmt::format("{:.1f} {}", value, units[unit]);
}

}  // namespace mltrack::cli
