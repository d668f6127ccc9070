"""Is our filter language MLflow's? Compares search_probe with the parser of the installed MLflow
(3.17.2), in this process, over thousands of generated texts with fixed seeds.

MLTRACK_SEARCH_PROBE names the probe (default: build/dev/tests/search_probe),
MLTRACK_SEARCH_COUNT multiplies the number of texts (default 1; the whole file then takes < 60 s),
MLTRACK_SEARCH_SEED gives others (default 0).
"""

import math
import os
import random
import re
import subprocess
import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest

import search_generator as generate

mlflow = pytest.importorskip("mlflow")
from mlflow.exceptions import MlflowException  # noqa: E402
from mlflow.utils.search_utils import (  # noqa: E402
    SearchExperimentsUtils, SearchLoggedModelsUtils, SearchModelUtils, SearchModelVersionUtils, SearchUtils)

warnings.filterwarnings("ignore")
ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(os.environ.get("MLTRACK_SEARCH_PROBE", ROOT / "build/dev/tests/search_probe"))
SCALE = float(os.environ.get("MLTRACK_SEARCH_COUNT", "1"))
SEED = int(os.environ.get("MLTRACK_SEARCH_SEED", "0"))
LETTER = {"attribute": "a", "metric": "m", "parameter": "p", "tag": "t", "dataset": "d"}
UTILS = {"runs": SearchUtils, "experiments": SearchExperimentsUtils, "registered_models": SearchModelUtils,
         "model_versions": SearchModelVersionUtils, "logged_models": SearchLoggedModelsUtils}

if not mlflow.__version__.startswith("3.17."):
    pytest.skip(f"needs MLflow 3.17, found {mlflow.__version__}", allow_module_level=True)
if not PROBE.exists():
    pytest.skip(f"{PROBE} is not built", allow_module_level=True)


def encode(text):
    return text.encode("utf-8", "surrogateescape").hex()


def ask(questions):
    """The answers of the probe: lists of parts, the first is `ok` or `error`."""
    done = subprocess.run([PROBE], input="\n".join(questions) + "\n", capture_output=True, text=True)
    answers = done.stdout.split("\n")[:-1]
    if len(answers) != len(questions):
        words = questions[len(answers)].split(" ")
        pytest.fail(f"the probe died of {words[:2]} {[bytes.fromhex(w) for w in words[2:]]}:\n"
                    + done.stderr)
    return [bytes.fromhex(a).decode("utf-8", "surrogatepass").split("\x1e") for a in answers]


def with_sorted_sets(message):
    """MLflow prints Python sets, in an order that changes from run to run. Our messages are C
    strings, so a NUL in them is written as an escape."""
    message = message.replace("\x00", "\\x00")
    def ordered(match):
        return "{" + ", ".join(sorted(match.group(1).split(", "))) + "}"
    return re.sub(r"\{('[^{}]*')\}", ordered, message)


def number(value):
    try:
        return repr(float(value))
    except OverflowError:
        return "-inf" if value < 0 else "inf"


def show_value(comparison, subject):
    value = comparison["value"]
    if value is None:
        return "-"
    key = comparison["key"]
    if subject == "model_versions" and key == "version_number" and comparison["type"] == "attribute":
        return "n" + number(int(value))  # fails here, and in MLflow when the first version is met
    if comparison["type"] == "metric" or (
        comparison["type"] == "attribute" and key in UTILS[subject].NUMERIC_ATTRIBUTES
    ):
        return "n" + number(value)
    if isinstance(value, tuple):
        return "l" + "".join(item + "\x1f" for item in value)
    return "s" + value


def theirs(function):
    """What MLflow answers: ok, error with its message, or crash (no MlflowException)."""
    try:
        return ["ok", *function()]
    except MlflowException as error:
        return ["error", with_sorted_sets(error.message)]
    except Exception as error:
        return ["crash", f"{type(error).__name__}: {error}"]


