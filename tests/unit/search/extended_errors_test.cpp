#include "support/memory_record.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/search/filter.hpp"
#include "mltrack/search/ordering.hpp"

#include <doctest/doctest.h>

using namespace mltrack;
using namespace mltrack::search;

namespace {

const Language language{Dialect::extended, 0};

Error refused(std::string_view text, const Schema& schema = run_schema()) {
  try {
    (void)Filter::parse(text, schema, language).matches(test::MemoryRecord{});
  } catch (const Error& error) {
    return error;
  }
  return Error::internal("'{}' was accepted", text);
}
std::string message(std::string_view text) {
  return refused(text).what();
}
/// The first line of the hint.
std::string advice(std::string_view text) {
  const std::string hint = refused(text).hint();
  return hint.substr(0, hint.find('\n'));
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) {
    text += part;
  }
  return text;
}

}  // namespace

TEST_CASE("extended errors: a caret stands under the mistake") {
  CHECK(message("mx(metrics.auc) > 0.5") == "Invalid filter: 'mx' is no function");
  CHECK(refused("mx(metrics.auc) > 0.5").hint() ==
        "Did you mean 'max'?\n"
        "  mx(metrics.auc) > 0.5\n"
        "  ^^");
  CHECK(refused("metrics.auc > 0.5 OR params.opt = adam").hint() ==
        "Put the text into quotes: 'text'.\n"
        "  metrics.auc > 0.5 OR params.opt = adam\n"
        "                                    ^^^^");
}

TEST_CASE("extended errors: the likely word is told") {
  CHECK(advice("durration > 10m") == "Did you mean 'duration'?");
  CHECK(advice("parnt = 'x'") == "Did you mean 'parent'?");
  CHECK(advice("argmx(auc) > 1") == "Did you mean 'argmax'?");
  CHECK(advice("params.a LIK 'x' OR nested") == "Did you mean LIKE?");
  CHECK(advice("metrics.a == 1 OR nested") == "Use =.");
  CHECK(advice("metrics.a == 1") == "Use =.");
  CHECK(advice("start_time > 2d") == "Write -2d for the moment 2d ago.");
  CHECK(advice("params.lr > '0.5'") == "Compare its number: num(params.lr) > 0.5");
  CHECK(advice("num(params.lr) > 1 OR params.lr = 5").starts_with("It is text: put the value"));
  CHECK(advice("metrics.a = nan OR nested") ==
        "Nothing equals NaN; ask metrics.a IS NAN or IS NOT NAN.");
  CHECK(advice("max(params.lr) > 1") == "A param has no history; num(params.lr) is its number.");
  CHECK(advice("metrics.a > params.b") == "Its number is num(params.b).");
}

TEST_CASE("extended errors: kinds that do not fit each other") {
  CHECK(message("max(auc) LIKE 'x'") ==
        "Invalid filter: 'LIKE' compares text, and 'max(auc)' is a number");
  CHECK(message("duration > 'x'") == "Invalid filter: ''x'' where a span of time should stand");
  CHECK(message("nested OR params.a = metrics.b") ==
        "Invalid filter: 'params.a' is text, and 'metrics.b' is a number");
  CHECK(message("nested OR params.a IS NAN") ==
        "Invalid filter: IS NAN asks a number, and 'params.a' is text");
  CHECK(message("num(datasets.name) > 1") == "Invalid filter: num() takes a param or a tag");
  CHECK(message("params.a =~ '('") == "Invalid filter: no regular expression: missing ): (");
}

TEST_CASE("extended errors: brackets, joints and ends") {
  CHECK(message("(metrics.a > 1") == "Invalid filter: a parenthesis is never closed");
  CHECK(message("metrics.a > 1)") == "Invalid filter: ')' without '('");
  CHECK(message("(metrics.a > 1 metrics.b > 1)") ==
        "Invalid filter: 'metrics.b' where ')', AND or OR should stand");
  CHECK(message("nested metrics.b > 1") == "Invalid filter: 'metrics.b' behind a whole comparison");
  CHECK(message("NOT") == "Invalid filter: its end where a comparison should begin");
  CHECK(message("metrics.a > 1 OR") == "Invalid filter: its end where a comparison should begin");
  CHECK(message("OR") == "Invalid filter: 'OR' where a comparison should begin");
  CHECK(message("metrics.a BETWEEN 1 OR 2") == "Invalid filter: 'OR' where AND should stand");
  CHECK(message("nested OR run_id IN ()") ==
        "Invalid filter: ')' where a quoted text should stand");
  CHECK(message("nested OR tags.a = 'x") == "Invalid filter: a quote is never closed");
}

