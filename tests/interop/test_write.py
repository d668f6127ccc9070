"""mltrack writes, MLflow reads through MlflowClient: every value is compared with what was given."""

import json
import re
import time

import pytest
from operations_names import HOSTILE_NAMES
from reading import assert_same, read_everything


def test_experiments(mlflow, mltrack):
    before = int(time.time() * 1000)
    eid = mltrack.id("create-experiment", "vision é😀", "-t", "team=growth", "-t", "a/b=", "-t", "q=x=y")
    found = mlflow("client.get_experiment(eid)", eid=eid)
    assert found["name"] == "vision é😀"
    assert found["tags"] == {"team": "growth", "a/b": "", "q": "x=y"}
    assert found["artifact_location"] == f"file://{mltrack.tree}/{eid}"
    assert found["lifecycle_stage"] == "active"
    assert before <= found["creation_time"] == found["last_update_time"] <= time.time() * 1000

    mltrack("rename-experiment", eid, "renamed: yes")
    mltrack("set-experiment-tag", eid, "team", "platform")
    mltrack("delete-experiment-tag", eid, "q")
    found = mlflow("client.get_experiment_by_name('renamed: yes')")
    assert found["experiment_id"] == eid
    assert found["tags"] == {"team": "platform", "a/b": ""}

    mltrack("delete-experiment", eid)
    assert mlflow("client.get_experiment(eid)", eid=eid)["lifecycle_stage"] == "deleted"
    mltrack("restore-experiment", eid)
    assert mlflow("client.get_experiment(eid)", eid=eid)["lifecycle_stage"] == "active"
    assert mlflow("sorted(e.name for e in client.search_experiments())") == ["Default", "renamed: yes"]


@pytest.mark.parametrize("location, stored", [
    ("/abs/dir", "/abs/dir"), ("file:///x/sp ace", "file:///x/sp ace"), ("s3://b/p/", "s3://b/p/"),
    ("s3://b/p?q=1", "s3://b/p?q=1"), ("rel/dir", "{cwd}/rel/dir"), ("./a/../b", "{cwd}/a/../b")])
def test_artifact_locations(mlflow, mltrack, location, stored):
    eid = mltrack.id("create-experiment", "a", "--artifact-location", location)
    run_id = mltrack.id("start-run", "-e", eid)
    # MLflow, run in the same directory with the same location, is the judge.
    other = mlflow("""
import os
here = os.getcwd()
os.chdir(cwd)
try:
    eid = client.create_experiment('b', artifact_location=location)
    run = client.create_run(eid)
finally:
    os.chdir(here)
[client.get_experiment(eid).artifact_location, run.info.artifact_uri.replace(run.info.run_id, 'RUN')]
""", cwd=str(mltrack.home), location=location)
    assert other[0] == stored.format(cwd=mltrack.home)
    assert mlflow("client.get_experiment(eid)", eid=eid)["artifact_location"] == other[0]
    uri = mlflow("client.get_run(run_id)", run_id=run_id)["info"]["artifact_uri"]
    assert uri.replace(run_id, "RUN") == other[1]


