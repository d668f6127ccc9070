"""Tracking URIs that MLflow takes and mltrack does not offer: refused by name, with nothing made."""

from snapshot import snapshot

# One of each kind that MLflow's documentation names, where the scheme alone is no URI.
EXAMPLES = {"sqlite": "sqlite:///mlflow.db", "postgresql": "postgresql://ada:secret@db.example.org/mlflow",
            "http": "http://127.0.0.1:5000", "https": "https://ada:secret@mlflow.example.org",
            "databricks": "databricks://profile", "databricks-uc": "databricks-uc://profile", "uc": "uc:http://h"}


def test_every_scheme_of_mlflow_that_is_not_offered_is_refused(mlflow, mltrack):
    schemes = set(mlflow("""
from mlflow.tracking._tracking_service import utils
sorted(utils._tracking_store_registry._registry)"""))
    assert {"", "file", "http", "https", "sqlite", "postgresql", "mysql", "databricks"} <= schemes
    before = snapshot(mltrack.home)
    for scheme in sorted(schemes - {"", "file"}):
        uri = EXAMPLES.get(scheme, f"{scheme}://ada:secret@host/name")
        for words in (["list"], ["start-run"], ["log-metric", "-r", "0" * 32, "m", "1"]):
            error = mltrack.fails(2, *words, MLFLOW_TRACKING_URI=uri)
            assert f"no store for the scheme '{scheme}'" in error
            assert "secret" not in error
    assert snapshot(mltrack.home) == before
