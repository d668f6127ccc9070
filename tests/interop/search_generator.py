"""Random filters, order_by clauses and page tokens: valid, nearly valid, mutated, hostile."""

import base64
import json

SPACES = [" "] * 30 + ["  ", "\t", "\n", "\r\n", "\u00a0", "\x1c", "\u2003", "\x85"]
ENTITIES = (
    "metrics metric params param parameter parameters tags tag attributes attribute attr run "
    "datasets dataset Metrics foo experiments traces `tags` `metrics` \"tags\" model group order "
    "´tags´ [tags] select date 1 @tags #tags"
).split()
KEYS = (
    "loss acc lr m.n mlflow.runName order name count max date value type source timestamp key "
    "desc asc in is null not like and or `a b` `x/y` \"a b\" \"x/y\" 't' `run name` \"Run Name\" "
    "1 12a a1 _x a-b a:b a$b é ß Ωx 参数 * values case end begin go limit where from as [x] a[1] "
    "a::int a->b max(x) `` \"\" '' a\"b run_id digest context status start_time x.1 x.y.z join left "
    "using double if for then select create table int text float interval union @v #v %s ? :v $v "
    "ſelect lıke nULL a\\b \\d"
).split(" ")
ATTRIBUTES = (
    "run_id run_name user_id status start_time end_time artifact_uri created Created "
    "`run name` \"Run Name\" `Run name` experiment_id lifecycle_stage name creation_time "
    "last_update_time 'name' \"run_id\" `status` run_uuid statu Status timestamp version_number source_path "
    "creation_timestamp last_updated_timestamp model_id model_type source_run_id `name` \"version_number\""
).split(" ")
OPERATORS = (
    "= = = != != > >= < <= LIKE ILIKE like ilike LiKe RLIKE REGEXP == <> => =< ! ~ !~ =~ <@ @> -> "
    "->> := + - * / % & | ^ || :: IS is"
).split(" ") + [
    "NOT LIKE", "not  ilike", "not\nlike", "IN", "in", "NOT IN", "not in", "NOT  IN", "IS NULL",
    "is null", "IS NOT NULL", "is not null", "IS NOT  NULL", "IS  NULL", "BETWEEN", "NOT REGEXP",
    "REGEXP BINARY", "l\u0131ke", "LI\u212aE", "NOT NULL", "IS NOT",
]
NUMBERS = (
    "0 1 -1 0.5 .5 5. -.5 5e-1 1e3 1E5 1e400 -1e-400 1_0 0x1F +0.5 inf nan NaN 1.5a 12a 1e 1.e5 "
    "٣ 1.٣ 00 007 1.2.3 --1 9007199254740993 1e1e1 123456789012345678901234567890 1α 1.5α"
).split(" ") + ["- 1", "+ 1", "1 2", "-  1"]
TEXTS = [
    "'a'", "'A'", "'FINISHED'", "'0.01'", '"0.1"', "''", '""', "'%a%'", "'a%'", "'_b'", "'it''s'",
    '"it\'s"', "'it\\'s'", "'a\\'", "'a\\\\'", "'''", "''''", '"""', "'é'", "'参数'", "'a\nb'",
    "'a b c'", "'a' 'b'", "Hello", "`a`", "´a´", "'\x00'", "'--'", "'/*'", "'a;b'", "'AND'", "null",
    "NULL", "true", "$$a$$", "$x$a$x$", "'", '"', "`", "DATE '2020-01-01'", "e'a'", "N'a'",
    "CURRENT_DATE", "f('a')", "[1]", "['a']", "('a')", "('a','b')", "(1)", "*", "%s", ":v", "?",
]
ITEMS = [
    "'a'", "'b'", '"c"', "'FINISHED'", "''", "1", "-1", "1.5", "None", "True", "a", "'it''s'",
    "('x')", "('x','y')", "('x',)", "[1,'a']", "u'a'", "b'a'", "r'\\a'", "'\\x41'", "'\\n'",
    "'\\u00e9'", "'a' 'b'", "1_0", "01", "1e3", "é", "'é'", "'a\nb'", "-- c\n'a'", "# c\n'a'", "",
    "'''a'''", "'\\'", "- 1", "0x1F", "()", "/* c */ 'a'", "'\\101'", "'\\q'", "'\"'", "\"'\"",
]
WORDS = (
    "AND and And AND AND AND OR or NOT ( ) ; , -- /* */ /*+ # GO go BEGIN END CASE WHEN IF WHERE "
    "LIMIT FROM SELECT AS as OVER VALUES ASC DESC NULLS FIRST FOR LOOP CREATE TABLE UNION ALL JOIN "
    "LEFT INNER ORDER BY GROUP XOR && DIV := :: . .. ' \" ` ´ [ ] { } $ $$ $x$ \\ \\x ? % @ # ~ ! "
    "CURRENT_DATE DAY INTERVAL DATE TIMESTAMP AT TIME ZONE DECLARE DO WHILE END\tIF TRANSACTION "
    "NULL ROLE role TRUE 1 1.5 'a' \"a\" a.b a . ﬁrst ſ K İ ı \x00 \x0b \u2028 \ud7ff \U0001f600 ́ "
    "+ - * / | ^ & --+ %s %(x)s :v $v @v ##v #v"
).split(" ") + ["NOT NULL", "ORDER BY", "GROUP BY", "END IF", "END LOOP", "AT TIME ZONE 'x'",
                "WITH' TIME ZONE 'x'", "GO 2", "IF NOT EXISTS", "LATERAL VIEW EXPLODE",
                "UNION ALL", "DOUBLE PRECISION", "NULLS FIRST", "DESC NULLS LAST", "-- x\n",
                "/* x */", "# x\n", "LEFT OUTER JOIN", "PRIMARY KEY", "CREATE OR REPLACE"]
