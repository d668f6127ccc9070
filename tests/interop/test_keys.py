"""Keys that are too long are refused in MLflow's words, and nothing is written."""

import re

import pytest
from programs import MlflowError
from snapshot import snapshot

CALLS = {
    "metric": ("client.log_metric(run_id, key, 1.0)", ["log-metric", "-r", "{run}", "{key}", "1"], None),
    "param": ("client.log_param(run_id, key, '1')", ["log-param", "-r", "{run}", "{key}", "1"], None),
    "batch metric": ("client.log_batch(run_id, metrics=[metric(key, 1, 1, 1)])", ["log-batch", "-r", "{run}", "-"],
                     '{{"metric":"{key}","value":1}}\n'),
    "batch param": ("client.log_batch(run_id, params=[Param(key, '1')])", ["log-batch", "-r", "{run}", "-"],
                    '{{"param":"{key}","value":"1"}}\n'),
    "batch tag": ("client.log_batch(run_id, tags=[RunTag(key, '1')])", ["log-batch", "-r", "{run}", "-"],
                  '{{"tag":"{key}","value":"1"}}\n'),
    "experiment tag": ("client.set_experiment_tag('0', key, '1')", ["set-experiment-tag", "0", "{key}", "1"], None),
}


@pytest.mark.parametrize("call", CALLS)
def test_keys_that_are_too_long(mlflow, mltrack, call):
    code, words, line = CALLS[call]
    run_id = mltrack.id("start-run")
    before = snapshot(mltrack.tree)
    for key in ("k" * 251, "k" * 256, "é" * 251, "/".join("k" * 150)):
        message = mltrack.fails(2, *[word.format(run=run_id, key=key) for word in words],
                                stdin=line and line.format(key=key))
        sentence = re.search(r"'[^']*' exceeds the maximum length of 250 characters", message)
        if call == "experiment tag" and not mlflow.is_3:
            continue  # it has no limit of its own there
        with pytest.raises(MlflowError) as error:
            mlflow(code, run_id=run_id, key=key)
        assert sentence[0] in error.value.message
    assert snapshot(mltrack.tree) == before


def test_the_longest_keys(mlflow, mltrack):
    run_id = mltrack.id("start-run")
    key = "k" * 250
    for command in ("log-metric", "log-param", "set-tag"):
        mltrack(command, "-r", run_id, key, "1")
    found = mlflow("client.get_run(run_id)", run_id=run_id)
    assert (found["metrics"][key], found["params"][key], found["tags"][key]) == (1.0, "1", "1")
