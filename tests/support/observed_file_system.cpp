#include "observed_file_system.hpp"

#include "mltrack/host/skip.hpp"

#include <utility>

namespace mltrack::test {
namespace {

class ObservedReader final : public SkippingReader {
 public:
  ObservedReader(std::unique_ptr<FileReader> inner, PrimitiveObserver& observer, std::string path)
      : inner_(std::move(inner)), observer_(observer), path_(std::move(path)) {}
  std::size_t read(std::span<char> buffer) override {
    observer_.before(Primitive::read, path_, buffer.size());
    return inner_->read(buffer);
  }
  void skip(std::uint64_t count) override { mltrack::skip(*inner_, count); }
  [[nodiscard]] std::uint64_t size() const override { return inner_->size(); }

 private:
  std::unique_ptr<FileReader> inner_;
  PrimitiveObserver& observer_;
  std::string path_;
};

class ObservedWriter final : public FileWriter {
 public:
  ObservedWriter(std::unique_ptr<FileWriter> inner, PrimitiveObserver& observer, std::string path)
      : inner_(std::move(inner)), observer_(observer), path_(std::move(path)) {}
  void write(std::string_view data) override {
    try {
      observer_.before(Primitive::write, path_, data.size());
    } catch (...) {
      inner_->write(data.substr(0, data.size() / 2));
      throw;
    }
    inner_->write(data);
  }

 private:
  std::unique_ptr<FileWriter> inner_;
  PrimitiveObserver& observer_;
  std::string path_;
};

class ObservedAppendFile final : public AppendFile {
 public:
  ObservedAppendFile(std::unique_ptr<AppendFile> inner, PrimitiveObserver& observer,
                     std::string path)
      : inner_(std::move(inner)), observer_(observer), path_(std::move(path)) {}
  void append(std::string_view data) override {
    observer_.before(Primitive::append, path_, data.size());
    inner_->append(data);
  }
  [[nodiscard]] std::uint64_t size() const override {
    observer_.before(Primitive::size, path_, 0);
    return inner_->size();
  }
  [[nodiscard]] std::string tail(std::size_t count) const override {
    observer_.before(Primitive::tail, path_, count);
    return inner_->tail(count);
  }
  void truncate(std::uint64_t size) override {
    observer_.before(Primitive::truncate, path_, 0);
    inner_->truncate(size);
  }

 private:
  std::unique_ptr<AppendFile> inner_;
  PrimitiveObserver& observer_;
  std::string path_;
};

class ObservedDirectory final : public Directory {
 public:
  ObservedDirectory(std::unique_ptr<Directory> inner, PrimitiveObserver& observer)
      : inner_(std::move(inner)), observer_(observer) {}

  [[nodiscard]] const std::string& path() const override { return inner_->path(); }

  [[nodiscard]] std::unique_ptr<Directory> open_directory(std::string_view name) const override {
    tell(Primitive::open_directory, name);
    auto opened = inner_->open_directory(name);
    return opened ? std::make_unique<ObservedDirectory>(std::move(opened), observer_) : nullptr;
  }
  [[nodiscard]] std::unique_ptr<FileReader> open_reader(std::string_view name) const override {
    tell(Primitive::open_reader, name);
    auto opened = inner_->open_reader(name);
    return opened ? std::make_unique<ObservedReader>(std::move(opened), observer_, path_of(name))
                  : nullptr;
  }
  [[nodiscard]] std::unique_ptr<AppendFile> open_append(std::string_view name) override {
    tell(Primitive::open_append, name);
    auto opened = inner_->open_append(name);
    return opened
               ? std::make_unique<ObservedAppendFile>(std::move(opened), observer_, path_of(name))
               : nullptr;
  }
  [[nodiscard]] std::unique_ptr<FileWriter> create(std::string_view name) override {
    tell(Primitive::create, name);
    auto opened = inner_->create(name);
    return opened ? std::make_unique<ObservedWriter>(std::move(opened), observer_, path_of(name))
                  : nullptr;
  }
  bool make_directory(std::string_view name) override {
    tell(Primitive::make_directory, name);
    return inner_->make_directory(name);
  }
  void rename(std::string_view from, std::string_view to) override {
    tell(Primitive::rename, to);
    inner_->rename(from, to);
  }
  bool rename_new(std::string_view from, std::string_view to) override {
    tell(Primitive::rename_new, to);
    return inner_->rename_new(from, to);
  }
  bool remove(std::string_view name) override {
    tell(Primitive::remove, name);
    return inner_->remove(name);
  }
  bool remove_directory(std::string_view name) override {
    tell(Primitive::remove_directory, name);
    return inner_->remove_directory(name);
  }
  void copy_mode(std::string_view like, std::string_view name) override {
    tell(Primitive::copy_mode, name);
    inner_->copy_mode(like, name);
  }
  void list(const std::function<void(const DirectoryEntry&)>& visit) const override {
    observer_.before(Primitive::list, path(), 0);
    inner_->list(visit);
  }
  [[nodiscard]] std::optional<FileStatus> status(std::string_view name) const override {
    tell(Primitive::status, name);
    return inner_->status(name);
  }
  [[nodiscard]] std::unique_ptr<DirectoryLock> lock(std::int64_t wait_ms) override {
    observer_.before(Primitive::lock, path(), 0);
    return inner_->lock(wait_ms);
  }

