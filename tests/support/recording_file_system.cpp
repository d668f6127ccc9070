#include "recording_file_system.hpp"

namespace mltrack::test {

void Record::before(Primitive primitive, const std::string& path, std::size_t bytes) {
  Calls& calls = calls_[{primitive, path}];
  ++calls.count;
  calls.bytes += bytes;
}

std::size_t Record::count(Primitive primitive) const {
  return count(primitive, "");
}

std::size_t Record::count(Primitive primitive, std::string_view part) const {
  std::size_t sum = 0;
  for (const auto& [key, calls] : calls_) {
    if (key.first == primitive && key.second.find(part) != std::string::npos) {
      sum += calls.count;
    }
  }
  return sum;
}

std::size_t Record::total() const {
  std::size_t sum = 0;
  for (const auto& [key, calls] : calls_) {
    sum += calls.count;
  }
  return sum;
}

std::size_t Record::bytes_asked(std::string_view part) const {
  std::size_t sum = 0;
  for (const auto& [key, calls] : calls_) {
    const bool reads = key.first == Primitive::read || key.first == Primitive::tail;
    if (reads && key.second.find(part) != std::string::npos) {
      sum += calls.bytes;
    }
  }
  return sum;
}

std::string Record::text() const {
  std::string out;
  for (const auto& [key, calls] : calls_) {
    out += std::to_string(calls.count) + " " + primitive_name(key.first) + " " + key.second + "\n";
  }
  return out;
}

std::unique_ptr<FileSystem> recording_file_system(FileSystem& inner, Record& record) {
  return observed_file_system(inner, record);
}

}  // namespace mltrack::test
