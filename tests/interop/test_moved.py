"""A tree that was moved or copied still serves its artifacts, although the URIs in it name the old place."""

import shutil

from programs import Mltrack
from snapshot import snapshot

MAKE = """
eid = client.create_experiment('moved')
run_id = create_run(client, eid, 'run')
client.log_text(run_id, 'hello', 'notes/a.txt')
client.log_dict(run_id, {'a': 1}, 'conf.json')
run_id"""


def check(mltrack, run_id):
    files = mltrack.json("artifacts", "ls", run_id, "-R")["files"]
    assert sorted(file["path"] for file in files) == ["conf.json", "notes/a.txt"]
    assert mltrack("artifacts", "cat", run_id, "notes/a.txt") == "hello"
    target = mltrack.home / f"got-{mltrack.tree.name}"
    mltrack("artifacts", "get", run_id, "--dest", target)
    assert (target / "notes" / "a.txt").read_text() == "hello"


def test_a_copied_tree(mlflow, mltrack, tmp_path):
    run_id = mlflow(MAKE)
    shutil.copytree(mltrack.tree, tmp_path / "copy é #1")
    copied = Mltrack(mltrack.binary, tmp_path / "copy é #1", tmp_path)
    # The old place is still there and is the one that the URI names: then it counts.
    (mltrack.tree / "0").rename(tmp_path / "away")
    check(copied, run_id)


def test_a_moved_tree(mlflow, mltrack, tmp_path):
    run_id = mlflow(MAKE)
    mltrack.tree.rename(tmp_path / "elsewhere")
    moved = Mltrack(mltrack.binary, tmp_path / "elsewhere", tmp_path)
    before = snapshot(tmp_path / "elsewhere")
    check(moved, run_id)
    assert snapshot(tmp_path / "elsewhere") == before
    assert not mltrack.tree.exists()

    moved("log-text", "-r", run_id, "new", "new.txt")
    assert moved("artifacts", "cat", run_id, "new.txt") == "new"
    assert not mltrack.tree.exists()


def test_artifacts_of_a_deleted_experiment(mlflow, mltrack):
    """MLflow moves the folder to .trash and leaves the URIs: it cannot read these itself."""
    run_id = mlflow(MAKE)
    mltrack("delete-experiment", "moved")
    check(mltrack, run_id)


def test_mlflow_and_mltrack_use_one_place(mlflow, mltrack):
    """Artifacts of either are artifacts of the other, also where the experiment has a place of its own."""
    place = mltrack.home / "place with blank"
    eid = mltrack.id("create-experiment", "placed", "--artifact-location", f"file://{mltrack.home}/place%20with%20blank")
    run_id = mltrack.id("start-run", "-e", eid)
    mltrack("log-text", "-r", run_id, "ours", "ours.txt")
    mlflow("client.log_text(run_id, 'theirs', 'theirs.txt')", run_id=run_id)
    assert mltrack("artifacts", "cat", run_id, "theirs.txt") == "theirs"
    assert mlflow("read_artifact(client, run_id, 'ours.txt')", run_id=run_id) == "ours"
    assert (place / run_id / "artifacts" / "ours.txt").read_text() == "ours"
