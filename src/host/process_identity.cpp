#include "mltrack/host/process_identity.hpp"

#include "posix_calls.hpp"

#include <climits>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace mltrack {
namespace {

/// The beginning of a file of /proc, which has no size; "" if it cannot be read.
std::string read_proc(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 4096> buffer;
  ssize_t got = 0;
  do {
    got = file.get() < 0 ? 0 : read(file.get(), buffer.data(), buffer.size());
  } while (got < 0 && errno == EINTR);
  return {buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

}  // namespace

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

std::int64_t this_process() {
  return getpid();
}

std::optional<std::string> process_start_time(std::int64_t pid) {
  const std::string stat = read_proc("/proc/" + std::to_string(pid) + "/stat");
  // The second field is the program's name in brackets, in which anything may stand.
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) {
    return std::nullopt;
  }
  std::vector<std::string_view> fields;  // from the third on, each with a blank before it
  std::string_view rest = std::string_view(stat).substr(name_end + 1);
  while (rest.starts_with(' ')) {
    rest.remove_prefix(1);
    fields.push_back(rest.substr(0, rest.find_first_of(" \n")));
    rest.remove_prefix(fields.back().size());
  }
  constexpr std::size_t state = 0;
  constexpr std::size_t start_time = 22 - 3;
  if (fields.size() <= start_time || fields[state] == "Z" || fields[state] == "X") {
    return std::nullopt;
  }
  std::string boot = read_proc("/proc/sys/kernel/random/boot_id");
  boot.resize(std::min(boot.find('\n'), boot.size()));
  return boot + ":" + std::string(fields[start_time]);
}

}  // namespace mltrack
