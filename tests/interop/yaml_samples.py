"""Random YAML that is hard to write and hard to read."""

import os
import random
import string

WORDS = """yes no on off true false null ~ y n Yes NO True FALSE Null NULL On OFF nan inf .nan .inf -.inf
+.inf .NaN .INF = << <<a =a 0 1 -1 +1 00 012 08 0o17 0x1F -0x1F 0x 0b101 0b 0b_ 1_000 1__0 _1 1_ 12:30
190:20:30 12:30.5 12:60 1:2:3 0:30 1.0 1. .5 -.5 +.5 . .. ... - -- --- --a ? ?a : :: :a a: a:b a#b # #a 1e5 1e+5
1.0e+5 1.5e5 6.02E+23 1.e+3 .5e-3 2024-01-01 2024-1-1 2024-01-01T10:00:00Z 2024-1-1T1:00:00 2024-01-01t10:00:00.5-5
9223372036854775807 9223372036854775808 -9223372036854775808 & &a * *a ! !a !!str % %a @ @a ` `a | |a > >a [ ] { }
[] {} , ' '' " "" 'a' "b" it's a"b \\ \\n \\x41 C:\\path http://x.y/z?a=b#c {"n":3} [1,2] mlflow.data.context
file:///data/mlruns/0 artifact_uri a/b a.b word some longer words abcdefghijklmnopqrstuvwxyz""".split()
MARKS = [" ", " ", " ", "  ", "\n", "\n\n", "\t", ": ", " #", "- ", "? ", ", ", "\r", "\r\n", "\x85", "\u2028",
         "\u2029", "\xa0", "\ufeff", "\u200b", "\u3000", "\x00", "\x07", "\x1b", "\x7f", "\x80", "\ue000", "\ufffd",
         "\ufffe", "é", "日本", "😀", "\U0010ffff", "\xad", "\u0301"]
PLAIN = [w for w in WORDS if w[0] not in "-?:,[]{}#&*!|>'\"%@`." and not w.endswith(":")]


def hard_text(rng):
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(WORDS)
    if kind < 0.4:
        return "".join(rng.choice("0123456789.:-+_eExbTZ ") for _ in range(rng.randrange(12)))
    if kind < 0.5:  # long enough to fold
        return rng.choice([" ", "  ", " \n", "\n", " "]).join(rng.choice(WORDS) for _ in range(rng.randrange(40)))
    if kind < 0.6:
        alphabet = string.printable + "é😀\u2028\x85\xa0\ufeff"
        return "".join(rng.choice(alphabet) for _ in range(rng.randrange(30)))
    pieces = WORDS + MARKS * 3
    return "".join(rng.choice(pieces) for _ in range(rng.randrange(1, 12)))


def hard_key(rng):
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(["name", "status", "run_id", "artifact_uri", "tags", "end_time", "zeta", "A", "a.b/c-d"])
    if kind < 0.65:
        return rng.choice("xyz ") * rng.randrange(120, 140)
    return hard_text(rng)


def hard_value(rng, depth=3):
    kind = rng.random()
    if kind < 0.55 or depth == 0 and kind < 0.65:
        return hard_text(rng)
    if kind < 0.65:
        return hard_map(rng, depth - 1, 3) if rng.random() < 0.5 else hard_list(rng, depth - 1)
    if kind < 0.75:
        return rng.choice([0, 1, -1, 7, 2**63 - 1, -(2**63), 1795463296687, rng.randrange(-10**6, 10**6)])
    if kind < 0.87:
        return rng.choice([0.0, -0.0, 1.5, 1e16, 1e-5, 1e22, 5e-324, 1.7976931348623157e308, float("inf"),
                           float("-inf"), float("nan"), 1e15, 100.0, 1795463296687.0, rng.gauss(0, 1),
                           rng.random() * 10.0 ** rng.randrange(-300, 300)])
    return rng.choice([None, True, False])


def hard_list(rng, depth):
    return [hard_value(rng, depth) for _ in range(rng.randrange(4))]


def hard_map(rng, depth=3, size=8):
    return {hard_key(rng): hard_value(rng, depth) for _ in range(rng.randrange(size))}


def flow(rng, depth=2):
    kind = rng.random()
    if depth == 0 or kind < 0.6:
        return rng.choice(["1", "a", "'x: y'", '"a\\tb"', "null", "yes", "1.5", "~", "a b", "2024-01-01", '""'])
    space = rng.choice(["", " "])
    if kind < 0.8:
        return "[" + space + ("," + rng.choice([" ", "\n   "])).join(flow(rng, depth - 1) for _ in range(3)) + space + "]"
    return "{" + space + ", ".join(f"k{i}: {flow(rng, depth - 1)}" for i in range(rng.randrange(3))) + space + "}"


def words(rng, most=5):
    return " ".join(rng.choice(PLAIN) for _ in range(rng.randrange(1, most)))


