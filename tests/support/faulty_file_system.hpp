#pragma once
// A disk that fails at the n-th primitive, or on which the process "dies" there. The loop
// `for (n = 1; ; ++n)` until nothing fires visits every bad moment of an operation once.

#include "observed_file_system.hpp"

#include "mltrack/base/error.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace mltrack::test {

class Faults final : public PrimitiveObserver {
 public:
  /// The n-th primitive from now on (1 is the next) throws `error`; those behind it work again.
  void fail_at(std::size_t n, const Error& error = disk_full());
  /// The n-th primitive from now on and all behind it throw: nothing reaches the disk any more, no
  /// cleaning up either.
  void die_at(std::size_t n);
  /// Nothing fails any more.
  void stop();

  [[nodiscard]] bool fired() const { return fired_; }
  /// "write /mlruns/1/meta.yaml": where it fired.
  [[nodiscard]] const std::string& where() const { return where_; }

  void before(Primitive primitive, const std::string& path, std::size_t bytes) override;

  [[nodiscard]] static Error disk_full();

 private:
  std::size_t left_ = 0;  // 0: nothing is planned
  bool dies_ = false;
  bool fired_ = false;
  Error error_ = disk_full();
  std::string where_;
};

/// `inner` and `faults` must outlive it.
[[nodiscard]] std::unique_ptr<FileSystem> faulty_file_system(FileSystem& inner, Faults& faults);

}  // namespace mltrack::test
