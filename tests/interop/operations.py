"""What the tests ask of the real MLflow, as functions; runs inside mlflow_worker.py."""

import json
import math
import os
import tempfile

import mlflow
from mlflow.entities import (Dataset, DatasetInput, ExperimentTag, InputTag, Metric, Param, RunStatus, RunTag,
                             ViewType)

from operations_names import HOSTILE_NAMES

IS_3 = mlflow.__version__.startswith("3.")
NAN, INF = math.nan, math.inf


def number(text):
    """JSON has no NaN: the tests write such values as words."""
    return float(text)


def metric(key, value, timestamp, step):
    return Metric(key, float(value), timestamp, step)


def dataset_input(name, digest, context=None, **more):
    tags = [InputTag("mlflow.data.context", context)] if context else []
    tags += [InputTag(key, value) for key, value in more.pop("tags", {}).items()]
    return DatasetInput(dataset=Dataset(name=name, digest=digest, source_type=more.get("source_type", "local"),
                                        source=more.get("source", '{"uri": "data.csv"}'),
                                        schema=more.get("schema"), profile=more.get("profile")), tags=tags)


def create_run(client, experiment_id, name, user="ada", start_time=None, **tags):
    """A run with the tags that MLflow's fluent API and mltrack set."""
    tags = {"mlflow.user": user, **{key.replace("__", "."): value for key, value in tags.items()}}
    return client.create_run(experiment_id, start_time=start_time, tags=tags, run_name=name).info.run_id


def read_everything(client):
    """All that a reader of the tree can see, through the public client; runs by id."""
    found = {"experiments": {}, "runs": {}, "histories": {}, "artifacts": {}}
    for experiment in client.search_experiments(view_type=ViewType.ALL):
        eid = experiment.experiment_id
        found["experiments"][eid] = experiment
        for run in client.search_runs([eid], run_view_type=ViewType.ALL, max_results=50000):
            run_id = run.info.run_id
            found["runs"][run_id] = run
            found["histories"][run_id] = {
                key: [[m.value, m.timestamp, m.step] for m in client.get_metric_history(run_id, key)]
                for key in run.data.metrics}
            if experiment.lifecycle_stage == "active" and run.info.artifact_uri.startswith("file:"):
                found["artifacts"][run_id] = sorted(list_artifacts(client, run_id))
    return found


def list_artifacts(client, run_id, folder=None):
    for info in client.list_artifacts(run_id, folder):
        if info.is_dir:
            yield from list_artifacts(client, run_id, info.path)
        else:
            yield [info.path, info.file_size]


def read_artifact(client, run_id, path):
    with tempfile.TemporaryDirectory() as folder:
        with open(client.download_artifacts(run_id, path, folder), "rb") as file:
            return file.read().decode("latin-1")