def real_key(comparison, subject):
    key = comparison["key"]
    if subject == "logged_models" and comparison["type"] == "attribute":  # MLflow fails on these two
        return {"creation_time": "creation_timestamp", "last_updated_time": "last_updated_timestamp"}.get(key, key)
    return SearchUtils.translate_key_alias(key) if subject in ("runs", "logged_models") else key


def letter(comparison, subject):
    by_name = subject == "logged_models" and comparison["type"] == "dataset" and comparison["key"] == "name"
    return "a" if by_name else LETTER[comparison["type"]]


def their_filter(text, subject):
    utils = UTILS[subject]
    return [
        "|".join([letter(c, subject), real_key(c, subject), c["comparator"].upper(), show_value(c, subject)])
        for c in utils.parse_search_filter(text)
    ]


def their_order(clauses, subject):
    if subject == "runs":
        keys = []
        for clause in reversed(clauses):
            kind, key, ascending = SearchUtils.parse_order_by_for_search_runs(clause)
            SearchUtils._get_value_for_sort(EMPTY_RUN, kind, key, ascending)
            keys.insert(0, (kind, SearchUtils.translate_key_alias(key), ascending))
    elif subject in generate.REGISTRY:
        utils = UTILS[subject]
        utils._get_sort_key(clauses)
        parse = (SearchModelUtils.parse_order_by_for_search_registered_models if subject == "registered_models"
                 else SearchModelVersionUtils.parse_order_by_for_search_model_versions)
        keys = [parse(clause) for clause in clauses]
        for name, up in [("name", True), ("version_number", False)][: 1 if subject == "registered_models" else 2]:
            if not any(key == name for _, key, _ in keys):
                keys.append(("attribute", name, up))
    else:
        SearchExperimentsUtils._get_sort_key(clauses)
        keys = [SearchExperimentsUtils.parse_order_by_for_search_experiments(c) for c in clauses]
    return [f"{LETTER[kind]}|{key}|{'asc' if up else 'desc'}" for kind, key, up in keys]


def mine(answer):
    return [answer[0], with_sorted_sets(answer[1])] if answer[0] == "error" else answer


def agree(ours, expected):
    """Where MLflow crashes there is no wording to keep; we only must not crash ourselves."""
    return expected[0] == "crash" or ours == expected


def compare(cases):
    """`cases`: (question, a name for people, what MLflow says)."""
    answers = ask([question for question, _, _ in cases])
    different = []
    counts = {"ok": 0, "error": 0, "crash": 0}
    for (_, name, expected), answer in zip(cases, answers):
        counts[expected[0]] += 1
        if not agree(mine(answer), expected):
            different.append(f"{name!r}\n   MLflow: {expected}\n   ours:   {mine(answer)}")
    print(counts)
    assert not different, f"{len(different)} of {len(cases)} differ:\n" + "\n".join(different[:10])
    return counts


EMPTY_RUN = SimpleNamespace(
    info=SimpleNamespace(run_id="0", run_name=None, user_id=None, status=None, start_time=0,
                         end_time=None, artifact_uri=None),
    data=SimpleNamespace(metrics={}, params={}, tags={}),
    inputs=SimpleNamespace(dataset_inputs=[]),
)


@pytest.mark.parametrize("subject", list(UTILS))
@pytest.mark.parametrize("seed", [1, 2])
def test_filters_mean_the_same(subject, seed):
    rng = random.Random(SEED + seed)
    cases = []
    for _ in range(int(4000 * SCALE)):
        text = generate.filter_text(rng, subject)
        cases.append((f"filter {subject} {encode(text)}", text,
                      theirs(lambda: their_filter(text, subject))))
    counts = compare(cases)
    assert counts["ok"] > len(cases) / 20  # the generator is worth something


