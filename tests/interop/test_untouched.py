"""What mltrack does not understand stays as it is, byte for byte: traces, the model registry, logged models,
files of other programs, keys of meta.yaml that it does not know."""

import re

import pytest
from snapshot import snapshot

MAKE = """
import mlflow.tracing
eid = client.create_experiment('with traces')
mlflow.set_experiment(experiment_id=eid)

@mlflow.trace
def answer(question):
    with mlflow.start_span(name='inner') as span:
        span.set_inputs({'q': question})
        return question + '!'

with mlflow.start_run() as run:
    answer('why')
    answer('how: é')
    mlflow.log_metric('m', 1)
if hasattr(mlflow, 'flush_trace_async_logging'):
    mlflow.flush_trace_async_logging()
if IS_3:
    trace_id = client.search_traces(locations=[eid])[0].info.trace_id
    client.set_trace_tag(trace_id, 'k', 'v: w')
    write_models(client, store, eid, run.info.run_id)
client.create_registered_model('RM', tags={'a': 'b'}, description='d')
version = client.create_model_version('RM', 'file:///data/src', run.info.run_id, tags={'k': 'v'})
client.set_registered_model_alias('RM', 'champ', version.version)
[eid, run.info.run_id]
"""


@pytest.fixture
def strange(mlflow, mltrack):
    """A tree with all of that in it: the ids of an experiment and a run, and the files that nobody owns."""
    eid, run_id = mlflow(MAKE)
    tree = mltrack.tree
    run = tree / eid / run_id
    for path in (tree / "README.md", tree / ".hidden", tree / eid / "notes.txt", run / "figure.png",
                 tree / "0" / ".DS_Store", run / "artifacts" / "unlisted.bin"):
        path.write_bytes(b"not\xff yours\r\n")
    (run / "checkpoints").mkdir()
    (run / "checkpoints" / "1.bin").write_bytes(b"\0\1\2")
    (tree / eid / "lost+found-run").mkdir()
    for path in (tree / eid / "meta.yaml", run / "meta.yaml"):
        text = path.read_text()
        path.write_text(text + "z_future:\n  list:\n  - 1\n  - 'two: 2'\n  when: 2024-01-01\nzz_text: \"a\\tb\"\n"
                        "zzz_note: 'it''s folded and\n  goes on'\n")
    assert list((tree / eid / "traces").rglob("trace_info.yaml"))
    return eid, run_id


def everything(eid, run_id):
    """Every command that writes, on this run and this experiment; {new} is a run that mltrack starts."""
    yield from [
        ["set-experiment-tag", eid, "k", "v"], ["rename-experiment", eid, "renamed"],
        ["delete-experiment-tag", eid, "k"],
        ["log-metric", "-r", run_id, "m", "2"], ["log-metric", "-r", run_id, "new/metric", "2"],
        ["log-metrics", "-r", run_id, "a=1", "b=2"], ["log-param", "-r", run_id, "p", "1"],
        ["log-params", "-r", run_id, "q=1"], ["set-tag", "-r", run_id, "t", "1"], ["set-tags", "-r", run_id, "u=1"],
        ["delete-tag", "-r", run_id, "t"], ["note", run_id, "text"], ["log-text", "-r", run_id, "x", "x.txt"],
        ["log-dict", "-r", run_id, '{"a": 1}', "x.json"], ["update-run", run_id, "--name", "renamed"],
        ["end-run", run_id, "--status", "FAILED"], ["delete-run", run_id], ["restore-run", run_id],
        ["start-run", "-e", eid], ["start-run", "--parent", run_id], ["create-experiment", "another"],
        ["delete-experiment", eid], ["restore-experiment", eid],
        ["list"], ["list-experiments"], ["search", "metrics.m > 0"], ["show", run_id], ["get", run_id, "status"],
        ["history", run_id, "m"], ["artifacts", "ls", run_id], ["artifacts", "tree", run_id],
    ]


