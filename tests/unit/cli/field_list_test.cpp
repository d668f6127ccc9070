#include "cli/field_list.hpp"

#include <doctest/doctest.h>

using namespace mltrack::cli;

using Fields = std::vector<std::string>;

TEST_CASE("field_list: names stand between commas") {
  CHECK(split_fields("run_id,metrics.auc") == Fields{"run_id", "metrics.auc"});
  CHECK(split_fields(" run_id ,, metrics.auc,") == Fields{"run_id", "metrics.auc"});
  CHECK(split_fields("").empty());
  CHECK(split_fields(" , ").empty());
}

TEST_CASE("field_list: a comma of an expression does not end it") {
  CHECK(split_fields("at(metrics.auc, 3),run_id") == Fields{"at(metrics.auc, 3)", "run_id"});
  CHECK(split_fields("max(metrics.`a,b)`),x") == Fields{"max(metrics.`a,b)`)", "x"});
  CHECK(split_fields("max(metrics.auc") == Fields{"max(metrics.auc"});
  CHECK(split_fields("a),b") == Fields{"a)", "b"});
}

TEST_CASE("field_list: a tag with a quote in its name is one name") {
  CHECK(split_fields("tags.it's,run_id") == Fields{"tags.it's", "run_id"});
}