def test_a_run_from_start_to_end(mlflow, mltrack):
    eid = mltrack.id("create-experiment", "churn")
    before = int(time.time() * 1000)
    run_id = mltrack.id("start-run", "-e", "churn", "--name", "first: #1", "-p", "lr=0.01", "-p", "eq=a=b",
                        "-t", "stage=candidate", "--description", "why\n\n*so*", "--source-name", "train.sh")
    found = mlflow("client.get_run(run_id)", run_id=run_id)
    assert found["info"] | {"start_time": 0} == {
        "run_id": run_id, "experiment_id": eid, "run_name": "first: #1", "user_id": "ada", "status": "RUNNING",
        "start_time": 0, "end_time": None, "lifecycle_stage": "active",
        "artifact_uri": f"file://{mltrack.tree}/{eid}/{run_id}/artifacts"}
    assert before <= found["info"]["start_time"] <= time.time() * 1000
    assert found["params"] == {"lr": "0.01", "eq": "a=b"}
    assert found["tags"] == {"mlflow.user": "ada", "mlflow.source.name": "train.sh",
                             "mlflow.source.type": "LOCAL", "mlflow.runName": "first: #1",
                             "mlflow.note.content": "why\n\n*so*", "stage": "candidate"}

    mltrack("end-run", run_id, "--status", "FAILED", "--end-time", "1700000000000")
    info = mlflow("client.get_run(run_id)", run_id=run_id)["info"]
    assert (info["status"], info["end_time"]) == ("FAILED", 1700000000000)
    mltrack("update-run", run_id, "--name", "second", "--status", "KILLED")
    found = mlflow("client.get_run(run_id)", run_id=run_id)
    assert (found["info"]["run_name"], found["tags"]["mlflow.runName"]) == ("second", "second")
    assert found["info"]["status"] == "KILLED"

    mltrack("delete-run", run_id)
    assert mlflow("client.get_run(run_id)", run_id=run_id)["info"]["lifecycle_stage"] == "deleted"
    assert mlflow("search_ids(client, [eid], '')", eid=eid) == []
    mltrack("restore-run", run_id)
    assert mlflow("search_ids(client, [eid], '')", eid=eid) == [run_id]
    assert "deleted_time" not in (mltrack.tree / eid / run_id / "meta.yaml").read_text()


