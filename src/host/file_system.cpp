#include "mltrack/host/file_system.hpp"

#include "mltrack/base/error.hpp"

#include <algorithm>

namespace mltrack {

std::string Directory::path_of(std::string_view name) const {
  std::string out = path();
  if (!out.empty() && out.back() != '/') {
    out += '/';
  }
  return out.append(name);
}

std::optional<std::string> Directory::read(std::string_view name, std::size_t limit) const {
  const auto reader = open_reader(name);
  if (!reader) {
    return std::nullopt;
  }
  // One byte more than the size: a short answer then means the end, without another read.
  constexpr std::size_t growth = 65536;
  std::string text;
  std::size_t filled = 0;
  std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(reader->size(), limit)) + 1;
  for (;;) {
    text.resize(filled + wanted);
    const std::size_t got = reader->read({text.data() + filled, wanted});
    filled += got;
    if (filled > limit) {
      throw Error::internal("{}: larger than {} bytes, which is no file of this kind",
                            path_of(name), limit);
    }
    if (got < wanted) {
      text.resize(filled);
      return text;
    }
    wanted = growth;
  }
}

}  // namespace mltrack
