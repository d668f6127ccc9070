"""Does the yaml module write and read as PyYAML with libyaml does, which MLflow uses?

MLTRACK_YAML_DOCUMENTS sets how many documents each test makes (default 3000), MLTRACK_YAML_SEED
makes others, MLTRACK_YAML_PROBE names the probe (default: that of the preset dev)."""

import os
import re
import unicodedata

import pytest
import yaml

import yaml_samples as samples
from yaml_probe import PROBE, Refused, ask, decode, encode

COUNT = int(os.environ.get("MLTRACK_YAML_DOCUMENTS", "3000"))
BATCH = 5000
pytestmark = pytest.mark.skipif(not PROBE.exists(), reason=f"{PROBE} is not built")


class Loader(yaml.CSafeLoader):
    """PyYAML's, but times, integers beyond 64 bits and keys are the text they are written as."""


def integer(loader, node):
    try:
        value = loader.construct_yaml_int(node)
    except ValueError:
        return node.value
    return value if -(2**63) <= value < 2**63 else node.value


def mapping(loader, node):
    result = {}
    yield result
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag.endswith(":merge"):
            raise yaml.YAMLError("not a key for us")
        result[key.value] = loader.construct_object(value, deep=True)


Loader.add_constructor("tag:yaml.org,2002:int", integer)
Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
Loader.add_constructor("tag:yaml.org,2002:map", mapping)


def dump(value):
    return yaml.dump(value, Dumper=yaml.CSafeDumper, default_flow_style=False, allow_unicode=True, sort_keys=True)


def load(text):
    return yaml.load(text, Loader=Loader)


def batches(name):
    """A random generator and how many samples to make with it, COUNT in all."""
    rng = samples.generator(name)
    for begin in range(0, COUNT, BATCH):
        yield rng, min(BATCH, COUNT - begin)


def looked_up(value, has=True):
    """What Document says of a key with that value: [has, text, integer, value]."""
    text = None if value is None or isinstance(value, (list, dict)) else str(value)
    number = value if isinstance(value, int) and not isinstance(value, bool) else None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        number = int(value)
    return [has, text, number, value]


def check(questions, expected):
    for question, answer, wanted in zip(questions, ask(questions), expected):
        if answer != encode(wanted):
            got = answer if isinstance(answer, Refused) else decode(answer)[0]
            pytest.fail(f"question {question!r}\nwanted {wanted!r}\ngot    {got!r}")


def test_emitted_bytes_are_those_of_pyyaml():
    for rng, count in batches("emit"):
        maps = [samples.hard_map(rng) for _ in range(count)]
        check([("E", m) for m in maps], [dump(m) for m in maps])


def test_what_pyyaml_wrote_is_read_as_it_was():
    for rng, count in batches("read"):
        maps = [samples.hard_map(rng) for _ in range(count)]
        texts = [dump(m) for m in maps]
        check([("P", t) for t in texts], [load(t) for t in texts])
        maps = [load(t) for t in texts]
        wanted = [[t, *(looked_up(v) for v in m.values()), looked_up(None, False)] for t, m in zip(texts, maps)]
        check([("D", t, [*m, "absent"]) for t, m in zip(texts, maps)], wanted)


def test_a_changed_document_is_what_pyyaml_dumps_of_the_changed_dict():
    for rng, count in batches("change"):
        questions, wanted = [], []
        for _ in range(count):
            before = samples.hard_map(rng)
            after, changes, last = dict(before), [], [None, None]
            for _ in range(rng.randrange(4)):
                key = rng.choice([*before, samples.hard_key(rng)])
                if rng.random() < 0.3:
                    after.pop(key, None)
                    changes.append([key])
                else:
                    after[key] = samples.hard_value(rng)
                    changes.append([key, after[key]])
                last = looked_up(load(dump({"x": after.get(key)}))["x"], key in after)
            questions.append(("C", dump(before), changes))
            wanted.append([dump(after), last if changes else None])
        check(questions, wanted)


