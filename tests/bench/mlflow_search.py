"""Searches with the real MLflow, timed. Runs under that version's Python.

    mlflow_search.py URI

Prints one JSON line for each line of standard input, which is a filter, an order and a limit as JSON.
"""

import json
import os
import sys
import time

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # whatever MLflow prints

from mlflow import MlflowClient  # noqa: E402


def search(client, experiments, question):
    began, cpu_began = time.perf_counter(), time.process_time()
    runs = client.search_runs(experiments, question["filter"], order_by=question["order_by"],
                              max_results=question["limit"])
    return {"seconds": time.perf_counter() - began, "cpu_seconds": time.process_time() - cpu_began,
            "ids": [run.info.run_id for run in runs]}


def main():
    client = MlflowClient(tracking_uri=sys.argv[1])
    experiments = [experiment.experiment_id for experiment in client.search_experiments()]
    for line in sys.stdin:
        answers.write(json.dumps(search(client, experiments, json.loads(line))) + "\n")
        answers.flush()


main()
