#include "mltrack/host/atomic_write.hpp"

#include "support/faulty_file_system.hpp"
#include "support/recording_file_system.hpp"
#include "support/sample_runs.hpp"
#include "support/tree.hpp"

#include <doctest/doctest.h>

using namespace mltrack;

namespace {

struct Place {
  std::unique_ptr<FileSystem> disk = memory_file_system();
  test::Faults faults;
  std::unique_ptr<FileSystem> files = test::faulty_file_system(*disk, faults);
  std::unique_ptr<Directory> run = files->make_directories("/run");
  std::unique_ptr<Random> random = seeded_random(1);

  [[nodiscard]] std::map<std::string, std::string> all() const {
    return test::all_files(*disk, "/run");
  }
};

}  // namespace

TEST_CASE("atomic_write: makes and replaces a file, and leaves nothing else") {
  Place place;
  place.run->make_directory("tags");
  atomic_write(*place.run, "tags/a", "one", *place.random);
  atomic_write(*place.run, "tags/a", "two", *place.random);
  CHECK(place.all() ==
        std::map<std::string, std::string>{{"/run/tags/", ""}, {"/run/tags/a", "two"}});
}

TEST_CASE("atomic_write: whatever fails, the old file stands and no temporary file is left") {
  for (std::size_t n = 1;; ++n) {
    Place place;
    place.run->make_directory("tags");
    test::put_file(*place.disk, "/run/tags/a", "old value");
    place.faults.fail_at(n);
    const auto error =
        test::error_of([&] { atomic_write(*place.run, "tags/a", "new value", *place.random); });
    CAPTURE(place.faults.where());
    CHECK(error.has_value() == place.faults.fired());
    const bool fired = place.faults.fired();
    CHECK(place.all() ==
          std::map<std::string, std::string>{{"/run/tags/", ""},
                                             {"/run/tags/a", fired ? "old value" : "new value"}});
    if (!fired) {
      CHECK(n == 5);  // create, write, copy_mode, rename
      break;
    }
  }
}

TEST_CASE("atomic_write: a process that dies leaves at most a temporary file, never inside tags/") {
  for (std::size_t n = 1;; ++n) {
    Place place;
    place.run->make_directory("tags");
    test::put_file(*place.disk, "/run/tags/a", "old value");
    place.faults.die_at(n);
    (void)test::error_of([&] { atomic_write(*place.run, "tags/a", "new value", *place.random); });
    CAPTURE(place.faults.where());
    for (const auto& [path, contents] : place.all()) {
      const bool own = path == "/run/tags/" || path == "/run/tags/a";
      CHECK((own || path.starts_with("/run/.mltrack-")));
    }
    const std::string value = *test::get_file(*place.disk, "/run/tags/a");
    CHECK((value == "old value" || value == "new value"));
    if (!place.faults.fired()) {
      break;
    }
  }
}

TEST_CASE("atomic_create: makes a file once, whole") {
  Place place;
  CHECK(atomic_create(*place.run, "a", "one", *place.random));
  CHECK_FALSE(atomic_create(*place.run, "a", "two", *place.random));
  CHECK(place.all() == std::map<std::string, std::string>{{"/run/a", "one"}});
  for (std::size_t n = 1; n <= 3; ++n) {
    place.faults.fail_at(n);
    CHECK_THROWS_AS((void)atomic_create(*place.run, "b", "x", *place.random), Error);
    CHECK(place.all().size() == 1);
  }
}

TEST_CASE("make_parents: makes the folders of a name and no more") {
  Place place;
  make_parents(*place.run, "tags/a/b");
  make_parents(*place.run, "tags/a/c");
  make_parents(*place.run, "plain");
  CHECK(place.all() ==
        std::map<std::string, std::string>{{"/run/tags/", ""}, {"/run/tags/a/", ""}});
}

TEST_CASE("temporary names are ours to see and differ") {
  const auto random = seeded_random(1);
  const std::string name = temporary_name(*random);
  CHECK(name.starts_with(".mltrack-"));
  CHECK(name.ends_with(".tmp"));
  CHECK(temporary_name(*random) != name);
}
