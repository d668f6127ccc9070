#include "mltrack/yaml/document.hpp"

#include "mltrack/base/error.hpp"

#include <doctest/doctest.h>

using namespace mltrack::yaml;

namespace {

constexpr const char* run =
    "artifact_uri: file:///data/mlruns/0/acfda1e2a5ee4d0788023f81ee62822a/artifacts\n"
    "end_time: null\n"
    "entry_point_name: ''\n"
    "experiment_id: '583620155180375215'\n"
    "run_name: it's a\n  folded name\n"
    "start_time: 1795463296691\n"
    "status: 3\n"
    "tags: []\n";

}  // namespace

TEST_CASE("document: the values of a run as MLflow writes it") {
  const auto document = Document::parse(run);
  CHECK(document.text("experiment_id") == "583620155180375215");
  CHECK(document.text("entry_point_name") == "");
  CHECK(document.text("run_name") == "it's a folded name");
  CHECK(document.text("status") == "3");
  CHECK(document.integer("status") == 3);
  CHECK(document.integer("start_time") == 1795463296691);
  CHECK_FALSE(document.integer("experiment_id").has_value());
  CHECK(document.has("end_time"));
  CHECK_FALSE(document.text("end_time").has_value());
  CHECK_FALSE(document.text("tags").has_value());
  CHECK(document.value("tags") == Value(List{}));
  CHECK_FALSE(document.has("deleted_time"));
  CHECK(document.value("deleted_time").is_null());
  CHECK(document.str() == run);
}

TEST_CASE("document: other types are texts as Python's str has them") {
  const auto document =
      Document::parse("a: yes\nb: 1e16\nc: 1.0e+16\nd: 012\ne: 1795463296691.0\nf: 2024-01-01\n");
  CHECK(document.text("a") == "True");
  CHECK(document.text("b") == "1e16");
  CHECK(document.text("c") == "1e+16");
  CHECK(document.text("d") == "10");
  CHECK(document.integer("e") == 1795463296691);
  CHECK_FALSE(document.integer("a").has_value());
  CHECK(document.text("f") == "2024-01-01");
}

TEST_CASE("document: a new entry goes where sorting puts it, a known one stays in its place") {
  auto document = Document::parse("a: 1\nstatus: 1\nc: odd order\n");
  document.set("status", 3);
  document.set("b", "two\nlines");
  CHECK(document.str() == "a: 1\nb: 'two\n\n  lines'\nstatus: 3\nc: odd order\n");
  CHECK(document.text("b") == "two\nlines");
  document.erase("b");
  document.erase("absent");
  CHECK(document.str() == "a: 1\nstatus: 3\nc: odd order\n");
}

TEST_CASE("document: what is not set stays byte for byte, comments and odd styles too") {
  const std::string head = "# kept by hand\n---\n";
  const std::string odd =
      "notes : |\n   free\n\n   text # no comment\n# about x\nx:   {a: [1,\n 2]}   # why\n";
  const std::string tail = "# the end\n...\n";
  auto document = Document::parse(head + odd + "status: 1 # running\n" + tail);
  CHECK(document.text("notes") == "free\n\ntext # no comment\n");
  CHECK(document.value("x") == Value(Map{{"a", List{1, 2}}}));
  CHECK(document.integer("status") == 1);
  CHECK(document.str() == head + odd + "status: 1 # running\n" + tail);
  document.set("status", 3);
  document.set("zeta", Value());
  CHECK(document.str() == head + odd + "status: 3\nzeta: null\n" + tail);
  document.erase("x");
  CHECK(document.str() ==
        head + "notes : |\n   free\n\n   text # no comment\nstatus: 3\nzeta: null\n" + tail);
}

TEST_CASE("document: a line of a quoted value that looks like a comment is none") {
  auto document = Document::parse("a: 'x\n# y'\nb: 1 # c\n");
  CHECK(document.text("a") == "x # y");
  document.erase("b");
  CHECK(document.str() == "a: 'x\n# y'\n");
}

TEST_CASE("document: CR LF, BOM, missing last line feed and tabs are no obstacle") {
  auto document = Document::parse(
      "\xEF\xBB\xBF"
      "a: 1\r\nb:\t'x'\r\nc: last");
  CHECK(document.integer("a") == 1);
  CHECK(document.text("b") == "x");
  document.set("d", 4);
  CHECK(document.str() ==
        "\xEF\xBB\xBF"
        "a: 1\r\nb:\t'x'\r\nc: last\nd: 4\n");
}

TEST_CASE("document: a last value without line feed does not gain one") {
  auto document = Document::parse("# c\na: 1 # d\nb: |\n  text");
  CHECK(document.text("b") == "text");
  document.set("c", 3);
  CHECK(document.str() == "# c\na: 1 # d\nb: text\nc: 3\n");
}

TEST_CASE("document: of a repeated key the last value counts") {
  auto document = Document::parse("a: 1\nb: 2\na: 3\n");
  CHECK(document.integer("a") == 3);
  document.set("a", 4);
  CHECK(Document::parse(document.str()).integer("a") == 4);
  document.erase("a");
  CHECK(document.str() == "b: 2\n");
}

TEST_CASE("document: a mapping in braces is written as a block once it changes") {
  auto document = Document::parse("{status: 1, name: 'a: b'}");
  CHECK(document.str() == "{status: 1, name: 'a: b'}");
  document.set("status", 3);
  CHECK(document.str() == "status: 3\nname: 'a: b'\n");
}

TEST_CASE("document: the empty mapping") {
  Document document;
  CHECK(document.str() == "{}\n");
  document.set("b", 1);
  document.set("a", Map{{"x", "1"}});
  CHECK(document.str() == "a:\n  x: '1'\nb: 1\n");
  document.erase("a");
  document.erase("b");
  CHECK(document.str() == "{}\n");
  CHECK(Document::parse("{}\n").str() == "{}\n");
}

TEST_CASE("document: what is no mapping, or no YAML, is an internal error") {
  for (const char* bad :
       {"", "\n", "# nothing\n", "null\n", "- a\n", "text\n", "a: b: c\n", "a: [1\n", "a: 1\nstat",
        "a: 'cut off\n", "a: \xFF\n", "a: \x01\n", "a: 1\n---\nb: 2\n", "a: &x 1\nb: *x\n",
        "a: !!python/object:os.system x\n", "<<: {a: 1}\n"}) {
    CAPTURE(bad);
    try {
      (void)Document::parse(bad);
      FAIL("no error");
    } catch (const mltrack::Error& error) {
      CHECK(error.code() == mltrack::ErrorCode::internal_error);
    }
  }
}

TEST_CASE("parse: nested values, and an end to nesting") {
  CHECK(parse("- 1\n- a: [yes, ~]\n") == Value(List{1, Map{{"a", List{true, Value()}}}}));
  CHECK(parse("").is_null());
  CHECK_THROWS_AS((void)parse(std::string(200, '[') + std::string(200, ']')), mltrack::Error);
  std::string deep;
  for (std::size_t i = 0; i < 5000; ++i) {
    deep += "- ";
  }
  CHECK_THROWS_AS((void)parse(deep + "a\n"), mltrack::Error);
  CHECK_THROWS_AS((void)parse("a: \"\\q\"\n"), mltrack::Error);
}
