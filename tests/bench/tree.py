"""Makes an mlruns tree of any size, always the same one for the same numbers.

    tests/bench/tree.py FOLDER RUNS [EXPERIMENTS]

A run here is what a lookup and an append can see of it: meta.yaml, metrics/, params/, tags/ and
artifacts/, all empty; only the last run of the last experiment has a metric file. That is valid for
MLflow, and 100,000 runs take 2.5 GB, for a directory is a block. The real MLflow reads it.
"""

import hashlib
import os
import sys
from pathlib import Path

START_TIME = 1_700_000_000_000
METRIC = "loss"


def hexadecimal(text):
    return hashlib.md5(text.encode()).hexdigest()


def experiment_id(number):
    return "0" if number == 0 else str(100_000_000_000_000_000 + int(hexadecimal(f"e{number}")[:14], 16))


def write(path, text, folder):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=folder)
    os.write(fd, text.encode())
    os.close(fd)


def make_experiments(root, experiments):
    """The root and the empty experiments in it, the Default one first; returns their ids."""
    (root / ".trash").mkdir(parents=True)
    ids = [experiment_id(number) for number in range(experiments)]
    for number, experiment in enumerate(ids):
        (root / experiment).mkdir()
        name = "Default" if number == 0 else f"bench-{number}"
        (root / experiment / "meta.yaml").write_text(
            f"artifact_location: file://{root}/{experiment}\ncreation_time: {START_TIME}\n"
            f"experiment_id: '{experiment}'\nlast_update_time: {START_TIME}\n"
            f"lifecycle_stage: active\nname: {name}\n")
    return ids


def make(root, runs, experiments=10):
    """Returns the id of a run that the search for runs meets last: in the last experiment listed."""
    root = Path(root).resolve()
    ids = make_experiments(root, experiments)
    # Lookups go in the order of the directory, so this is where finding a run costs most.
    last = [name for name in os.listdir(root) if name in ids][-1]
    for number, experiment in enumerate(ids):
        folder = os.open(root / experiment, os.O_RDONLY | os.O_DIRECTORY)
        for index in range(number, runs, experiments):
            run = hexadecimal(f"r{index}")
            os.mkdir(run, dir_fd=folder)
            for part in ("metrics", "params", "tags", "artifacts"):
                os.mkdir(f"{run}/{part}", dir_fd=folder)
            write(f"{run}/meta.yaml",
                  f"artifact_uri: file://{root}/{experiment}/{run}/artifacts\nend_time: null\n"
                  f"entry_point_name: ''\nexperiment_id: '{experiment}'\nlifecycle_stage: active\n"
                  f"run_id: {run}\nrun_name: run-{index}\nsource_name: ''\nsource_type: 4\n"
                  f"source_version: ''\nstart_time: {START_TIME + index}\nstatus: 1\ntags: []\n"
                  f"user_id: bench\n", folder)
            if experiment == last:
                chosen = run
        if experiment == last:
            write(f"{chosen}/metrics/{METRIC}", f"{START_TIME} 1.0 0\n", folder)
        os.close(folder)
    return chosen


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    print(make(sys.argv[1], *map(int, sys.argv[2:])))