def foreign(tree, eid, run_id):
    """The part of a snapshot that no command of ours may change."""
    ours = [r"(^|/)meta\.yaml$", rf"^{eid}/{run_id}/(metrics|params|tags|artifacts)(/|$)", rf"^{eid}/tags(/|$)"]
    before = snapshot(tree, skip=ours)
    metas = {path: data for path, data in snapshot(tree).items()
             if path.endswith("meta.yaml") and path not in (f"{eid}/meta.yaml", f"{eid}/{run_id}/meta.yaml")}
    return {**before, **metas}


def test_every_command_leaves_the_rest_alone(strange, mltrack):
    eid, run_id = strange
    before = foreign(mltrack.tree, eid, run_id)
    kept = (mltrack.tree / eid / run_id / "artifacts" / "unlisted.bin").read_bytes()
    assert len(before) > 30
    for words in everything(eid, run_id):
        mltrack(*words)
        if words[0] == "delete-experiment":
            continue  # now all of it is in .trash
        after = foreign(mltrack.tree, eid, run_id)
        for path, content in before.items():
            assert after.get(path) == content, f"{words} changed {path}"
    assert (mltrack.tree / eid / run_id / "artifacts" / "unlisted.bin").read_bytes() == kept


def test_unknown_keys_of_meta_yaml_stay(strange, mlflow, mltrack):
    eid, run_id = strange
    unknown = ("z_future:\n  list:\n  - 1\n  - 'two: 2'\n  when: 2024-01-01\nzz_text: \"a\\tb\"\n"
               "zzz_note: 'it''s folded and\n  goes on'\n")
    for words in everything(eid, run_id):
        mltrack(*words)
        folder = mltrack.tree / (".trash" if words[0] == "delete-experiment" else "") / eid
        for path in (folder / "meta.yaml", folder / run_id / "meta.yaml"):
            assert unknown in path.read_text(), f"{words} changed {path}"


def test_times_of_foreign_files_stay(strange, mltrack):
    """Not even rewritten with the same bytes."""
    eid, run_id = strange
    watched = [path for path in mltrack.tree.rglob("*") if path.is_file() and (
        "/traces/" in str(path) or "/models/" in str(path) or path.suffix in (".txt", ".bin", ".png"))]
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in watched}
    for words in everything(eid, run_id):
        mltrack(*words)
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in watched} == before


def test_reading_changes_nothing(strange, mltrack):
    eid, run_id = strange
    before = snapshot(mltrack.tree)
    for words in (["list"], ["list-experiments", "--view", "all"], ["search", ""], ["show", run_id],
                  ["get-experiment", eid], ["get", run_id, "status"], ["history", run_id, "m"],
                  ["artifacts", "ls", run_id], ["artifacts", "tree", run_id], ["compare", run_id, run_id]):
        mltrack.result(*words)
    assert snapshot(mltrack.tree) == before


def test_failures_change_nothing(strange, mltrack):
    eid, run_id = strange
    mltrack("log-param", "-r", run_id, "p", "1")
    before = snapshot(mltrack.tree)
    for code, words in (
            (5, ["log-param", "-r", run_id, "p", "2"]), (2, ["log-metric", "-r", run_id, "../x", "1"]),
            (2, ["log-metric", "-r", run_id, "m", "abc"]), (2, ["set-tag", "-r", run_id, "a//b", "1"]),
            (3, ["log-metric", "-r", "0" * 32, "m", "1"]), (3, ["delete-tag", "-r", run_id, "none"]),
            (5, ["create-experiment", "with traces"]), (5, ["rename-experiment", eid, "Default"]),
            (3, ["delete-run", "f" * 32]), (3, ["restore-experiment", "none"]),
            (2, ["start-run", "-e", eid, "-p", "a#b=1"]), (2, ["create-experiment", ""]),
            (2, ["log-text", "-r", run_id, "x", "../../escape.txt"]), (2, ["log-text", "-r", run_id, "x", "/abs.txt"]),
            (3, ["end-run", "e" * 32])):
        mltrack.fails(code, *words)
        assert snapshot(mltrack.tree) == before, f"{words} changed the tree"