TEST_CASE("extended errors: without our own words the message is MLflow's") {
  CHECK(message("metrics.loss = '0.5'") == "Expected numeric value type for metric. Found '0.5'");
  CHECK(message("garbage") == "Invalid clause(s) in filter string: 'garbage'");
  CHECK(message("tags.t = 'Hello") ==
        "Invalid clause(s) in filter string: 'tags.t', '=', ''', 'Hello'");
  CHECK(message("foo.bar = 'x'").starts_with("Invalid entity type 'foo'."));
  CHECK(message("   ") == "Invalid filter '   '. Could not be parsed.");
}

TEST_CASE("extended errors: an order is refused in the same manner") {
  const auto order_error = [](const std::string& clause) -> std::string {
    try {
      (void)Ordering::parse({clause}, run_schema(), language);
    } catch (const Error& error) {
      return error.what();
    }
    return "accepted";
  };
  CHECK(order_error("max(metrics.auc) DOWN") == "Invalid order_by clause: 'DOWN' behind the field");
  CHECK(order_error("mxa(metrics.auc)") == "Invalid order_by clause: 'mxa' is no function");
  CHECK(order_error("metrics.a UP") == "Invalid ordering key in order_by clause 'metrics.a UP'.");
  CHECK(order_error("datasets.name") == "Invalid order_by entity type 'dataset'");
}

TEST_CASE("extended errors: a field alone is parsed, too") {
  CHECK(parse_field("max(metrics.auc)", run_schema(), language) ==
        Field{FieldKind::metric, "auc", Function::max, 0});
  CHECK(parse_field("at(loss, -3)", run_schema(), language).argument == -3);
  CHECK_THROWS_WITH_AS((void)parse_field("metrics.a > 1", run_schema(), language),
                       "Invalid field: '>' behind it", Error);
  CHECK_THROWS_AS((void)parse_field("", run_schema(), language), Error);
  CHECK_THROWS_AS((void)parse_field("datasets.name", run_schema(), language), Error);
}

TEST_CASE("extended errors: absurd depth and size are refused soon") {
  constexpr std::size_t many = 10'000;
  CHECK(message(repeated("(", many) + "nested" + repeated(")", many)) ==
        "Invalid filter: more than 200 parentheses and NOTs in each other");
  CHECK(message(repeated("NOT ", many) + "nested") ==
        "Invalid filter: more than 200 parentheses and NOTs in each other");
  CHECK(message(repeated("nested OR ", 60'000)) == "Invalid filter: it has more than 100000 words");
  CHECK(message(repeated("nested OR ", 20'000) + "nested").ends_with("was accepted"));
  CHECK(refused(repeated("nested OR (", 5'000)).hint().size() < 500);
  for (const std::string_view part : {"'", "\"", "`", "\\'", "-", "a.", "=", "(", ")", ",", "a(",
                                      "NOT ", "1", "a.'", "é", "\xFF", "max(", "'\\"}) {
    CAPTURE(part);
    CHECK(refused("nested OR " + repeated(part, (1U << 14U) / part.size())).hint().size() < 1000);
  }
}

TEST_CASE("extended errors: no regular expression takes more than linear time") {
  const test::MemoryRecord run{{test::param("a"), std::string(200'000, 'a') + "b"}};
  for (const char* filter :
       {"params.a =~ '(a+)+$'", "params.a =~ '(a|a)*c'", "params.a =~ '(a|aa)+$'",
        "params.a =~ 'a{1,100}a{1,100}a{1,100}c'", "params.a =~ '(.*)(.*)(.*)(.*)(.*)[^ab]'"}) {
    CAPTURE(filter);
    CHECK_FALSE(Filter::parse(filter, run_schema(), language).matches(run));
  }
  CHECK(message("params.a =~ '((a{100}){100}){100}'").starts_with("Invalid filter: no regular"));
  CHECK(message("params.a =~ '" + repeated("(ab|c)*d", 50'000) + "'")
            .starts_with("Invalid filter: no regular"));
}
