#pragma once
// A file store in memory, with its disk and its warnings at hand.

#include "recording_file_system.hpp"
#include "tree.hpp"

#include "mltrack/store/open_store.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack::test {

struct FileStoreWorld {
  /// `wrap` puts a disk of a test's own before the memory: faulty, recording.
  template <class Wrap>
  explicit FileStoreWorld(const Wrap& wrap) {
    host.files = wrap(*disk);
    store = open({});
  }
  FileStoreWorld()
      : FileStoreWorld([this](FileSystem& files) { return recording_file_system(files, record); }) {
  }
  FileStoreWorld(const FileStoreWorld&) = delete;
  FileStoreWorld& operator=(const FileStoreWorld&) = delete;

  [[nodiscard]] std::unique_ptr<Store> open(StoreOptions options) {
    options.uri = root;
    options.warn = [this](const std::string& text) { warnings.push_back(text); };
    return open_store(host, options);
  }

  void put(const std::string& path, std::string_view contents) const {
    put_file(*disk, path, contents);
  }
  [[nodiscard]] std::string get(const std::string& path) const {
    return get_file(*disk, path).value_or("(no file)");
  }
  void remove(const std::string& path) const { remove_file(*disk, path); }

  std::string root = "/data/mlruns";
  std::vector<std::string> warnings;
  /// What the store did with the disk, unless it was wrapped otherwise.
  Record record;
  std::unique_ptr<FileSystem> disk = memory_file_system();
  Host host{nullptr, stepping_clock(1'795'463'296'687), seeded_random(1)};
  std::unique_ptr<Store> store;
};

}  // namespace mltrack::test
