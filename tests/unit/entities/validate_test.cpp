#include "mltrack/entities/validate.hpp"

#include "support/sample_runs.hpp"

#include "mltrack/entities/limits.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using test::check_error;

namespace {

template <class Action>
void refuses(std::string_view text, const Action& action) {
  check_error(ErrorCode::invalid_parameter_value, text, action);
}

}  // namespace

TEST_CASE("validate: the keys that MLflow allows") {
  for (const std::string key : {"a/b/c", "a b", "a:b", ".hidden", " a", "_ ", "-", "é", "日本",
                                "a.b", "mlflow.runName", "A-1_2", "..."}) {
    CAPTURE(key);
    if (key == "...") {  // begins with ".."
      CHECK_THROWS_AS(validate_key(key, "key"), Error);
    } else {
      CHECK_NOTHROW(validate_key(key, "key"));
    }
  }
}

TEST_CASE("validate: keys with characters that MLflow refuses") {
  for (const std::string key : {"a\\b", "a,b", "a#b", "a%b", "a@b", "a(b)", "a\tb", "😀", "a\nb",
                                "a\n", "a\u00A0b", "e\u0301"}) {
    CAPTURE(key);
    refuses(
        "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), "
        "spaces ( ), colon(:) and slashes (/).",
        [&] { validate_key(key, "key"); });
  }
}

TEST_CASE("validate: keys that would be another file") {
  for (const std::string key :
       {"/abs", "a//b", "a/./b", "a/", "../x", ".", "..", "..a", "a/../b", "", "./a", "//"}) {
    CAPTURE(key);
    refuses("must not resolve to other names when treated as such",
            [&] { validate_key(key, "key"); });
  }
}

TEST_CASE("validate: the message names the field and quotes the key as JSON") {
  refuses(R"(Invalid value "\u00e9#" for parameter 'params[3].key' supplied)",
          [] { validate_key("é#", "params[3].key"); });
  refuses("This name would resolve to 'a/b'", [] { validate_key("a//b", "key"); });
}

TEST_CASE("validate: a part of a key fits into a file name, in bytes") {
  CHECK_NOTHROW(validate_key(std::string(255, 'a') + "/" + std::string(255, 'b'), "key"));
  refuses("longer than 255 bytes", [] { validate_key(std::string(256, 'a'), "key"); });
  std::string wide;
  for (int i = 0; i < 128; ++i) {
    wide += "é";
  }
  refuses("longer than 255 bytes", [&] { validate_key("a/" + wide, "key"); });
}

TEST_CASE("validate: metrics") {
  CHECK_NOTHROW(validate_metric({.key = std::string(250, 'k'), .value = 1, .step = -5}));
  refuses("'Metric name' exceeds the maximum length of 250 characters",
          [] { validate_metric({.key = std::string(251, 'k')}); });
  refuses("parameter 'metrics[2].timestamp' supplied: metric 'm' (value=nan)", [] {
    validate_metric(
        {.key = "m", .value = std::numeric_limits<double>::quiet_NaN(), .timestamp = -1},
        "metrics[2].");
  });
  CHECK_NOTHROW(validate_metric({.key = "m", .dataset_name = "é日😀", .dataset_digest = "d"}));
}

