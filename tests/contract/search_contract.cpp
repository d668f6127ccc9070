#include "store_contract.hpp"
#include "support/sample_runs.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>

namespace mltrack::test {
namespace {

using Ids = std::vector<std::string>;

void filters(Store& store) {
  const SampleRuns sample = make_sample_runs(store);
  const Ids both{sample.experiment, sample.other_experiment};
  const auto found = [&](const std::string& filter) {
    return ids_of(store.search_runs({.experiment_ids = both, .filter = filter}));
  };
  SUBCASE("without a filter all runs, the newest first") {
    CHECK(found("") == Ids{sample.third, sample.second, sample.first});
  }
  SUBCASE("metrics by their latest value, params and tags by their text") {
    CHECK(found("metrics.auc > 0.8") == Ids{sample.first});
    CHECK(found("metrics.auc = 0.5").empty());
    CHECK(found("metrics.`val/loss` <= 0.25") == Ids{sample.first});
    CHECK(found("params.lr LIKE '0.%'") == Ids{sample.second, sample.first});
    CHECK(found("tags.owner = 'ann' AND params.depth = '3'") == Ids{sample.first});
    CHECK(found("params.lr IS NULL") == Ids{sample.third});
  }
  SUBCASE("a run without the key never matches") {
    CHECK(found("metrics.auc != 0.9") == Ids{sample.second});
    CHECK(found("params.lr != 'x'") == Ids{sample.second, sample.first});
    CHECK(found("metrics.val > 0").empty());         // only the folder of val/loss
    CHECK(found("tags.`owner/x` = 'ann'").empty());  // owner is no folder
  }
  SUBCASE("attributes") {
    CHECK(found("status = 'FINISHED'") == Ids{sample.second});
    CHECK(found("run_name = 'third'") == Ids{sample.third});
    CHECK(found("start_time >= 2000") == Ids{sample.third, sample.second});
    CHECK(found("end_time > 0") == Ids{sample.second});
    CHECK(found("run_id IN ('" + sample.first + "', 'x')") == Ids{sample.first});
    CHECK(found("user_id = 'ann'").size() == 3);
  }
  SUBCASE("datasets") {
    CHECK(found("dataset.name = 'flowers' AND dataset.context = 'train'") == Ids{sample.first});
    CHECK(found("dataset.digest = 'd2'").empty());
  }
  SUBCASE("a filter that is none is an error") {
    for (const char* filter : {"   ", "metrics.auc >", "foo.bar = 'x'", "metrics.auc > 'x'"}) {
      CAPTURE(filter);
      check_error(ErrorCode::invalid_parameter_value, "", [&] { (void)found(filter); });
    }
  }
  SUBCASE("an operator that params lack is refused where there is a run to ask") {
    const RunQuery query{.experiment_ids = both, .filter = "params.lr NOT LIKE 'a'"};
    check_error(ErrorCode::invalid_parameter_value, "Invalid comparator 'NOT LIKE'",
                [&] { (void)store.search_runs(query); });
    RunQuery deleted = query;
    deleted.view = ViewType::deleted_only;
    CHECK(store.search_runs(deleted).items.empty());
  }
  SUBCASE("only the experiments that are named, and one that is not there gives nothing") {
    CHECK(ids_of(store.search_runs({.experiment_ids = {sample.other_experiment, "999"}})) ==
          Ids{sample.third});
    CHECK(store.search_runs({}).items.empty());
  }
  SUBCASE("a result is the whole run") {
    const auto page = store.search_runs({.experiment_ids = both, .filter = "metrics.auc > 0.8"});
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0] == store.get_run(sample.first));
  }
}

