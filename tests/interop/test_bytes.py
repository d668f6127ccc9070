"""The same calls through both programs leave the same tree: names, modes and bytes; ids and times apart.

Differences that are meant are named here and nowhere else."""

import json

import pytest
from operations_names import HOSTILE_NAMES
from snapshot import assert_same_trees, normalised

TAGS = {"mlflow.user": "ada", "mlflow.source.name": "train.sh", "mlflow.source.type": "LOCAL"}
# mltrack writes what 3.17 writes. 2.22 leaves out the first three and has the last one besides.
NOT_IN_BOTH = [rb"effective_trace_archival_retention: null", rb"trace_location: null", rb"workspace: default",
               rb"run_uuid: .*"]


class Both:
    """Makes every call on two trees, one for each program."""

    def __init__(self, mlflow, mltrack, tmp_path):
        self.mlflow, self.mltrack = mlflow, mltrack
        self.mlflow.tree = tmp_path / "theirs"
        self.mltrack.tree = tmp_path / "ours"
        self.theirs, self.ours = {}, {}
        self.number = 0

    def remember(self, kind, theirs, ours):
        self.number += 1
        name = f"<{kind}-{self.number}>"
        self.theirs[theirs], self.ours[ours] = name, name
        return theirs, ours

    def experiment(self, name, tags=None):
        words = [word for key, value in (tags or {}).items() for word in ("-t", f"{key}={value}")]
        return self.remember(
            "experiment", self.mlflow("client.create_experiment(name, tags=tags)", name=name, tags=tags or {}),
            self.mltrack.id("create-experiment", *words, "--", name))

    def run(self, experiment, name, tags=None):
        words = [word for key, value in (tags or {}).items() for word in ("-t", f"{key}={value}")]
        return self.remember(
            "run", self.mlflow("client.create_run(eid, run_name=name, tags=tags).info.run_id",
                               eid=experiment[0], name=name, tags={**TAGS, **(tags or {})}),
            self.mltrack.id("start-run", "-e", experiment[1], f"--name={name}", "--source-name", "train.sh",
                            *words))

    def call(self, code, words, **variables):
        """`id` in the code and {id} in the words stand for the two programs' ids."""
        pair = variables.pop("id")
        stdin = variables.pop("stdin", None)
        self.mlflow(code, id=pair[0], **variables)
        self.mltrack(*[word.replace("{id}", pair[1]) for word in words], stdin=stdin)

    def compare(self):
        dropped = [] if self.mlflow.is_3 else NOT_IN_BOTH
        assert_same_trees(normalised(self.mlflow.tree, self.theirs, dropped),
                          normalised(self.mltrack.tree, self.ours, dropped))


@pytest.fixture
def both(mlflow, mltrack, tmp_path):
    return Both(mlflow, mltrack, tmp_path)


def test_a_new_tree(both):
    both.mlflow("client.search_experiments()")
    both.mltrack("create-experiment", "x")
    both.mlflow("client.create_experiment('x')")
    for program, ids in ((both.mlflow, both.theirs), (both.mltrack, both.ours)):
        ids.update({path.name: "<x>" for path in program.tree.iterdir() if len(path.name) == 18})
    both.compare()


def test_hostile_experiment_names(both):
    for name in HOSTILE_NAMES:
        # MLflow cannot create names with a single quote in the file store (its filter breaks).
        if "'" not in name and name.strip() and len(name) <= 500:
            both.experiment(name)
    both.compare()


def test_hostile_run_names_and_values(both):
    experiment = both.experiment("names")
    for name in HOSTILE_NAMES:
        run = both.run(experiment, name, {"note": name})
        both.call("client.set_tag(id, 'a/b', name)", ["set-tag", "-r", "{id}", "--", "a/b", name], id=run, name=name)
        both.call("client.log_param(id, 'p', name)", ["log-param", "-r", "{id}", "--", "p", name], id=run, name=name)
    both.compare()


def test_hostile_names_through_rename_and_update(both):
    experiment, run = both.experiment("before", {"k": "v"}), None
    run = both.run(experiment, "before")
    for name in HOSTILE_NAMES:
        both.call("client.update_run(id, name=name)", ["update-run", "{id}", f"--name={name}"], id=run, name=name)
        if "'" not in name and name.strip():
            both.call("client.rename_experiment(id, name)", ["rename-experiment", "{id}", "--", name],
                      id=experiment, name=name)
            both.call("client.set_experiment_tag(id, 'note', name)",
                      ["set-experiment-tag", "{id}", "--", "note", name], id=experiment, name=name)
        both.compare()


