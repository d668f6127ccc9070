"""The real MLflow client at `mltrack server`: what it writes and reads through the server is what it writes and
reads in a tree of its own."""

import re

import pytest
from reading import assert_same
from servers import Server

# The registry's and the logged models' endpoints have tests of their own.
WRITE = """
import operations
operations.IS_3 = False
try:
    write_everything(client, store)
finally:
    operations.IS_3 = mlflow.__version__.startswith("3.")
"""

# MLflow 3 looks for a logged model of that name before it lists artifacts.
READ = """
import operations
files_of, operations.list_artifacts = operations.list_artifacts, lambda *a: []
try:
    found = read_everything(client)
finally:
    operations.list_artifacts = files_of
found
"""

FLUENT = """
mlflow.set_experiment("fluent")
with mlflow.start_run(run_name="outer", tags={"k": "v"}, description="what it is") as outer:
    mlflow.log_params({"lr": 0.1, "depth": 3})
    for step in range(5):
        mlflow.log_metric("loss", 1 / (step + 1), step=step, timestamp=1000 + step)
    mlflow.log_metrics({"a": 1.5, "b": float("nan"), "c": float("-inf")}, step=2, timestamp=7)
    mlflow.set_tags({"t1": "x", "t2": ""})
    with mlflow.start_run(run_name="inner", nested=True) as inner:
        mlflow.log_metric("loss", 0.25, timestamp=5)
try:
    with mlflow.start_run(run_name="fails"):
        raise KeyError("on purpose")
except KeyError:
    pass
import operator
runs = client.search_runs([outer.info.experiment_id], order_by=["attributes.run_name ASC"])
pages, token = [], None
while True:
    page = client.search_runs([outer.info.experiment_id], "metrics.loss > 0.1", max_results=1, page_token=token)
    pages.append([run.info.run_name for run in page])
    token = page.token
    if not token:
        break
[runs, pages, client.get_metric_history(outer.info.run_id, "loss"),
 client.get_metric_history(outer.info.run_id, "nothing"),
 sorted(mlflow.search_runs(experiment_names=["fluent"], output_format="list"), key=lambda r: r.info.run_name),
 [e.name for e in client.search_experiments(order_by=["name"])]]
"""

# What a call answers that fails: its code and its words.
REFUSED = """
from mlflow.exceptions import MlflowException
eid = client.create_experiment("refusals")
run = client.create_run(eid).info.run_id
client.log_param(run, "p", "1")
def refused(call, *arguments, **more):
    try:
        call(*arguments, **more)
    except MlflowException as error:
        # The client puts the code before the words that come from a server.
        return [error.error_code, str(error.message).removeprefix(error.error_code + ": ")]
    return "no error"
[refused(client.create_experiment, "refusals"), refused(client.get_run, "0" * 32),
 refused(client.get_experiment, "77"), refused(client.log_param, run, "p", "2"),
 refused(client.log_metric, run, "a//b", 1.0), refused(client.set_tag, run, "../x", "1"),
 refused(client.search_runs, [eid], "metrics.a = 'x'"), refused(client.delete_tag, run, "none"),
 refused(client.restore_experiment, "5"),
 refused(client.search_runs, [eid], page_token="?"), refused(client.create_run, "5"),
 refused(client.log_batch, run, [], [], [RunTag("k", "x"), RunTag("a\\nb", "y")]),
 client.get_experiment_by_name("none")]
"""


def without_names(value, trees):
    """Ids, times and places of one tree in words; ids in the order in which they are met."""
    ids, times = {}, re.compile(r"^1[789]\d{11}$")

    def word(text):
        for tree in trees:
            text = text.replace(tree, "<tree>")
        for found in re.findall(r"\b(?:[0-9a-f]{32}|\d{18})\b", text):
            text = text.replace(found, ids.setdefault(found, f"<id {len(ids)}>"))
        return text

    def walk(item):
        if isinstance(item, dict):
            return {word(key): walk(part) for key, part in item.items()}
        if isinstance(item, list):
            return [walk(part) for part in item]
        if isinstance(item, str):
            return word(item)
        return "<ms>" if isinstance(item, int) and times.match(str(item)) else item

    return walk(value)


def by_name(found):
    """What read_everything found, with names in place of ids; run names are given where they matter."""
    names = {eid: experiment["name"] for eid, experiment in found["experiments"].items()}
    runs = sorted(([names[run["info"]["experiment_id"]], run["info"]["run_name"], run,
                    found["histories"][run_id], found["artifacts"].get(run_id)]
                   for run_id, run in found["runs"].items()), key=lambda item: item[:2])
    return [sorted(found["experiments"].values(), key=lambda experiment: experiment["name"]), runs]


@pytest.fixture
def tree_of_mlflow(tmp_path):
    return tmp_path / "of-mlflow"


@pytest.mark.parametrize("code", [FLUENT, REFUSED], ids=["fluent", "refused"])
def test_a_script_does_the_same_at_the_server(mlflow, mltrack, mlflow_at, tree_of_mlflow, code):
    expected = mlflow_at(mlflow.version, tree_of_mlflow)(code)
    with Server(mltrack, "--no-serve-artifacts") as server:
        actual = mlflow_at(mlflow.version, server.url)(code)
    assert_same(without_names(expected, [str(tree_of_mlflow)]), without_names(actual, [str(mltrack.tree)]))


def test_everything_written_through_the_server_is_as_in_a_tree(mlflow, mltrack, mlflow_at, tree_of_mlflow):
    theirs = mlflow_at(mlflow.version, tree_of_mlflow)
    theirs(WRITE)
    with Server(mltrack, "--no-serve-artifacts") as server:
        at_server = mlflow_at(mlflow.version, server.url)
        at_server(WRITE)
        through_server = at_server(READ)
    from_files = mlflow(READ)
    # MLflow sees through the server what it sees in the files.
    assert_same(from_files, through_server)
    expected = without_names(by_name(theirs(READ)), [str(tree_of_mlflow)])
    assert_same(expected, without_names(by_name(through_server), [str(mltrack.tree)]))
