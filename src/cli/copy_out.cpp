#include "copy_out.hpp"

#include "artifact_rows.hpp"
#include "progress.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {

void CopyOut::declare(Flags& flags, std::string_view help) {
  flags.add({.long_name = "--dest",
             .short_name = 'd',
             .value_name = "DIR",
             .help = help,
             .target = &destination_,
             .completes = Completes::file});
  flags.add(
      {.long_name = "--overwrite", .help = "Replace files that are there", .target = &overwrite_});
}

void CopyOut::run(Context& context, Artifacts& source, const std::vector<ArtifactInfo>& files,
                  const std::string& otherwise) const {
  const std::string& destination = destination_ ? *destination_ : otherwise;
  // A directory is written by the same code that writes a run's artifacts.
  const auto target = open_artifacts(context.world.host, destination);
  for (const ArtifactInfo& file : files) {
    if (!overwrite_ && target->find(file.path)) {
      throw Error::exists("'{}/{}' is there already", destination, file.path)
          .with_hint("--overwrite replaces it, --dest DIR puts it elsewhere.");
    }
  }
  Progress progress(context, "copying", size_of(files));
  for (const ArtifactInfo& file : files) {
    if (const auto reader = source.open(file.path)) {
      WatchedReader watched(*reader, progress);
      target->upload(file.path, watched);
      context.world.out.write(fmt::format("{}/{}\n", destination, file.path));
    }
  }
}

}  // namespace mltrack::cli
