"""`mltrack search` finds the runs that MLflow's search_runs finds, in the same order; and refuses what it
refuses, for the same reason. (test_search_grammar.py compares the parsers; here it is the whole way.)"""

import random
import re

import pytest
from programs import MlflowError, Mlflow, Mltrack

from conftest import VERSIONS, worker_of


@pytest.fixture(scope="module")
def both(binary, tmp_path_factory):
    """A tree of random runs in two experiments, written by MLflow."""
    top = tmp_path_factory.mktemp("search")
    mlflow = Mlflow(worker_of(VERSIONS[-1]), top / "mlruns")
    mltrack = Mltrack(binary, top / "mlruns", top)
    chance = random.Random(5)
    runs = []
    for index in range(80):
        runs.append({
            "name": chance.choice(["alpha", "Beta", "gamma_1", "delta%", "é-run", "a b"]),
            "start": 1700000000000 + chance.randrange(5) * 1000,
            "end": chance.choice([None, 1700000100000 + index]),
            "status": chance.choice(["FINISHED", "FAILED", "RUNNING", "KILLED", "SCHEDULED"]),
            "user": chance.choice(["ada", "Bob", ""]),
            "metrics": {key: chance.choice(["nan", "inf", "-inf", "0", "-0.0", "0.5", "0.9", "1e-3"])
                        for key in ("loss", "acc", "x/y", "a b") if chance.random() < 0.7},
            "params": {key: chance.choice(["0.1", "0.01", "10", "100%", "Hello", "", "it's", "multi\nline"])
                       for key in ("lr", "opt", "deep/er", "m.n") if chance.random() < 0.7},
            "tags": {key: chance.choice(["v", "V", "x_y", "", "é"]) for key in ("t", "team") if chance.random() < 0.6},
            "dataset": chance.choice([None, ["iris", "1", "training"], ["wine", "2", "validation"]]),
            "deleted": chance.random() < 0.1,
        })
    ids = mlflow("""
from mlflow.utils.mlflow_tags import MLFLOW_USER
experiments = [client.create_experiment('one'), client.create_experiment('two')]
for index, run in enumerate(runs):
    tags = {**run['tags'], **({'mlflow.user': run['user']} if run['user'] else {})}
    run_id = client.create_run(experiments[index % 2], start_time=run['start'], tags=tags,
                               run_name=run['name']).info.run_id
    client.log_batch(run_id, [metric(k, v, 5, 1) for k, v in run['metrics'].items()],
                     [Param(k, v) for k, v in run['params'].items()])
    if run['dataset']:
        store.log_inputs(run_id, [dataset_input(*run['dataset'])])
    store.update_run_info(run_id, getattr(RunStatus, run['status']), run['end'], None)
    if run['deleted']:
        client.delete_run(run_id)
experiments""", runs=runs)
    return mlflow, mltrack, ids


def ours(mltrack, ids, text, order_by=(), view="active", more=()):
    arguments = [word for eid in ids for word in ("-e", eid)]
    arguments += [word for clause in order_by for word in ("--order-by", clause)]
    return mltrack.result("search", text, *arguments, "--view", view, "-L", "1000", "-o", "id",
                          *more)


def test_a_key_that_no_run_has(both):
    """No rows and no error, as in MLflow; and a warning, for it is a slip more often than not."""
    mlflow, mltrack, ids = both
    for text in ("metrics.losss < 1", "params.learning_rate = '0.1'", "tags.`no such` = 'x'"):
        assert mlflow("search_ids(client, ids, text)", ids=ids, text=text) == []
        result = ours(mltrack, ids, text)
        assert (result.out, result.code) == ("", 0)
        assert result.err.startswith("mltrack: warning: no run here has")
    assert "Did you mean 'metrics.loss'?" in ours(mltrack, ids, "metrics.losss < 1").err
    # A key that some run has, with no run that matches, is nothing to warn of.
    assert ours(mltrack, ids, "metrics.loss < -1000 AND metrics.loss > 0").err == ""


