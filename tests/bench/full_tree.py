#!/usr/bin/env python3
"""Makes an mlruns tree such as people have, always the same one for the same numbers.

    tests/bench/full_tree.py FOLDER RUNS [EXPERIMENTS]

Ten params, ten metrics of ten points, and six tags a run: 27 files. One run in twenty has a
`metrics.auc` above 0.8 and is an xgboost. 100,000 runs take 13 GB, for every file is a block. The
real MLflow reads it.
"""

import hashlib
import os
import random
import sys
from pathlib import Path

import tree

START_TIME = tree.START_TIME
MODELS = ("xgboost", "forest", "linear", "mlp", "svm")
METRICS = ("auc", "accuracy", "f1", "loss", "precision", "recall", "val/auc", "val/f1", "val/loss", "seconds")
POINTS = 10
SECONDS_A_RUN = 61


def run_id(index):
    return hashlib.md5(f"full{index}".encode()).hexdigest()


def metric_lines(generator, last, begin):
    """Values that approach `last`; the last point has it exactly."""
    lines = []
    for step in range(POINTS):
        value = last if step == POINTS - 1 else last * (1 - generator.random() / (step + 2))
        lines.append(f"{begin + 1000 * (step + 1)} {value!r} {step}\n")
    return "".join(lines)


def files_of(index, root, experiment):
    generator = random.Random(index)
    run = run_id(index)
    # A second in which several runs begin: ties are usual where jobs come in arrays.
    begin = START_TIME + 1000 * SECONDS_A_RUN * (index // 3)
    status = 3 if generator.random() < 0.9 else 4
    end = begin + 1000 * generator.randrange(60, 7200)
    yield "meta.yaml", (
        f"artifact_uri: file://{root}/{experiment}/{run}/artifacts\nend_time: {end}\nentry_point_name: ''\n"
        f"experiment_id: '{experiment}'\nlifecycle_stage: active\nrun_id: {run}\nrun_name: run-{index}\n"
        f"source_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: {begin}\nstatus: {status}\ntags: []\n"
        f"user_id: ann\n")
    model = generator.choice(MODELS)
    yield from (("params/" + key, value) for key, value in (
        ("model", model), ("lr", repr(10 ** generator.uniform(-5, -1))), ("batch_size", str(2 ** generator.randrange(4, 10))),
        ("depth", str(generator.randrange(2, 13))), ("dropout", repr(round(generator.random(), 3))),
        ("epochs", str(10 * generator.randrange(1, 11))), ("optimizer", generator.choice(("adam", "sgd", "lion"))),
        ("seed", str(index)), ("scheduler", generator.choice(("cosine", "step", "none"))),
        ("weight_decay", repr(10 ** generator.uniform(-6, -2)))))
    for key in METRICS:
        last = round(generator.uniform(0.5, 0.91), 6)  # rounded, so that some are equal
        yield "metrics/" + key, metric_lines(generator, last, begin)
    yield from (("tags/" + key, value) for key, value in (
        ("mlflow.runName", f"run-{index}"), ("mlflow.user", "ann"), ("mlflow.source.name", "train.py"),
        ("mlflow.source.type", "LOCAL"), ("stage", generator.choice(("draft", "candidate", "final"))),
        ("host", f"node{generator.randrange(32):02}")))


def make_run(folder, index, root, experiment):
    run = run_id(index)
    os.mkdir(run, dir_fd=folder)
    for part in ("metrics", "metrics/val", "params", "tags", "artifacts"):
        os.mkdir(f"{run}/{part}", dir_fd=folder)
    for name, text in files_of(index, root, experiment):
        tree.write(f"{run}/{name}", text, folder)


def make_experiment(root, number, ids, runs):
    folder = os.open(root / ids[number], os.O_RDONLY | os.O_DIRECTORY)
    for index in range(number, runs, len(ids)):
        make_run(folder, index, root, ids[number])
    os.close(folder)


def make(root, runs, experiments=10):
    """The ids of the experiments; one process for each core fills them."""
    root = Path(root).resolve()
    ids = tree.make_experiments(root, experiments)
    workers = os.cpu_count() or 1
    children = []
    for worker in range(workers):
        child = os.fork()
        if child == 0:
            for number in range(worker, experiments, workers):
                make_experiment(root, number, ids, runs)
            os._exit(0)
        children.append(child)
    if any(os.waitpid(child, 0)[1] for child in children):
        raise SystemExit(f"could not make the tree in {root}")
    return ids


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    print(*make(sys.argv[1], *map(int, sys.argv[2:])))
