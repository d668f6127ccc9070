// Values with parts, which go through yaml::python_str.

#include "mltrack/wire/batch_line.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using wire::parse_batch_line;

TEST_CASE("batch_line: lists and objects are stored as Python's str writes them") {
  CHECK(std::get<Param>(parse_batch_line(R"({"param":"layers","value":[64, 0.5, "a", null, true]})",
                                         0)) == Param{"layers", "[64, 0.5, 'a', None, True]"});
  CHECK(std::get<Tag>(parse_batch_line(R"({"tag":"opt","value":{"name":"adam","lr":0.001}})", 0)) ==
        Tag{"opt", "{'name': 'adam', 'lr': 0.001}"});
  CHECK(std::get<Param>(parse_batch_line(R"({"param":"none","value":[]})", 0)) ==
        Param{"none", "[]"});
}
