"""What the interop tests are made of: a tree, the real MLflow on it, and mltrack on it.

Tests that take `mlflow` run once for each MLflow version; `mlflow3` is the newest alone. With CI=true a
skipped test is a failure.
"""

import os
from pathlib import Path

import pytest

from programs import Mlflow, Mltrack, Worker

REPO = Path(__file__).resolve().parent.parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mltrack"
VERSIONS = ["2.22.5", "3.17.2"]
IN_CI = os.environ.get("CI") in ("true", "1")

_workers = {}


def worker_of(version):
    if version not in _workers:
        python = CACHE / f"venv-mlflow-{version}" / "bin" / "python"
        if not python.exists():
            pytest.skip(f"no MLflow {version}: {python} is missing (tools/test install makes it)")
        _workers[version] = Worker(python, version)
    return _workers[version]


@pytest.fixture(scope="session", autouse=True)
def _end_workers():
    yield
    for worker in _workers.values():
        worker.close()


@pytest.fixture(scope="session")
def binary():
    path = Path(os.environ.get("MLTRACK_BINARY") or REPO / "build" / "dev" / "mltrack").resolve()
    if not path.exists():
        pytest.skip(f"{path} is missing (set MLTRACK_BINARY, or build the dev preset)")
    return path


@pytest.fixture
def tree(tmp_path):
    """A directory that does not exist yet: the first program that needs it makes it."""
    return tmp_path / "mlruns"


@pytest.fixture(params=VERSIONS)
def mlflow(request, tree):
    return Mlflow(worker_of(request.param), tree)


@pytest.fixture
def mlflow3(tree):
    return Mlflow(worker_of(VERSIONS[-1]), tree)


@pytest.fixture
def mlflow_at():
    """mlflow_at(version, tree): for tests with several versions or trees."""
    return lambda version, tree: Mlflow(worker_of(version), tree)


@pytest.fixture
def mltrack(binary, tree, tmp_path):
    return Mltrack(binary, tree, tmp_path)


def pytest_sessionfinish(session, exitstatus):
    skipped = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and skipped and skipped.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        skipped.write_line("CI: a skipped test is a failure")
