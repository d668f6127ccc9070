#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

namespace mltrack::test {
namespace {

const std::vector<std::string> odd_texts{"",
                                         " a ",
                                         "a\nb\n",
                                         "a\r\nb",
                                         "\xEF\xBB\xBF"
                                         "a",
                                         "😀日本",
                                         "null",
                                         "'\"",
                                         "\x01\x1b[31m",
                                         "a\tb"};

void params(Store& store, StorePlace& place, const std::string& run) {
  const auto param = [&](const std::string& key) {
    const Run found = store.get_run(run);
    const Param* value = find_by_key(found.data.params, key);
    return value == nullptr ? std::string("(none)") : value->value;
  };
  SUBCASE("every text comes back byte by byte") {
    for (std::size_t i = 0; i < odd_texts.size(); ++i) {
      const std::string key = "k" + std::to_string(i);
      store.log_param(run, {key, odd_texts[i]});
      CHECK(param(key) == odd_texts[i]);
      CHECK_NOTHROW(store.log_param(run, {key, odd_texts[i]}));  // also with CR, unlike MLflow
    }
  }
  SUBCASE("the first value stays, the same value again is fine") {
    store.log_param(run, {"lr", "1"});
    CHECK_NOTHROW(store.log_param(run, {"lr", "1"}));
    check_error(ErrorCode::invalid_parameter_value,
                "Changing param values is not allowed. Param with key='lr' was already logged with "
                "value='1' for run ID='" +
                    run + "'. Attempted logging new value '2'.",
                [&] { store.log_param(run, {"lr", "2"}); });
    check_failure(Failure::conflict, [&] { store.log_param(run, {"lr", "2"}); });
    check_failure(Failure::conflict, [&] { store.log_param(run, {"lr", ""}); });
    CHECK(param("lr") == "1");
  }
  SUBCASE("an empty param counts as not logged, which heals what a full disk left") {
    store.log_param(run, {"lr", ""});
    store.log_param(run, {"lr", "2"});
    CHECK(param("lr") == "2");
  }
  SUBCASE("6000 characters are kept, what is longer is cut with a warning") {
    std::string longest;
    for (int i = 0; i < 6000; ++i) {
      longest += "é";
    }
    store.log_param(run, {"fits", longest});
    CHECK(place.warnings.empty());
    CHECK(param("fits") == longest);
    store.log_param(run, {"long", longest + "é"});
    CHECK(param("long") == longest);
    CHECK(place.warnings.size() == 1);
    CHECK_NOTHROW(store.log_param(run, {"long", longest + "é"}));
    place.warnings.clear();
  }
  SUBCASE("without truncation a longer value is refused") {
    const auto strict =
        place.open({.warn = [](const std::string&) {}, .truncate_long_values = false});
    check_error(ErrorCode::invalid_parameter_value,
                "'Param value' exceeds the maximum length of 6000 characters",
                [&] { strict->log_param(run, {"long", std::string(6001, 'v')}); });
    CHECK(param("long") == "(none)");
  }
  SUBCASE("bad keys and values are refused") {
    check_error(ErrorCode::invalid_parameter_value, "for parameter 'key' supplied: Names may only",
                [&] { store.log_param(run, {"a,b", "v"}); });
    check_error(ErrorCode::invalid_parameter_value,
                "'Param key' exceeds the maximum length of 250 characters",
                [&] { store.log_param(run, {std::string(251, 'k'), "v"}); });
    check_error(ErrorCode::invalid_parameter_value, "UTF-8",
                [&] { store.log_param(run, {"k", "\xff"}); });
    CHECK(store.get_run(run).data.params.empty());
  }
  SUBCASE("'a' and 'a/b' exclude each other") {
    store.log_param(run, {"a", "1"});
    check_failure(Failure::conflict, [&] { store.log_param(run, {"a/b", "1"}); });
    store.log_param(run, {"c/d", "1"});
    check_failure(Failure::conflict, [&] { store.log_param(run, {"c", "1"}); });
    CHECK(store.get_run(run).data.params == std::vector<Param>{{"a", "1"}, {"c/d", "1"}});
  }
}

void tags(Store& store, StorePlace& place, const std::string& run) {
  const auto tag = [&](const std::string& key) {
    const Run found = place.open()->get_run(run);
    const Tag* value = find_by_key(found.data.tags, key);
    return value == nullptr ? std::string("(none)") : value->value;
  };
  SUBCASE("every text comes back byte by byte, and the last one counts") {
    for (const std::string& text : odd_texts) {
      store.set_tag(run, {"k", text});
      CHECK(tag("k") == text);
    }
  }
  SUBCASE("a tag by itself has no limit") {
    store.set_tag(run, {"k", std::string(100'000, 'v')});
    CHECK(tag("k").size() == 100'000);
    const std::string deep = std::string(200, 'a') + "/" + std::string(200, 'b');
    store.set_tag(run, {deep, "v"});
    CHECK(tag(deep) == "v");
  }
  SUBCASE("a tag is removed once") {
    store.set_tag(run, {"a/b", "1"});
    store.delete_tag(run, "a/b");
    CHECK(tag("a/b") == "(none)");
    check_error(ErrorCode::resource_does_not_exist, "No tag with name: a/b in run with id " + run,
                [&] { store.delete_tag(run, "a/b"); });
    check_error(ErrorCode::resource_does_not_exist, "No tag with name: zz in run with id " + run,
                [&] { store.delete_tag(run, "zz"); });
  }
  SUBCASE("the beginning of a tag's name is no tag") {
    store.set_tag(run, {"a/b", "1"});
    check_error(ErrorCode::resource_does_not_exist, "No tag with name: a in run with id " + run,
                [&] { store.delete_tag(run, "a"); });
    check_error(ErrorCode::resource_does_not_exist, "No tag with name: a/b/c",
                [&] { store.delete_tag(run, "a/b/c"); });
    CHECK(tag("a/b") == "1");
  }
  SUBCASE("bad keys, unknown runs") {
    check_error(ErrorCode::invalid_parameter_value, "for parameter 'key' supplied",
                [&] { store.set_tag(run, {"../x", "v"}); });
    check_error(ErrorCode::invalid_parameter_value, "for parameter 'key' supplied",
                [&] { store.delete_tag(run, "../meta.yaml"); });
    check_error(ErrorCode::resource_does_not_exist, "not found",
                [&] { store.set_tag(std::string(32, 'a'), {"k", "v"}); });
  }
  SUBCASE("'a' and 'a/b' exclude each other") {
    store.set_tag(run, {"a", "1"});
    check_failure(Failure::conflict, [&] { store.set_tag(run, {"a/b", "1"}); });
    store.set_tag(run, {"c/d", "1"});
    check_failure(Failure::conflict, [&] { store.set_tag(run, {"c", "1"}); });
    CHECK(tag("a") == "1");
    CHECK(tag("c/d") == "1");
  }
}

}  // namespace

void params_contract(StorePlace& place) {
  const auto store = place.open();
  params(*store, place, new_run(*store, store->create_experiment({.name = "iris"})));
  CHECK(place.warnings.empty());
}

void tags_contract(StorePlace& place) {
  const auto store = place.open();
  tags(*store, place, new_run(*store, store->create_experiment({.name = "iris"})));
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
