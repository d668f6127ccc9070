"""`-o json` is the JSON that MLflow's REST API sends for the same thing. Order in lists of keys apart: MLflow
prints them as the directory lists them."""

import pytest
from reading import assert_same


def ordered(value):
    """Lists of {"key": ...} sorted by key, at any depth."""
    if isinstance(value, dict):
        return {key: ordered(item) for key, item in value.items()}
    if isinstance(value, list):
        items = [ordered(item) for item in value]
        if items and all(isinstance(item, dict) for item in items):
            for field in ("key", "dataset", "model_id"):
                if all(field in item for item in items):
                    return sorted(items, key=lambda item: str(item[field]))
        return items
    return value


def without_news(json):
    """2.22 has no models and so no `outputs` in a run, no `run_id` in a metric."""
    if isinstance(json, dict):
        is_metric = {"key", "value", "timestamp", "step"} <= set(json)
        return {key: without_news(item) for key, item in json.items()
                if key != "outputs" and not (is_metric and key == "run_id")}
    if isinstance(json, list):
        return [without_news(item) for item in json]
    return json


def without_differences(json):
    """What is meant to differ: MLflow leaves out an empty list and the size of an empty file, mltrack prints
    them (a script need not ask first); mltrack has no workspaces."""
    if isinstance(json, dict):
        return {key: without_differences(item) for key, item in json.items()
                if item != [] and not (key == "file_size" and item == 0) and key != "workspace"}
    if isinstance(json, list):
        return [without_differences(item) for item in json]
    return json


@pytest.fixture
def same(mlflow):
    def compare(theirs, ours):
        theirs, ours = without_differences(theirs), without_differences(ours)
        if not mlflow.is_3:
            theirs, ours = without_news(theirs), without_news(ours)
        assert_same(ordered(theirs), ordered(ours))
    return compare


@pytest.fixture
def full(mlflow):
    mlflow("write_everything(client, store)")
    return mlflow("client.get_experiment_by_name('plain').experiment_id")


def test_runs(mlflow, mltrack, full, same):
    ids = mlflow("search_ids(client, [e.experiment_id for e in client.search_experiments()], '', None, ViewType.ALL)")
    assert len(ids) > 60
    for run_id in ids[::5] + mlflow("search_ids(client, [eid], \"run_name = 'full'\")", eid=full):
        same(mlflow("rest_json('GetRun', run=client.get_run(run_id))", run_id=run_id),
             mltrack.json("show", run_id))


def test_search(mlflow, mltrack, full, same):
    same(mlflow("rest_json('SearchRuns', runs=list(client.search_runs([eid])))", eid=full),
         mltrack.json("search", "", "-e", full))
    page = mlflow("""page = client.search_runs([eid], max_results=1)
rest_json('SearchRuns', runs=list(page), next_page_token=page.token.decode() if isinstance(page.token, bytes)
          else page.token)""", eid=full)
    same(page, mltrack.json("list", "-e", full, "-L", "1"))
    same(mlflow("rest_json('SearchRuns', runs=[])"), mltrack.json("search", "metrics.loss > 5e300", "-e", full))


def test_experiments(mlflow, mltrack, full, same):
    for eid in mlflow("[e.experiment_id for e in client.search_experiments(view_type=ViewType.ALL)]"):
        same(mlflow("rest_json('GetExperiment', experiment=client.get_experiment(eid))", eid=eid),
             mltrack.json("get-experiment", eid))
    same(mlflow("rest_json('SearchExperiments', experiments=list(client.search_experiments()))"),
         mltrack.json("list-experiments"))


def test_histories(mlflow, mltrack, full, same):
    run_id = mlflow("search_ids(client, [eid], \"run_name = 'full'\")", eid=full)[0]
    for key in ("loss", "val/auc", "same step", "nan first", "Größe", "batch"):
        same(mlflow("rest_json('GetMetricHistory', metrics=client.get_metric_history(run_id, key))",
                    run_id=run_id, key=key),
             mltrack.json("history", run_id, key))


def test_artifacts(mlflow, mltrack, full, same):
    run_id = mlflow("search_ids(client, [eid], \"run_name = 'full'\")", eid=full)[0]
    for folder in (None, "notes", "conf"):
        same(mlflow("""
from mlflow.protos.service_pb2 import ListArtifacts
from mlflow.utils.proto_json_utils import message_to_json
response = ListArtifacts.Response(root_uri=client.get_run(run_id).info.artifact_uri)
response.files.extend([file.to_proto() for file in client.list_artifacts(run_id, folder)])
import json
json.loads(message_to_json(response))""", run_id=run_id, folder=folder),
             mltrack.json("artifacts", "ls", run_id, *([folder] if folder else [])))