@pytest.mark.parametrize("subject", list(UTILS))
def test_every_sql_word_means_the_same(subject):
    from sqlparse import keywords
    words = {word for name in vars(keywords) if name.startswith("KEYWORDS")
             for word in getattr(keywords, name)}
    cases = []
    for word in sorted(words):
        for form in ["tags.{} = 'x'", "{} = 'x'", "tags.a = {}", "tags.a = 'x' {} tags.b = 'y'",
                     "{}", "{} 'x'", "a {} (1, 2)", "{}(1) = 2"]:
            text = form.format(word if len(cases) % 3 else word.lower())
            cases.append((f"filter {subject} {encode(text)}", text,
                          theirs(lambda: their_filter(text, subject))))
    compare(cases)


@pytest.mark.parametrize("subject", ["runs", "experiments", *generate.REGISTRY])
def test_order_by_means_the_same(subject):
    rng = random.Random(SEED + 3)
    cases = []
    for _ in range(int(3000 * SCALE)):
        clauses = [generate.order_clause(rng, subject) for _ in range(rng.choice([1, 1, 1, 2]))]
        texts = " ".join(encode(clause) for clause in clauses)
        cases.append((f"order {subject} {texts}", clauses,
                      theirs(lambda: their_order(clauses, subject))))
    compare(cases)


def their_token(token):
    offset = SearchUtils.parse_start_offset_from_page_token(token)
    if offset < 0:
        raise ArithmeticError("counts from the end")  # we refuse that
    return [str(min(offset, 2**63 - 1))]


def test_page_tokens_mean_the_same():
    rng = random.Random(SEED + 4)
    tokens = [generate.page_token(rng) for _ in range(int(10000 * SCALE))]
    compare([(f"token {encode(t)}", t, theirs(lambda: their_token(t))) for t in tokens])


NAMES = ["a", "b", "loss", "x.y", "a b", "start_time", "run_name"]
VALUES = ["a", "A", "b", "", "aXb", "a\nb", "a\n", "\n", "é", "É", "FINISHED", "finished", "ß", "ẞ", "ſ",
          "s", "S", "K", "k", "ı", "I", "İ", "i", "Σ", "σ", "ς", "a.c", "a%b", "a_b", "a\\b", "100%",
          "参数", "\U0001f600", "a\rb", "a\u2028b", "aa\nbb\ncc", "ab" * 20, "µ", "μ", "ﬅ", "ﬆ", "ͅ", "ι"]
NUMBERS = [0.0, -0.0, 1.0, 0.5, -2.25, math.nan, math.inf, -math.inf, 1e-300, 1000.0, 1.7e12, 5e-324]


def some(rng, choices, chance=0.6):
    return {name: rng.choice(choices) for name in NAMES if rng.random() < chance}


def random_run(rng, number):
    inputs = [
        SimpleNamespace(
            dataset=SimpleNamespace(name=rng.choice(VALUES), digest=rng.choice(VALUES)),
            tags=[SimpleNamespace(key="mlflow.data.context", value=rng.choice(VALUES))]
            if rng.random() < 0.7 else [],
        )
        for _ in range(rng.choice([0, 0, 1, 2]))
    ]
    info = SimpleNamespace(
        run_id=rng.choice(["a", "b", "c"]) + str(number), run_name=rng.choice(VALUES),
        user_id=rng.choice(VALUES), status=rng.choice(["RUNNING", "FINISHED", "a"]),
        start_time=rng.choice([0, 1, 1000, 1700000000000]), artifact_uri="file:///x",
        end_time=rng.choice([None, 0, 1, 1000, 1700000000000]))
    data = SimpleNamespace(metrics=some(rng, NUMBERS), params=some(rng, VALUES),
                           tags=some(rng, VALUES))
    return SimpleNamespace(info=info, data=data, inputs=SimpleNamespace(dataset_inputs=inputs))


def random_experiment(rng, number):
    return SimpleNamespace(
        name=rng.choice(VALUES), experiment_id=rng.choice(["a", "b", ""]) + str(number),
        creation_time=rng.choice([None, 0, 1, 1000, 1700000000000]),
        last_update_time=rng.choice([0, 1, 1000]), tags=some(rng, VALUES))


