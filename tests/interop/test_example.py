"""mlruns-example/, made by MLflow and extended by mltrack (tools/make_example.sh), is valid for both."""

import shutil

import pytest
from conftest import REPO
from reading import assert_same, read_everything


@pytest.fixture
def example(mltrack):
    shutil.copytree(REPO / "mlruns-example", mltrack.tree)
    return mltrack.tree


def test_both_read_the_same(example, mlflow, mltrack):
    # Not the artifacts: their URIs name /data/mlruns-example, where MLflow finds nothing.
    runs = mlflow("""
ids = [e.experiment_id for e in client.search_experiments()]
{run.info.run_id: run for run in client.search_runs(ids, run_view_type=ViewType.ALL)}""")
    assert len(runs) == 6
    ours = read_everything(mltrack)["runs"]
    if not mlflow.is_3:  # it knows of no models
        for run in ours.values():
            run["model_outputs"] = []
    assert_same(runs, ours)


def test_artifacts_are_there(example, mltrack):
    for run_id in mltrack("list", "-o", "id").split():
        files = [file["path"] for file in mltrack.json("artifacts", "ls", run_id, "-R")["files"]]
        assert files in (["report.txt"], ["confusion.txt"])
        assert mltrack("artifacts", "cat", run_id, files[0])


def test_both_can_go_on(example, mlflow, mltrack):
    best = mltrack.id("search", "metrics.`val/accuracy` > 0.8", "-e", "wine", "-L", "1", "-o", "id", "-q")
    mlflow("client.set_tag(best, 'seen', 'by mlflow')", best=best)
    mltrack("set-tag", "-r", best, "seen too", "by mltrack")
    tags = mlflow("client.get_run(best).data.tags", best=best)
    assert (tags["seen"], tags["seen too"]) == ("by mlflow", "by mltrack")


def test_it_names_no_place_but_its_own():
    for path in (REPO / "mlruns-example").rglob("*"):
        if path.is_file():
            assert str(REPO).encode() not in path.read_bytes(), path
            assert b"file:///" not in path.read_bytes().replace(b"file:///data/mlruns-example/", b""), path
