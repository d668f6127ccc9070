#include "artifacts_contract.hpp"

#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace mltrack::test {
namespace {

void upload(Artifacts& artifacts, std::string_view path, std::string text) {
  artifacts.upload(path, *text_reader(std::move(text)));
}

/// The contents, read in pieces of a few bytes; nothing if there is no such file.
std::optional<std::string> contents(Artifacts& artifacts, std::string_view path) {
  const auto reader = artifacts.open(path);
  if (!reader) {
    return std::nullopt;
  }
  std::string text;
  std::array<char, 5> piece;
  for (std::size_t got = piece.size(); got == piece.size();) {
    got = reader->read(piece);
    text.append(piece.data(), got);
  }
  return text;
}

std::string paths(const std::vector<ArtifactInfo>& entries) {
  std::string out;
  for (const ArtifactInfo& entry : entries) {
    out += (out.empty() ? "" : " ") + entry.path + (entry.is_directory ? "/" : "");
  }
  return out;
}

/// Fails after the first piece.
class BrokenReader final : public FileReader {
 public:
  std::size_t read(std::span<char> buffer) override {
    if (++calls_ > 1) {
      throw Error::internal("the source is gone");
    }
    std::fill(buffer.begin(), buffer.end(), 'x');
    return buffer.size();
  }
  [[nodiscard]] std::uint64_t size() const override { return 0; }

 private:
  int calls_ = 0;
};

void transfer(Artifacts& artifacts) {
  SUBCASE("what is uploaded comes back") {
    upload(artifacts, "model.bin", std::string("a\0b\n", 4));
    CHECK(contents(artifacts, "model.bin") == std::string("a\0b\n", 4));
    CHECK(artifacts.find("model.bin") == ArtifactInfo{"model.bin", false, 4});
  }
  SUBCASE("an empty file is a file") {
    upload(artifacts, "empty", "");
    CHECK(contents(artifacts, "empty") == "");
    CHECK(artifacts.find("empty") == ArtifactInfo{"empty", false, 0});
  }
  SUBCASE("more than one piece of the transfer") {
    std::string large(700'001, 'x');
    large[300'000] = 'y';
    upload(artifacts, "large", large);
    CHECK(contents(artifacts, "large") == large);
  }
  SUBCASE("folders are made, and a later upload replaces") {
    upload(artifacts, "plots/roc/é 1.png", "one");
    upload(artifacts, "plots/roc/é 1.png", "second");
    CHECK(contents(artifacts, "plots/roc/é 1.png") == "second");
    CHECK(artifacts.find("plots/roc") == ArtifactInfo{"plots/roc", true, 0});
  }
  SUBCASE("an upload that fails leaves the old file, and nothing else") {
    upload(artifacts, "a.txt", "old");
    BrokenReader broken;
    CHECK_THROWS_WITH_AS(artifacts.upload("a.txt", broken), "the source is gone", Error);
    BrokenReader again;
    CHECK_THROWS_AS(artifacts.upload("new/b.txt", again), Error);
    CHECK(contents(artifacts, "a.txt") == "old");
    CHECK(paths(artifacts.list_all("")) == "a.txt");
  }
  SUBCASE("a file and a folder of one name exclude each other") {
    upload(artifacts, "a/b", "1");
    CHECK_THROWS_AS(upload(artifacts, "a", "2"), Error);
    CHECK_THROWS_AS(upload(artifacts, "a/b/c", "2"), Error);
    CHECK(paths(artifacts.list_all("")) == "a/b");
    CHECK(contents(artifacts, "a/b") == "1");
  }
}

void listing(Artifacts& artifacts) {
  SUBCASE("nothing where nothing is") {
    CHECK(artifacts.list("").empty());
    CHECK(artifacts.list("plots").empty());
    CHECK(artifacts.list_all("").empty());
    CHECK_FALSE(artifacts.find("x").has_value());
    CHECK(artifacts.open("x") == nullptr);
    CHECK(artifacts.open("x/y") == nullptr);
  }
  SUBCASE("what lies directly in a folder, by path, and everything below") {
    upload(artifacts, "b.txt", "12");
    upload(artifacts, "plots/z.png", "123");
    upload(artifacts, "plots/deep/a.png", "1");
    upload(artifacts, "a.txt", "1");
    CHECK(paths(artifacts.list("")) == "a.txt b.txt plots/");
    CHECK(paths(artifacts.list("plots")) == "plots/deep/ plots/z.png");
    CHECK(artifacts.list("plots")[1].size == 3);
    CHECK(paths(artifacts.list_all("")) == "a.txt b.txt plots/deep/a.png plots/z.png");
    CHECK(paths(artifacts.list_all("plots/deep")) == "plots/deep/a.png");
  }
  SUBCASE("a file holds nothing, and all below it is itself") {
    upload(artifacts, "plots/z.png", "123");
    CHECK(artifacts.list("plots/z.png").empty());
    CHECK(paths(artifacts.list_all("plots/z.png")) == "plots/z.png");
    CHECK_FALSE(artifacts.find("plots/z.png/x").has_value());
  }
  SUBCASE("a folder is no file to open") {
    upload(artifacts, "plots/z.png", "123");
    CHECK_THROWS_AS((void)artifacts.open("plots"), Error);
  }
}

}  // namespace

void run_artifacts_contract(const std::function<std::unique_ptr<Artifacts>()>& make) {
  const auto artifacts = make();
  SUBCASE("transfer") {
    transfer(*artifacts);
  }
  SUBCASE("listing") {
    listing(*artifacts);
  }
  SUBCASE("a path that leads out of the artifacts, or is none, is refused") {
    for (const std::string path : {"..", "../x", "a/../b", "/etc/passwd", "a//b", "./a", "a/", ".",
                                   "a\\b", "a\nb", "\xff", ""}) {
      CAPTURE(path);
      const auto refuses = [&](const auto& action) {
        check_error(ErrorCode::invalid_parameter_value, "", action);
      };
      refuses([&] { upload(*artifacts, path, "x"); });
      refuses([&] { (void)artifacts->open(path); });
      refuses([&] { (void)artifacts->find(path); });
      if (!path.empty()) {
        refuses([&] { (void)artifacts->list(path); });
      }
    }
    CHECK(artifacts->list_all("").empty());
  }
}

}  // namespace mltrack::test