FILTERS = """
metrics.loss < 0.6
metrics.loss <= 0.5 AND metrics.acc > 0
metrics.loss = 0
metrics.loss != 0.9
metrics.acc >= 1e308
metrics.acc > -1
metrics.`x/y` = .5
metrics."a b" < 5e-1
metric.loss > 0
params.lr = '0.1'
params.lr = "0.01"
params.lr != '0.1'
params.lr LIKE '0%'
params.lr LIKE '1__%'
params.lr ILIKE 'hELLO'
params.opt = "it's"
params.opt LIKE 'multi%'
params.`deep/er` = 'Hello'
params.m.n = '10'
parameters.opt = ''
params.lr IS NULL
params.lr IS NOT NULL AND params.opt is null
tags.t = 'v'
tags.t != 'v'
tags.t ILIKE 'V'
tags.team = ''
tag.t LIKE '_'
tags.t IS NULL AND tags.team IS NOT NULL
tags.mlflow.runName = 'alpha'
tags.`mlflow.user` = 'ada'
run_name LIKE '%a%'
run_name = 'é-run'
run_name LIKE 'delta%'
run_name ILIKE 'beta'
`run name` = 'a b'
attributes."Run Name" != 'alpha'
attributes.run_name LIKE 'gamma_1'
status = 'FINISHED'
status != 'FINISHED' and status != 'FAILED'
status = 'finished'
attr.status LIKE 'F%'
run.status ILIKE 'k%'
user_id = 'ada'
user_id = 'unknown'
user_id != 'Bob'
start_time > 1700000002000
start_time >= 1700000002000.5
start_time != 1700000000000
created < 1700000003000
attributes.Created = 1700000001000
end_time > 1
end_time > 1700000100040
artifact_uri LIKE 'file://%'
artifact_uri = 'x'
run_id LIKE '%0%'
run_id NOT IN ('a')
run_id IN ('a', 'b')
datasets.name = 'iris'
dataset.name LIKE 'w%'
datasets.digest = '2'
datasets.context = 'training'
datasets.name IN ('iris', 'x')
datasets.name NOT IN ('iris')
datasets.name != 'iris'
metrics.loss < 0.6 params.lr = '0.1'
metrics.loss < 0.6 AND params.lr LIKE '0%' AND tags.t ILIKE 'v' AND status != 'RUNNING'
metrics.nothing > 0
params.nothing != 'x'
tags.nothing IS NULL
metrics.loss > 0 AND
AND metrics.loss > 0
""".strip("\n").split("\n")

ORDERS = [[], ["metrics.loss"], ["metrics.loss DESC"], ["metrics.acc ASC", "params.lr DESC"], ["params.lr"],
          ["params.opt desc"], ["tags.t"], ["tags.team DESC", "metrics.`x/y` ASC"], ["start_time ASC"],
          ["attributes.start_time DESC"], ["end_time"], ["end_time DESC"], ["status", "run_name DESC"],
          ["run_name"], ["user_id DESC"], ["artifact_uri"], ["run_id"], ["Created asc"], ["metrics.nothing"],
          ["metrics.\"a b\" DESC"], ["params.`deep/er`"], ["params.m.n DESC"]]

# What is refused; the codes of exit and MLflow's words.
REFUSED = """
metrics.loss = '0.5'
metrics.loss = nan
metrics.loss LIKE '1'
params.lr = 0.1
params.lr IN ('a','b')
params.lr > '0.05'
tags.t NOT LIKE 'a'
metrics.loss == 0.5
metrics.loss IS NULL
metrics.x/y = 2
0.5 > metrics.loss
tags.t = Hello
tags.t = 'Hello
metrics.loss > 0 OR metrics.acc > 0
NOT tags.t = 'a'
(metrics.loss < 1)
metrics.loss < 1;
metrics.loss < 1; metrics.loss > 0
metrics.loss
metrics.loss <
garbage
metrics.loss BETWEEN 0 AND 1
metrics.loss > - 1
metrics.loss = 0x1
params.model-type = 'x'
run name = 'A'
run_id IN 'a'
run_id IN ()
run_id IN ('a',1)
status IN ('FINISHED')
start_time > '1000'
status = 5
attributes.foo = 'x'
experiment_id = '0'
foo.bar = 'x'
Attributes.status = 'x'
datasets.foo = 'x'
datasets.name = 1
""".strip("\n").split("\n") + ["   "]


@pytest.mark.parametrize("text", [""] + FILTERS)
def test_filters(both, text):
    mlflow, mltrack, ids = both
    expected = mlflow("search_ids(client, ids, text)", ids=ids, text=text)
    result = ours(mltrack, ids, text)
    assert result.code == 0, result.err
    assert result.out.split() == expected


@pytest.mark.parametrize("order_by", ORDERS, ids=str)
def test_orders(both, order_by):
    mlflow, mltrack, ids = both
    expected = mlflow("search_ids(client, ids, '', order_by)", ids=ids, order_by=order_by)
    result = ours(mltrack, ids, "", order_by)
    assert result.code == 0, result.err
    assert result.out.split() == expected