ALPHABET = list(
    "abAB019_.,;:'\"`´()[]{}<>=!~+-*/%#$@?\\|&^ \t\n\r") + [
    "é", "Ω", "ı", "K", "\u00a0", "\x00", "参", "\U0001f600", "÷", "×", "٣", "½", "ª", "²"]


def space(rng):
    return rng.choice(SPACES) if rng.random() < 0.9 else ""


def maybe_space(rng):
    return "" if rng.random() < 0.5 else rng.choice(SPACES)


def identifier(rng):
    if rng.random() < 0.35:
        return rng.choice(ATTRIBUTES)
    entity = rng.choice(ENTITIES[:14] if rng.random() < 0.85 else ENTITIES)
    dot = "." if rng.random() < 0.95 else rng.choice([" .", ". ", " . ", "..", "->"])
    pool = KEYS[:8] + ATTRIBUTES[:9] + ["name", "digest"] if rng.random() < 0.5 else KEYS
    return entity + dot + rng.choice(pool)


def in_list(rng):
    items = [rng.choice(ITEMS[:5] if rng.random() < 0.7 else ITEMS)
             for _ in range(rng.randrange(0, 5))]
    separator = "," if rng.random() < 0.9 else rng.choice([" ", ",,", ";", " , ", ",\n"])
    tail = "," if rng.random() < 0.1 else ""
    return "(" + maybe_space(rng) + separator.join(items) + tail + maybe_space(rng) + ")"


def value(rng):
    pick = rng.random()
    if pick < 0.4:
        return rng.choice(NUMBERS[:10] if rng.random() < 0.7 else NUMBERS)
    if pick < 0.85:
        return rng.choice(TEXTS[:12] if rng.random() < 0.6 else TEXTS)
    return in_list(rng)


REGISTRY = ("registered_models", "model_versions")


def valid_comparison_of_models(rng, subject):
    text = rng.choice(["'a'", "'A%'", '"b"', "''", "'%a_'", "'true'", "'false'", "'é%'", "'a\n'", "'1'"])
    textual = rng.choice(["=", "!=", "LIKE", "ILIKE", "like", "ilike"])
    numeric = rng.choice(["=", "!=", "<", "<=", ">", ">="])
    pick = rng.randrange(5)
    if pick == 0:
        key = rng.choice(["a", "b", "x.y", "`a b`", '"a b"', "`mlflow.prompt.is_prompt`"])
        return f"{rng.choice(['tags', 'tag'])}.{key} {textual} {text}"
    if pick == 1 and subject == "model_versions":
        number = rng.choice(["0", "1", "2", "-1", "1.5", "2.0", "1e0", "'1'", '"2"', "'x'", "'1.5'", "' 3 '"])
        return f"{rng.choice(['', 'attribute.'])}version_number {numeric} {number}"
    if pick == 2:
        name = rng.choice(["name", "run_id"] if subject == "model_versions" else ["name"])
        return f"{name} {rng.choice(['IN', 'NOT IN', 'in'])} ('a', \"b\", 'A')"
    names = ["name", "run_id", "source_path"] if subject == "model_versions" else ["name", "attribute.name"]
    return f"{rng.choice(names)} {textual} {text}"


