"""Expected text with named holes, and what may stand in them.

`<run_id>` matches a run id and remembers it: `<run_id>` further down matches the same id again, while
`<run_id:b>` (or `<run_id2>`) is another one. `<time>`, `<ms>`, `<age>`, `<number>` and `<version>` match
anew each time. `<$RUN>` is the value of the shell variable RUN and `<$RUN:8>` its first 8 characters;
`<dir>` is the directory of the transcript. `...` inside a line is any text.
"""

import re

NUMBER = r"[-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|inf|nan)"
# kind -> (pattern, does one name always mean one value?)
KINDS = {
    "run_id": (r"[0-9a-f]{32}", True),
    "short": (r"[0-9a-f]{8}", True),
    "experiment_id": (r"[0-9]{18}", True),
    "id": (r"[0-9]{18}", True),
    "model_id": (r"m-[0-9a-f]{32}", True),
    "digest": (r"[0-9a-f]{8,64}", True),
    "name": (r"[a-z]+-[a-z]+-\d+", True),
    "time": (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)?", False),
    "ms": (r"1[5-9]\d{11}", False),
    "age": (r"(?:\d+(?:\.\d+)?(?:ms|us|s|m|h|d|w|y)(?: (?=\d))?)+|now", False),
    "number": (NUMBER, False),
    "version": (r"\d+\.\d+\.\d+\S*", False),
}
# These differ in width from run to run: a block that has one does not insist on the width of gaps.
UNEVEN = {"age", "name", "number", "time"}

HOLE = re.compile(
    r"<(?P<kind>" + "|".join(KINDS) + r")(?P<label>\d+|:[A-Za-z0-9_-]+)?>"
    r"|<\$(?P<variable>[A-Za-z_]\w*)(?::(?P<length>\d+))?>"
    r"|(?P<dir><dir>)|(?P<any>\.\.\.)")

# In documents the reader sees real values; these are taken for holes, and a value that returns in
# the text must return in the output.
REAL_VALUES = [
    ("model_id", r"\bm-[0-9a-f]{32}\b"),
    ("run_id", r"\b[0-9a-f]{32}\b"),
    ("experiment_id", r"\b[0-9]{18}\b"),
    ("time", r"\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?"),
    ("ms", r"\b1[5-9]\d{11}\b"),
    ("short", r"\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8}\b"),
    ("age", r"(?<![\w.=-])(?:\d+(?:\.\d+)?(?:ms|s|m)|now)\b"),
]
REAL_VALUE = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in REAL_VALUES)
                        + r"|(?P<any>\.\.\.)")


def tokens_of(line, real_values=False):
    """Cuts a line into ("text", text), ("hole", kind, label), ("variable", name, length), ("any",)."""
    tokens, position = [], 0
    for match in (REAL_VALUE if real_values else HOLE).finditer(line):
        tokens.append(("text", line[position:match.start()]))
        position = match.end()
        if match["any"]:
            tokens.append(("any",))
        elif real_values:
            tokens.append(("hole", match.lastgroup, match[0]))
        elif match["variable"]:
            tokens.append(("variable", match["variable"], int(match["length"] or 0)))
        elif match["dir"]:
            tokens.append(("variable", "dir", 0))
        else:
            tokens.append(("hole", match["kind"], (match["label"] or "").lstrip(":")))
    tokens.append(("text", line[position:]))
    return tokens


def is_uneven(tokens):
    return any(token[0] == "hole" and token[1] in UNEVEN for token in tokens)