def readable(texts):
    """The texts that PyYAML reads as a mapping, and what it reads."""
    for text in texts:
        try:
            value = load(text)
        except (yaml.YAMLError, ValueError):
            continue
        if isinstance(value, dict):
            yield text, value


def test_odd_styles_are_read_as_pyyaml_reads_them():
    for rng, count in batches("odd"):
        texts, values = zip(*readable(samples.odd_document(rng) for _ in range(count)))
        assert len(texts) > count / 2
        check([("P", t) for t in texts], values)
        wanted = [[t, *(looked_up(v[k]) for k in v)] for t, v in zip(texts, values)]
        check([("D", t, list(v)) for t, v in zip(texts, values)], wanted)


def check_other_lines(text, key, new, result):
    """All lines but those of the key are in the result as they were. `new` is its entry, "" if erased."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    names = [name.value for name, _ in root.value]
    if root.flow_style or text.startswith("\ufeff") or len(set(names)) < len(names):
        return  # has no lines of its own; marks count differently
    if re.search("[|>].*\\s[^|>]*[^\r\n]$", text):
        return  # a block scalar without a last line feed has to be rewritten
    if key not in names:
        assert result.replace(new, "", 1).rstrip("\r\n") == text.rstrip("\r\n"), (text, key, result)
        return
    lines = re.findall("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)", text)
    starts = [name.start_mark.line for name, _ in root.value] + [len(lines)]
    first, after = starts[names.index(key)], starts[names.index(key) + 1]
    while after > first and (after == len(lines) or lines[after - 1].rstrip() in samples.COMMENTS):
        after -= 1
    while not new and first > 0 and lines[first - 1].rstrip() in ("", *samples.COMMENTS):
        first -= 1  # comments before it go with it
    assert result.startswith("".join(lines[:first]) + new), (text, key, result)
    assert result.endswith("".join(lines[after:])), (text, key, result)


def test_changing_a_document_in_odd_style_changes_nothing_else():
    for rng, count in batches("odd change"):
        questions, wanted = [], []
        for text, value in readable(samples.odd_document(rng) for _ in range(count)):
            key = rng.choice([*value, "new", "Aa"])
            erased = rng.random() < 0.3
            new = samples.hard_value(rng, 1)
            questions.append(("C", text, [[key] if erased else [key, new]]))
            if erased:
                value.pop(key, None)
            else:
                value[key] = new
            wanted.append(value)
        for question, answer, value in zip(questions, ask(questions), wanted):
            assert not isinstance(answer, Refused), (question, answer)
            result = decode(answer)[0][0]
            assert dump(load(result)) == dump(value), (question, result)
            if value:
                _, text, ((key, *new),) = question
                check_other_lines(text, key, dump({key: new[0]}) if new else "", result)


def test_plain_scalars_resolve_as_in_pyyaml():
    loader = Loader("")
    for rng, count in batches("scalar"):
        scalars = [samples.hard_scalar(rng) for _ in range(10 * count)]
        wanted = []
        for scalar in scalars:
            node = yaml.ScalarNode(loader.resolve(yaml.ScalarNode, scalar, (True, False)), scalar)
            kind = node.tag.rpartition(":")[2]
            known = kind in ("str", "null", "bool", "int", "float")
            # `yaml` is the type of `!`, `&` and `*`, which are never plain.
            wanted.append([kind.replace("yaml", "str"), loader.construct_object(node) if known else scalar])
        check([("R", s) for s in scalars], wanted)


def test_values_as_text_are_pythons_str():
    for rng, count in batches("str"):
        values = [rng.choice([samples.hard_value, samples.hard_list])(rng, 3) for _ in range(count)]
        check([("K", v) for v in values], [str(v) for v in values])


def test_every_character_is_written_and_printed_as_in_python():
    characters = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    for begin in range(0, len(characters), 50000):
        part = characters[begin : begin + 50000]
        check([("E", {"k": c}) for c in part[:6000]], [dump({"k": c}) for c in part[:6000]])
        assigned = [[c] for c in part if unicodedata.category(c) != "Cn"]
        check([("K", c) for c in assigned], [str(c) for c in assigned])
