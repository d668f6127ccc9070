#!/usr/bin/env python3
"""The part of mlruns-example/ that the real MLflow makes: three scikit-learn models on the wine data.

    make_example.py DIRECTORY        (run by tools/make_example.sh, with the Python of venv-mlflow-3.17.2)
"""

import os
import sys
import tempfile

os.environ.update(MLFLOW_ALLOW_FILE_STORE="true", MLFLOW_DISABLE_TELEMETRY="true", GIT_PYTHON_REFRESH="quiet",
                  LOGNAME="ada", USER="ada")

import mlflow  # noqa: E402
import pandas  # noqa: E402
import sklearn  # noqa: E402
from sklearn.datasets import load_wine  # noqa: E402
from sklearn.ensemble import RandomForestClassifier  # noqa: E402
from sklearn.linear_model import SGDClassifier  # noqa: E402
from sklearn.metrics import accuracy_score, classification_report, log_loss  # noqa: E402
from sklearn.model_selection import train_test_split  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

EPOCHS = 12


def data():
    wine = load_wine()
    parts = train_test_split(wine.data, wine.target, test_size=0.3, random_state=0, stratify=wine.target)
    scaler = StandardScaler().fit(parts[0])
    return scaler.transform(parts[0]), scaler.transform(parts[1]), parts[2], parts[3], wine


def epochs(model, x, y, classes):
    """Fits step by step; yields after each."""
    for epoch in range(1, EPOCHS + 1):
        if isinstance(model, RandomForestClassifier):
            model.set_params(n_estimators=2 * epoch)
            model.fit(x, y)
        else:
            model.partial_fit(x, y, classes=classes)
        yield epoch


def train(name, model, params, dataset, keep_model=False):
    x, x_test, y, y_test, wine = data()
    with mlflow.start_run(run_name=name, tags={"stage": "baseline", "mlflow.source.name": "train.py",
                                               "mlflow.source.type": "LOCAL"}) as run:
        mlflow.log_input(dataset, context="training")
        mlflow.log_params({"model": type(model).__name__, "epochs": EPOCHS, **params})
        if keep_model:
            model.partial_fit(x[:1], y[:1], classes=sorted(set(y)))
            info = mlflow.sklearn.log_model(
                model, name="classifier", params=params, pip_requirements=[f"scikit-learn=={sklearn.__version__}"])
            mlflow.log_metric("features", x.shape[1], model_id=info.model_id)
        for epoch in epochs(model, x, y, sorted(set(y))):
            mlflow.log_metrics({"loss": log_loss(y, model.predict_proba(x)),
                                "val/loss": log_loss(y_test, model.predict_proba(x_test)),
                                "val/accuracy": accuracy_score(y_test, model.predict(x_test))}, step=epoch)
        mlflow.log_text(classification_report(y_test, model.predict(x_test),
                                              target_names=[str(word) for word in wine.target_names]), "report.txt")
        return run.info.run_id


def main():
    tree = os.path.abspath(sys.argv[1])
    os.chdir(tempfile.mkdtemp())  # outside of any git checkout: its commit would be a tag
    mlflow.set_tracking_uri("file://" + tree)
    mlflow.set_experiment("wine")
    mlflow.set_experiment_tags({"mlflow.note.content": "Three models of the **wine** data, step by step."})
    wine = load_wine()
    frame = pandas.DataFrame(wine.data[:, :4], columns=wine.feature_names[:4])
    dataset = mlflow.data.from_pandas(frame, source="https://archive.ics.uci.edu/dataset/109/wine", name="wine")
    train("sgd", SGDClassifier(loss="log_loss", learning_rate="constant", eta0=0.01, random_state=0),
          {"lr": 0.01, "alpha": 0.0001}, dataset, keep_model=True)
    train("mlp", MLPClassifier(hidden_layer_sizes=(8,), learning_rate_init=0.02, random_state=0),
          {"lr": 0.02, "layers": "[8]"}, dataset)
    train("forest", RandomForestClassifier(max_depth=3, warm_start=True, random_state=0), {"max_depth": 3}, dataset)
    with mlflow.start_run(run_name="mistake", tags={"mlflow.source.name": "train.py"}) as run:
        mlflow.log_param("lr", 100)
        mlflow.log_metric("loss", float("nan"), step=1)
        mlflow.log_text("diverged at once\n", "why.txt")
    client = mlflow.MlflowClient()
    client.update_run(run.info.run_id, status="FAILED")
    client.delete_run(run.info.run_id)


main()
