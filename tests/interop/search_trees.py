"""Random trees of runs and random questions about them, for test_search_trees.py."""

import search_generator as generate

NAMES = ["alpha", "Alpha", "ALPHA", "beta_1", "betaX1", "delta%", "é-run", "É-run", "a b", "it's", "x.y"]
TEXTS = ["adam", "Adam", "ADAM", "sgd", "0.1", "0.01", "1e-1", "10", "9", "100%", "a_b", "aXb", "a.c", "abc", "é", "É",
         "ß", "", "it's", "two\nlines", "two\n", " ", "NULL", "nan"]
NUMBERS = ["0", "-0.0", "0.5", "0.9", "0.9", "1e-3", "-2.25", "nan", "inf", "-inf", "1e300", "5e-324", "3"]
METRICS = ["loss", "Loss", "acc", "a b", "x/y", "m.n", "é", "val-loss", "count"]
PARAMS = ["lr", "LR", "opt", "deep/er", "m.n", "a b", "order", "é"]
TAGS = ["team", "Team", "stage", "x/y", "a b", "mlflow.note.content"]
STARTS = [0, 1, 1700000000000, 1700000001000, 1700000002000]
ENDS = [None, None, 1, 1700000002000, 1700000009999]


def some(rng, keys, values, chance=0.6):
    return {key: values() for key in keys if rng.random() < chance}


def tree(rng):
    """Experiments and runs as operations_search.make_tree writes them."""
    experiments = [{"name": name, "tags": some(rng, TAGS[:4], lambda: rng.choice(TEXTS)),
                    "deleted": rng.random() < 0.2} for name in rng.sample([n for n in NAMES if "'" not in n], 8)]
    experiments[0]["deleted"] = experiments[1]["deleted"] = False
    runs = [{
        "experiment": rng.randrange(2), "name": rng.choice(NAMES), "start": rng.choice(STARTS),
        "end": rng.choice(ENDS), "user": rng.choice(["ada", "Ada", "bob"]), "deleted": rng.random() < 0.15,
        "status": rng.choice(["FINISHED", "FAILED", "RUNNING", "KILLED", "SCHEDULED"]),
        "steps": rng.choice([1, 1, 3]),
        "metrics": some(rng, METRICS, lambda: [rng.choice(NUMBERS) for _ in range(3)]),
        "params": some(rng, PARAMS, lambda: rng.choice(TEXTS)),
        "tags": some(rng, TAGS, lambda: rng.choice(TEXTS)),
        "datasets": [[rng.choice(["iris", "Iris", "wine"]), rng.choice(["1", "2"]), rng.choice([None, "train", "Train"])]
                     for _ in range(rng.choice([0, 0, 1, 2]))],
    } for _ in range(rng.choice([5, 20, 30]))]
    return {"experiments": experiments, "runs": runs}


def quoted_key(rng, key):
    bare = key.replace(".", "").replace("_", "").isalnum() and not key[0].isdigit()
    return key if bare and rng.random() < 0.9 else rng.choice(["`{}`", '"{}"']).format(key)


def quoted_text(rng, text):
    return f'"{text}"' if "'" in text or rng.random() < 0.2 else f"'{text}'"


def pattern(rng, texts):
    text = list(rng.choice(texts))
    for _ in range(rng.randrange(3)):
        at = rng.randrange(len(text) + 1)
        text[at:at + rng.randrange(2)] = rng.choice(["%", "_", "%"])
    return quoted_text(rng, "".join(text))


def compared_text(rng, texts):
    operator = rng.choice(["=", "!=", "LIKE", "ILIKE", "ilike", "=", "!="])
    value = pattern(rng, texts) if "LIKE" in operator.upper() else quoted_text(rng, rng.choice(texts))
    return f"{operator} {value}"


def compared_number(rng, numbers):
    spaced = rng.choice(["{} {}", "{}{}"])
    return " " + spaced.format(rng.choice(["=", "!=", "<", "<=", ">", ">="]), rng.choice(numbers))


def keyed(rng, entities, keys):
    key = rng.choice(keys) if rng.random() < 0.95 else "nowhere"
    return f"{rng.choice(entities)}.{quoted_key(rng, key)}"


