"""Thousands of random searches in random trees: the real MLflow 2.22.5 and 3.17.2 and mltrack find the same runs and
experiments, in the same order, with the same page tokens, and refuse the same with the same words. And what MLflow
accepts means the same in mltrack's own language.

MLTRACK_SEARCH_SEED gives other trees and questions (default 0; a failure prints it), MLTRACK_SEARCH_COUNT multiplies
their number (default 1), MLTRACK_SEARCH_PROBE names the probe (default: build/dev/tests/search_probe).
"""

import os
import random
import re
import subprocess
from pathlib import Path

import pytest

import search_trees
from conftest import VERSIONS, worker_of
from programs import Mlflow, Mltrack

ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(os.environ.get("MLTRACK_SEARCH_PROBE", ROOT / "build/dev/tests/search_probe"))
SEED = int(os.environ.get("MLTRACK_SEARCH_SEED", "0"))
SCALE = float(os.environ.get("MLTRACK_SEARCH_COUNT", "1"))
TREES = 4
QUESTIONS = {"runs": 700, "experiments": 300}  # a tree
OLD, NEW = VERSIONS

# What 3.17 has and 2.22 has not (docs/search-grammar.md): the only questions about which they may differ.
NEWER = re.compile(
    r"\bIS\s+(NOT\s+)?NULL\b"  # not in 2.22
    r"|LIKE"                   # 2.22 takes the rest of a pattern as a regular expression
    r"|\bIN\b"                 # 2.22 takes no double quotes there, and drops what is not small hexadecimal
    r"|time|created"           # 2.22 refuses fractions
    r"|experiment_id",         # no field of 2.22
    re.IGNORECASE)


def encode(text):
    return text.encode("utf-8", "surrogatepass").hex()


def ask(tree, questions, dialect):
    """Ours, as operations_search.answer gives MLflow's."""
    def line(question, token):
        return " ".join(["find", question["subject"], dialect, question["view"], str(question["limit"]), encode(token),
                         ",".join(question["ids"]), encode(question["filter"]), *map(encode, question["order"])])
    def answers(lines):
        done = subprocess.run([PROBE], input="\n".join([f"tree {encode(str(tree))}", *lines, ""]),
                              capture_output=True, text=True)
        parts = [bytes.fromhex(answer).decode("utf-8", "surrogatepass").split("\x1e")
                 for answer in done.stdout.split("\n")[1:-1]]
        assert len(parts) == len(lines), f"the probe died of {lines[len(parts)]}: {done.stderr}"
        return parts
    first = answers([line(question, question["token"]) for question in questions])
    more = [index for index, answer in enumerate(first) if answer[0] == "ok" and answer[1]]
    second = dict(zip(more, answers([line(questions[index], first[index][1]) for index in more])))
    return [[a[0], a[1]] if a[0] == "error" else ["ok", a[1:], *([second[i][1:]] if i in second else [])]
            for i, a in enumerate(first)]


def comparable(answer):
    """MLflow prints Python sets, in an order that changes; a NUL is an escape in our messages."""
    if answer[0] != "error":
        return answer
    def in_order(match):
        return "{" + ", ".join(sorted(match.group(1).split(", "))) + "}"
    return ["error", re.sub(r"\{('[^{}]*')\}", in_order, answer[1].replace("\x00", "\\x00"))]


def accepted(ours, theirs):
    if theirs[0] == "crash":  # then any answer is better
        return True
    if ours == theirs:
        return True
    if ours[0] != "error":
        return False
    # MLflow sees only when there is something to sort that it cannot sort by datasets. And it takes a negative
    # offset, and counts it from the end; no token of its own has one.
    return (ours[1].startswith("Invalid order_by entity type 'dataset'") and theirs == ["ok", [""]]
            or re.match(r"Invalid page token, parsed value=.*'offset': '?\s*-", ours[1], re.DOTALL) is not None)


