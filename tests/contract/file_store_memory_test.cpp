#include "store_contract.hpp"

#include <doctest/doctest.h>

using namespace mltrack;

namespace {

class MemoryPlace final : public test::StorePlace {
 public:
  using StorePlace::open;
  [[nodiscard]] std::unique_ptr<Store> open(const StoreOptions& options) override {
    StoreOptions here = options;
    here.uri = "/data/mlruns";
    return open_store(host_, here);
  }

 private:
  Host host_ = memory_host();
};

}  // namespace

TEST_CASE("file store: in memory it keeps the contract of Store") {
  test::run_store_contract([] { return std::make_unique<MemoryPlace>(); });
}
