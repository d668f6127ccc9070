// What only a real disk has: links, devices, rights, locks between processes.

#include "support/sample_runs.hpp"
#include "support/temp_dir.hpp"

#include "mltrack/host/atomic_write.hpp"
#include "mltrack/host/file_system.hpp"
#include "mltrack/host/host.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <fcntl.h>
#include <map>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace mltrack;
using test::check_failure;

namespace {

struct Disk {
  test::TempDir temp;
  std::unique_ptr<FileSystem> files = posix_file_system();
  std::unique_ptr<Directory> root = files->open(temp.path());
};

mode_t mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("posix: a FIFO is neither waited for nor read nor written") {
  Disk disk;
  REQUIRE(mkfifo((disk.temp / "fifo").c_str(), 0666) == 0);
  check_failure(Failure::failed, [&] { (void)disk.root->open_reader("fifo"); });
  check_failure(Failure::failed, [&] { (void)disk.root->open_append("fifo"); });
  CHECK(disk.root->status("fifo")->kind == FileKind::other);
}

TEST_CASE("posix: a device is not read") {
  const auto files = posix_file_system();
  check_failure(Failure::failed, [&] { (void)files->open("/dev")->open_reader("null"); });
}

TEST_CASE("posix: reading follows a symbolic link, appending does not") {
  Disk disk;
  disk.temp.put("target", "old\n");
  REQUIRE(symlink("target", (disk.temp / "link").c_str()) == 0);
  CHECK(disk.root->read("link", 99) == "old\n");
  CHECK_THROWS_AS((void)disk.root->open_append("link"), Error);
  CHECK(disk.temp.get("target") == "old\n");
}

TEST_CASE("posix: replacing a symbolic link replaces the link, not what it points to") {
  Disk disk;
  disk.temp.put("target", "old");
  REQUIRE(symlink("target", (disk.temp / "link").c_str()) == 0);
  const auto random = seeded_random(1);
  atomic_write(*disk.root, "link", "new", *random);
  CHECK(disk.temp.get("target") == "old");
  CHECK(disk.temp.get("link") == "new");
  REQUIRE(symlink("target", (disk.temp / "second").c_str()) == 0);
  CHECK(disk.root->create("second") == nullptr);
  CHECK(disk.root->remove("second"));
  CHECK(disk.temp.get("target") == "old");
}

TEST_CASE("posix: a listing says what a link points to and that it is one") {
  Disk disk;
  disk.temp.put("file", "");
  disk.temp.put("folder/x", "");
  REQUIRE(symlink("file", (disk.temp / "to_file").c_str()) == 0);
  REQUIRE(symlink("folder", (disk.temp / "to_folder").c_str()) == 0);
  REQUIRE(symlink("nowhere", (disk.temp / "dangling").c_str()) == 0);
  REQUIRE(symlink("ring", (disk.temp / "ring").c_str()) == 0);
  std::map<std::string, std::pair<FileKind, bool>> seen;
  disk.root->list([&](const DirectoryEntry& entry) {
    seen[std::string(entry.name)] = {entry.kind, entry.is_link};
  });
  CHECK(seen.size() == 6);
  CHECK(seen["file"] == std::pair{FileKind::file, false});
  CHECK(seen["folder"] == std::pair{FileKind::directory, false});
  CHECK(seen["to_file"] == std::pair{FileKind::file, true});
  CHECK(seen["to_folder"] == std::pair{FileKind::directory, true});
  CHECK(seen["dangling"] == std::pair{FileKind::other, true});
  CHECK(seen["ring"] == std::pair{FileKind::other, true});
  CHECK_FALSE(disk.root->status("ring").has_value());
  CHECK_FALSE(disk.root->status("dangling").has_value());
}

TEST_CASE("posix: a new file has the rights that the umask leaves, a replaced one keeps its own") {
  Disk disk;
  const mode_t before = umask(027);
  const auto random = seeded_random(1);
  atomic_write(*disk.root, "a", "1", *random);
  CHECK(mode_of(disk.temp / "a") == 0640);
  REQUIRE(chmod((disk.temp / "a").c_str(), 0664) == 0);
  atomic_write(*disk.root, "a", "2", *random);
  CHECK(mode_of(disk.temp / "a") == 0664);
  disk.root->make_directory("d");
  CHECK(mode_of(disk.temp / "d") == 0750);
  umask(before);
}

TEST_CASE("posix: without rights the failure is 'denied'") {
  if (geteuid() == 0) {
    return;  // root may read and write everything
  }
  Disk disk;
  disk.temp.put("secret", "x");
  REQUIRE(chmod((disk.temp / "secret").c_str(), 0) == 0);
  check_failure(Failure::denied, [&] { (void)disk.root->open_reader("secret"); });
  check_failure(Failure::denied, [&] { (void)disk.root->open_append("secret"); });
}

TEST_CASE("posix: a lock that another holds is waited for, then it is 'busy'") {
  Disk disk;
  const int other = open(disk.temp.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(flock(other, LOCK_EX) == 0);
  check_failure(Failure::busy, [&] { (void)disk.root->lock(1); });
  close(other);
  CHECK(disk.root->lock(0) != nullptr);
}

TEST_CASE("posix: names that the system cannot hold are refused") {
  Disk disk;
  check_failure(Failure::usage, [&] { (void)disk.root->open_reader(std::string(5000, 'a')); });
  check_failure(Failure::usage, [&] { (void)disk.root->open_reader(std::string_view("a\0b", 3)); });
}

TEST_CASE("posix: of an append that was cut short nothing is left") {
  Disk disk;
  disk.temp.put("a", "old\n");
  const auto file = disk.root->open_append("a");
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 10;  // the disk is full after ten bytes
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  check_failure(Failure::failed, [&] { file->append("a line that does not fit\n"); });
  const std::string after = disk.temp.get("a");
  const auto random = seeded_random(1);
  check_failure(Failure::failed,
                [&] { atomic_write(*disk.root, "a", "a value that does not fit", *random); });
  REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
  signal(SIGXFSZ, handler);
  CHECK(after == "old\n");
  CHECK(disk.temp.get("a") == "old\n");
  int entries = 0;
  disk.root->list([&](const DirectoryEntry&) { ++entries; });
  CHECK(entries == 1);
}

TEST_CASE("posix: relative paths begin at the working directory") {
  const auto files = posix_file_system();
  CHECK(files->working_directory().starts_with("/"));
  CHECK(files->open(".") != nullptr);
}
