#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/host/file_system.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace mltrack {
namespace {

struct Node {
  bool is_directory = false;
  std::string contents;
  std::map<std::string, std::shared_ptr<Node>, std::less<>> entries;
};

/// What all handles of one disk share.
struct Disk {
  std::shared_ptr<Node> root = std::make_shared<Node>(Node{.is_directory = true});
  std::recursive_mutex mutex;
};

using Guard = std::lock_guard<std::recursive_mutex>;

std::shared_ptr<Node> find(std::shared_ptr<Node> node, std::string_view name) {
  while (node && !name.empty()) {
    const auto slash = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, slash);
    name.remove_prefix(std::min(slash + 1, name.size()));
    if (part.empty() || part == ".") {
      continue;
    }
    const auto entry = node->entries.find(part);
    node = entry == node->entries.end() ? nullptr : entry->second;
  }
  return node;
}

std::pair<std::string_view, std::string_view> split_last(std::string_view name) {
  const auto slash = name.rfind('/');
  return slash == std::string_view::npos ? std::pair{std::string_view{}, name}
                                         : std::pair{name.substr(0, slash), name.substr(slash + 1)};
}

class MemoryReader final : public FileReader {
 public:
  MemoryReader(std::shared_ptr<Disk> disk, std::shared_ptr<Node> node)
      : disk_(std::move(disk)), node_(std::move(node)) {}
  std::size_t read(std::span<char> buffer) override {
    const Guard guard(disk_->mutex);
    const std::size_t at = std::min(at_, node_->contents.size());
    const std::size_t count = node_->contents.copy(buffer.data(), buffer.size(), at);
    at_ = at + count;
    return count;
  }
  [[nodiscard]] std::uint64_t size() const override {
    const Guard guard(disk_->mutex);
    return node_->contents.size();
  }

 private:
  std::shared_ptr<Disk> disk_;
  std::shared_ptr<Node> node_;
  std::size_t at_ = 0;
};

class MemoryWriter final : public FileWriter {
 public:
  MemoryWriter(std::shared_ptr<Disk> disk, std::shared_ptr<Node> node)
      : disk_(std::move(disk)), node_(std::move(node)) {}
  void write(std::string_view data) override {
    const Guard guard(disk_->mutex);
    node_->contents += data;
  }

 private:
  std::shared_ptr<Disk> disk_;
  std::shared_ptr<Node> node_;
};

class MemoryAppendFile final : public AppendFile {
 public:
  MemoryAppendFile(std::shared_ptr<Disk> disk, std::shared_ptr<Node> node)
      : disk_(std::move(disk)), node_(std::move(node)) {}
  void append(std::string_view data) override {
    const Guard guard(disk_->mutex);
    node_->contents += data;
  }
  [[nodiscard]] std::uint64_t size() const override {
    const Guard guard(disk_->mutex);
    return node_->contents.size();
  }
  [[nodiscard]] std::string tail(std::size_t count) const override {
    const Guard guard(disk_->mutex);
    const std::string& text = node_->contents;
    return text.substr(text.size() - std::min(count, text.size()));
  }
  void truncate(std::uint64_t size) override {
    const Guard guard(disk_->mutex);
    node_->contents.resize(static_cast<std::size_t>(size));
  }

 private:
  std::shared_ptr<Disk> disk_;
  std::shared_ptr<Node> node_;
};

class MemoryLock final : public DirectoryLock {
 public:
  explicit MemoryLock(std::recursive_mutex& mutex) : lock_(mutex) {}

 private:
  std::unique_lock<std::recursive_mutex> lock_;
};

class MemoryDirectory final : public Directory {
 public:
  MemoryDirectory(std::shared_ptr<Disk> disk, std::shared_ptr<Node> node, std::string path)
      : disk_(std::move(disk)), node_(std::move(node)), path_(std::move(path)) {}

  [[nodiscard]] const std::string& path() const override { return path_; }

  [[nodiscard]] std::unique_ptr<Directory> open_directory(std::string_view name) const override {
    const Guard guard(disk_->mutex);
    auto node = find(node_, name);
    if (!node || !node->is_directory) {
      return nullptr;
    }
    return std::make_unique<MemoryDirectory>(disk_, std::move(node), path_of(name));
  }

  [[nodiscard]] std::unique_ptr<FileReader> open_reader(std::string_view name) const override {
    const Guard guard(disk_->mutex);
    auto node = find(node_, name);
    if (!node) {
      return nullptr;
    }
    if (node->is_directory) {
      throw Error::internal("cannot read: {}: it is a directory", path_of(name));
    }
    return std::make_unique<MemoryReader>(disk_, std::move(node));
  }

  [[nodiscard]] std::unique_ptr<AppendFile> open_append(std::string_view name) override {
    const Guard guard(disk_->mutex);
    auto node = find(node_, name);
    if (!node) {
      (void)parent_of(name);
      return nullptr;
    }
    if (node->is_directory) {
      throw_name_clash(name);
    }
    return std::make_unique<MemoryAppendFile>(disk_, std::move(node));
  }

  [[nodiscard]] std::unique_ptr<FileWriter> create(std::string_view name) override {
    const Guard guard(disk_->mutex);
    const auto [node, is_new] = insert(name, false);
    return is_new ? std::make_unique<MemoryWriter>(disk_, node) : nullptr;
  }

