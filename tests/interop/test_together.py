"""Both programs on one tree, in turn and at the same time: nothing is lost, nothing is torn."""

import threading
import time

import pytest
from reading import assert_same, history_of, read_everything


def test_turns_on_one_metric(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    for step in range(0, 20, 2):
        mltrack("log-metric", "-r", run_id, "m", str(step), "--step", str(step), "--timestamp", "1")
        mlflow("client.log_metric(run_id, 'm', step, 1, step)", run_id=run_id, step=step + 1)
    assert history_of(mltrack, run_id, "m") == [[step, 1, step] for step in range(20)]
    assert mlflow("[m.step for m in client.get_metric_history(run_id, 'm')]", run_id=run_id) == list(range(20))


def test_turns_on_everything(mlflow, mltrack):
    """Each goes on with what the other left."""
    eid = mlflow("client.create_experiment('mixed')")
    theirs = mlflow("create_run(client, eid, 'theirs')", eid=eid)
    ours = mltrack.id("start-run", "-e", "mixed", "--name", "ours")
    mlflow("client.log_param(run_id, 'lr', '0.1')", run_id=ours)
    mltrack("log-param", "-r", theirs, "lr", "0.2")
    # The other's params are as immutable as one's own.
    assert "Changing param values is not allowed" in mltrack.fails(5, "log-param", "-r", ours, "lr", "0.3")
    with pytest.raises(Exception, match="Changing param values is not allowed"):
        mlflow("client.log_param(run_id, 'lr', '0.3')", run_id=theirs)
    mltrack("update-run", theirs, "--name", "renamed by mltrack")
    mlflow("client.update_run(run_id, name='renamed by mlflow')", run_id=ours)
    mltrack("delete-run", theirs)
    mlflow("client.restore_run(run_id)", run_id=theirs)
    mlflow("client.delete_run(run_id)", run_id=ours)
    mltrack("restore-run", ours)
    mlflow("client.set_terminated(run_id)", run_id=ours)
    mltrack("end-run", theirs, "--status", "KILLED")
    mltrack("delete-experiment", "mixed")
    mlflow("client.restore_experiment(eid)", eid=eid)
    mlflow("client.rename_experiment(eid, 'both')", eid=eid)
    mltrack("rename-experiment", "both", "all")
    expected = mlflow("read_everything(client)")
    assert_same(expected, read_everything(mltrack))
    assert {run["info"]["run_name"] for run in expected["runs"].values()} == {
        "renamed by mltrack", "renamed by mlflow"}


def test_both_append_to_one_metric_at_once(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    mlflow.begin("for i in range(400): client.log_metric(run_id, 'm', i + 0.25, 1, i)", run_id=run_id)
    streams = [mltrack.start("log-metric", "-r", run_id, "-", stdin=-1) for _ in range(2)]
    for number, stream in enumerate(streams):
        stream.stdin.write("".join(f"m {i}.5 {1000 * (number + 1) + i} 2\n" for i in range(1000)).encode())
    for index in range(40):
        mltrack("log-metric", "-r", run_id, "m", "0.75", "--step", str(5000 + index), "--timestamp", "3")
    for stream in streams:
        stream.communicate()
        assert stream.returncode == 0
    mlflow.end()
    expected = ([[i + 0.25, 1, i] for i in range(400)] + [[i + 0.5, 2, 1000 + i] for i in range(1000)]
                + [[i + 0.5, 2, 2000 + i] for i in range(1000)] + [[0.75, 3, 5000 + i] for i in range(40)])
    found = history_of(mltrack, run_id, "m")
    assert sorted(found) == sorted(expected)
    assert found == mlflow("[[m.value, m.timestamp, m.step] for m in client.get_metric_history(run_id, 'm')]",
                           run_id=run_id)
    # Each writer's own lines keep their order.
    assert [step for _, time_, step in found if time_ == 1] == list(range(400))


def test_both_create_runs_at_once(mlflow, mltrack):
    eid = mltrack.id("create-experiment", "crowd")
    mlflow.begin("[create_run(client, eid, 'theirs') for _ in range(60)]", eid=eid)
    ours = [mltrack.id("start-run", "-e", eid, "--name", "ours") for _ in range(60)]
    theirs = mlflow.end()
    everyone = sorted(ours + theirs)
    assert sorted(mltrack("list", "-e", eid, "-o", "id").split()) == everyone
    assert sorted(mlflow("search_ids(client, [eid], '')", eid=eid)) == everyone


LOOPS = {
    # The worst case: most looks at meta.yaml find an empty file (filestore.md 6.1).
    "status": "client.update_run(run_id, name='name %d' % count)",
    "all": """client.update_run(run_id, name='name %d' % count)
    client.set_tag(run_id, 'k', 'value')
    client.log_metric(run_id, 'm%d' % (count // 5), count, 1, count)""",
}


@pytest.mark.parametrize("loop", LOOPS)
def test_reading_while_mlflow_writes(mlflow, mltrack, loop):
    """MLflow truncates meta.yaml before it writes it, and a metric file is empty before its first line is
    there. No reader may see that."""
    eid = mltrack.id("create-experiment", "busy")
    run_id = mltrack.id("start-run", "-e", eid)
    mlflow.begin(f"""
import time
end = time.time() + 4
count = 0
while time.time() < end:
    {LOOPS[loop]}
    count += 1
count""", run_id=run_id)
    started, reads, wrong = time.time(), 0, []
    while time.time() - started < 3.5:
        for words in (["list", "-e", eid, "-o", "id"], ["get", run_id, "status"]):
            result = mltrack.result(*words)
            reads += 1
            if (result.code, result.err) != (0, "") or result.out.strip() not in (run_id, "RUNNING"):
                wrong.append((words[0], result))
    assert mlflow.end() > 20 and reads > 20
    assert not wrong, f"{len(wrong)} of {reads} reads went wrong, such as {wrong[0]}"


def test_mlflow_reads_while_mltrack_writes(mlflow, mltrack):
    eid = mltrack.id("create-experiment", "busy")
    run_id = mltrack.id("start-run", "-e", eid)
    mltrack("log-metric", "-r", run_id, "m", "0")
    mlflow.begin("""
import time
end = time.time() + 4
count = 0
while time.time() < end:
    run = client.get_run(run_id)
    assert run.info.run_name and run.data.metrics['m'] >= 0 and run.data.tags['mlflow.user'] == 'ada'
    client.search_runs([eid])
    client.get_experiment(eid).name
    count += 1
count""", run_id=run_id, eid=eid)
    started, writes = time.time(), 0
    while time.time() - started < 3.5:
        mltrack("update-run", run_id, "--name", f"name {writes}")
        mltrack("log-metric", "-r", run_id, "m", str(writes))
        mltrack("log-metric", "-r", run_id, f"new {writes}", "1")
        mltrack("set-tag", "-r", run_id, "k", str(writes))
        mltrack("log-param", "-r", run_id, f"p{writes}", "x")
        mltrack("start-run", "-e", eid)
        mltrack("rename-experiment", eid, f"busy {writes}")
        writes += 1
    assert mlflow.end() > 5 and writes > 5


def test_a_hundred_processes_create_one_experiment(mlflow, mltrack):
    mltrack("create-experiment", "other")
    processes = [mltrack.start("create-experiment", "crowd") for _ in range(100)]
    codes = []
    for process in processes:
        process.communicate()
        codes.append(process.returncode)
    assert sorted(codes) == [0] + [5] * 99
    assert mlflow("[e.name for e in client.search_experiments() if e.name == 'crowd']") == ["crowd"]


def test_a_hundred_processes_start_runs_in_a_new_experiment(mlflow, mltrack):
    """The tree itself does not exist yet, nor does the experiment."""
    processes = [mltrack.start("start-run", "-e", "crowd") for _ in range(100)]
    ids = set()
    for process in processes:
        out, err = process.communicate()
        assert process.returncode == 0, err
        ids.add(out.decode().strip())
    eid = mltrack.id("get-experiment", "crowd", "-o", "id")
    assert len(ids) == 100
    assert set(mlflow("search_ids(client, [eid], '')", eid=eid)) == ids
    assert mlflow("sorted(e.name for e in client.search_experiments())") == ["Default", "crowd"]


def test_if_not_exists_gives_one_id(mltrack):
    processes = [mltrack.start("create-experiment", "crowd", "--if-not-exists") for _ in range(30)]
    assert len({process.communicate()[0] for process in processes}) == 1


def test_one_param_from_many_processes(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    processes = [mltrack.start("log-param", "-r", run_id, "lr", str(index)) for index in range(30)]
    codes = [(process.communicate(), process.returncode)[1] for process in processes]
    assert sorted(codes) == [0] + [5] * 29
    assert mlflow("client.get_run(run_id)", run_id=run_id)["params"]["lr"] == str(codes.index(0))


def test_threads_of_mlflow_and_batches_of_mltrack(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    lines = "".join('{"metric": "b", "value": %d, "step": %d, "timestamp": 1}\n' % (i, i) for i in range(3000))
    done = threading.Thread(target=lambda: mltrack("log-batch", "-r", run_id, "-", stdin=lines))
    mlflow.begin("""
for i in range(30):
    client.log_batch(run_id, [metric('b', -1, 2, i)] * 20, [Param('p%d' % i, 'x')], [RunTag('t', str(i))])
""", run_id=run_id)
    done.start()
    done.join()
    mlflow.end()
    found = history_of(mltrack, run_id, "b")
    assert len(found) == 3600
    assert [step for value, _, step in found if value >= 0] == list(range(3000))