@pytest.fixture(scope="module", params=range(TREES))
def case(request, tmp_path_factory):
    """A tree that one version has written, questions about it, and what both versions answer."""
    if not PROBE.exists():
        pytest.skip(f"{PROBE} is not built")
    rng = random.Random(1000 * SEED + request.param)
    top = tmp_path_factory.mktemp("searched")
    writer = Mlflow(worker_of(VERSIONS[request.param % 2]), top / "mlruns")
    ids = writer("from operations_search import make_tree\nmake_tree(client, store, **tree)", tree=search_trees.tree(rng))
    questions = [search_trees.question(rng, subject, ids)
                 for subject, count in QUESTIONS.items() for _ in range(int(count * SCALE))]
    theirs = {}
    for version in VERSIONS:
        mlflow = Mlflow(worker_of(version), top / "mlruns")
        mlflow.begin("from operations_search import answer\n[answer(root, question) for question in questions]",
                     root=str(mlflow.tree), questions=questions)
    for version in VERSIONS:
        theirs[version] = [comparable(a) for a in Mlflow(worker_of(version), top / "mlruns").end()]
    return top, questions, theirs


def report(different, total):
    assert not different, (f"{len(different)} of {total} differ (MLTRACK_SEARCH_SEED={SEED}):\n"
                           + "\n".join(different[:10]))


def described(question, **answers):
    return "\n".join([str(question), *(f"   {name}: {answer}" for name, answer in answers.items())])


def test_mlflow_3_finds_the_same(case):
    top, questions, theirs = case
    ours = [comparable(a) for a in ask(top / "mlruns", questions, "mlflow")]
    report([described(q, mlflow=b, mltrack=a) for q, a, b in zip(questions, ours, theirs[NEW]) if not accepted(a, b)],
           len(questions))
    found = sum(answer[0] == "ok" and len(answer[1]) > 1 for answer in ours)
    refused = sum(answer[0] == "error" for answer in ours)
    assert found > len(questions) / 4 and refused > len(questions) / 30  # the questions are worth asking


def test_mlflow_2_finds_the_same(case):
    top, questions, theirs = case
    ours = [comparable(a) for a in ask(top / "mlruns", questions, "mlflow")]
    different, same = [], 0
    for question, a, old, new in zip(questions, ours, theirs[OLD], theirs[NEW]):
        both_refuse = old[0] == "error" and a[0] == "error"  # in words that have changed
        newer = old != new and NEWER.search(" ".join([question["filter"], *question["order"]]))
        same += accepted(a, old)
        if not accepted(a, old) and not both_refuse and not newer:
            different.append(described(question, mlflow=old, mltrack=a))
    report(different, len(questions))
    assert same > len(questions) * 0.7


def test_our_own_language_keeps_the_meaning(case):
    top, questions, _ = case
    strict = ask(top / "mlruns", questions, "mlflow")
    own = ask(top / "mlruns", questions, "extended")
    report([described(q, mlflow=a, extended=b) for q, a, b in zip(questions, strict, own) if a[0] == "ok" and a != b],
           len(questions))


def test_the_program_says_the_same(case, binary):
    """The whole way, for some of them: options, exit codes, standard error."""
    top, questions, theirs = case
    mltrack = Mltrack(binary, top / "mlruns", top)
    different, asked = [], 0
    for question, expected in list(zip(questions, theirs[NEW]))[: int(40 * SCALE)]:
        texts = [question["filter"], question["token"], *question["order"]]
        if expected[0] == "crash" or any("\x00" in text or text.startswith("-") for text in texts):
            continue  # what cannot be an argument
        asked += 1
        words = [word for each in question["ids"] for word in ("-e", each)]
        words += [word for clause in question["order"] for word in ("--order-by", clause)]
        words += ["--page-token", question["token"]] if question["token"] else []
        result = mltrack.result("search", question["filter"], *words, "--view", question["view"], "-L",
                                question["limit"], "-o", "id", "--strict-mlflow")
        if expected[0] == "ok":
            good = result.code == 0 and result.out.split() == expected[1][1:]
        else:
            said = comparable(["error", result.err])[1]
            good = result.code == 2 and plain_words(expected[1]) in plain_words(said)
        if not good:
            different.append(described(question, mlflow=expected, mltrack=result))
    report(different, asked)


def plain_words(message):
    """Without what a terminal must not be sent as it is: blanks, controls and their escapes."""
    return re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[ntr]|[\s\x00-\x1f\x7f-\xa0\u2000-\u206f]", "", message)