 private:
  void tell(Primitive primitive, std::string_view name) const {
    observer_.before(primitive, path_of(name), 0);
  }

  std::unique_ptr<Directory> inner_;
  PrimitiveObserver& observer_;
};

class ObservedFileSystem final : public FileSystem {
 public:
  ObservedFileSystem(FileSystem& inner, PrimitiveObserver& observer)
      : inner_(inner), observer_(observer) {}

  [[nodiscard]] std::unique_ptr<Directory> open(const std::string& path) override {
    observer_.before(Primitive::open, path, 0);
    return wrap(inner_.open(path));
  }
  [[nodiscard]] std::unique_ptr<Directory> make_directories(const std::string& path) override {
    observer_.before(Primitive::make_directories, path, 0);
    return wrap(inner_.make_directories(path));
  }
  [[nodiscard]] std::string working_directory() const override {
    return inner_.working_directory();
  }
  [[nodiscard]] Workers useful_readers() const override { return inner_.useful_readers(); }

 private:
  [[nodiscard]] std::unique_ptr<Directory> wrap(std::unique_ptr<Directory> opened) const {
    return opened ? std::make_unique<ObservedDirectory>(std::move(opened), observer_) : nullptr;
  }

  FileSystem& inner_;
  PrimitiveObserver& observer_;
};

}  // namespace

const char* primitive_name(Primitive primitive) {
  switch (primitive) {
    case Primitive::open:
      return "open";
    case Primitive::make_directories:
      return "make_directories";
    case Primitive::open_directory:
      return "open_directory";
    case Primitive::open_reader:
      return "open_reader";
    case Primitive::read:
      return "read";
    case Primitive::open_append:
      return "open_append";
    case Primitive::size:
      return "size";
    case Primitive::tail:
      return "tail";
    case Primitive::append:
      return "append";
    case Primitive::truncate:
      return "truncate";
    case Primitive::create:
      return "create";
    case Primitive::write:
      return "write";
    case Primitive::make_directory:
      return "make_directory";
    case Primitive::rename:
      return "rename";
    case Primitive::rename_new:
      return "rename_new";
    case Primitive::remove:
      return "remove";
    case Primitive::remove_directory:
      return "remove_directory";
    case Primitive::copy_mode:
      return "copy_mode";
    case Primitive::list:
      return "list";
    case Primitive::status:
      return "status";
    case Primitive::lock:
      return "lock";
  }
  return "";
}

bool changes_the_disk(Primitive primitive) {
  switch (primitive) {
    case Primitive::make_directories:
    case Primitive::append:
    case Primitive::truncate:
    case Primitive::create:
    case Primitive::write:
    case Primitive::make_directory:
    case Primitive::rename:
    case Primitive::rename_new:
    case Primitive::remove:
    case Primitive::remove_directory:
    case Primitive::copy_mode:
      return true;
    default:
      return false;
  }
}

std::unique_ptr<FileSystem> observed_file_system(FileSystem& inner, PrimitiveObserver& observer) {
  return std::make_unique<ObservedFileSystem>(inner, observer);
}

}  // namespace mltrack::test
