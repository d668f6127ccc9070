"""One run for a shell script and a Python program: MLFLOW_RUN_ID, MLFLOW_TRACKING_URI and
MLFLOW_EXPERIMENT_NAME mean the same to both."""

import subprocess

from conftest import CACHE
from programs import MlflowError


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


START = """
import os
from mlflow.tracking import fluent
fluent._active_experiment_id = None  # as in a fresh process; set_experiment of other tests left its id
for name in ('MLFLOW_EXPERIMENT_ID', 'MLFLOW_EXPERIMENT_NAME', 'MLFLOW_RUN_ID'):
    os.environ.pop(name, None)
os.environ.update(variables)
try:
    with mlflow.start_run() as run:
        answer = [run.info.run_id, run.info.experiment_id]
finally:
    for name in variables:
        os.environ.pop(name, None)  # MLflow takes the run's away itself
answer"""


def experiment_of(mlflow, mltrack, **variables):
    """Where a run goes under these variables: MLflow's answer, and ours; or the two errors."""
    answers = []
    try:
        answers.append(mlflow(START, variables=variables)[1])
    except MlflowError as error:
        answers.append(error.message)
    result = mltrack.result("start-run", **variables)
    answers.append(mltrack.id("get", result.out.strip(), "experiment_id") if result.code == 0 else result.err)
    return answers


def test_which_variable_names_the_experiment(mlflow, mltrack):
    one, two = mlflow("[client.create_experiment(name) for name in ('one', 'two')]")
    # The name is looked at first; an id beside it must agree with it, if there is an experiment of that name.
    for variables, expected in (
            ({}, "0"), ({"MLFLOW_EXPERIMENT_NAME": "one"}, one), ({"MLFLOW_EXPERIMENT_ID": two}, two),
            ({"MLFLOW_EXPERIMENT_NAME": "one", "MLFLOW_EXPERIMENT_ID": one}, one)):
        assert experiment_of(mlflow, mltrack, **variables) == [expected, expected], variables
    theirs, ours = experiment_of(mlflow, mltrack, MLFLOW_EXPERIMENT_NAME="one", MLFLOW_EXPERIMENT_ID=two)
    for error in (theirs, ours):
        assert f"value `{two}` does not match the experiment id `{one}` for experiment name `one`" in error
    theirs, ours = experiment_of(mlflow, mltrack, MLFLOW_EXPERIMENT_ID="999")
    assert "999" in theirs and "Could not find experiment with ID 999" in ours
    # A name that is new is made by both, whatever id stands beside it.
    _, eid = mlflow(START, variables={"MLFLOW_EXPERIMENT_NAME": "theirs", "MLFLOW_EXPERIMENT_ID": one})
    assert mltrack.id("get-experiment", "theirs", "-o", "id") == eid
    run_id = mltrack.id("start-run", MLFLOW_EXPERIMENT_NAME="ours", MLFLOW_EXPERIMENT_ID=one)
    assert mlflow("client.get_experiment_by_name('ours')")["experiment_id"] == mltrack.id(
        "get", run_id, "experiment_id")


def test_the_run_of_the_environment_goes_before_its_experiment(mlflow, mltrack):
    one, two = mlflow("[client.create_experiment(name) for name in ('one', 'two')]")
    run_id = mltrack.id("start-run", "-e", "one")
    variables = {"MLFLOW_RUN_ID": run_id, "MLFLOW_EXPERIMENT_ID": two}
    mltrack("log-metric", "m", "1", **variables)
    assert mlflow(START, variables=variables) == [run_id, one]
    assert mlflow("client.get_run(run_id)", run_id=run_id)["metrics"] == {"m": 1.0}
