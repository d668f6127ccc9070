#include "faulty_file_system.hpp"

namespace mltrack::test {

Error Faults::disk_full() {
  return Error::internal("no space left on the disk (a test's fault)");
}

void Faults::fail_at(std::size_t n, const Error& error) {
  stop();
  left_ = n;
  error_ = error;
}

void Faults::die_at(std::size_t n) {
  stop();
  left_ = n;
  dies_ = true;
  error_ = Error::internal("the process is dead (a test's fault)");
}

void Faults::stop() {
  left_ = 0;
  dies_ = false;
  fired_ = false;
  where_.clear();
}

void Faults::before(Primitive primitive, const std::string& path, std::size_t /*bytes*/) {
  if (fired_ && dies_) {
    throw Error(error_);
  }
  if (left_ == 0 || --left_ > 0) {
    return;
  }
  fired_ = true;
  where_ = std::string(primitive_name(primitive)) + " " + path;
  throw Error(error_);
}

std::unique_ptr<FileSystem> faulty_file_system(FileSystem& inner, Faults& faults) {
  return observed_file_system(inner, faults);
}

}  // namespace mltrack::test