class Bindings:
    """What the holes stood for so far: (kind, label) -> text; and the variables of the shell."""

    def __init__(self, variables=None, known=None):
        self.variables = variables if variables is not None else {}
        self.known = dict(known or {})

    def copy(self):
        return Bindings(self.variables, self.known)

    def literal(self, kind, label):
        if (kind, label) in self.known:
            return self.known[kind, label]
        if kind == "short":
            for (other, name), value in self.known.items():
                if other == "run_id" and self.belong(name, label):
                    return value[:8]
        return None

    @staticmethod
    def belong(run_label, short_label):
        """Do a run id and a short id mean the same run? In documents the label is the id shown."""
        return run_label == short_label or (len(run_label) == 32 and run_label[:8] == short_label)

    def remember(self, kind, label, value):
        """False if that contradicts a short id that was seen before."""
        self.known[kind, label] = value
        return kind != "run_id" or all(
            value.startswith(short) for (other, name), short in self.known.items()
            if other == "short" and self.belong(label, name))


def match_line(tokens, actual, bindings, flexible=False):
    """The bindings after `actual` matched, or None."""
    pattern, groups = [], []
    for token in tokens:
        if token[0] == "text":
            text = re.escape(token[1])
            if flexible:
                text = re.sub(r"(?:\\ ){2,}", " +", text)
            pattern.append(text)
        elif token[0] == "any":
            pattern.append(".*?")
        elif token[0] == "variable":
            value = bindings.variables.get(token[1], "")
            pattern.append(re.escape(value[:token[2]] if token[2] else value))
        else:
            kind, label = token[1:]
            known = bindings.literal(kind, label) if KINDS[kind][1] else None
            if known is not None:
                pattern.append(re.escape(known))
            elif (kind, label) in groups and KINDS[kind][1]:
                pattern.append(f"(?P=g{groups.index((kind, label))})")
            else:
                pattern.append(f"(?P<g{len(groups)}>{KINDS[kind][0]})")
                groups.append((kind, label))
    match = re.fullmatch("".join(pattern), actual)
    if not match:
        return None
    after = bindings.copy()
    for index, (kind, label) in enumerate(groups):
        if KINDS[kind][1] and not after.remember(kind, label, match[f"g{index}"]):
            return None
    return after


def match_lines(expected, actual, bindings, real_values=False):
    """Matches whole texts; a line `...` stands for any number of lines. Bindings, or None."""
    wanted = [None if line == "..." else tokens_of(line, real_values) for line in expected]
    flexible = any(line is not None and is_uneven(line) for line in wanted)

    def at(i, j, now):
        if i == len(wanted):
            return now if j == len(actual) else None
        if wanted[i] is None:
            for skip in range(j, len(actual) + 1):
                after = at(i + 1, skip, now)
                if after is not None:
                    return after
            return None
        if j == len(actual):
            return None
        after = match_line(wanted[i], actual[j], now, flexible)
        return None if after is None else at(i + 1, j + 1, after)

    return at(0, 0, bindings)


def with_holes(line, bindings):
    """The other way round, for MLTRACK_ACCEPT: text from the program, with holes for what will differ."""
    names = []
    for name, value in bindings.variables.items():
        if len(value) >= 8:
            names.append((value, "<dir>" if name == "dir" else f"<${name}>"))
            if re.fullmatch(KINDS["run_id"][0], value):
                names.append((value[:8], f"<${name}:8>"))
    for (kind, label), value in bindings.known.items():
        if len(value) >= 8:
            names.append((value, f"<{kind}{':' + label if label else ''}>"))
    for value, hole in sorted(names, key=lambda item: -len(item[0])):
        line = line.replace(value, hole)
    pieces, position = [], 0
    for match in re.finditer(r"<[^<> ]+>", line):  # holes made above stay
        pieces += [_fresh_holes(line[position:match.start()], bindings), match[0]]
        position = match.end()
    return "".join(pieces) + _fresh_holes(line[position:], bindings)


def _fresh_holes(text, bindings):
    def hole(match):
        kind = match.lastgroup
        if kind == "any":
            return match[0]
        if not KINDS[kind][1]:
            return f"<{kind}>"
        number, label = 1, ""
        while (kind, label) in bindings.known:
            number += 1
            label = str(number)
        bindings.known[kind, label] = match[0]
        return f"<{kind}{':' + label if label else ''}>"

    return REAL_VALUE.sub(hole, text)