TEST_CASE("validate: params and tags") {
  CHECK_NOTHROW(validate_param({"k", std::string(100'000, 'v')}));  // the store cuts it
  refuses("'Param key' exceeds the maximum length of 250 characters",
          [] { validate_param({std::string(251, 'k'), ""}); });
  refuses("UTF-8", [] { validate_param({"k", "\xff"}); });
  CHECK_NOTHROW(validate_tag({std::string(251, 'k'), std::string(100'000, 'v')}));
  refuses("'tags[0].key' exceeds the maximum length of 250 characters",
          [] { validate_tag({std::string(251, 'k'), ""}, "tags[0]."); });
  refuses("UTF-8", [] { validate_tag({"k", "\xff"}); });
  CHECK_NOTHROW(validate_experiment_tag({std::string(250, 'k'), std::string(20000, 'v')}));
  refuses("'key' exceeds", [] { validate_experiment_tag({std::string(251, 'k'), ""}); });
  refuses("'value' exceeds", [] { validate_experiment_tag({"k", std::string(20001, 'v')}); });
}

TEST_CASE("validate: limits count characters, not bytes") {
  std::string value;
  for (int i = 0; i < 20000; ++i) {
    value += "日";
  }
  CHECK_NOTHROW(validate_experiment_tag({"k", value}));
  CHECK_THROWS_AS(validate_experiment_tag({"k", value + "日"}), Error);
}

TEST_CASE("validate: ids") {
  for (const std::string id : {"0", "583620155180375215", "a", "A-b_c", "1é", "z日本"}) {
    CAPTURE(id);
    CHECK_NOTHROW(validate_experiment_id(id));
    CHECK_NOTHROW(validate_run_id(id));
  }
  for (const std::string id : {"", "-a", "_a", "é", "a.b", "a b", "a/b", "../a", "a\n", ".trash"}) {
    CAPTURE(id);
    refuses("Invalid experiment ID: '", [&] { validate_experiment_id(id); });
    refuses("for parameter 'run_id' supplied.", [&] { validate_run_id(id); });
  }
  CHECK_NOTHROW(validate_experiment_id(std::string(64, '1')));
  CHECK_THROWS_AS(validate_experiment_id(std::string(65, '1')), Error);
  CHECK_NOTHROW(validate_run_id(std::string(256, '1')));
  CHECK_THROWS_AS(validate_run_id(std::string(257, '1')), Error);
}

TEST_CASE("validate: names, locations, artifact paths") {
  CHECK_NOTHROW(validate_experiment_name(std::string(500, 'x')));
  CHECK_THROWS_AS(validate_experiment_name(std::string(501, 'x')), Error);
  CHECK_THROWS_AS(validate_experiment_name(std::string("a\0b", 3)), Error);
  CHECK_NOTHROW(validate_artifact_location(std::string(2048, 'x')));
  CHECK_THROWS_AS(validate_artifact_location(std::string(2049, 'x')), Error);
  for (const std::string path : {"a", "a/b.c", "é 1/日本", "...", "a:b", "%2e%2e"}) {
    CAPTURE(path);
    CHECK_NOTHROW(validate_artifact_path(path));
  }
  for (const std::string path :
       {"", "/a", "a/", "a//b", ".", "..", "a/..", "a\\b", "a\nb", "a\x7f", "\xff"}) {
    CAPTURE(path);
    CHECK_THROWS_AS(validate_artifact_path(path), Error);
  }
  CHECK_THROWS_AS(validate_artifact_path(std::string(256, 'a')), Error);
}

TEST_CASE("validate: the latest point is the greatest by step, time and value") {
  const Metric base{.value = 1, .timestamp = 5, .step = 5};
  CHECK(is_later({.value = 0, .timestamp = 0, .step = 6}, base));
  CHECK(is_later({.value = 0, .timestamp = 6, .step = 5}, base));
  CHECK(is_later({.value = 2, .timestamp = 5, .step = 5}, base));
  CHECK_FALSE(is_later(base, base));
  const Metric nan{.value = std::numeric_limits<double>::quiet_NaN(), .timestamp = 5, .step = 5};
  CHECK_FALSE(is_later(nan, base));
  CHECK_FALSE(is_later(base, nan));
}

TEST_CASE("run status: every name is read in any case, and nothing else is") {
  for (const RunStatus status : all_run_statuses) {
    CHECK(parse_run_status(run_status_name(status)) == status);
  }
  CHECK(parse_run_status("finished") == RunStatus::finished);
  CHECK_FALSE(parse_run_status("DONE").has_value());
  CHECK_FALSE(parse_run_status("").has_value());
}