def test_mlflow_still_reads_it_all(strange, mlflow, mltrack):
    eid, run_id = strange
    for words in everything(eid, run_id):
        mltrack(*words)
    assert mlflow("client.get_model_version_by_alias('RM', 'champ').run_id") == run_id
    assert mlflow("client.get_run(run_id).info.run_name", run_id=run_id) == "renamed"
    count = len([path for path in (mltrack.tree / eid / "traces").iterdir()])
    assert count == 2
    if mlflow.is_3:
        assert mlflow("len(client.search_traces(locations=[eid]))", eid=eid) == 2
        assert mlflow("sorted(m.name for m in client.search_logged_models([eid]))", eid=eid) == ["made", "used"]


def test_nothing_of_ours_is_left_behind(strange, mltrack):
    """No temporary file, no lock, in any folder that MLflow lists."""
    eid, run_id = strange
    for words in everything(eid, run_id):
        mltrack(*words)
    names = [path for path in snapshot(mltrack.tree) if re.search(r"tmp|lock|~|\.mltrack|\.new", path)]
    assert names == []


def test_only_mlflow_removes_for_good(mlflow, mltrack):
    """What mltrack deletes is complete until `mlflow gc` takes it, which finds it all."""
    kept = mltrack.id("start-run", "-e", "kept")
    run_id, other = mltrack.id("start-run", "-e", "kept"), mltrack.id("start-run", "-e", "gone")
    for run in (run_id, other):
        mltrack("log-metric", "-r", run, "m", "1")
        mltrack("log-text", "-r", run, "x", "x.txt")
    size = len(snapshot(mltrack.tree))
    mltrack("delete-run", run_id)
    mltrack("delete-experiment", "gone")
    for words in (["list", "--view", "all"], ["search", ""], ["list-experiments", "--view", "all"],
                  ["show", other], ["start-run", "-e", "kept"]):
        mltrack(*words)
    left = snapshot(mltrack.tree)
    assert len([path for path in left if "/x.txt" in path or path.endswith("/metrics/m")]) == 4
    assert len(left) > size
    if mlflow.is_3:
        mltrack("restore-experiment", "gone")  # 3.17's gc does not look into .trash for runs by itself
        mltrack("delete-run", other)
    mlflow("""
from click.testing import CliRunner
from mlflow import cli
result = CliRunner().invoke(cli.gc, ['--backend-store-uri', 'file://' + tree])
assert result.exit_code == 0, result.output""", tree=str(mltrack.tree))
    names = {path.rstrip("/").rsplit("/", 1)[-1] for path in snapshot(mltrack.tree)}
    assert kept in names and not names & {run_id, other}


def test_what_only_python_makes_stays(strange, mlflow, mltrack):
    """Figures, images, tables and models are artifacts like others: listed, copied out, left alone."""
    eid, run_id = strange
    mlflow("""
import json, os
client.log_table(run_id, {'a': [1, 2], 'b': ['x', 'y']}, 'table.json')
class Figure:
    def write_html(self, path, **more):
        open(path, 'w').write('<html>')
folder = os.path.join(tree, eid, run_id, 'artifacts', 'model')
os.makedirs(folder)
open(os.path.join(folder, 'MLmodel'), 'w').write('flavors: {}\\n')
open(os.path.join(folder, 'model.pkl'), 'wb').write(bytes(range(256)))
""", run_id=run_id, eid=eid, tree=str(mltrack.tree))
    folder = mltrack.tree / eid / run_id / "artifacts"
    before = snapshot(folder)
    for words in everything(eid, run_id):
        mltrack(*words)
    after = snapshot(folder)
    assert {path: after.get(path) for path in before} == before
    mltrack("artifacts", "get", run_id, "--dest", mltrack.home / "out")
    assert (mltrack.home / "out" / "model" / "model.pkl").read_bytes() == bytes(range(256))
    assert mltrack("artifacts", "cat", run_id, "table.json") == (folder / "table.json").read_text()