void extended_filters(Store& store) {
  const SampleRuns sample = make_sample_runs(store);
  const Ids both{sample.experiment, sample.other_experiment};
  const auto found = [&](const std::string& filter, std::vector<std::string> order_by = {}) {
    return ids_of(store.search_runs({.experiment_ids = both,
                                     .filter = filter,
                                     .order_by = std::move(order_by),
                                     .dialect = Dialect::extended}));
  };
  SUBCASE("functions of a history read all its points") {
    CHECK(found("min(metrics.auc) = 0.5 AND first(auc) = 0.5 AND argmax(auc) = 1") ==
          Ids{sample.first});
    CHECK(found("count(metrics.auc) = 2 OR at(auc, 5) > 0") == Ids{sample.first});
    CHECK(found("count(metrics.auc) = 0") == Ids{sample.third});
    CHECK(found("NOT max(metrics.auc) > 0.8") == Ids{sample.second});
    CHECK(found("max(val) > 0 OR max(`val/loss`) = 0.25") == Ids{sample.first});
  }
  SUBCASE("parents by id and by name, children that are active, and who has none") {
    store.set_tag(sample.second, {tag_keys::parent_run_id, sample.first});
    store.set_tag(sample.third, {tag_keys::parent_run_id, "gone"});
    CHECK(found("parent = '" + sample.first + "'") == Ids{sample.second});
    CHECK(found("parent = 'first'") == Ids{sample.second});
    CHECK(found("nested") == Ids{sample.third, sample.second});
    CHECK(found("children = 1") == Ids{sample.first});
    store.delete_run(sample.second);
    CHECK(found("children = 1").empty());
  }
  SUBCASE("times, stages and experiments") {
    CHECK(found("duration = 500") == Ids{sample.second});
    CHECK(found("start_time < '1970-01-01 00:00:02' OR end_time IS NOT NULL") ==
          Ids{sample.second, sample.first});
    CHECK(found("experiment_id = '" + sample.other_experiment + "'") == Ids{sample.third});
    CHECK(found("lifecycle_stage = 'active'").size() == 3);
  }
  SUBCASE("orders take the same fields") {
    CHECK(found("", {"max(metrics.auc) DESC"}) == Ids{sample.first, sample.second, sample.third});
    CHECK(found("", {"num(params.lr) DESC"}) == Ids{sample.second, sample.first, sample.third});
  }
  SUBCASE("a time since which is beside the filter") {
    const auto page = store.search_runs({.experiment_ids = both,
                                         .filter = "start_time > 0 OR start_time > 1",
                                         .dialect = Dialect::extended,
                                         .started_since = 2000});
    CHECK(ids_of(page) == Ids{sample.third, sample.second});
  }
  SUBCASE("by default the language is MLflow's") {
    check_error(ErrorCode::invalid_parameter_value, "",
                [&] { (void)store.search_runs({.experiment_ids = both, .filter = "nested"}); });
  }
}

void views(Store& store) {
  const SampleRuns sample = make_sample_runs(store);
  const auto found = [&](ViewType view) {
    return ids_of(store.search_runs(
        {.experiment_ids = {sample.experiment, sample.other_experiment}, .view = view}));
  };
  SUBCASE("active, deleted, all") {
    store.delete_run(sample.second);
    CHECK(found(ViewType::active_only) == Ids{sample.third, sample.first});
    CHECK(found(ViewType::deleted_only) == Ids{sample.second});
    CHECK(found(ViewType::all) == Ids{sample.third, sample.second, sample.first});
  }
  SUBCASE("the runs of a deleted experiment are found among the deleted") {
    store.delete_experiment(sample.other_experiment);
    CHECK(found(ViewType::active_only) == Ids{sample.second, sample.first});
    CHECK(found(ViewType::deleted_only) == Ids{sample.third});
  }
}

void ordering(Store& store) {
  const std::string experiment = store.create_experiment({.name = "iris"});
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::map<std::string, std::string> name_of;
  const auto add = [&](const std::string& name, std::int64_t start, std::optional<double> value) {
    const std::string run = new_run(store, experiment, name, start);
    if (value) {
      store.log_metric(run, {.key = "m", .value = *value, .timestamp = 1});
    }
    name_of[run] = name;
  };
  add("low", 10, 1);
  add("high", 20, 2);
  add("nan", 30, nan);
  add("none", 40, std::nullopt);
  add("inf", 50, infinity);
  const auto order = [&](const std::vector<std::string>& clauses) {
    std::string names;
    for (const std::string& id :
         ids_of(store.search_runs({.experiment_ids = {experiment}, .order_by = clauses}))) {
      names += (names.empty() ? "" : " ") + name_of[id];
    }
    return names;
  };
  SUBCASE("values, then NaN, then nothing, upwards and downwards") {
    CHECK(order({"metrics.m ASC"}) == "low high inf nan none");
    CHECK(order({"metrics.m DESC"}) == "inf high low nan none");
  }
  SUBCASE("the newest first, if nothing else is said") {
    CHECK(order({}) == "inf none nan high low");
    CHECK(order({"start_time ASC"}) == "low high nan none inf");
    CHECK(order({"run_name"}) == "high inf low nan none");
  }
  SUBCASE("ties fall back to the newest, then to the lowest id, in both directions") {
    const std::string tied = store.create_experiment({.name = "tied"});
    Ids same_start;
    for (int i = 0; i < 5; ++i) {
      same_start.push_back(new_run(store, tied, "same", 7));
    }
    const std::string newest = new_run(store, tied, "same", 8);
    std::sort(same_start.begin(), same_start.end());
    Ids expected{newest};
    expected.insert(expected.end(), same_start.begin(), same_start.end());
    for (const char* clause : {"run_name ASC", "run_name DESC", "metrics.none DESC"}) {
      CAPTURE(clause);
      CHECK(ids_of(store.search_runs({.experiment_ids = {tied}, .order_by = {clause}})) ==
            expected);
    }
  }
  SUBCASE("an order that is none is an error") {
    check_error(ErrorCode::invalid_parameter_value, "Invalid ordering key in order_by clause",
                [&] { (void)order({"metrics.m UP"}); });
  }
}

