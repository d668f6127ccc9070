#include "write_file.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/host/atomic_write.hpp"

namespace mltrack::cli {

void write_user_file(Context& context, const std::string& path, std::string_view contents) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const auto directory = context.world.host.files->open(folder);
  if (directory == nullptr) {
    throw Error::not_found("cannot write '{}': there is no directory '{}'", escape_controls(path),
                           escape_controls(folder));
  }
  const auto status = directory->status(name);
  if (status && status->kind != FileKind::file) {
    throw Error::invalid("cannot write '{}': it is {}", escape_controls(path),
                         status->kind == FileKind::directory ? "a directory" : "not a plain file");
  }
  atomic_write(*directory, name, contents, *context.world.host.random);
}

}  // namespace mltrack::cli