def write_everything(client, store):
    """One of each thing that the file store can hold."""
    plain = client.create_experiment("plain")
    tagged = client.create_experiment("tagged é😀", tags={"team": "vision", "a/b": "nested", "empty": ""})
    client.set_experiment_tag(tagged, "mlflow.note.content", "line 1\nline 2: # no comment")
    renamed = client.create_experiment("before")
    client.rename_experiment(renamed, "after: yes")
    run = create_run(client, plain, "full")
    for step, value in enumerate([1.0, 0.5, NAN, INF, -INF, 0.1 + 0.2, 1e-7, 5e-324, 1e22, -0.0]):
        client.log_metric(run, "loss", value, timestamp=1700000000000 + step, step=step)
    client.log_metric(run, "val/auc", 0.75, timestamp=1, step=-5)
    client.log_metric(run, "val/auc", 0.5, timestamp=2, step=-7)
    client.log_metric(run, "same step", 2, timestamp=5, step=1)
    client.log_metric(run, "same step", 3, timestamp=5, step=1)
    client.log_metric(run, "same step", 1, timestamp=4, step=1)
    client.log_metric(run, "nan first", NAN, timestamp=5, step=1)
    client.log_metric(run, "nan first", 7, timestamp=5, step=1)
    client.log_metric(run, "Größe", 1, timestamp=0, step=0)
    for key, value in {"lr": 0.01, "layers": "[1, 2]", "text": "a\nb\r\n c ", "empty": "", "deep/er/key": "x",
                       "emoji": "😀 ‮rtl", "none": None, "long": "x" * 6000}.items():
        client.log_param(run, key, value)
    for key, value in {"stage": "candidate", "a/b": "c", "blank": "", "mlflow.note.content": "# note\n\n- one",
                       "long": "y" * 20000}.items():
        client.set_tag(run, key, value)
    client.set_tag(run, "gone", "x")
    client.delete_tag(run, "gone")
    client.log_batch(run, [metric("batch", i, 10 + i, i) for i in range(100)],
                     [Param("p%d" % i, str(i)) for i in range(20)], [RunTag("t%d" % i, str(i)) for i in range(20)])
    client.log_text(run, "hello ä\n", "notes/hello.txt")
    client.log_text(run, "", "empty.txt")
    client.log_dict(run, {"b": 1, "a": [1, 2, {"c": "é"}]}, "conf/config.json")
    client.log_dict(run, {"b": 1, "a": [1, 2]}, "conf/config.yaml")
    store.log_inputs(run, [
        dataset_input("iris.csv", "abc123", "training", schema='{"mlflow_colspec": []}', profile='{"n": 150}'),
        dataset_input("iris.csv", "def456", "validation", tags={"k": "v w"}),
        dataset_input("no context", "1", None, source_type="http", source='{"url": "http://x/y?z"}')])
    client.set_terminated(run, "FINISHED", end_time=1700000001000)
    child = create_run(client, plain, "child", mlflow__parentRunId=run)
    client.set_terminated(child, "FAILED")
    for status in ("KILLED", "SCHEDULED", "RUNNING"):
        client.update_run(create_run(client, tagged, status.lower()), status=status)
    for name in HOSTILE_NAMES:
        create_run(client, renamed, name)
    client.update_run(create_run(client, renamed, "old name"), name="new name")
    client.delete_run(create_run(client, plain, "deleted"))
    restored = create_run(client, plain, "restored")
    client.delete_run(restored)
    client.restore_run(restored)
    gone = client.create_experiment("gone", tags={"k": "v"})
    client.log_metric(create_run(client, gone, "in gone"), "m", 1.5, timestamp=1, step=1)
    client.delete_run(create_run(client, gone, "deleted in gone"))
    client.delete_experiment(gone)
    back = client.create_experiment("back")
    create_run(client, back, "in back")
    client.delete_experiment(back)
    client.restore_experiment(back)
    elsewhere = client.create_experiment("elsewhere", artifact_location="s3://bucket/prefix?x=1")
    create_run(client, elsewhere, "remote artifacts")
    if IS_3:
        write_models(client, store, plain, run)


def write_models(client, store, experiment_id, run_id):
    """Logged models: MLflow 3."""
    from mlflow.entities import LoggedModelInput, LoggedModelOutput, LoggedModelParameter, LoggedModelTag
    used = store.create_logged_model(experiment_id, name="used", model_type="lm")
    made = store.create_logged_model(experiment_id, name="made", source_run_id=run_id,
                                     params=[LoggedModelParameter("depth", "3")],
                                     tags=[LoggedModelTag("k", "v")])
    store.log_inputs(run_id, models=[LoggedModelInput(model_id=used.model_id)])
    store.log_outputs(run_id, [LoggedModelOutput(model_id=made.model_id, step=7)])
    store.log_metric(run_id, Metric("of model", 0.9, 12, 3, model_id=made.model_id, dataset_name="iris.csv",
                                    dataset_digest="abc123"))
    return [used.model_id, made.model_id]


def rest_json(message, **fields):
    """A REST response of MLflow with these entities in it, as the JSON that its server sends."""
    from mlflow.protos import service_pb2
    from mlflow.utils.proto_json_utils import message_to_json
    response = getattr(service_pb2, message).Response()
    for name, value in fields.items():
        if isinstance(value, list):
            getattr(response, name).extend([item.to_proto() for item in value])
        elif isinstance(value, str):
            setattr(response, name, value)
        else:
            getattr(response, name).MergeFrom(value.to_proto())
    return json.loads(message_to_json(response))


def search_ids(client, experiment_ids, text, order_by=None, view=ViewType.ACTIVE_ONLY, max_results=1000):
    return [run.info.run_id for run in client.search_runs(experiment_ids, text, view, max_results, order_by)]


def statuses():
    return {RunStatus.to_string(status): status for status in RunStatus.all_status()}