def test_metrics(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    values = ["1", "0.1", "-0.0", "1e16", "1e-05", "5e-324", "1.7976931348623157e308", "nan", "inf", "-inf",
              "0.30000000000000004", "123456789012345678", ".5", "+3"]
    for step, value in enumerate(values):
        mltrack("log-metric", "-r", run_id, "a/b c", value, "--step", str(step - 5), "--timestamp", str(step))
    expected = mlflow("[[number(v), i, i - 5] for i, v in enumerate(values)]", values=values)
    history = "[[m.value, m.timestamp, m.step] for m in client.get_metric_history(run_id, key)]"
    assert mlflow(history, run_id=run_id, key="a/b c") == expected

    # Python's float() takes these, but a person who types them errs: refused, and nothing is written.
    for value in ("1_0", "1e999", "0x10", "1,5", ""):
        mltrack.fails(2, "log-metric", "-r", run_id, "a/b c", value)
    assert mlflow(history, run_id=run_id, key="a/b c") == expected

    mltrack("log-metrics", "-r", run_id, "--step", "3", "--timestamp", "9", "loss=0.5", "auc=-1e-3")
    assert mlflow(history, run_id=run_id, key="loss") == [[0.5, 9, 3]]
    assert mlflow(history, run_id=run_id, key="auc") == [[-0.001, 9, 3]]

    lines = "".join(f"stream {i / 7!r} {i} {1000 + i}\n" for i in range(5000))
    mltrack("log-metric", "-r", run_id, "-", stdin=lines)
    assert mlflow(history, run_id=run_id, key="stream") == [[i / 7, 1000 + i, i] for i in range(5000)]


def test_batches(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    items = [{"metric": "m", "value": 0.25, "step": 4, "timestamp": 7}, {"metric": "m", "value": "NaN", "step": 5,
             "timestamp": 8}, {"param": "p", "value": 0.01}, {"param": "t", "value": "é\n😀"},
             {"tag": "k", "value": True}, {"tag": "n", "value": "x"}]
    mltrack("log-batch", "-r", run_id, "-", stdin="".join(json.dumps(item) + "\n" for item in items))
    found = mlflow("client.get_run(run_id)", run_id=run_id)
    assert found["params"] == {"p": "0.01", "t": "é\n😀"}
    assert {key: found["tags"][key] for key in ("k", "n")} == {"k": "True", "n": "x"}
    assert mlflow("[[m.value, m.timestamp, m.step] for m in client.get_metric_history(run_id, 'm')]",
                  run_id=run_id) == [[0.25, 7, 4], ["NaN", 8, 5]]


def test_params_and_tags(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    values = {"plain": "x", "empty": "", "text": "a\nb\r\n c ", "emoji": "😀 ‮rtl", "a/b": "deep", "minus": "-1",
              "long": "x" * 6000, "Größe 1": " lead"}
    for key, value in values.items():
        mltrack("log-param", "-r", run_id, "--", key, value)
        mltrack("set-tag", "-r", run_id, "--", key, value)
    mltrack("set-tag", "-r", run_id, "big", "y" * 20000)
    mltrack("set-tags", "-r", run_id, "plain=overwritten", "new=1")
    mltrack("delete-tag", "-r", run_id, "emoji")
    (mltrack.home / "params.yaml").write_text("opt: {name: adam, betas: [0.9, 0.999]}\nseed: 012\nnone: ~\nok: yes\n")
    mltrack("log-params", "-r", run_id, "--file", "params.yaml", "extra=1")
    found = mlflow("client.get_run(run_id)", run_id=run_id)
    assert {key: found["params"][key] for key in values} == values
    # YAML 1.1, as MLflow's users know it from PyYAML, and Python's str().
    assert {key: found["params"].get(key) for key in ("opt.name", "seed", "none", "ok", "extra")} == {
        "opt.name": "adam", "seed": "10", "none": "None", "ok": "True", "extra": "1"}
    tags = {key: value for key, value in found["tags"].items() if not key.startswith("mlflow.")}
    expected = {**values, "plain": "overwritten", "new": "1", "big": "y" * 20000}
    del expected["emoji"]
    assert tags == expected


def test_long_values_are_cut_as_mlflow_cuts_them(mlflow, mltrack):
    ours = mltrack.id("start-run")
    theirs = mlflow("create_run(client, '0', 'x')")
    for length in (6000, 6001, 7000):
        text = "ü" * length
        result = mltrack.result("log-param", "-r", ours, f"p{length}", text)
        mlflow("client.log_param(run_id, key, text)", run_id=theirs, key=f"p{length}", text=text)
        assert result.code == 0 and bool(result.err) == (length > 6000), result.err
    runs = mlflow("[client.get_run(r).data.params for r in runs]", runs=[ours, theirs])
    assert runs[0] == runs[1]


def test_datasets(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    (mltrack.home / "iris.csv").write_text("a,b\n1,2\n")
    mltrack("log-input", "-r", run_id, "iris.csv", "--context", "training", "-t", "k=v w", "--profile", '{"n": 1}',
            "--schema", '{"mlflow_colspec": []}')
    mltrack("log-input", "-r", run_id, "https://example.org/data?x=1", "--name", "remote", "--digest", "v7")
    found = mlflow("client.get_run(run_id)", run_id=run_id)["datasets"]
    assert [item["name"] for item in found] == ["iris.csv", "remote"]
    assert found[0]["tags"] == {"mlflow.data.context": "training", "k": "v w"}
    assert (found[0]["schema"], found[0]["profile"]) == ('{"mlflow_colspec": []}', '{"n": 1}')
    assert json.loads(found[0]["source"])["uri"].endswith("iris.csv")
    assert (found[1]["digest"], json.loads(found[1]["source"])) == ("v7", {"url": "https://example.org/data?x=1"})
    assert mlflow("search_ids(client, ['0'], \"datasets.name = 'iris.csv' AND datasets.context = 'training'\")"
                  ) == [run_id]


def test_artifacts(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    folder = mltrack.home / "out"
    (folder / "sub dir").mkdir(parents=True)
    (folder / "sub dir" / "ü.bin").write_bytes(bytes(range(256)))
    (folder / "empty").write_text("")
    mltrack("log-artifacts", "-r", run_id, folder, "--path", "model")
    mltrack("log-artifact", "-r", run_id, folder / "sub dir" / "ü.bin")
    mltrack("log-artifact", "-r", run_id, "-", "--name", "stdin.txt", "--path", "a/b", stdin="piped\n")
    mltrack("log-text", "-r", run_id, "no newline", "notes/x.txt")
    mltrack("log-dict", "-r", run_id, '{"b": 1, "a": [1, {"c": "é"}]}', "conf.json")
    mltrack("log-dict", "-r", run_id, '{"b": 1, "a": [1, {"c": "é"}]}', "conf.yaml")
    read = {path: mlflow("read_artifact(client, run_id, path)", run_id=run_id, path=path).encode("latin-1")
            for path, _ in mlflow("sorted(list_artifacts(client, run_id))", run_id=run_id)}
    other = mlflow("""
run_id = create_run(client, '0', 'x')
for name in ('conf.json', 'conf.yaml'):
    client.log_dict(run_id, {'b': 1, 'a': [1, {'c': 'é'}]}, name)
{name: read_artifact(client, run_id, name) for name in ('conf.json', 'conf.yaml')}""")
    assert read == {
        "model/sub dir/ü.bin": bytes(range(256)), "model/empty": b"", "ü.bin": bytes(range(256)),
        "a/b/stdin.txt": b"piped\n", "notes/x.txt": b"no newline",
        "conf.json": other["conf.json"].encode("latin-1"), "conf.yaml": other["conf.yaml"].encode("latin-1")}


def test_parents_and_children(mlflow, mltrack):
    eid = mltrack.id("create-experiment", "nested")
    parent = mltrack.id("start-run", "-e", eid)
    child = mltrack.id("start-run", "--parent", parent)
    found = mlflow("client.get_run(run_id)", run_id=child)
    assert found["tags"]["mlflow.parentRunId"] == parent
    assert found["info"]["experiment_id"] == eid
    assert mlflow("client.get_parent_run(child).info.run_id", child=child) == parent


def test_models_of_mlflow_3(mlflow3, mltrack):
    run_id = mltrack.id("start-run")
    used, made = mlflow3("write_models(client, store, '0', create_run(client, '0', 'x'))")
    mltrack("log-input", "-r", run_id, "--model-id", used, "--output-model-id", made)
    mltrack("log-metric", "-r", run_id, "acc", "0.5", "--model-id", made, "--dataset-name", "d",
            "--dataset-digest", "1", "--timestamp", "5", "--step", "2")
    found = mlflow3("client.get_run(run_id)", run_id=run_id)
    assert (found["model_inputs"], found["model_outputs"]) == ([used], [[made, 0]])
    assert mlflow3("[[m.key, m.value, m.step, m.run_id, m.dataset_name, m.dataset_digest] "
                   "for m in client.get_logged_model(made).metrics if m.key == 'acc']", made=made) == [
        ["acc", 0.5, 2, run_id, "d", "1"]]


def test_generated_names_have_the_shape_of_mlflows(mlflow, mltrack):
    """adjective-noun-number of at most 20 characters; the words are our own."""
    shape = re.compile(r"[a-z]+-[a-z]+-(0|[1-9]\d{0,3})")
    theirs = mlflow("[client.create_run('0').info.run_name for _ in range(30)]")
    ours = [mltrack.json("show", mltrack.id("start-run"))["run"]["info"]["run_name"] for _ in range(15)]
    for name in theirs + ours:
        assert shape.fullmatch(name) and len(name) <= 20, name
    assert len(set(ours)) == 15
    # The name is the tag, too.
    assert mlflow("sorted(run.data.tags['mlflow.runName'] for run in client.search_runs(['0']))") == sorted(
        theirs + ours)


def test_hostile_run_names(mlflow, mltrack):
    ids = {mltrack.id("start-run", f"--name={name}"): name for name in HOSTILE_NAMES}
    runs = mlflow("read_everything(client)")["runs"]
    assert {run_id: runs[run_id]["info"]["run_name"] for run_id in ids} == ids
    assert {run_id: runs[run_id]["tags"]["mlflow.runName"] for run_id in ids} == ids


def test_both_read_the_same_of_what_mltrack_wrote(mlflow, mltrack):
    for name in ("a", "b"):
        mltrack("create-experiment", name)
        for index in range(3):
            run_id = mltrack.id("start-run", "-e", name, "-p", f"i={index}")
            mltrack("log-metrics", "-r", run_id, f"m={index}", "n=nan")
            mltrack("end-run", run_id)
    mltrack("delete-run", run_id)
    mltrack("delete-experiment", "a")
    assert_same(mlflow("read_everything(client)"), read_everything(mltrack))
