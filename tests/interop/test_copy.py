"""merge and cp: what MLflow wrote in one tree it reads in the other, every value compared."""

import json
import shutil

from programs import Mltrack
from reading import assert_same
from snapshot import snapshot


def at_home(found, tree, home):
    """What was read of `tree`, as it must be in `home`."""
    return json.loads(json.dumps(found).replace(tree.as_uri() + "/", home.as_uri() + "/"))


def without_default(found):
    """The Default experiment is made by who opens a tree first; its times differ."""
    found["experiments"].pop("0", None)
    return found


def test_mlflow_reads_the_merged_tree(mlflow, mlflow_at, mltrack, tmp_path):
    mlflow("write_everything(client, store)")
    home = tmp_path / "home é" / "mlruns"
    mltrack("merge", mltrack.tree, home)
    merged = mlflow_at(mlflow.version, home)
    expected = at_home(mlflow("read_everything(client)"), mltrack.tree, home)
    assert len(expected["runs"]) > 60
    assert_same(without_default(expected), without_default(merged("read_everything(client)")))

    before = snapshot(home)
    mltrack("merge", mltrack.tree, home)
    assert snapshot(home) == before


def test_the_other_mlflow_reads_it_and_both_go_on(mlflow_at, mltrack, tmp_path):
    """A tree of 2.22 joins one of 3.17, where the experiment has another id; runs go on and are carried on."""
    old, new = mlflow_at("2.22.5", mltrack.tree), mlflow_at("3.17.2", tmp_path / "home")
    run_id = old("eid = client.create_experiment('shared')\n"
                 "run_id = create_run(client, eid, 'of 2.22')\n"
                 "client.log_metric(run_id, 'loss', 0.5, timestamp=1, step=0)\n"
                 "client.log_text(run_id, 'hello', 'a.txt')\nrun_id")
    home_id = new("client.create_experiment('shared')")
    mltrack("merge", mltrack.tree, tmp_path / "home")
    old("client.log_metric(run_id, 'loss', 0.25, timestamp=2, step=1)\n"
        "client.log_param(run_id, 'lr', '1')\nclient.set_tag(run_id, 't', 'v')\n"
        "store.log_inputs(run_id, [dataset_input('iris', 'd1')])\n"
        "client.set_terminated(run_id, 'FINISHED', end_time=5)", run_id=run_id)
    mltrack("merge", mltrack.tree, tmp_path / "home")
    run = new("client.get_run(run_id)", run_id=run_id)
    assert run["info"]["experiment_id"] == home_id
    assert (run["info"]["status"], run["info"]["end_time"]) == ("FINISHED", 5)
    assert run["params"] == {"lr": "1"} and run["tags"]["t"] == "v"
    assert [item["name"] for item in run["datasets"]] == ["iris"]
    assert new("[[m.value, m.step] for m in client.get_metric_history(run_id, 'loss')]",
               run_id=run_id) == [[0.5, 0], [0.25, 1]]
    assert new("read_artifact(client, run_id, 'a.txt')", run_id=run_id) == "hello"
    # The source may go: nothing refers to it.
    shutil.rmtree(mltrack.tree)
    assert new("read_artifact(client, run_id, 'a.txt')", run_id=run_id) == "hello"


def test_one_run_with_what_it_uses(mlflow3, mlflow_at, mltrack, tmp_path):
    mlflow3("write_everything(client, store)")
    home = tmp_path / "home"
    run_id = mltrack.id("list", "-e", "plain", "--fields", "run_id", "--no-header", "-L", "1",
                        "--order-by", "metrics.loss DESC")
    mltrack("cp", run_id, home)
    merged = mlflow_at("3.17.2", home)
    expected = at_home(mlflow3("client.get_run(run_id)", run_id=run_id), mltrack.tree, home)
    assert merged("client.get_run(run_id)", run_id=run_id) == expected
    made = expected["model_outputs"][0][0]
    assert merged("client.get_logged_model(mid).name", mid=made) == "made"
    assert merged("client.get_logged_model(mid).artifact_location", mid=made).startswith(f"file://{home}/")


def test_registered_models_and_traces_come_along(mlflow3, mlflow_at, mltrack, tmp_path):
    mlflow3("client.create_registered_model('churn', tags={'k': 'v'})\n"
            "eid = client.create_experiment('e')\nrun_id = create_run(client, eid, 'r')\n"
            "client.create_model_version('churn', f'runs:/{run_id}/model', run_id, tags={'a': 'b'})\n"
            "client.set_registered_model_alias('churn', 'best', 1)")
    mltrack("merge", mltrack.tree, tmp_path / "home")
    merged = mlflow_at("3.17.2", tmp_path / "home")
    ask = ("v = client.get_model_version_by_alias('churn', 'best')\n"
           "[v.version, v.tags, v.source, v.run_id, client.get_registered_model('churn').tags]")
    expected = mlflow3(ask)
    assert [*merged(ask)] == at_home(expected, mltrack.tree, tmp_path / "home")


def test_mltrack_reads_what_it_merged(mlflow, mltrack, tmp_path):
    from reading import read_everything
    mlflow("write_everything(client, store)")
    home = tmp_path / "home"
    mltrack("merge", mltrack.tree, home)
    there = Mltrack(mltrack.binary, home, tmp_path)
    expected = at_home(read_everything(mltrack), mltrack.tree, home)
    assert_same(without_default(expected), without_default(read_everything(there)))