def odd_entry(rng, key):
    """Lines for a key in a style that MLflow never writes, but people and other programs do."""
    value = words(rng)
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    style = rng.choice([
        f"{key}: {value}", f"{key}: {value}", f"{key}:   {value}  ", f"{key} : {value}", f"{key}: {value} # comment",
        f"{key}: {value} \t# comment", f"{key}:\t{value}", f"{key}:", f"{key}: ", f"{key}: # nothing",
        f'{key}: "{quoted}"', f'{key}: "{quoted}" # c', f"{key}: '{value.replace(chr(39), chr(39) * 2)}' # it's",
        f"'{key}': {value}", f'"{key}": {value}', f'"{key}" :  {value}',
        f"{key}: {flow(rng)}", f"{key}: {flow(rng)} # c", f"{key}: [{value.split()[0]}, b]",
        f"{key}: |\n  {value}\n  second\n", f"{key}: |-\n  {value}\n\n    deeper\n  # no comment",
        f"{key}: |+\n  {value}\n\n", f"{key}: >\n  {value}\n  joined\n\n  {value}\n", f"{key}: >-\n  {value}\n   more\n  less",
        f"{key}: |2\n    {value}", f"{key}: >1-\n {value}\n  x",
        f"{key}:\n  {value}", f"{key}: {value}\n  {words(rng)}\n    {words(rng)}", f"{key}: {value}\n\n  {words(rng)}",
        f'{key}: "{quoted}\n  {quoted}\n\n  x\\\n  y \\\n  \\  z"', f"{key}: 'a\n  b\n\n  c '",
        f"{key}: 'a\n# not a comment'", f'{key}: "a\n\n# no: comment"',
        f"{key}:\n- a\n- {value}\n-   b\n- - c\n  - d\n- e: f\n  g: h", f"{key}:\n  - a\n  # c\n  - {value}",
        f"{key}:\n    a: {value}\n    # c\n    b:\n      c: d\n\n    e: [1, 2]", f"{key}:\n  'q': {value}\n  r: |\n    text\n  s: 1",
        f"{key}: !!str {value}", f"{key}: !!str 12", f"{key}: !!int '12'", f"{key}: !!float 3",
        f"? {key}\n: {value}", f"{key}: !!map {{a: b}}", f"{key}: !!seq\n- a", f"{key}: 'a\u2028  b' # c",
        f"{key}: \"a\\u00e9\\x41\\U0001F600\\/\\_\\N\\L\\P\\0\\e\"",
    ])
    return style + "\n"


COMMENTS = ("# head", "# about it", "# one", "# two", "# the end")


def odd_document(rng):
    keys = rng.sample(["name", "status", "run_id", "tags", "end_time", "zeta", "A", "b c"], rng.randrange(1, 6))
    if rng.random() < 0.1:
        keys.append(keys[0])
    parts = [rng.choice(["", "", "", "---\n", "# head\n", "--- # x\n", "\n", "%YAML 1.1\n---\n", "\ufeff"])]
    for key in keys:
        parts.append(rng.choice(["", "", "", "# about it\n", "\n", "\n# one\n\n# two\n", "   # indented\n"]))
        parts.append(odd_entry(rng, key))
    parts.append(rng.choice(["", "", "", "...\n", "# the end\n", "\n\n"]))
    document = "".join(parts)
    if rng.random() < 0.05:
        document = "{" + ", ".join(f"{k}: {flow(rng)}" for k in keys) + "}" + rng.choice(["", "\n"])
    if rng.random() < 0.1:
        document = document.rstrip("\n")
    kind = rng.random()
    return document.replace("\n", "\r\n") if kind < 0.1 else document.replace("\n", "\r") if kind < 0.12 else document


def hard_scalar(rng):
    kind = rng.random()
    if kind < 0.3:
        return rng.choice(WORDS)
    if kind < 0.4:
        year, two = rng.choice(["2024", "0001", "24"]), lambda: rng.choice(["1", "01", "12", "59", "60", "99"])
        zone = rng.choice(["", "Z", " Z", "+1", "-01:00", " +1:00", "z", "+1:0"])
        return f"{year}-{two()}-{two()}{rng.choice(['T', 't', ' ', '  ', ''])}{two()}:{two()}:{two()}{rng.choice(['', '.', '.5'])}{zone}"
    if kind < 0.5:
        word = list(rng.choice(WORDS))
        word[rng.randrange(len(word))] = rng.choice("0123456789.:-+_eEbx")
        return "".join(word)
    return "".join(rng.choice(rng.choice(["01", "0123456789", "0123456789.:-+_eExbabcdefABTZ "])) for _ in range(rng.randrange(1, 10)))


SEED = os.environ.get("MLTRACK_YAML_SEED", "20261123")


def generator(name):
    return random.Random(f"{SEED} {name}")
