#!/usr/bin/env python3
"""Runs clang-tidy (.clang-tidy) over src/ and the headers it includes, a few files at once.

It takes the compile commands and the included headers from build/dev, which must be built. A source is
checked again only if it, a project header that it includes, its command, or .clang-tidy has changed:
build/dev/tidy/ holds one stamp a source.
"""

import argparse
import hashlib
import json
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "dev"


def headers_of_objects():
    """Object file -> the files that its compilation read, from ninja's log of dependencies."""
    text = subprocess.run(["ninja", "-C", str(BUILD), "-t", "deps"], check=True,
                          capture_output=True, text=True).stdout
    found, current = {}, None
    for line in text.splitlines():
        if line.startswith("    "):
            current.append(line.strip())
        elif ": #deps" in line:
            current = found.setdefault(line.split(": #deps")[0], [])
    return found


def commands():
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        source = Path(entry["file"])
        if source.is_relative_to(ROOT / "src"):
            yield source, entry


def fingerprint(source, entry, dependencies, common):
    digest = hashlib.sha256(common)
    digest.update(entry["command"].encode())
    for name in [str(source), *dependencies]:
        path = (BUILD / name).resolve()
        if path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / "build") and path.exists():
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def check(clang_tidy, source):
    # The compiler's warnings are gcc's business; clang's own would come as errors by -Werror.
    done = subprocess.run(
        [clang_tidy, "-p", str(BUILD), "--quiet", "--extra-arg=-w",
         "--warnings-as-errors=*", str(source)],
        capture_output=True, text=True)
    return done.returncode, done.stdout + "\n".join(
        line for line in done.stderr.splitlines() if not re.match(r"\d+ warnings? (generated|treated)", line))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clang-tidy", default="clang-tidy")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="do not believe the stamps")
    parser.add_argument("only", nargs="*", help="check sources whose path contains one of these")
    arguments = parser.parse_args()
    if not (BUILD / "compile_commands.json").exists():
        sys.exit("tidy: build/dev is missing; run: cmake --preset dev && cmake --build --preset dev")

    version = subprocess.run([arguments.clang_tidy, "--version"], check=True, capture_output=True).stdout
    common = version + (ROOT / ".clang-tidy").read_bytes()
    dependencies = headers_of_objects()
    stamps = BUILD / "tidy"
    stamps.mkdir(exist_ok=True)
    todo, total = [], 0
    for source, entry in commands():
        if arguments.only and not any(word in str(source) for word in arguments.only):
            continue
        total += 1
        output = re.search(r" -o (\S+)", entry["command"])
        included = dependencies.get(shlex.split(output.group(1))[0] if output else "", [])
        now = fingerprint(source, entry, included, common)
        stamp = stamps / (str(source.relative_to(ROOT)).replace("/", "__") + ".ok")
        if arguments.again or not stamp.exists() or stamp.read_text() != now:
            todo.append((source, stamp, now))

    failed = 0

    def work(item):
        source, stamp, now = item
        code, text = check(arguments.clang_tidy, source)
        if code == 0:
            stamp.write_text(now)
        return source, code, text

    with ThreadPoolExecutor(arguments.jobs) as pool:
        for source, code, text in pool.map(work, todo):
            if code != 0:
                failed += 1
                print(f"tidy: {source.relative_to(ROOT)}\n{text.strip()}", flush=True)
    if failed:
        print(f"tidy: {failed} of {total} sources have findings", file=sys.stderr)
    else:
        print(f"tidy: {total} sources are clean ({len(todo)} checked now)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
