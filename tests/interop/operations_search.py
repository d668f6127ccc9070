"""Random trees and thousands of searches in them, by the real MLflow; runs inside mlflow_worker.py."""

import functools
import os

from mlflow.entities import ExperimentTag, Param, RunStatus, ViewType
from mlflow.exceptions import MlflowException
from mlflow.store.tracking.file_store import FileStore

from operations import dataset_input, metric

VIEWS = {"active": ViewType.ACTIVE_ONLY, "deleted": ViewType.DELETED_ONLY, "all": ViewType.ALL}


def make_tree(client, store, experiments, runs):
    """Writes what search_trees.py has thought out; returns the ids of the experiments."""
    ids = []
    for experiment in experiments:
        ids.append(client.create_experiment(experiment["name"]))
        for key, value in experiment["tags"].items():
            store.set_experiment_tag(ids[-1], ExperimentTag(key, value))
    for run in runs:
        run_id = client.create_run(ids[run["experiment"]], start_time=run["start"], run_name=run["name"],
                                   tags={**run["tags"], "mlflow.user": run["user"]}).info.run_id
        for step in range(run["steps"]):
            client.log_batch(run_id, [metric(key, values[step % len(values)], 5, step)
                                      for key, values in run["metrics"].items()])
        client.log_batch(run_id, params=[Param(*param) for param in run["params"].items()])
        if run["datasets"]:
            store.log_inputs(run_id, [dataset_input(*dataset) for dataset in run["datasets"]])
        store.update_run_info(run_id, getattr(RunStatus, run["status"]), run["end"], None)
        if run["deleted"]:
            client.delete_run(run_id)
    for experiment, experiment_id in zip(experiments, ids):
        if experiment["deleted"]:
            client.delete_experiment(experiment_id)
    return ids


class RememberingStore(FileStore):
    """MLflow's store, which reads each run and experiment from the disk once. Filtering, sorting and paging are
    untouched: only so are thousands of searches a matter of seconds."""

    def __init__(self, root):
        super().__init__(root, None)
        for name in ("_list_run_infos", "_get_experiment"):
            setattr(self, name, functools.lru_cache(None)(getattr(self, name)))
        self._read_run = super()._get_run_from_info
        self._runs = {}

    def _get_run_from_info(self, run_info):
        if run_info.run_id not in self._runs:
            self._runs[run_info.run_id] = self._read_run(run_info)
        return self._runs[run_info.run_id]


@functools.lru_cache(None)
def remembering_store(root):
    return RememberingStore(root)


def one_page(store, question, token):
    view = VIEWS[question["view"]]
    if question["subject"] == "runs":
        page = store.search_runs(question["ids"], question["filter"], view, question["limit"], question["order"],
                                 token)
        return [page.token or "", *(run.info.run_id for run in page)]
    page = store.search_experiments(view, question["limit"], question["filter"], question["order"], token)
    return [page.token or "", *(experiment.experiment_id for experiment in page)]


def answer(root, question):
    """The first page and the one behind it, each as its token and ids; or ["error", message]; or ["crash", what]."""
    store = remembering_store(os.path.abspath(root))
    try:
        pages = [one_page(store, question, question["token"] or None)]
        if pages[0][0]:
            pages.append(one_page(store, question, pages[0][0]))
        return ["ok", *pages]
    except MlflowException as error:
        return ["error", error.message]
    except Exception as error:  # MLflow breaks down: there is nothing to agree with
        return ["crash", f"{type(error).__name__}: {error}"]
