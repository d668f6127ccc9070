"""MLflow writes, mltrack reads: every value is compared with what MLflow itself reads back."""

from reading import assert_same, read_everything


def test_everything_that_mlflow_writes_is_read(mlflow, mltrack):
    mlflow("write_everything(client, store)")
    expected = mlflow("read_everything(client)")
    assert len(expected["runs"]) > 60
    assert_same(expected, read_everything(mltrack))


def test_artifacts_are_read_byte_for_byte(mlflow, mltrack):
    run_id = mlflow("write_everything(client, store); search_ids(client, "
                    "[client.get_experiment_by_name('plain').experiment_id], \"run_name = 'full'\")")[0]
    for path in ("notes/hello.txt", "empty.txt", "conf/config.json", "conf/config.yaml"):
        expected = mlflow("read_artifact(client, run_id, path)", run_id=run_id, path=path)
        assert mltrack("artifacts", "cat", run_id, path).encode() == expected.encode("latin-1"), path


def test_an_empty_tree_has_its_default_experiment(mlflow, mltrack):
    expected = mlflow("read_everything(client)")
    assert_same(expected, read_everything(mltrack))
    assert list(expected["experiments"]) == ["0"]


def test_experiments_are_found_by_name_and_id(mlflow, mltrack):
    eid = mlflow("client.create_experiment('a b: é')")
    for handle in (eid, "a b: é"):
        assert mltrack.json("get-experiment", handle)["experiment"]["experiment_id"] == eid
    mlflow("client.delete_experiment(eid)", eid=eid)
    assert mltrack.json("get-experiment", eid)["experiment"]["lifecycle_stage"] == "deleted"


def test_latest_value_is_mlflows_choice(mlflow, mltrack):
    """The maximum by (step, timestamp, value), not the last line; NaN never wins late."""
    lines = {"a": [(1, 5, 3), (1, 5, 9), (0.5, 9, 3)], "b": [("nan", 5, 1), (2, 5, 1)],
             "c": [(2, 5, 1), ("nan", 5, 1)], "d": [("inf", 1, 1), ("-inf", 1, 2)], "e": [(3, 7, -2), (4, 1, -1)],
             "f": [(-1, 1, 0), (-2, 1, 0)]}
    run_id = mlflow("""
run_id = create_run(client, '0', 'latest')
for key, points in lines.items():
    for value, timestamp, step in points:
        client.log_metric(run_id, key, number(value), timestamp, step)
run_id""", lines=lines)
    assert_same(mlflow("client.get_run(run_id)", run_id=run_id)["latest"],
                read_everything(mltrack)["runs"][run_id]["latest"])


def test_old_and_odd_metric_lines_are_read(mlflow, mltrack):
    """Two fields, no newline at the end, CRLF, numbers as Python reads them."""
    run_id = mlflow("create_run(client, '0', 'odd')")
    folder = mltrack.tree / "0" / run_id / "metrics"
    for name, text in {"two": "1 0.5\n2 0.25", "crlf": "1 1.0 0\r\n2 2.0 1\r\n", "python": "+1 1_0.5 -3\n2 .5 0\n",
                       "large": "1 1e400 1\n2 Infinity 2\n3 -INF 3\n", "x/y": "5 1 1\n"}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text.encode())
    expected = mlflow("read_everything(client)")
    assert len(expected["histories"][run_id]) == 5
    assert_same(expected, read_everything(mltrack))


def test_runs_of_old_trees_are_read(mlflow, mltrack):
    """Keys that are missing, unknown or of another type, as far as this MLflow reads them."""
    run_id = mlflow("create_run(client, '0', 'old')")
    path = mltrack.tree / "0" / run_id / "meta.yaml"
    text = path.read_text()
    for change in (lambda t: t.replace("experiment_id: '0'", "experiment_id: 0"),
                   lambda t: t.replace("lifecycle_stage: active\n", ""),
                   lambda t: t.replace("status: 1\n", ""),
                   lambda t: t.replace("run_name: old\n", ""),
                   lambda t: t.replace("end_time: null\n", "end_time:\n"),
                   lambda t: t + "later_key: {a: [1, 2]}\n"):
        path.write_text(change(text))
        expected = mlflow("client.get_run(run_id)", run_id=run_id)
        assert_same(expected, read_everything(mltrack)["runs"][run_id])
