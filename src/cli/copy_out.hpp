#pragma once
// Artifacts copied to a directory of the user's.

#include "context.hpp"
#include "flags.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::cli {

/// --dest and --overwrite, and what they are for.
class CopyOut {
 public:
  /// `help` says where files go to, also without --dest.
  void declare(Flags& flags, std::string_view help);

  /// Copies to --dest, else to `otherwise`, and prints the path of each file that it wrote.
  /// Error::exists, and nothing is written, if one of them is there already and may not be replaced.
  void run(Context& context, Artifacts& source, const std::vector<ArtifactInfo>& files,
           const std::string& otherwise) const;

 private:
  std::optional<std::string> destination_;
  bool overwrite_ = false;
};

}  // namespace mltrack::cli
