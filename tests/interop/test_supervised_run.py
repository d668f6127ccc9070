"""`mltrack run -- python ...`: a program that uses MLflow joins the run that mltrack has begun and ends."""

import subprocess

from conftest import CACHE


def run(mltrack, mlflow, code, *options, **environment):
    """mltrack run with the real MLflow as its command; no variable is set but those of mltrack."""
    python = str(CACHE / f"venv-mlflow-{mlflow.version}" / "bin" / "python")
    return subprocess.run([str(mltrack.binary), "run", "-q", *options, "--", python, "-c", code], text=True,
                          capture_output=True, cwd=mltrack.home,
                          env={**mltrack.environment(), "MLFLOW_DISABLE_TELEMETRY": "true",
                               "GIT_PYTHON_REFRESH": "quiet", **environment})


def test_mlflow_joins_the_run_of_its_keeper(mlflow, mltrack):
    done = run(mltrack, mlflow, """
import mlflow
with mlflow.start_run() as run:
    mlflow.log_metric('loss', 0.25, step=4)
    mlflow.log_text('hello', 'note.txt')
    print(run.info.run_id, run.info.experiment_id)
""", "-e", "kept", "--name", "both", "-p", "lr=0.1", "--capture")
    assert done.returncode == 0, done.stderr
    run_id, experiment_id = done.stdout.split()
    assert mltrack.id("get", "both", "run_id") == run_id
    assert mltrack.id("get", run_id, "experiment_id") == experiment_id
    # MLflow sees what mltrack has logged, and both see one run that has ended.
    seen = mlflow("""
run = client.get_run(run_id)
[run.info.status, run.info.run_name, run.data.params, run.data.metrics, run.data.tags['mltrack.pid'],
          sorted(a.path for a in client.list_artifacts(run_id)), sorted(a.path for a in client.list_artifacts(run_id, 'logs'))]
""", run_id=run_id)
    assert seen[:4] == ["FINISHED", "both", {"lr": "0.1"}, {"loss": 0.25}], seen
    assert seen[4].isdigit()
    assert seen[5] == ["logs", "note.txt"]
    assert seen[6] == ["logs/stderr.log", "logs/stdout.log"] or seen[6] == ["logs/stdout.log"], seen


def test_the_end_is_that_of_the_command(mlflow, mltrack):
    """MLflow has said FINISHED before; the command went on, and failed."""
    done = run(mltrack, mlflow, """
import mlflow, sys
with mlflow.start_run():
    mlflow.log_metric('loss', 1)
sys.exit(3)
""", "--name", "failed", MLFLOW_EXPERIMENT_NAME="by-variable")
    assert done.returncode == 3
    run_id = mltrack.id("get", "failed", "run_id")
    assert mlflow("client.get_run(run_id).info.status", run_id=run_id) == "FAILED"


def test_a_requeued_job_goes_on_with_its_run(mlflow, mltrack):
    code = """
import mlflow, os
with mlflow.start_run() as run:
    mlflow.log_metric('attempt', float(os.environ['ATTEMPT']), step=int(os.environ['ATTEMPT']))
    print(run.info.run_id)
"""
    done = [run(mltrack, mlflow, code, "--resume-key", "job-1", "-p", "lr=1", ATTEMPT=attempt)
            for attempt in ("1", "2")]
    assert [one.returncode for one in done] == [0, 0], done
    ids = [one.stdout for one in done]
    assert ids[0] == ids[1] and len(ids[0].strip()) == 32, ids
    history = mlflow("[(m.step, m.value) for m in client.get_metric_history(run_id, 'attempt')]",
                     run_id=ids[0].strip())
    assert [tuple(point) for point in history] == [(1, 1.0), (2, 2.0)]
