"""MLflow's entities as plain data that both programs' answers can be compared with: dicts, lists, text and
numbers; numbers that are not finite are the words that JSON has for them in the REST API."""

import math


def plain(value):
    if isinstance(value, bool) or value is None or isinstance(value, (int, str)):
        return value
    if isinstance(value, bytes):  # page tokens of the file store
        return value.decode()
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        return value if math.isfinite(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)) or type(value).__name__ == "PagedList":
        return [plain(item) for item in value]
    name = type(value).__name__
    if name in ENTITIES:
        return plain(ENTITIES[name](value))
    return repr(value)


def _fields(*names):
    return lambda entity: {name: getattr(entity, name, None) for name in names}


def _run(run):
    info = run.info
    found = {
        "info": {name: getattr(info, name) for name in (
            "run_id", "experiment_id", "run_name", "user_id", "status", "start_time", "end_time",
            "lifecycle_stage", "artifact_uri")},
        "metrics": dict(run.data.metrics),
        "latest": sorted(([m.key, m.value, m.timestamp, m.step] for m in run.data._metric_objs),
                         key=lambda metric: metric[0]),
        "params": dict(run.data.params),
        "tags": dict(run.data.tags),
        "datasets": sorted((_dataset_input(item) for item in run.inputs.dataset_inputs),
                           key=lambda item: (item["name"], item["digest"])),
    }
    models = getattr(run.inputs, "model_inputs", None)
    found["model_inputs"] = sorted(model.model_id for model in models or [])
    outputs = getattr(run, "outputs", None)
    found["model_outputs"] = sorted(
        [model.model_id, model.step] for model in (outputs.model_outputs if outputs else []))
    return found


def _dataset_input(item):
    dataset = item.dataset
    return {"name": dataset.name, "digest": dataset.digest, "source_type": dataset.source_type,
            "source": dataset.source, "schema": dataset.schema, "profile": dataset.profile,
            "tags": {tag.key: tag.value for tag in item.tags}}


ENTITIES = {
    "Run": _run,
    "Experiment": _fields("experiment_id", "name", "artifact_location", "lifecycle_stage",
                          "creation_time", "last_update_time", "tags"),
    "Metric": _fields("key", "value", "timestamp", "step"),
    "FileInfo": _fields("path", "is_dir", "file_size"),
    "DatasetInput": _dataset_input,
}
