// One suite for the disk and for memory: what the store is tested with in memory holds on a disk.

#include "mltrack/host/file_system.hpp"

#include "support/sample_runs.hpp"
#include "support/temp_dir.hpp"
#include "support/tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mltrack;
using test::check_failure;

namespace {

std::vector<std::string> names_in(const Directory& directory) {
  std::vector<std::string> names;
  directory.list([&](const DirectoryEntry& entry) {
    names.push_back(std::string(entry.name) + (entry.kind == FileKind::directory ? "/" : ""));
  });
  std::sort(names.begin(), names.end());
  return names;
}

using Names = std::vector<std::string>;

void files_part(Directory& root) {
  SUBCASE("a file is made once and read whole") {
    root.create("a")->write("one");
    CHECK(root.create("a") == nullptr);
    CHECK(root.read("a", 100) == "one");
    CHECK(root.read("nothing", 100) == std::nullopt);
    CHECK(root.open_reader("a")->size() == 3);
  }
  SUBCASE("a file above the limit is refused") {
    root.create("a")->write("12345");
    CHECK(root.read("a", 5) == "12345");
    check_failure(Failure::failed, [&] { (void)root.read("a", 4); });
  }
  SUBCASE("an append goes to the end, and the tail can be read and cut") {
    root.create("a")->write("one\n");
    const auto file = root.open_append("a");
    file->append("two\n");
    CHECK(file->size() == 8);
    CHECK(file->tail(1) == "\n");
    CHECK(file->tail(100) == "one\ntwo\n");
    file->truncate(4);
    file->append("3");
    CHECK(root.read("a", 100) == "one\n3");
    CHECK(root.open_append("nothing") == nullptr);
    CHECK(root.open_append("no/thing") == nullptr);
  }
  SUBCASE("a directory is no file") {
    root.make_directory("d");
    CHECK_THROWS_AS((void)root.open_reader("d"), Error);
    CHECK_THROWS_AS((void)root.open_append("d"), Error);
    CHECK(root.create("d") == nullptr);
    CHECK_FALSE(root.remove("d"));
    CHECK(root.status("d")->kind == FileKind::directory);
  }
  SUBCASE("below a file there is nothing, and nothing can be made") {
    root.create("f")->write("x");
    CHECK(root.open_reader("f/x") == nullptr);
    CHECK(root.open_directory("f") == nullptr);
    CHECK_FALSE(root.status("f/x").has_value());
    CHECK_FALSE(root.remove("f/x"));
    check_failure(Failure::conflict, [&] { (void)root.create("f/x"); });
    check_failure(Failure::conflict, [&] { root.make_directory("f/x"); });
    check_failure(Failure::conflict, [&] { (void)root.open_append("f/x"); });
    CHECK_FALSE(root.make_directory("f"));
  }
  SUBCASE("status tells kind and size") {
    root.create("f")->write("12345");
    CHECK(root.status("f")->kind == FileKind::file);
    CHECK(root.status("f")->size == 5);
    CHECK_FALSE(root.status("nothing").has_value());
  }
}

void moving_part(Directory& root) {
  root.create("a")->write("1");
  SUBCASE("a file moves over another") {
    root.create("b")->write("2");
    root.rename("a", "b");
    CHECK(names_in(root) == Names{"b"});
    CHECK(root.read("b", 9) == "1");
  }
  SUBCASE("a file moves only where nothing is, if that is asked for") {
    root.create("b")->write("2");
    CHECK_FALSE(root.rename_new("a", "b"));
    CHECK(root.read("a", 9) == "1");
    CHECK(root.read("b", 9) == "2");
    CHECK(root.rename_new("a", "c"));
    CHECK(names_in(root) == Names{"b", "c"});
  }
  SUBCASE("a file never replaces a directory, empty or not") {
    root.make_directory("d");
    check_failure(Failure::conflict, [&] { root.rename("a", "d"); });
    CHECK_FALSE(root.rename_new("a", "d"));
    root.create("d/x")->write("");
    check_failure(Failure::conflict, [&] { root.rename("a", "d"); });
    CHECK(root.read("a", 9) == "1");
  }
  SUBCASE("below a file nothing is moved") {
    root.create("f")->write("");
    check_failure(Failure::conflict, [&] { root.rename("a", "f/x"); });
    check_failure(Failure::conflict, [&] { (void)root.rename_new("a", "f/x"); });
    CHECK(root.read("a", 9) == "1");
  }
  SUBCASE("a directory moves with what is in it, but not over another") {
    root.make_directory("d");
    root.create("d/x")->write("x");
    root.make_directory("e");
    root.create("e/y")->write("y");
    CHECK_FALSE(root.rename_new("d", "e"));
    CHECK(root.rename_new("d", "g"));
    CHECK(root.read("g/x", 9) == "x");
    CHECK_FALSE(root.status("d").has_value());
  }
  SUBCASE("what is not there cannot be moved, and nothing to nowhere") {
    check_failure(Failure::failed, [&] { root.rename("nothing", "b"); });
    check_failure(Failure::failed, [&] { root.rename("a", "no/where"); });
    CHECK(root.read("a", 9) == "1");
  }
}

void directories_part(Directory& root) {
  SUBCASE("directories are made one by one") {
    CHECK(root.make_directory("d"));
    CHECK_FALSE(root.make_directory("d"));
    CHECK(root.make_directory("d/e"));
    check_failure(Failure::failed, [&] { root.make_directory("x/y"); });
    root.create("d/f")->write("");
    CHECK(names_in(root) == Names{"d/"});
    CHECK(names_in(*root.open_directory("d")) == Names{"e/", "f"});
    CHECK(root.open_directory("nothing") == nullptr);
    CHECK(root.open_directory("d/e")->path() == root.path_of("d/e"));
  }
  SUBCASE("only an empty directory is removed") {
    root.make_directory("d");
    root.create("d/f")->write("");
    CHECK_THROWS_AS(root.remove_directory("d"), Error);
    CHECK(root.remove("d/f"));
    CHECK_FALSE(root.remove("d/f"));
    CHECK(root.remove_directory("d"));
    CHECK_FALSE(root.remove_directory("d"));
  }
  SUBCASE("a visitor may open and change what it is shown") {
    root.create("a")->write("1");
    root.create("b")->write("2");
    int seen = 0;
    root.list([&](const DirectoryEntry& entry) {
      ++seen;
      root.remove(entry.name);
    });
    CHECK(seen >= 1);
    CHECK(names_in(root).size() <= 1);
  }
  SUBCASE("a lock is held and given back") {
    for (int i = 0; i < 3; ++i) {
      CHECK(root.lock(0) != nullptr);
    }
    CHECK(names_in(root).empty());
  }
}

void run_file_system_contract(FileSystem& files, const std::string& path) {
  const auto root = files.make_directories(path + "/new/root");
  CHECK(root->path() == path + "/new/root");
  SUBCASE("files") {
    files_part(*root);
  }
  SUBCASE("moving") {
    moving_part(*root);
  }
  SUBCASE("directories") {
    directories_part(*root);
  }
  SUBCASE("a path leads to its directory, or to nothing") {
    CHECK(files.open(path + "/new") != nullptr);
    CHECK(files.open(path + "/nothing") == nullptr);
    root->create("f")->write("");
    CHECK_THROWS_AS((void)files.open(path + "/new/root/f"), Error);
    CHECK_THROWS_AS((void)files.make_directories(path + "/new/root/f/x"), Error);
    CHECK(files.make_directories(path + "/new/root") != nullptr);
    CHECK(root->read("f", 9) == "");
  }
}

}  // namespace

TEST_CASE("file system: memory does what is promised") {
  const auto files = memory_file_system();
  run_file_system_contract(*files, "/somewhere");
}

TEST_CASE("file system: the disk does what is promised") {
  const test::TempDir directory;
  const auto files = posix_file_system();
  run_file_system_contract(*files, directory.path());
}