  bool make_directory(std::string_view name) override {
    const Guard guard(disk_->mutex);
    return insert(name, true).second;
  }

  void rename(std::string_view from, std::string_view to) override {
    const Guard guard(disk_->mutex);
    const auto source = find(node_, from);
    const auto target = find(node_, to);
    if (target && target->is_directory &&
        (!target->entries.empty() || (source && !source->is_directory))) {
      throw_name_clash(to);
    }
    move(from, to);
  }

  bool rename_new(std::string_view from, std::string_view to) override {
    const Guard guard(disk_->mutex);
    (void)parent_of(to);
    if (find(node_, to)) {
      return false;
    }
    move(from, to);
    return true;
  }

  bool remove(std::string_view name) override {
    const Guard guard(disk_->mutex);
    const auto node = find(node_, name);
    return node && !node->is_directory && erase(name);
  }

  bool remove_directory(std::string_view name) override {
    const Guard guard(disk_->mutex);
    const auto node = find(node_, name);
    if (node && (!node->is_directory || !node->entries.empty())) {
      throw Error::internal("cannot remove: {}: the directory is not empty", path_of(name));
    }
    return node && erase(name);
  }

  void copy_mode(std::string_view /*like*/, std::string_view /*name*/) override {}

  void list(const std::function<void(const DirectoryEntry&)>& visit) const override {
    std::vector<std::pair<std::string, FileKind>> entries;
    {
      const Guard guard(disk_->mutex);
      for (const auto& [name, node] : node_->entries) {
        entries.emplace_back(name, kind_of(*node));
      }
    }
    for (const auto& [name, kind] : entries) {
      visit({name, kind});
    }
  }

  [[nodiscard]] std::optional<FileStatus> status(std::string_view name) const override {
    const Guard guard(disk_->mutex);
    const auto node = find(node_, name);
    return node ? std::optional(FileStatus{kind_of(*node), node->contents.size(), 0})
                : std::nullopt;
  }

  [[nodiscard]] std::unique_ptr<DirectoryLock> lock(std::int64_t /*wait_ms*/) override {
    return std::make_unique<MemoryLock>(disk_->mutex);
  }

 private:
  static FileKind kind_of(const Node& node) {
    return node.is_directory ? FileKind::directory : FileKind::file;
  }

  [[noreturn]] void throw_name_clash(std::string_view name) const {
    throw Error::conflict("cannot create: {}: a file and a directory would have the same name",
                          path_of(name))
        .with_hint("'a' and 'a/b' cannot both be there: 'a' would be a file and a directory.");
  }

  [[nodiscard]] std::shared_ptr<Node> parent_of(std::string_view name) const {
    auto parent = find(node_, split_last(name).first);
    if (parent && !parent->is_directory) {
      throw_name_clash(name);
    }
    return parent;
  }

  std::pair<std::shared_ptr<Node>, bool> insert(std::string_view name, bool is_directory) {
    const auto parent = parent_of(name);
    if (!parent) {
      throw Error::internal("cannot create: {}: No such file or directory", path_of(name));
    }
    auto& slot = parent->entries[std::string(split_last(name).second)];
    const bool is_new = slot == nullptr;
    if (is_new) {
      slot = std::make_shared<Node>(Node{.is_directory = is_directory});
    }
    return {slot, is_new};
  }

  void move(std::string_view from, std::string_view to) {
    const auto node = find(node_, from);
    const auto parent = parent_of(to);
    if (!node || !parent) {
      throw Error::internal("cannot replace: {}: No such file or directory", path_of(to));
    }
    erase(from);
    parent->entries[std::string(split_last(to).second)] = node;
  }

  bool erase(std::string_view name) {
    return parent_of(name)->entries.erase(std::string(split_last(name).second)) > 0;
  }

  std::shared_ptr<Disk> disk_;
  std::shared_ptr<Node> node_;
  std::string path_;
};

class MemoryFileSystem final : public FileSystem {
 public:
  [[nodiscard]] std::unique_ptr<Directory> open(const std::string& path) override {
    const std::string normal = normalize_path(path);
    auto node = find(disk_->root, normal);
    if (!node) {
      return nullptr;
    }
    if (!node->is_directory) {
      throw Error::internal("{}: it is not a directory", path);
    }
    return std::make_unique<MemoryDirectory>(disk_, std::move(node), path);
  }

  [[nodiscard]] std::unique_ptr<Directory> make_directories(const std::string& path) override {
    const std::string normal = normalize_path(path);
    MemoryDirectory root(disk_, disk_->root, "/");
    for (std::size_t at = 1; at <= normal.size();) {
      const std::size_t slash = std::min(normal.find('/', at), normal.size());
      root.make_directory(std::string_view(normal).substr(1, slash - 1));
      at = slash + 1;
    }
    return open(path);
  }

  [[nodiscard]] std::string working_directory() const override { return "/"; }
  [[nodiscard]] Workers useful_readers() const override { return {}; }

 private:
  std::shared_ptr<Disk> disk_ = std::make_shared<Disk>();
};

}  // namespace

std::unique_ptr<FileSystem> memory_file_system() {
  return std::make_unique<MemoryFileSystem>();
}

}  // namespace mltrack