def test_a_training(both):
    experiment = both.experiment("training", {"team": "vision", "a/b": "", "yes": "no"})
    run = both.run(experiment, "first", {"stage": "candidate"})
    for step, value in enumerate([1.0, 0.5, "nan", "inf", "-inf", 0.1, 1e-7, 1e22, 5e-324, 100.0]):
        both.call("client.log_metric(id, 'a/loss', number(value), timestamp=1234, step=step)",
                  ["log-metric", "-r", "{id}", "a/loss", str(value), "--timestamp", "1234", "--step", str(step - 2)],
                  id=run, value=value, step=step - 2)
    both.call("client.log_batch(id, [metric('m', 0.25, 7, 4)], [Param('p', 'x'), Param('q', '')], [RunTag('k', 'v')])",
              ["log-batch", "-r", "{id}", "-"], id=run,
              stdin="\n".join(json.dumps(item) for item in [
                  {"metric": "m", "value": 0.25, "step": 4, "timestamp": 7}, {"param": "p", "value": "x"},
                  {"param": "q", "value": ""}, {"tag": "k", "value": "v"}]))
    both.call("client.log_param(id, 'lr', '0.01')", ["log-param", "-r", "{id}", "lr", "0.01"], id=run)
    both.call("client.log_param(id, 'lr', '0.01')", ["log-param", "-r", "{id}", "lr", "0.01"], id=run)
    both.call("client.set_tag(id, 'stage', 'best')", ["set-tag", "-r", "{id}", "stage", "best"], id=run)
    both.call("client.set_tag(id, 'x/y', '1')", ["set-tag", "-r", "{id}", "x/y", "1"], id=run)
    both.call("client.delete_tag(id, 'x/y')", ["delete-tag", "-r", "{id}", "x/y"], id=run)
    both.call("client.set_tag(id, 'mlflow.note.content', 'a\\nb')", ["note", "{id}", "a\nb"], id=run)
    both.call("client.log_text(id, 'text', 'notes/a.txt')", ["log-text", "-r", "{id}", "text", "notes/a.txt"], id=run)
    both.call("client.log_dict(id, {'b': [1, 2.5, None, True], 'a': {'c': 'é😀'}}, 'conf.json')",
              ["log-dict", "-r", "{id}", '{"b": [1, 2.5, null, true], "a": {"c": "é😀"}}', "conf.json"], id=run)
    both.call("client.log_dict(id, {'b': [1, 2.5, None, True], 'a': {'c': 'é😀'}}, 'conf.yaml')",
              ["log-dict", "-r", "{id}", '{"b": [1, 2.5, null, true], "a": {"c": "é😀"}}', "conf.yaml"], id=run)
    both.call("client.set_terminated(id, 'FINISHED', 1700000000000)",
              ["end-run", "{id}", "--end-time", "1700000000000"], id=run)
    both.compare()


def test_stages_of_life(both):
    experiment = both.experiment("life", {"k": "v: w"})
    runs = [both.run(experiment, f"run {index}") for index in range(3)]
    both.call("client.delete_run(id)", ["delete-run", "{id}"], id=runs[0])
    both.compare()
    both.call("client.delete_run(id)", ["delete-run", "{id}"], id=runs[1])
    both.call("client.restore_run(id)", ["restore-run", "{id}"], id=runs[1])
    both.compare()
    both.call("client.update_run(id, status='KILLED')", ["update-run", "{id}", "--status", "KILLED"], id=runs[2])
    both.compare()
    both.call("client.delete_experiment(id)", ["delete-experiment", "{id}"], id=experiment)
    both.compare()
    both.call("client.restore_experiment(id)", ["restore-experiment", "{id}"], id=experiment)
    both.compare()
    both.call("client.rename_experiment(id, 'after life')", ["rename-experiment", "{id}", "after life"], id=experiment)
    both.compare()


def test_datasets(both):
    # Longer than a line of YAML, so that it is folded.
    schema = json.dumps({"mlflow_colspec": [{"type": "long: x", "name": "é"}] * 3}, ensure_ascii=False)
    experiment = both.experiment("data")
    run = both.run(experiment, "uses data")
    both.call("store.log_inputs(id, [dataset_input('iris.csv', 'abc', 'training', tags={'k': 'v w'}, "
              "source='{\"uri\": \"s3://b/iris.csv\"}', source_type='s3', schema=schema, profile='{\"n\": 3}')])",
              ["log-input", "-r", "{id}", "s3://b/iris.csv", "--digest", "abc", "--context", "training", "-t", "k=v w",
               "--schema", schema, "--profile", '{"n": 3}'],
              id=run, schema=schema)
    for program, ids, pair in ((both.mlflow, both.theirs, 0), (both.mltrack, both.ours, 1)):
        folder = program.tree / experiment[pair] / run[pair] / "inputs"
        ids.update({path.name: "<input>" for path in folder.iterdir()})
    both.compare()
