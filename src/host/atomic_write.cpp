#include "mltrack/host/atomic_write.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack {
namespace {

constexpr std::string_view temporary_prefix = ".mltrack-";

}  // namespace

TemporaryFile::TemporaryFile(Directory& directory, Random& random)
    : directory_(directory), name_(temporary_name(random)), writer_(directory.create(name_)) {
  if (!writer_) {
    throw Error::internal("{}: a temporary file of that name exists", directory_.path_of(name_));
  }
}

TemporaryFile::~TemporaryFile() {
  if (present_) {
    try {
      directory_.remove(name_);
      // The first failure is the one to tell.
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
    }
  }
}

void TemporaryFile::move_to(std::string_view name) {
  writer_.reset();
  directory_.copy_mode(name, name_);
  directory_.rename(name_, name);
  present_ = false;
}

bool TemporaryFile::move_to_new(std::string_view name) {
  writer_.reset();
  present_ = !directory_.rename_new(name_, name);
  return !present_;
}

void atomic_write(Directory& directory, std::string_view name, std::string_view contents,
                  Random& random) {
  TemporaryFile temporary(directory, random);
  temporary.writer().write(contents);
  temporary.move_to(name);
}

bool atomic_create(Directory& directory, std::string_view name, std::string_view contents,
                   Random& random) {
  TemporaryFile temporary(directory, random);
  temporary.writer().write(contents);
  return temporary.move_to_new(name);
}

void make_parents(Directory& directory, std::string_view name) {
  for (auto slash = name.find('/'); slash != std::string_view::npos;
       slash = name.find('/', slash + 1)) {
    directory.make_directory(name.substr(0, slash));
  }
}

std::string temporary_name(Random& random) {
  return fmt::format("{}{:016x}.tmp", temporary_prefix, random.next());
}

bool is_temporary_name(std::string_view name) {
  return name.starts_with(temporary_prefix);
}

}  // namespace mltrack
