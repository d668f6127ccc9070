#pragma once
// Artifacts that can grow while somebody reads them: logs. Asked for with
// dynamic_cast<AppendableArtifacts*>(&artifacts); an object store has no such thing.

#include "mltrack/host/file_system.hpp"

#include <memory>
#include <string_view>

namespace mltrack {

class AppendableArtifacts {
 public:
  virtual ~AppendableArtifacts() = default;
  /// A file at whose end one may add. It is made, with its folders, if it is not there.
  [[nodiscard]] virtual std::unique_ptr<AppendFile> open_append(std::string_view path) = 0;
};

}  // namespace mltrack
