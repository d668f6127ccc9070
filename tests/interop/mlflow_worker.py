"""A process with one version of the real MLflow in it. Runs under that version's Python.

Reads requests as JSON lines from stdin, answers as JSON lines on stdout:
    {"tree": DIRECTORY, "code": TEXT, "variables": {...}}  ->  {"value": ...} or {"error": ..., "code": ...}
The tree may be the address of a server, too; `store` is the client's then.
The code is Python and sees the variables, `client` (an MlflowClient of the tree), `store` (its FileStore),
`mlflow`, and everything in operations.py. Its last expression is the answer, as plain data.
"""

import ast
import json
import os
import sys
import tempfile
import traceback

# 3.17 opens a file store only when asked to.
os.environ.update(MLFLOW_ALLOW_FILE_STORE="true", MLFLOW_DISABLE_TELEMETRY="true", DO_NOT_TRACK="true",
                  GIT_PYTHON_REFRESH="quiet", TZ="UTC")
# Answers go to the real stdout; whatever MLflow prints goes to stderr.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
os.chdir(tempfile.gettempdir())

import logging  # noqa: E402

logging.disable(logging.WARNING)

import mlflow  # noqa: E402
from mlflow import MlflowClient  # noqa: E402
from mlflow.store.tracking.file_store import FileStore  # noqa: E402

import operations  # noqa: E402
from plain import plain  # noqa: E402

clients, stores = {}, {}


def answer(request):
    tree = request["tree"]
    is_server = tree.startswith("http://")
    uri = tree if is_server else "file://" + tree
    if tree not in clients or not (is_server or os.path.isdir(tree)):
        # The client makes the tree if it is missing; the store of an old request may be gone.
        clients[tree] = MlflowClient(tracking_uri=uri, registry_uri=uri)
        stores[tree] = clients[tree]._tracking_client.store if is_server else FileStore(tree, None)
    mlflow.set_tracking_uri(uri)
    names = {**vars(operations), "client": clients[tree], "store": stores[tree], "mlflow": mlflow,
             **request["variables"]}
    body = ast.parse(request["code"]).body
    value = None
    if body and isinstance(body[-1], ast.Expr):
        last = compile(ast.Expression(body.pop().value), "<request>", "eval")
    else:
        last = None
    exec(compile(ast.Module(body, []), "<request>", "exec"), names)
    if last is not None:
        value = eval(last, names)
    return {"value": plain(value)}


def main():
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line))
        except Exception as error:
            code = getattr(error, "error_code", type(error).__name__)
            reply = {"error": str(error), "code": code, "trace": traceback.format_exc()}
        answers.write(json.dumps(reply) + "\n")
        answers.flush()


main()
