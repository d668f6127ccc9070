#include "cli/groups/group_value.hpp"

#include "cli/groups/split_list.hpp"
#include "cli/groups/spread.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

using namespace mltrack::cli;

TEST_CASE("groups: a list is cut at commas, but not within quotes and parentheses") {
  using Parts = std::vector<std::string>;
  CHECK(split_list("params.a,params.b") == Parts{"params.a", "params.b"});
  CHECK(split_list(" params.a , params.b ,") == Parts{"params.a", "params.b"});
  CHECK(split_list("at(metrics.m, 3), tags.`x, y`") == Parts{"at(metrics.m, 3)", "tags.`x, y`"});
  CHECK(split_list(" , ").empty());
  CHECK(split_list("a)),(b") == Parts{"a)),(b"});
}

TEST_CASE("groups: values are in the order in which a person would write them") {
  std::vector<GroupValue> values{GroupValue("sgd"),   GroupValue("0.1"),  GroupValue(),
                                 GroupValue("1e-3"),  GroupValue("10"),   GroupValue("adam"),
                                 GroupValue("nan"),   GroupValue("0.10"), GroupValue(2.5),
                                 GroupValue("0.001"), GroupValue("")};
  std::sort(values.begin(), values.end());
  std::string order;
  for (const GroupValue& value : values) {
    order += value.text().value_or("-") + "|";
  }
  CHECK(order == "0.001|1e-3|0.1|0.10|2.5|10||adam|nan|sgd|-|");
  CHECK_FALSE(GroupValue("0.1") == GroupValue("0.10"));  // two texts, two groups
}

TEST_CASE("groups: NaN is a value of its own, once") {
  const GroupValue nan(std::numeric_limits<double>::quiet_NaN());
  CHECK_FALSE(nan < nan);
  CHECK(GroupValue(7.0) < nan);
  CHECK(nan < GroupValue());
}

TEST_CASE("groups: the spread has two digits, the value as many places") {
  CHECK(with_spread(0.83124, 0.00412) == "0.8312 ± 0.0041");
  CHECK(with_spread(0.83124, 0.0996) == "0.831 ± 0.100");
  CHECK(with_spread(12.3456, 3.21) == "12.3 ± 3.2");
  CHECK(with_spread(123456, 8912) == "123500 ± 8900");
  CHECK(with_spread(-5, 12) == "-5 ± 12");
  CHECK(with_spread(0.5, 0) == "0.5 ± 0");
  CHECK(with_spread(0.5, 1.234e-9) == "0.5 ± 1.2e-09");
  CHECK(with_spread(1.5e12, 2e10) == "1.5e+12 ± 2e+10");
  CHECK(with_spread(0.5, std::nullopt) == "0.5");
  CHECK(with_spread(0.5, std::numeric_limits<double>::quiet_NaN()) == "0.5");
}