void paging(Store& store) {
  const std::string experiment = store.create_experiment({.name = "iris"});
  Ids all;
  for (int i = 0; i < 7; ++i) {
    all.insert(all.begin(), new_run(store, experiment, "", 100 + i));
  }
  SUBCASE("pages follow one another until all is said") {
    Ids seen;
    std::string token;
    int pages = 0;
    do {
      const auto page = store.search_runs(
          {.experiment_ids = {experiment}, .max_results = 3, .page_token = token});
      const Ids ids = ids_of(page);
      seen.insert(seen.end(), ids.begin(), ids.end());
      token = page.next_page_token;
      ++pages;
    } while (!token.empty());
    CHECK(seen == all);
    CHECK(pages == 3);
  }
  SUBCASE("a token only where more follows") {
    CHECK(store.search_runs({.experiment_ids = {experiment}, .max_results = 7})
              .next_page_token.empty());
    CHECK(store.search_runs({.experiment_ids = {experiment}, .max_results = 6}).next_page_token ==
          "eyJvZmZzZXQiOiA2fQ==");
  }
  SUBCASE("beyond the end there is nothing; a token that is none is an error") {
    const auto with = [&](const std::string& token) {
      return store.search_runs({.experiment_ids = {experiment}, .page_token = token});
    };
    CHECK(with("eyJvZmZzZXQiOiA5OTl9").items.empty());  // {"offset": 999}
    CHECK(with("eyJvZmZzZXQiOiA5OTl9").next_page_token.empty());
    check_error(ErrorCode::invalid_parameter_value, "Invalid page token",
                [&] { (void)with("nonsense"); });
  }
  SUBCASE("50000 results at most") {
    CHECK_NOTHROW((void)store.search_runs({.experiment_ids = {experiment}, .max_results = 50000}));
    check_error(
        ErrorCode::invalid_parameter_value,
        "Invalid value for request parameter max_results. It must be at most 50000, but "
        "got value 50001",
        [&] { (void)store.search_runs({.experiment_ids = {experiment}, .max_results = 50001}); });
  }
}

void visiting(Store& store) {
  const std::string experiment = store.create_experiment({.name = "iris"});
  Ids all;
  for (int i = 0; i < 5; ++i) {
    all.insert(all.begin(), new_run(store, experiment, "", 100 + i));
  }
  SUBCASE("a visitor gets the runs of the page whole and in order, and the token comes back") {
    std::vector<Run> seen;
    const std::string token =
        store.search_runs({.experiment_ids = {experiment}, .max_results = 3}, [&](Run&& run) {
          seen.push_back(std::move(run));
          return true;
        });
    const auto page = store.search_runs({.experiment_ids = {experiment}, .max_results = 3});
    CHECK(seen == page.items);
    CHECK(token == page.next_page_token);
    CHECK(token == "eyJvZmZzZXQiOiAzfQ==");
  }
  SUBCASE("a visitor that has enough gets no more") {
    Ids seen;
    (void)store.search_runs({.experiment_ids = {experiment}}, [&](const Run& run) {
      seen.push_back(run.info.run_id);
      return seen.size() < 2;
    });
    CHECK(seen == Ids{all[0], all[1]});
  }
  SUBCASE("a visitor may ask for more than fits into a page") {
    std::size_t seen = 0;
    const auto token = store.search_runs({.experiment_ids = {experiment}, .max_results = 1'000'000},
                                         [&](const Run&) { return ++seen != 0; });
    CHECK(seen == 5);
    CHECK(token.empty());
  }
}