def comparison(rng, subject, ids):
    """One that MLflow 3 accepts."""
    plain_numbers = ["0", "0.5", ".9", "-2.25", "1e-3", "1e300", "3", "-1"]
    times = ["0", "1", "1700000001000", "1700000001000.5"]
    if subject == "experiments":
        pick = rng.choice(["text", "time", "tag", "tag", "list"])
        if pick == "text":
            return "name " + compared_text(rng, NAMES)
        if pick == "time":
            return rng.choice(["creation_time", "last_update_time"]) + compared_number(rng, times)
        if pick == "list":
            listed = ", ".join(f"'{each}'" for each in rng.sample(ids, 2))
            return f"experiment_id {rng.choice(['IN', 'NOT IN', 'in'])} ({listed})"
        field = keyed(rng, ["tags", "tag"], TAGS[:4])
        return field + rng.choice([" IS NULL", " is not null", " " + compared_text(rng, TEXTS)])
    pick = rng.choice(["metric", "metric", "param", "tag", "attribute", "time", "dataset", "list"])
    if pick == "metric":
        return keyed(rng, ["metrics", "metric"], METRICS) + compared_number(rng, plain_numbers)
    if pick in ("param", "tag"):
        field = keyed(rng, ["params", "param", "parameters"], PARAMS) if pick == "param" else keyed(
            rng, ["tags", "tag"], TAGS)
        return field + rng.choice([" IS NULL", " is not null"] + 4 * [" " + compared_text(rng, TEXTS)])
    if pick == "attribute":
        prefix = rng.choice(["", "", "attributes.", "attr.", "run."])
        name, values = rng.choice([("run_name", NAMES), ("status", ["FINISHED", "finished", "RUNNING"]),
                                   ("user_id", ["ada", "Ada"]), ("artifact_uri", ["%file%"]), ("run_id", ["%a%"])])
        return f"{prefix}{name} {compared_text(rng, values)}"
    if pick == "time":
        return rng.choice(["start_time", "end_time", "created", "attributes.Created"]) + compared_number(rng, times)
    if pick == "dataset":
        field = rng.choice(["name", "digest", "context"])
        values = {"name": ["iris", "Iris", "wine"], "digest": ["1", "2"], "context": ["train", "Train"]}[field]
        in_list = f"{rng.choice(['IN', 'NOT IN'])} ({quoted_text(rng, values[0])}, 'wine')"
        return f"{rng.choice(['datasets', 'dataset'])}.{field} " + rng.choice([in_list, compared_text(rng, values)])
    return f"run_id {rng.choice(['IN', 'NOT IN', 'not in'])} ('a', {quoted_text(rng, 'b')})"


def filter_text(rng, subject, ids):
    pick = rng.random()
    if pick < 0.08:
        return generate.filter_text(rng, subject)
    text = rng.choice([" AND ", " and "]).join(
        comparison(rng, subject, ids) for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3])))
    return generate.mutate(rng, text) if pick < 0.2 else text


def order_clause(rng, subject, hostile=0.05):
    if rng.random() < hostile:
        return generate.order_clause(rng, subject)
    if subject == "experiments":
        field = rng.choice(["name", "creation_time", "last_update_time", "experiment_id", "attribute.name"])
    else:
        field = rng.choice([
            keyed(rng, ["metrics", "metric"], METRICS), keyed(rng, ["metrics"], METRICS), keyed(rng, ["params"], PARAMS),
            keyed(rng, ["tags", "tag"], TAGS), rng.choice(["start_time", "end_time", "run_name", "status", "run_id",
                                                           "Created", "attributes.user_id", "artifact_uri"])])
    return field + rng.choice(["", " ASC", " DESC", " desc", " DESC"])


def question(rng, subject, ids):
    """Refused for one reason at most: which of two is told first is nobody's business."""
    asked = {"subject": subject, "ids": rng.choice([ids[:1], ids[1:2], ids[:2]]), "token": "", "order": [],
             "filter": "", "view": rng.choice(["active", "active", "deleted", "all"]),
             "limit": rng.choice([1, 2, 5, 1000])}
    if rng.random() < 0.05:
        return {**asked, "token": generate.page_token(rng)}
    if rng.random() < 0.7:
        asked["filter"] = filter_text(rng, subject, ids)
        if rng.random() < 0.3:
            asked["order"] = [order_clause(rng, subject, hostile=0)]
    else:
        asked["order"] = [order_clause(rng, subject) for _ in range(rng.choice([0, 1, 1, 2, 3]))]
    return asked
