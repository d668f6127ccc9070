"""A tree as mltrack reads it, in the shape of operations.read_everything and plain.py."""


def pairs(items):
    return {item["key"]: item["value"] for item in items}


def experiment_of(json):
    return {"experiment_id": json["experiment_id"], "name": json["name"],
            "artifact_location": json["artifact_location"], "lifecycle_stage": json["lifecycle_stage"],
            "creation_time": json.get("creation_time"), "last_update_time": json.get("last_update_time"),
            "tags": pairs(json.get("tags", []))}


def run_of(json):
    info, data = json["info"], json["data"]
    inputs, outputs = json.get("inputs", {}), json.get("outputs", {})
    return {
        "info": {name: info.get(name) for name in (
            "run_id", "experiment_id", "run_name", "user_id", "status", "start_time", "end_time",
            "lifecycle_stage", "artifact_uri")},
        "metrics": pairs(data.get("metrics", [])),
        "latest": sorted(([m["key"], m["value"], m["timestamp"], m["step"]] for m in data.get("metrics", [])),
                         key=lambda metric: metric[0]),
        "params": pairs(data.get("params", [])),
        "tags": pairs(data.get("tags", [])),
        "datasets": sorted((dataset_of(item) for item in inputs.get("dataset_inputs", [])),
                           key=lambda item: (item["name"], item["digest"])),
        "model_inputs": sorted(item["model_id"] for item in inputs.get("model_inputs", [])),
        "model_outputs": sorted([item["model_id"], item["step"]]
                                for item in outputs.get("model_outputs", [])),
    }


def dataset_of(item):
    dataset = item["dataset"]
    return {"name": dataset["name"], "digest": dataset["digest"], "source_type": dataset["source_type"],
            "source": dataset["source"], "schema": dataset.get("schema"), "profile": dataset.get("profile"),
            "tags": pairs(item.get("tags", []))}


def read_everything(mltrack):
    found = {"experiments": {}, "runs": {}, "histories": {}, "artifacts": {}}
    for json in mltrack.json("list-experiments", "--view", "all")["experiments"]:
        experiment = experiment_of(json)
        eid = experiment["experiment_id"]
        found["experiments"][eid] = experiment
        for item in mltrack.json("list", "-e", eid, "--view", "all", "-L", "50000").get("runs", []):
            run = run_of(item)
            run_id = run["info"]["run_id"]
            found["runs"][run_id] = run
            found["histories"][run_id] = {key: history_of(mltrack, run_id, key) for key in run["metrics"]}
            if experiment["lifecycle_stage"] == "active" and run["info"]["artifact_uri"].startswith("file:"):
                files = mltrack.json("artifacts", "ls", run_id, "-R").get("files", [])
                found["artifacts"][run_id] = sorted([file["path"], file["file_size"]] for file in files)
    return found


def history_of(mltrack, run_id, key):
    return [[point["value"], point["timestamp"], point["step"]]
            for point in mltrack.json("history", run_id, key)["metrics"]]


def differences(expected, actual, path=""):
    """The places where two plain values differ, one line each: a whole tree in an assert is unreadable."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in sorted({*expected, *actual}):
            where = f"{path}.{key}"
            if key not in expected:
                yield f"{where}: MLflow has none, mltrack {actual[key]!r}"
            elif key not in actual:
                yield f"{where}: MLflow has {expected[key]!r}, mltrack none"
            else:
                yield from differences(expected[key], actual[key], where)
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, (left, right) in enumerate(zip(expected, actual)):
            yield from differences(left, right, f"{path}[{index}]")
    elif expected != actual or isinstance(expected, bool) != isinstance(actual, bool):
        yield f"{path}: MLflow {expected!r}, mltrack {actual!r}"


def assert_same(expected, actual):
    found = list(differences(expected, actual))
    assert not found, f"{len(found)} differences:\n" + "\n".join(found[:40])
