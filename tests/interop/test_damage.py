"""Trees that are damaged, old, or came through git. mltrack reads what is whole of them and says what is
not; what the real MLflow makes of the same tree is shown beside it."""

import re

import pytest
from programs import MlflowError
from snapshot import snapshot

MAKE = """
good = create_run(client, '0', 'good')
bad = create_run(client, '0', 'bad')
for key in ('m', 'n'):
    client.log_metric(bad, key, 0.5, timestamp=1, step=0)
client.log_param(bad, 'p', 'v')
client.set_tag(bad, 't', 'v')
[good, bad]"""


def everything_found(mlflow, mltrack):
    """The ids that a search finds: MLflow's, or its error; mltrack's, and its warnings."""
    try:
        theirs = sorted(mlflow("search_ids(client, ['0'], '')"))
    except MlflowError as error:
        theirs = error
    ours = mltrack.result("search", "", "-o", "ndjson")
    assert ours.code == 0, ours.err
    return theirs, sorted(re.findall(r'"run_id": ?"(\w+)"', ours.out)), ours.err


def damage(path, content):
    path.unlink(missing_ok=True)
    if content is None:
        path.symlink_to("nowhere")
    else:
        path.write_bytes(content)


@pytest.mark.parametrize("content", [b"", b"a: [\n", b"- a list\n", b"status: 1\n", b"run_id: \xff\n"])
def test_a_damaged_meta_yaml_costs_its_run_alone(mlflow, mltrack, content):
    good, bad = mlflow(MAKE)
    path = mltrack.tree / "0" / bad / "meta.yaml"
    damage(path, content)
    theirs, ours, warnings = everything_found(mlflow, mltrack)
    assert isinstance(theirs, MlflowError)  # one broken run, and no run of the experiment is found
    assert ours == [good]
    assert warnings.count("\n") == 1 and str(path) in warnings
    assert str(path) in mltrack.fails(1, "search", "", "--strict")
    assert path.read_bytes() == content


@pytest.mark.parametrize("name, content", [
    ("metrics/m", b""), ("metrics/m", b"no point\n"), ("metrics/m", b"1 \xff 1\n"), ("metrics/m~", b"1 1 1\n"),
    ("metrics/link", None), ("params/link", None), ("tags/link", None)])
def test_a_damaged_file_costs_itself_alone(mlflow, mltrack, name, content):
    good, bad = mlflow(MAKE)
    path = mltrack.tree / "0" / bad / name
    damage(path, content)
    theirs, ours, warnings = everything_found(mlflow, mltrack)
    assert isinstance(theirs, MlflowError)
    assert ours == sorted([good, bad])
    assert warnings.count("\n") == 1 and str(path) in warnings
    data = mltrack.json("show", bad)["run"]["data"]
    assert [metric["key"] for metric in data["metrics"]] == (["n"] if name == "metrics/m" else ["m", "n"])
    assert data["params"] == [{"key": "p", "value": "v"}]
    assert str(path) in mltrack.fails(1, "search", "", "--strict")


@pytest.mark.parametrize("name", ["params/p", "tags/t"])
def test_text_that_is_not_utf8_is_shown_as_far_as_it_goes(mlflow, mltrack, name):
    good, bad = mlflow(MAKE)
    path = mltrack.tree / "0" / bad / name
    damage(path, b"caf\xe9 noir")
    theirs, ours, warnings = everything_found(mlflow, mltrack)
    assert theirs.code == "UnicodeDecodeError"
    assert ours == sorted([good, bad])
    assert warnings.count("\n") == 1 and str(path) in warnings
    kind, key = name.split("/")
    assert {"key": key, "value": "caf\ufffd noir"} in mltrack.json("show", bad)["run"]["data"][kind]
    assert mltrack("get", bad, f"{kind}.{key}").encode(errors="surrogateescape") == b"caf\xe9 noir\n"
    assert str(path) in mltrack.fails(1, "search", "", "--strict")


def test_an_experiment_that_cannot_be_read_hides_no_other(mlflow, mltrack):
    broken, whole = mlflow("[client.create_experiment(name) for name in ('broken', 'whole')]")
    path = mltrack.tree / broken / "meta.yaml"
    path.write_text("a: [\n")
    with pytest.raises(MlflowError):
        mlflow("client.search_experiments()")
    result = mltrack.result("list-experiments", "-o", "id")
    assert sorted(result.out.split()) == sorted(["0", whole])
    assert result.code == 0 and str(path) in result.err