void counting(Store& store) {
  const SampleRuns sample = make_sample_runs(store);
  const Ids both{sample.experiment, sample.other_experiment};
  CHECK(store.count_runs({.experiment_ids = both}) == 3);
  CHECK(store.count_runs({.experiment_ids = both, .filter = "metrics.auc > 0"}) == 2);
  CHECK(store.count_runs({.experiment_ids = {sample.experiment, "999"}}) == 2);
  CHECK(store.count_runs({}) == 0);
  SUBCASE("of all pages") {
    CHECK(store.count_runs({.experiment_ids = both, .max_results = 1}) == 3);
  }
  SUBCASE("of the view that is asked for") {
    store.delete_run(sample.first);
    CHECK(store.count_runs({.experiment_ids = both}) == 2);
    CHECK(store.count_runs({.experiment_ids = both, .view = ViewType::deleted_only}) == 1);
    CHECK(store.count_runs({.experiment_ids = both, .view = ViewType::all}) == 3);
  }
  SUBCASE("a filter that is none is an error") {
    check_error(ErrorCode::invalid_parameter_value, "", [&] {
      (void)store.count_runs({.experiment_ids = both, .filter = "metrics.auc >"});
    });
  }
}

}  // namespace

void search_runs_contract(StorePlace& place) {
  const auto store = place.open();
  SUBCASE("filters") {
    filters(*store);
  }
  SUBCASE("filters in our own language") {
    extended_filters(*store);
  }
  SUBCASE("views") {
    views(*store);
  }
  SUBCASE("ordering") {
    ordering(*store);
  }
  SUBCASE("paging") {
    paging(*store);
  }
  SUBCASE("visiting") {
    visiting(*store);
  }
  SUBCASE("counting") {
    counting(*store);
  }
  CHECK(place.warnings.empty());
}

void search_experiments_contract(StorePlace& place) {
  const auto store = place.open();
  const std::string alpha = store->create_experiment({.name = "alpha", .tags = {{"k", "1"}}});
  const std::string beta = store->create_experiment({.name = "beta", .tags = {{"k", "2"}}});
  const std::string gamma = store->create_experiment({.name = "gamma"});
  const auto found = [&](const ExperimentQuery& query) {
    return names_of(store->search_experiments(query));
  };
  using Names = std::vector<std::string>;

  SUBCASE("all active ones, the newest first") {
    CHECK(found({}) == Names{"gamma", "beta", "alpha", "Default"});
  }
  SUBCASE("by name, tag, id and time") {
    CHECK(found({.filter = "name LIKE '%et%'"}) == Names{"beta"});
    CHECK(found({.filter = "name ILIKE 'ALPHA'"}) == Names{"alpha"});
    CHECK(found({.filter = "tags.k != '1'"}) == Names{"beta"});
    CHECK(found({.filter = "tags.k IS NULL"}) == Names{"gamma", "Default"});
    CHECK(found({.filter = "experiment_id IN ('0', '" + gamma + "')"}) ==
          Names{"gamma", "Default"});
    CHECK(found({.filter = "creation_time > 0"}).size() == 4);
    CHECK_THROWS_AS((void)found({.filter = "metrics.x > 1"}), Error);
  }
  SUBCASE("in the order that is asked for") {
    CHECK(found({.order_by = {"name ASC"}}) == Names{"Default", "alpha", "beta", "gamma"});
    CHECK(found({.order_by = {"name DESC"}}) == Names{"gamma", "beta", "alpha", "Default"});
    store->rename_experiment(alpha, "alpha2");
    CHECK(found({.order_by = {"last_update_time DESC"}})[0] == "alpha2");
    check_error(ErrorCode::invalid_parameter_value, "Invalid order_by entity: tag",
                [&] { (void)found({.order_by = {"tags.k"}}); });
  }
  SUBCASE("active, deleted, all") {
    store->delete_experiment(beta);
    CHECK(found({.view = ViewType::active_only}) == Names{"gamma", "alpha", "Default"});
    CHECK(found({.view = ViewType::deleted_only}) == Names{"beta"});
    CHECK(found({.view = ViewType::all}) == Names{"gamma", "beta", "alpha", "Default"});
  }
  SUBCASE("pages follow one another until all is said") {
    Names seen;
    std::string token;
    do {
      const auto page = store->search_experiments({.max_results = 3, .page_token = token});
      const Names names = names_of(page);
      seen.insert(seen.end(), names.begin(), names.end());
      token = page.next_page_token;
    } while (!token.empty());
    CHECK(seen == Names{"gamma", "beta", "alpha", "Default"});
  }
  SUBCASE("1 to 50000 results") {
    check_error(ErrorCode::invalid_parameter_value,
                "Invalid value 0 for parameter 'max_results' supplied. It must be a positive "
                "integer",
                [&] { (void)found({.max_results = 0}); });
    check_error(
        ErrorCode::invalid_parameter_value,
        "Invalid value 50001 for parameter 'max_results' supplied. It must be at most 50000",
        [&] { (void)found({.max_results = 50001}); });
  }
  CHECK(place.warnings.empty());
}

}  // namespace mltrack::test
