#include "mltrack/host/atomic_write.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack {
namespace {

/// A temporary file that goes away unless it was moved into place.
class TemporaryFile {
 public:
  TemporaryFile(Directory& directory, std::string_view contents, Random& random)
      : directory_(directory), name_(temporary_name(random)) {
    const auto writer = directory_.create(name_);
    if (!writer) {
      throw Error::internal("{}: a temporary file of that name exists", directory_.path_of(name_));
    }
    present_ = true;
    try {
      writer->write(contents);
    } catch (...) {
      discard();  // the destructor of a half-made object does not run
      throw;
    }
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { discard(); }

  [[nodiscard]] const std::string& name() const { return name_; }
  void moved() { present_ = false; }

 private:
  void discard() noexcept {
    if (present_) {
      present_ = false;
      try {
        directory_.remove(name_);
        // The first failure is the one to tell.
      } catch (const Error&) {  // NOLINT(bugprone-empty-catch)
      }
    }
  }

  Directory& directory_;
  std::string name_;
  bool present_ = false;
};

}  // namespace

void atomic_write(Directory& directory, std::string_view name, std::string_view contents,
                  Random& random) {
  TemporaryFile temporary(directory, contents, random);
  directory.copy_mode(name, temporary.name());
  directory.rename(temporary.name(), name);
  temporary.moved();
}

bool atomic_create(Directory& directory, std::string_view name, std::string_view contents,
                   Random& random) {
  TemporaryFile temporary(directory, contents, random);
  if (!directory.rename_new(temporary.name(), name)) {
    return false;
  }
  temporary.moved();
  return true;
}

void make_parents(Directory& directory, std::string_view name) {
  for (auto slash = name.find('/'); slash != std::string_view::npos;
       slash = name.find('/', slash + 1)) {
    directory.make_directory(name.substr(0, slash));
  }
}

std::string temporary_name(Random& random) {
  return fmt::format(".mltrack-{:016x}.tmp", random.next());
}

}  // namespace mltrack