def valid_comparison_of_logged_models(rng):
    number = rng.choice(["0", "1", "-1", "0.5", "1e3", "1700000000000"])
    text = rng.choice(["'a'", "'A%'", '"b"', "''", "'%a_'", "'READY'", "'é%'", "'PENDING'"])
    numeric = rng.choice(["=", "!=", "<", "<=", ">", ">="])
    textual = rng.choice(["=", "!=", "LIKE", "ILIKE", "like", "ilike"])
    key = rng.choice(["a", "b", "loss", "x.y", "`a b`", '"a b"', "created"])
    pick = rng.randrange(6)
    if pick == 0:
        return f"metrics.{key} {numeric} {number}"
    if pick == 1:
        return f"{rng.choice(['params', 'tags', 'tag', 'parameter'])}.{key} {textual} {text}"
    name = rng.choice(["name", "model_id", "model_type", "status", "source_run_id", "attributes.name", "datasets.name"])
    if pick == 2:
        return f"{rng.choice(['creation_timestamp', 'attr.last_updated_timestamp'])} {numeric} {number}"
    if pick == 3:
        return f"{name} {rng.choice(['IN', 'NOT IN'])} ('a', \"b\", 'READY')"
    return f"{name} {rng.choice([textual, numeric])} {text}"


def valid_comparison(rng, subject):
    if subject in REGISTRY:
        return valid_comparison_of_models(rng, subject)
    if subject == "logged_models":
        return valid_comparison_of_logged_models(rng)
    runs = subject == "runs"
    number = rng.choice(["0", "1", "-1", "0.5", ".5", "1e3", "-2.25", "1700000000000"])
    text = rng.choice(["'a'", "'A%'", '"b"', "''", "'%a_'", "'FINISHED'", "'é%'", "'a\n'"])
    numeric = rng.choice(["=", "!=", "<", "<=", ">", ">="])
    textual = rng.choice(["=", "!=", "LIKE", "ILIKE", "like", "ilike"])
    key = rng.choice(["a", "b", "loss", "x.y", "`a b`", '"a b"'])
    tag = rng.choice(["tags", "tag"])
    pick = rng.randrange(4, 8) if not runs else rng.randrange(8)
    if pick == 0:
        return f"metrics.{key}{maybe_space(rng)}{numeric}{maybe_space(rng)}{number}"
    if pick == 1:
        return f"params.{key} {textual} {text}"
    if pick == 2:
        return f"datasets.{rng.choice(['name', 'digest', 'context'])} {textual} {text}"
    if pick == 3:
        return f"{rng.choice(['params', 'parameter'])}.{key} IS{rng.choice(['', ' NOT'])} NULL"
    if pick == 4:
        name = rng.choice(ATTRIBUTES[:4] + ATTRIBUTES[9:12] if runs else ["name", "experiment_id"])
        return f"{name} {textual} {text}"
    if pick == 5:
        field = rng.choice(["start_time", "end_time", "created"] if runs else
                           ["creation_time", "last_update_time", "attribute.creation_time"])
        return f"{field} {numeric} {number}"
    if pick == 6:
        return rng.choice([f"{tag}.{key} IS{rng.choice(['', ' NOT'])} NULL",
                           f"{tag}.{key} {textual} {text}"])
    field = rng.choice(["run_id", "datasets.name"] if runs else ["experiment_id"])
    return f"{field} {rng.choice(['IN', 'NOT IN', 'in'])} ('a', \"b\")"


def comparison(rng, subject):
    if rng.random() < 0.6:
        return valid_comparison(rng, subject)
    parts = [identifier(rng), rng.choice(OPERATORS)]
    if "NULL" not in parts[1].upper() or rng.random() < 0.1:
        parts.append(value(rng))
    if rng.random() < 0.04:
        parts[0], parts[-1] = parts[-1], parts[0]
    return maybe_space(rng).join(parts) if rng.random() < 0.2 else space(rng).join(parts)