def test_a_torn_last_line_is_cut_and_not_glued(mlflow, mltrack):
    """A writer was killed in the middle of a line. What comes next must not become part of it."""
    _, run_id = mlflow(MAKE)
    path = mltrack.tree / "0" / run_id / "metrics" / "m"
    path.write_bytes(b"100 0.5 0\n20")
    mlflow("client.log_metric(run_id, 'm', 0.75, timestamp=300, step=1)", run_id=run_id)
    assert path.read_bytes() == b"100 0.5 0\n20300 0.75 1\n"  # another time than was logged, and no error

    path.write_bytes(b"100 0.5 0\n20")
    result = mltrack.result("log-metric", "-r", run_id, "m", "0.75", "--timestamp", "300", "--step", "1")
    assert result.code == 0 and str(path) in result.err
    assert path.read_bytes() == b"100 0.5 0\n300 0.75 1\n"
    assert mlflow("[[m.value, m.timestamp, m.step] for m in client.get_metric_history(run_id, 'm')]",
                  run_id=run_id) == [[0.5, 100, 0], [0.75, 300, 1]]


def test_integers_beyond_64_bits(mlflow, mltrack):
    _, run_id = mlflow(MAKE)
    path = mltrack.tree / "0" / run_id / "metrics" / "m"
    path.write_text("1 0.5 1\n2 0.25 9223372036854775808\n99999999999999999999 3 2\n3 0.75 9223372036854775807\n")
    assert mlflow("[m.step for m in client.get_metric_history(run_id, 'm')]", run_id=run_id) == [
        1, 2**63, 2, 2**63 - 1]
    assert mlflow("client.get_run(run_id)", run_id=run_id)["metrics"]["m"] == 0.25
    result = mltrack.result("history", run_id, "m", "-o", "csv", "--fields", "step,value", "--no-header")
    assert (result.out, result.code) == ("1,0.5\n9223372036854775807,0.75\n", 0)
    assert str(path) in result.err and "64 bits" in result.err
    assert mltrack("get", run_id, "metrics.m") == "0.75\n"


def test_runs_without_their_empty_folders(mlflow, mltrack):
    """git and object stores drop folders with nothing in them."""
    run_id = mlflow("create_run(client, '0', 'copied')")
    folder = mltrack.tree / "0" / run_id
    for name in ("metrics", "params", "artifacts"):
        (folder / name).rmdir()
    if mlflow.is_3:
        with pytest.raises(MlflowError, match=f"Run '{run_id}' not found"):
            mlflow("client.get_run(run_id)", run_id=run_id)
    else:
        assert mlflow("client.get_run(run_id).info.run_name", run_id=run_id) == "copied"
    assert mlflow("search_ids(client, ['0'], '')") == [run_id]
    before = snapshot(mltrack.tree)
    assert mltrack("list", "-o", "id") == f"{run_id}\n"
    assert mltrack("get", run_id, "run_name") == "copied\n"
    assert mltrack.json("artifacts", "ls", run_id)["files"] == []
    assert snapshot(mltrack.tree) == before
    for words in (["log-metric", "m", "1"], ["log-param", "p", "1"], ["log-text", "x", "x.txt"]):
        mltrack(words[0], "-r", run_id, *words[1:])
    assert mlflow("client.get_run(run_id)", run_id=run_id)["metrics"] == {"m": 1.0}


def test_a_run_with_run_uuid_alone(mlflow, mltrack):
    """As very old versions wrote it. After a change by mltrack every version reads it."""
    run_id = mlflow("create_run(client, '0', 'old')")
    path = mltrack.tree / "0" / run_id / "meta.yaml"
    text = re.sub(r"run_uuid: .*\n", "", path.read_text()).replace("run_id: ", "run_uuid: ")
    path.write_text(text)
    read = "client.get_run(run_id).info.run_name"
    if mlflow.is_3:
        with pytest.raises(MlflowError, match="run_id"):
            mlflow(read, run_id=run_id)
    else:
        assert mlflow(read, run_id=run_id) == "old"
    assert mltrack("get", run_id, "run_name") == "old\n"
    assert mltrack("list", "-o", "id") == f"{run_id}\n"
    assert path.read_text() == text
    mltrack("end-run", run_id)
    assert f"run_uuid: {run_id}\n" in path.read_text()
    assert mlflow(read, run_id=run_id) == "old"