@pytest.mark.parametrize("view, mlflows", [("active", "ACTIVE_ONLY"), ("deleted", "DELETED_ONLY"), ("all", "ALL")])
def test_views(both, view, mlflows):
    mlflow, mltrack, ids = both
    expected = mlflow("search_ids(client, ids, '', None, getattr(ViewType, view))", ids=ids, view=mlflows)
    assert ours(mltrack, ids, "", view=view).out.split() == expected
    assert expected


def test_one_and_several_experiments(both):
    mlflow, mltrack, ids = both
    for some in (ids[:1], ids[1:], ids[::-1]):
        assert ours(mltrack, some, "").out.split() == mlflow("search_ids(client, ids, '')", ids=some)
    assert mltrack("search", "", "--all-experiments", "-L", "1000", "-o", "id").split() == mlflow(
        "search_ids(client, ids + ['0'], '')", ids=ids)


def test_pages(both):
    """Tokens are MLflow's: each program goes on where the other ended."""
    mlflow, mltrack, ids = both
    everything = mlflow("search_ids(client, ids, '')", ids=ids)
    first = mltrack.json("search", "", "-e", ids[0], "-e", ids[1], "-L", "7")
    theirs = mlflow("client.search_runs(ids, '', max_results=7).token", ids=ids)
    assert first["next_page_token"] == theirs
    second = mltrack.json("search", "", "-e", ids[0], "-e", ids[1], "-L", "7", "--page-token", theirs)
    assert [run["info"]["run_id"] for run in second["runs"]] == everything[7:14]
    rest = mltrack.json("search", "", "-e", ids[0], "-e", ids[1], "-L", "1000", "--page-token", theirs)
    assert "next_page_token" not in rest
    assert len(rest["runs"]) == len(everything) - 7


def normal(message):
    """Sets are printed in any order; and mltrack may add where and what to do."""
    message = re.sub(r"\{([^{}]*)\}", lambda match: "{" + ", ".join(sorted(match[1].split(", "))) + "}", message)
    return re.sub(r"\s+", " ", message).strip()


@pytest.mark.parametrize("text", REFUSED)
def test_refusals(both, text):
    mlflow, mltrack, ids = both
    with pytest.raises(MlflowError) as error:
        mlflow("search_ids(client, ids, text)", ids=ids, text=text)
    assert error.value.code == "INVALID_PARAMETER_VALUE"
    result = ours(mltrack, ids, text, more=["--strict-mlflow"])
    assert result.code == 2
    assert normal(error.value.message) in normal(result.err)


@pytest.mark.parametrize("clause", ["metrics.loss UP", "metrics.a b", "metrics.x/y desc", "foo", "datasets.name",
                                    "metrics.loss ASC NULLS FIRST", "metrics.loss, metrics.acc"])
def test_refused_orders(both, clause):
    mlflow, mltrack, ids = both
    with pytest.raises(MlflowError) as error:
        mlflow("search_ids(client, ids, '', [clause])", ids=ids, clause=clause)
    result = ours(mltrack, ids, "", [clause], more=["--strict-mlflow"])
    assert result.code == 2
    assert normal(error.value.message) in normal(result.err)


EXPERIMENT_FILTERS = ["name = 'one'", "name LIKE 'o%'", "attribute.name ILIKE 'T%'", "tags.k = 'v'",
                      "tag.k != 'v'", "tags.k IS NULL", "experiment_id IN ('0')", "creation_time > 1",
                      "last_update_time <= 5", "name != 'one' AND name != 'two'"]


@pytest.mark.parametrize("text", EXPERIMENT_FILTERS)
def test_experiment_filters(both, text):
    mlflow, mltrack, _ = both
    mlflow("client.set_experiment_tag(client.get_experiment_by_name('one').experiment_id, 'k', 'v')")
    expected = mlflow("[e.experiment_id for e in client.search_experiments(filter_string=text)]", text=text)
    assert mltrack("list-experiments", "--filter", text, "-o", "id").split() == expected


@pytest.mark.parametrize("order_by", [[], ["name"], ["name DESC"], ["creation_time ASC"], ["last_update_time DESC"],
                                      ["experiment_id"]])
def test_experiment_orders(both, order_by):
    mlflow, mltrack, _ = both
    expected = mlflow("[e.experiment_id for e in client.search_experiments(order_by=order)]", order=order_by)
    words = [word for clause in order_by for word in ("--order-by", clause)]
    assert mltrack("list-experiments", *words, "-o", "id").split() == expected