def random_model(rng, number):
    return SimpleNamespace(
        name=rng.choice(["a", "A", "b", "é"]) + str(number), _tags=some(rng, VALUES),
        creation_timestamp=rng.choice([0, 1, 1000]), last_updated_timestamp=rng.choice([0, 1, 1000]))


def random_version(rng, number):
    return SimpleNamespace(
        name=rng.choice(["a", "A", "b"]), version=number, run_id=rng.choice([None, "a", "b"]),
        source=rng.choice(VALUES), current_stage="None", tags=some(rng, VALUES),
        creation_timestamp=rng.choice([0, 1, 1000]), last_updated_timestamp=rng.choice([0, 1, 1000]))


def random_logged_model(rng, number):
    return SimpleNamespace(
        name=rng.choice(VALUES), model_id=f"m-{number}", model_type=rng.choice([None, "a", "b"]),
        status=rng.choice(["READY", "PENDING"]), source_run_id=rng.choice([None, "a"]),
        creation_timestamp=rng.choice([0, 1, 1000]), last_updated_timestamp=rng.choice([0, 1, 1000]),
        metrics=[SimpleNamespace(key=key, value=value) for key, value in some(rng, NUMBERS).items()],
        params=some(rng, VALUES), tags=some(rng, VALUES))


MAKE = {"runs": random_run, "experiments": random_experiment, "registered_models": random_model,
        "model_versions": random_version, "logged_models": random_logged_model}


def field(kind, key, value):
    kind_of_value, text = ("n", repr(float(value))) if isinstance(value, (int, float)) else ("s", value)
    return f"{kind}:{encode(key)}:{kind_of_value}:{encode(text)}"


def record_of(subject, item):
    if subject == "runs":
        attributes, tags = vars(item.info), item.data.tags
        identity, time = item.info.run_id, item.info.start_time
        more = [field("m", *m) for m in item.data.metrics.items()]
        more += [field("p", *p) for p in item.data.params.items()]
        for entry in item.inputs.dataset_inputs:
            texts = [entry.dataset.name, entry.dataset.digest, *(t.value for t in entry.tags)]
            more.append(":".join(["d", *map(encode, texts)]))
    elif subject == "logged_models":
        attributes = {k: v for k, v in vars(item).items() if k not in ("tags", "params", "metrics")}
        identity, time, tags = item.model_id, item.creation_timestamp, item.tags
        more = [field("m", m.key, m.value) for m in item.metrics] + [field("p", *p) for p in item.params.items()]
    elif subject == "model_versions":
        names = {"version": "version_number", "source": "source_path"}
        attributes = {names.get(k, k): v for k, v in vars(item).items() if k not in ("tags", "current_stage")}
        identity, time, tags, more = f"{item.name}/{item.version}", 0, item.tags, []
    elif subject == "registered_models":
        attributes = {k: v for k, v in vars(item).items() if k != "_tags"}
        identity, time, tags, more = item.name, 0, item._tags, []
    else:
        attributes = {k: v for k, v in vars(item).items() if k != "tags"}
        identity, time, tags, more = item.experiment_id, item.creation_time or 0, item.tags, []
    more += [field("a", *a) for a in attributes.items() if a[1] is not None]
    more += [field("t", *t) for t in tags.items()]
    return f"record {encode(identity)} {time} " + " ".join(more)


