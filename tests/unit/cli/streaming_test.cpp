// What a reader at the end of a pipe sees, and when.

#include "support/file_store_world.hpp"
#include "support/sample_runs.hpp"

#include "mltrack/cli/run.hpp"
#include "mltrack/cli/world.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using namespace mltrack;
using test::FileStoreWorld;
using test::Primitive;

namespace {

/// A pipe: knows how many params had been read when the first text came through.
class Pipe final : public cli::Output {
 public:
  explicit Pipe(const test::Record& record) : record_(record) {}

  void write(std::string_view text) override { waiting_ += text; }
  void flush() override {
    if (!waiting_.empty() && !read_before_first) {
      read_before_first = record_.count(Primitive::read, "/params/");
      first = waiting_;
    }
    all += waiting_;
    waiting_.clear();
  }
  [[nodiscard]] bool is_terminal() const override { return false; }
  [[nodiscard]] std::size_t width() const override { return 80; }

  std::string first, all;
  std::optional<std::size_t> read_before_first;

 private:
  const test::Record& record_;
  std::string waiting_;
};

class NoInput final : public cli::Input {
 public:
  std::size_t read(std::span<char> /*buffer*/) override { return 0; }
  [[nodiscard]] bool is_terminal() const override { return false; }
};

class NoEnvironment final : public cli::Environment {
 public:
  [[nodiscard]] std::optional<std::string> get(const char* /*name*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] std::string user_name() const override { return "ann"; }
  [[nodiscard]] std::string caller_name() const override { return "sh"; }
};

struct Listing : FileStoreWorld {
  static constexpr std::size_t runs = 1000;  // many more than are read ahead

  Listing() {
    const std::string experiment = store->create_experiment({.name = "e"});
    for (std::size_t i = 0; i < runs; ++i) {
      store->log_param(test::new_run(*store, experiment), {"lr", "0.1"});
    }
    record.clear();
  }

  int list(std::vector<std::string> arguments, cli::Output& out, cli::Output& err) {
    NoInput in;
    const NoEnvironment environment;
    cli::World world{host, out, err, in, environment};
    arguments.insert(arguments.begin(), {"list", "--tracking-uri", root});
    return cli::run(arguments, world);
  }
};

}  // namespace

TEST_CASE("streaming: the first row is on its way before the last run is read") {
  for (const std::string format : {"csv", "tsv", "ndjson", "json"}) {
    CAPTURE(format);
    Listing listing;
    Pipe out(listing.record);
    Pipe err(listing.record);
    std::vector<std::string> arguments{"-o", format};
    if (format != "json") {
      arguments.insert(arguments.end(), {"--fields", "run_id,params.lr"});
    }
    CHECK(listing.list(arguments, out, err) == 0);
    CHECK(err.all.empty());
    REQUIRE(out.read_before_first);
    CHECK(*out.read_before_first < Listing::runs / 2);
    CHECK(out.first.find("0.1") != std::string::npos);
    CHECK(listing.record.count(Primitive::read, "/params/") >= Listing::runs);
  }
}

TEST_CASE("streaming: where the columns are those that the runs have, all are read first") {
  Listing listing;
  Pipe out(listing.record);
  Pipe err(listing.record);
  CHECK(listing.list({"-o", "csv"}, out, err) == 0);
  REQUIRE(out.read_before_first);
  CHECK(*out.read_before_first >= Listing::runs);
}