def mutate(rng, text):
    characters = list(text)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(characters) + 1)
        pick = rng.randrange(5)
        if pick == 0 and at < len(characters):
            del characters[at]
        elif pick == 1:
            characters.insert(at, rng.choice(ALPHABET))
        elif pick == 2:
            characters.insert(at, " " + rng.choice(WORDS) + " ")
        elif pick == 3 and at < len(characters):
            characters[at] = rng.choice(ALPHABET)
        elif at < len(characters):
            other = rng.randrange(len(characters))
            characters[at], characters[other] = characters[other], characters[at]
    return "".join(characters)


def filter_text(rng, subject):
    pick = rng.random()
    if pick < 0.08:
        return "".join(rng.choice(ALPHABET) for _ in range(rng.randrange(0, 12)))
    if pick < 0.2:
        return space(rng).join(
            rng.choice(rng.choice([WORDS, WORDS, KEYS, TEXTS, NUMBERS, OPERATORS]))
            for _ in range(rng.randrange(1, 9)))
    joiners = ["AND", "and", " AND "] if rng.random() < 0.8 else WORDS
    count = rng.choice([1, 1, 1, 2, 2, 3])
    text = comparison(rng, subject)
    for _ in range(count - 1):
        text += space(rng) + rng.choice(joiners) + space(rng) + comparison(rng, subject)
    if rng.random() < 0.05:
        text = maybe_space(rng) + rng.choice(WORDS) + space(rng) + text
    if rng.random() < 0.05:
        text += space(rng) + rng.choice(WORDS) + maybe_space(rng)
    if rng.random() < 0.03:
        text = "(" + text + ")"
    return mutate(rng, text) if rng.random() < 0.3 else text


def order_clause(rng, subject):
    pick = rng.random()
    if pick < 0.05:
        return "".join(rng.choice(ALPHABET) for _ in range(rng.randrange(0, 8)))
    words = [identifier(rng) if rng.random() < 0.9 else rng.choice(WORDS + TEXTS)]
    if rng.random() < 0.4:
        words = [valid_comparison(rng, subject).split()[0]]
    if rng.random() < 0.7:
        words.append(rng.choice(["ASC", "DESC", "asc", "desc", "Desc", "UP", "DESC NULLS LAST",
                                 "a\u017fc", "de\u017fc", "NULLS FIRST", ",", "'desc'", "`desc`"]))
    if rng.random() < 0.05:
        words.append(rng.choice(WORDS))
    text = space(rng).join(words)
    if rng.random() < 0.05:
        text = maybe_space(rng) + text + maybe_space(rng)
    return mutate(rng, text) if rng.random() < 0.15 else text


def json_value(rng, depth=0):
    pick = rng.randrange(12 if depth < 2 else 9)
    if pick == 9:
        return [json_value(rng, depth + 1) for _ in range(rng.randrange(3))]
    if pick >= 10:
        return {rng.choice(["offset", "a", "é", ""]): json_value(rng, depth + 1)
                for _ in range(rng.randrange(3))}
    return [None, True, False, 0, 5, -0.0, 1.5, "12", rng.choice(["", "a", " 7 ", "é\n", "1_0"])][pick]


def page_token(rng):
    pick = rng.random()
    if pick < 0.2:
        data = json.dumps({"offset": rng.choice([0, 1, 2, 50, 1000, 10**6])})
    elif pick < 0.6:
        data = json.dumps({"offset": json_value(rng)}, ensure_ascii=rng.random() < 0.5)
    elif pick < 0.8:
        data = json.dumps(json_value(rng))
    else:
        data = rng.choice(['{"offset": NaN}', '{"offset": 1e3}', '{"offset":1,"offset":2}', "{",
                           '{"offset": 01}', "{'offset': 1}", '{"offset": 1} x', " {\"offset\":3}\n",
                           '{"offset": "\\ud83d\\ude00"}', '{"a": "\x01"}', "", "nul",
                           '{"offset": 1e-5}', '{"offset": 12345678901234567890123}',
                           '{"offset": -0}', '{"offset": -0.0}', '{"offset": "\\u0661"}'])
    if rng.random() < 0.15:
        data = mutate(rng, data)
    token = base64.b64encode(data.encode("utf-8", "surrogatepass")).decode()
    if rng.random() < 0.2:
        at = rng.randrange(len(token) + 1)
        token = token[:at] + rng.choice(["=", "\n", "-", "A", "==", "é", " "]) + token[at:]
    if rng.random() < 0.1:
        token = token.rstrip("=")
    if rng.random() < 0.1:
        token = token[: rng.randrange(len(token) + 1)]
    return token
