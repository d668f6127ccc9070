"""The two programs under comparison, as Python objects."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TIMEOUT = 120


class MlflowError(Exception):
    """What MLflow raised: `code` is its error code, or the name of another exception's class."""

    def __init__(self, reply):
        super().__init__(f"{reply['code']}: {reply['error']}")
        self.code, self.message, self.trace = reply["code"], reply["error"], reply["trace"]


class Worker:
    """A process that has imported one version of MLflow."""

    def __init__(self, python, version):
        self.version = version
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MLFLOW_")}
        environment.update(USER="ada", LOGNAME="ada")
        self.process = subprocess.Popen(
            [str(python), str(HERE / "mlflow_worker.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=environment, stderr=subprocess.DEVNULL)

        self.waiting = False

    def send(self, tree, code, variables):
        if self.waiting:  # a test failed before it took its answer
            self.process.stdout.readline()
        request = {"tree": str(tree), "code": code, "variables": variables}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        self.waiting = True

    def receive(self):
        self.waiting = False
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the worker of MLflow {self.version} ended")
        reply = json.loads(line)
        if "error" in reply:
            raise MlflowError(reply)
        return reply["value"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(TIMEOUT)


class Mlflow:
    """mlflow("client.get_run(run_id)", run_id=...) -> the answer as plain data."""

    def __init__(self, worker, tree):
        self.worker, self.tree, self.version = worker, tree, worker.version

    @property
    def is_3(self):
        return self.version.startswith("3.")

    def __call__(self, code, **variables):
        self.worker.send(self.tree, code, variables)
        return self.worker.receive()

    def begin(self, code, **variables):
        """Lets MLflow work while the test does something else; `end` waits for it."""
        self.worker.send(self.tree, code, variables)

    def end(self):
        return self.worker.receive()


@dataclass
class Result:
    out: str
    err: str
    code: int


class Mltrack:
    """mltrack("list", "-e", "a") -> stdout; a failure is a failure of the test."""

    def __init__(self, binary, tree, home):
        self.binary, self.tree, self.home = binary, tree, home

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
        return {"PATH": f"{self.binary.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(self.home),
                "USER": "ada", "LOGNAME": "ada", "LANG": "C.UTF-8", "TZ": "UTC",
                "MLFLOW_TRACKING_URI": str(self.tree), **kept, **more}

    def start(self, *arguments, stdin=subprocess.DEVNULL, **environment):
        return subprocess.Popen(
            [str(self.binary), *map(str, arguments)], stdin=stdin, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=self.environment(**environment), cwd=self.home)

    def result(self, *arguments, stdin=None, **environment):
        process = self.start(*arguments, stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
                             **environment)
        out, err = process.communicate(stdin.encode() if isinstance(stdin, str) else stdin, TIMEOUT)
        return Result(out.decode(errors="surrogateescape"), err.decode(errors="surrogateescape"),
                      process.returncode)

    def __call__(self, *arguments, **more):
        result = self.result(*arguments, **more)
        assert result.code == 0, f"mltrack {arguments} ended with {result.code}: {result.err}"
        return result.out

    def id(self, *arguments, **more):
        """For commands whose answer is one id."""
        return self(*arguments, **more).rstrip("\n")

    def json(self, *arguments, **more):
        return json.loads(self(*arguments, "-o", "json", **more))

    def fails(self, code, *arguments, **more):
        """Its stderr, after it failed with just this code."""
        result = self.result(*arguments, **more)
        assert result.code == code, f"mltrack {arguments} ended with {result.code}: {result.err}"
        return result.err
