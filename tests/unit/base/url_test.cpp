#include "mltrack/base/url.hpp"

#include <doctest/doctest.h>

using namespace mltrack;

TEST_CASE("url: a scheme is what stands before the colon, in lower case") {
  CHECK(uri_scheme("file:///data") == "file");
  CHECK(uri_scheme("S3://bucket") == "s3");
  CHECK(uri_scheme("mlflow-artifacts:/x") == "mlflow-artifacts");
  for (const std::string path :
       {"", "/data", "mlruns", "C:\\data", "a b:c", ":x", "1a:b", "./a:b"}) {
    CAPTURE(path);
    CHECK(uri_scheme(path).empty());
  }
}

TEST_CASE("url: a path becomes a file URI as Python's Path.as_uri() makes it") {
  CHECK(file_uri("/data/sp é#") == "file:///data/sp%20%C3%A9%23");
  CHECK(file_uri("/a-b_c.d~e") == "file:///a-b_c.d~e");
  CHECK(file_uri("/100%?&+:@") == "file:///100%25%3F%26%2B%3A%40");
}

TEST_CASE("url: a local path comes out of a file URI and of nothing foreign") {
  CHECK(local_path("/data/mlruns") == "/data/mlruns");
  CHECK(local_path("rel?x#y") == "rel?x#y");
  CHECK(local_path("file:///data/sp%20%C3%A9%23/0") == "/data/sp é#/0");
  CHECK(local_path("file://localhost/x") == "/x");
  CHECK(local_path("file:rel/x") == "rel/x");
  CHECK(local_path("file:/x") == "/x");
  CHECK(local_path("file:///x?q=/../y#z") == "/x");
  CHECK_FALSE(local_path("file://host/x").has_value());
  CHECK_FALSE(local_path("file://").has_value());
  CHECK_FALSE(local_path("s3://bucket/x").has_value());
}

TEST_CASE("url: every path survives the way to a URI and back") {
  std::string all = "/";
  for (int c = 1; c < 256; ++c) {
    all += static_cast<char>(c);
  }
  CHECK(local_path(file_uri(all)) == all);
}

TEST_CASE("url: percent signs that code nothing stay, and nothing is decoded twice") {
  CHECK(percent_decode("%41%2f%C3%a9") == "A/é");
  CHECK(percent_decode("100%") == "100%");
  CHECK(percent_decode("%4") == "%4");
  CHECK(percent_decode("%zz") == "%zz");
  CHECK(percent_decode("%252e") == "%2e");
}

TEST_CASE("url: a suffix goes to the path, before query and fragment") {
  CHECK(append_to_uri_path("s3://b/p", "r/artifacts") == "s3://b/p/r/artifacts");
  CHECK(append_to_uri_path("s3://b/p/", "r") == "s3://b/p/r");
  CHECK(append_to_uri_path("s3://b/p?q=1", "r") == "s3://b/p/r?q=1");
  CHECK(append_to_uri_path("s3://b/p#f", "r") == "s3://b/p/r#f");
  CHECK(append_to_uri_path("/data/a?b", "r") == "/data/a?b/r");
}

TEST_CASE("url: paths are normalised as POSIX does it") {
  CHECK(normalize_path("a//b/../c/.") == "a/c");
  CHECK(normalize_path("") == ".");
  CHECK(normalize_path("..") == "..");
  CHECK(normalize_path("a/../..") == "..");
  CHECK(normalize_path("/..") == "/");
  CHECK(normalize_path("//a") == "//a");
  CHECK(normalize_path("///a") == "/a");
  CHECK(normalize_path("a/") == "a");
}
