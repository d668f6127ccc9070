"""One run for a shell script and a Python program: MLFLOW_RUN_ID, MLFLOW_TRACKING_URI and
MLFLOW_EXPERIMENT_NAME mean the same to both."""

import subprocess

from conftest import CACHE


def python(mlflow, mltrack, code, **environment):
    """A fresh Python with the real MLflow, as a child of a script would be."""
    done = subprocess.run(
        [str(CACHE / f"venv-mlflow-{mlflow.version}" / "bin" / "python"), "-c", code], capture_output=True,
        text=True, cwd=mltrack.home,
        env={**mltrack.environment(), "MLFLOW_ALLOW_FILE_STORE": "true", "MLFLOW_DISABLE_TELEMETRY": "true",
             "GIT_PYTHON_REFRESH": "quiet", **environment})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_python_joins_the_run_of_the_shell(mlflow, mltrack):
    run_id = mltrack.id("start-run", "-e", "shared", "-p", "from=shell")
    joined = python(mlflow, mltrack, """
import mlflow
with mlflow.start_run() as run:
    mlflow.log_metric('from_python', 0.5, step=3)
    mlflow.log_param('python', True)
    print(run.info.run_id)
""", MLFLOW_RUN_ID=run_id)
    assert joined == run_id
    assert mltrack.id("get", run_id, "metrics.from_python") == "0.5"
    assert mltrack.id("get", run_id, "params.python") == "True"
    assert mltrack.id("get", run_id, "params.from") == "shell"
    # Leaving the `with` ends the run, for both.
    assert mltrack.id("get", run_id, "status") == "FINISHED"


def test_the_shell_joins_the_run_of_python(mlflow, mltrack):
    run_id = python(mlflow, mltrack, f"""
import mlflow, os, subprocess
mlflow.set_experiment('shared')
with mlflow.start_run(run_name='python') as run:
    subprocess.run(['{mltrack.binary}', 'log-metric', 'from_shell', '-0.5', '--step', '2'], check=True,
                   env={{**os.environ, 'MLFLOW_RUN_ID': run.info.run_id}})
    assert mlflow.MlflowClient().get_run(run.info.run_id).data.metrics == {{'from_shell': -0.5}}
    print(run.info.run_id)
""")
    assert mltrack.id("get", run_id, "metrics.from_shell") == "-0.5"


def test_shell_export_lines(mlflow, mltrack):
    script = f"""
eval "$({mltrack.binary} start-run -e shared --shell)"
{mltrack.binary} log-metric a 1
{mltrack.binary} log-param b 2
{mltrack.binary} set-tag c 3
echo note | {mltrack.binary} log-artifact - --name note.txt
{mltrack.binary} end-run
echo "$MLFLOW_RUN_ID"
"""
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, cwd=mltrack.home,
                          env=mltrack.environment())
    assert done.returncode == 0, done.stderr
    found = mlflow("client.get_run(run_id)", run_id=done.stdout.strip())
    assert (found["metrics"], found["params"], found["tags"]["c"]) == ({"a": 1.0}, {"b": "2"}, "3")
    assert found["info"]["status"] == "FINISHED"


def test_the_experiment_comes_from_the_environment(mlflow, mltrack):
    code = "import mlflow\nwith mlflow.start_run() as run: print(run.info.experiment_id)"
    eid = mltrack.id("create-experiment", "chosen")
    for environment in ({"MLFLOW_EXPERIMENT_NAME": "chosen"}, {"MLFLOW_EXPERIMENT_ID": eid},
                        {"MLFLOW_EXPERIMENT_NAME": "chosen", "MLFLOW_EXPERIMENT_ID": eid}):
        assert python(mlflow, mltrack, code, **environment) == eid
        run_id = mltrack.id("start-run", **environment)
        assert mltrack.id("get", run_id, "experiment_id") == eid
        assert run_id in mltrack("list", "-o", "id", **environment)


def test_default_experiment(mlflow, mltrack):
    assert mlflow("client.get_run(run_id).info.experiment_id", run_id=mltrack.id("start-run")) == "0"


def test_the_uri_may_have_a_scheme(mlflow, mltrack):
    for uri in (f"file://{mltrack.tree}", f"file:{mltrack.tree}", str(mltrack.tree)):
        run_id = mltrack.id("start-run", MLFLOW_TRACKING_URI=uri)
        assert mlflow("client.get_run(run_id).info.artifact_uri", run_id=run_id) == (
            f"file://{mltrack.tree}/0/{run_id}/artifacts")