def their_search(subject, items, text, clauses):
    if subject == "runs":
        hits = SearchUtils.filter(items, text)
        # An order by datasets is refused only when there is something to order; we always refuse.
        ordered = SearchUtils.sort(hits or [EMPTY_RUN], clauses)
        return [run.info.run_id for run in ordered if hits]
    if subject == "registered_models":
        return [m.name for m in SearchModelUtils.sort(SearchModelUtils.filter(items, text), clauses)]
    if subject == "model_versions":
        hits = SearchModelVersionUtils.filter(items, text)
        default = ["last_updated_timestamp DESC", "name ASC", "version_number DESC"]
        return [f"{v.name}/{v.version}" for v in SearchModelVersionUtils.sort(hits, clauses or default)]
    if subject == "logged_models":
        hits = SearchLoggedModelsUtils.filter_logged_models(items, text)
        return [m.model_id for m in SearchLoggedModelsUtils.sort(hits, [])]
    hits = SearchExperimentsUtils.filter(items, text)
    default = ["creation_time DESC", "experiment_id ASC"]
    return [e.experiment_id for e in SearchExperimentsUtils.sort(hits, clauses or default)]


def valid_filter(rng, subject):
    text = generate.valid_comparison(rng, subject)
    quoted = re.search(r"'[^']*'|\"b\"", text)
    if quoted and "IN" not in text.upper() and rng.random() < 0.7:
        pattern = "".join(rng.choice([rng.choice(VALUES), "%", "_", "%", "a"])
                          for _ in range(rng.randrange(4)))
        text = text.replace(quoted.group(0), "'" + pattern.replace("'", "") + "'")
    return text


@pytest.mark.parametrize("subject", list(UTILS))
def test_searches_find_the_same_in_the_same_order(subject):
    rng = random.Random(SEED + 5)
    make = MAKE[subject]
    cases = []
    for _ in range(int(60 * SCALE)):
        items = [make(rng, n) for n in range(rng.choice([1, 5, 12]))]
        cases.append(("clear", "", ["ok"]))
        cases += [(record_of(subject, item), "", ["ok"]) for item in items]
        for _ in range(50):
            text = " AND ".join(valid_filter(rng, subject) for _ in range(rng.choice([0, 1, 1, 2])))
            if rng.random() < 0.1:
                text = generate.filter_text(rng, subject)
            clauses = []
            while rng.random() < 0.5 and subject != "logged_models":
                key = valid_filter(rng, subject).split(" ")[0]
                clauses.append(key + rng.choice(["", " ASC", " DESC"]))
            texts = " ".join(map(encode, clauses))
            question = f"search {subject} {encode(text)} {texts}".rstrip() if clauses else (
                f"search {subject} {encode(text)}")
            cases.append((question, (text, clauses), theirs(
                lambda: their_search(subject, items, text, clauses))))
    compare(cases)


def limit_texts():
    for depth in (90, 98, 99, 100, 101, 102, 150):
        for opener, closer in (("(", ")"), ("[", "]"), ("f(", ")"), ("CASE ", " END"), ("([", "])"),
                               ("BEGIN ", " END"), ("(a=", ")"), ("(1+", ")"), ("a[", "]")):
            for count in (depth // 2, depth):
                yield opener * count + "1" + closer * count
                yield "tags.a = " + opener * count + "'x'" + closer * count
                yield "run_id IN " + opener * count + "'x'" + closer * count
        for part in ("1+", "a=", "a::", "a.", "a,", "a AS ", "a ", "a:=", "a->", "a*"):
            yield part * depth + "b"
    for words in (4990, 4999, 5000, 5001):
        yield "a " * words + "= 1"
        yield "a" + "=" + "b " * words
        yield "-- c\n" * words + "\n" * 20 + "tags.a = 'x'"
        yield "tags.a = 'x'" + " " * (2 * words)
        yield "run_id IN (" + ",".join(["'x'"] * words) + ")"
        yield "metrics.a < 1 AND " * (words // 8) + "tags.a = 'x'"
        yield "a; " * (words // 50) + "b " * words


def test_limits_are_the_same():
    cases = [(f"filter runs {encode(text)}", text[:60] + f"... ({len(text)})",
              theirs(lambda: their_filter(text, "runs"))) for text in limit_texts()]
    compare(cases)
