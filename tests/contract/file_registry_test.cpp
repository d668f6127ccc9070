#include "registry_contract.hpp"
#include "support/temp_dir.hpp"

#include <doctest/doctest.h>

using namespace mltrack;

namespace {

class FilePlace final : public test::RegistryPlace {
 public:
  FilePlace(Host host, std::string uri) : host_(std::move(host)), uri_(std::move(uri)) {}

  [[nodiscard]] std::unique_ptr<ModelRegistry> open() override {
    return open_registry(host_, options());
  }
  [[nodiscard]] std::unique_ptr<Store> open_store() override {
    return mltrack::open_store(host_, options());
  }

 private:
  [[nodiscard]] StoreOptions options() {
    return {.uri = uri_, .warn = [this](const std::string& text) { warnings.push_back(text); }};
  }

  Host host_;
  std::string uri_;
};

}  // namespace

TEST_CASE("file registry: in memory it keeps the contract of ModelRegistry") {
  test::run_registry_contract(
      [] { return std::make_unique<FilePlace>(memory_host(), "/data/mlruns"); });
}

TEST_CASE("file registry: on a disk it keeps the contract of ModelRegistry") {
  const test::TempDir directory;
  test::run_registry_contract([&] {
    // The clock of the tests moves on at every question, so that "later" is later within one ms.
    return std::make_unique<FilePlace>(
        Host{posix_file_system(), stepping_clock(1'000'000), seeded_random(7)},
        directory / "new/mlruns");
  });
}
