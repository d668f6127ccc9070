#include "store_contract.hpp"
#include "support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace mltrack;

namespace {

class DiskPlace final : public test::StorePlace {
 public:
  using StorePlace::open;
  [[nodiscard]] std::unique_ptr<Store> open(const StoreOptions& options) override {
    StoreOptions here = options;
    here.uri = directory_ / "new/mlruns";
    return open_store(host_, here);
  }

 private:
  test::TempDir directory_;
  // The clock of the tests moves on at every question, so that "later" is later within one ms.
  Host host_{posix_file_system(), stepping_clock(1'000'000), seeded_random(7)};
};

}  // namespace

TEST_CASE("file store: on a disk it keeps the contract of Store") {
  test::run_store_contract([] { return std::make_unique<DiskPlace>(); });
}
