"""Asks the program yaml_probe (tests/support/yaml_probe.cpp) questions, many at a time."""

import os
import pathlib
import struct
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROBE = pathlib.Path(os.environ.get("MLTRACK_YAML_PROBE", ROOT / "build/dev/tests/yaml_probe"))


class Refused(str):
    """The probe's answer where it failed: why."""


def text(value):
    data = value.encode()
    return b"s" + struct.pack("<I", len(data)) + data


def encode(value):
    """A value as the probe writes it, so that equal bytes mean equal values of equal types."""
    if value is None:
        return b"n"
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int):
        return b"i" + struct.pack("<q", value)
    if isinstance(value, float):
        return b"d" + struct.pack("<d", value if value == value else float("nan"))  # the sign of nan is chance
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return b"l" + struct.pack("<I", len(value)) + b"".join(map(encode, value))
    pairs = (text(k) + encode(v) for k, v in value.items())
    return b"m" + struct.pack("<I", len(value)) + b"".join(pairs)


def decode(data, at=0):
    """The value at an offset and the offset after it."""
    kind, at = data[at : at + 1], at + 1
    if kind in b"ntf":
        return {b"n": None, b"t": True, b"f": False}[kind], at
    if kind in b"id":
        return struct.unpack_from("<" + {b"i": "q", b"d": "d"}[kind], data, at)[0], at + 8
    (size,) = struct.unpack_from("<I", data, at)
    at += 4
    if kind == b"s":
        return data[at : at + size].decode(), at + size
    items = [] if kind == b"l" else {}
    for _ in range(size):
        item, at = decode(data, at)
        if kind == b"l":
            items.append(item)
        else:
            items[item], at = decode(data, at)
    return items, at


def ask(questions):
    """The answers to [(letter, argument, ...)], as encoded bytes or Refused."""
    parts = []
    for letter, *arguments in questions:
        body = letter.encode() + b"".join(map(encode, arguments))
        parts += [struct.pack("<I", len(body)), body]
    done = subprocess.run([PROBE], input=b"".join(parts), stdout=subprocess.PIPE, check=True)
    answers, at = [], 0
    while at < len(done.stdout):
        (size,) = struct.unpack_from("<I", done.stdout, at)
        answer = done.stdout[at + 4 : at + 4 + size]
        at += 4 + size
        answers.append(Refused(decode(answer, 1)[0]) if answer[:1] == b"e" else answer)
    assert len(answers) == len(questions)
    return answers
