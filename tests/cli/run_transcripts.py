#!/usr/bin/env python3
"""Runs transcripts of the command line and compares what is printed with what is written down.

    run_transcripts.py --binary build/dev/mltrack tests/cli/log-metric.test ...
    run_transcripts.py --binary build/dev/mltrack README.md docs

A `.test` file:

    # A comment. Empty lines separate.
    $ RUN=$(mltrack start-run --name first)     a line for bash; variables live until the end of the file
    $ mltrack log-batch -r "$RUN" - <<'END'
    > {"metric": "auc", "value": 0.5}           `> ` continues a command, so does a `\\` at its end
    > END
    $ mltrack get "$RUN" params.lr
    ! mltrack: run has no param 'lr'            `! ` a line of stderr; all other lines are stdout
    ? 3                                         `? ` the exit code if it is not 0
    $ mltrack get "$RUN" metrics.auc
    0.5

A line of stdout that begins with one of $ ! ? # \\ has a `\\` before it; `\\` alone at the end is an empty
last line; `<no-newline>` ends output that has no newline at its end. Holes such as `<run_id>`, `<$RUN>`,
`<time>` and `...` are described in wildcards.py. If a block has a hole of uneven width (`<age>`, `<time>`,
`<name>`, `<number>`), gaps of two and more spaces may have any width in it.

In a document (.md) the ```console blocks are run, all of one file in one shell. They show what a terminal
shows, stdout and stderr together. Ids, times and ages in them stand for those of the real run, and
`/home/ada/demo` for the directory. A command that fails must be followed by one with `echo $?`.

Each file runs in a fresh directory with a fresh HOME; `examples` is a link to the repository's and
`mlruns-example` a copy. The environment holds PATH (with the program's folder first), HOME, USER=ada,
TZ=UTC, LANG=C.UTF-8, REPO and TMPDIR, nothing else. MLTRACK_ACCEPT=1 writes what was printed into the files.
"""

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import transcript
from shell import Shell
from wildcards import Bindings, match_lines, with_holes

REPO = Path(__file__).resolve().parent.parent.parent
DOCUMENT_DIR = "/home/ada/demo"


def lines_of(text):
    if not text:
        return []
    if text.endswith("\n"):
        return text[:-1].split("\n")
    return (text + transcript.NO_NEWLINE).split("\n")


class Failure(Exception):
    pass


def environment(binary, home):
    passed = {name: value for name, value in os.environ.items()
              if name.endswith("SAN_OPTIONS") or name in ("GCOV_PREFIX", "GCOV_PREFIX_STRIP")}
    return {"PATH": f"{binary.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "USER": "ada",
            "LOGNAME": "ada", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "dumb",
            "TMPDIR": str(home / "tmp"), "REPO": str(REPO), "GIT_CONFIG_NOSYSTEM": "1", **passed}


def difference(expected, actual, title):
    return "\n".join(difflib.unified_diff(expected, actual, f"{title}: expected", f"{title}: printed",
                                          lineterm="", n=100))


def accepted(expected, actual, bindings, real_values):
    """The new expectation: lines that fit stay as they were written."""
    if match_lines(expected, actual, bindings, real_values) is not None:
        return expected
    if real_values:
        return actual
    result = []
    for index, line in enumerate(actual):
        old = expected[index] if index < len(expected) else None
        fits = None if old is None or old == "..." else match_lines([old], [line], bindings)
        if fits is not None:
            bindings.known.update(fits.known)
            result.append(old)
        else:
            result.append(with_holes(line, bindings))
    return result


class File:
    """One transcript or document, run from top to bottom."""

    def __init__(self, path, binary, accept):
        self.path, self.binary, self.accept = path, binary, accept
        self.document = path.suffix == ".md"
        text = path.read_text()
        self.items = (transcript.parse_markdown if self.document else transcript.parse_transcript)(text)
        self.blocks = [item[0] if isinstance(item, tuple) else item for item in self.items
                       if not isinstance(item, (str, transcript.Text))]
        self.changed = False
        self.problems = []

    def run(self):
        with tempfile.TemporaryDirectory(prefix="mltrack-test-") as name:
            top = Path(name).resolve()
            work, home = top / "demo", top / "home"
            work.mkdir()
            (home / "tmp").mkdir(parents=True)
            (work / "examples").symlink_to(REPO / "examples")
            if (REPO / "mlruns-example").is_dir():
                shutil.copytree(REPO / "mlruns-example", work / "mlruns-example")
            with Shell(work, environment(self.binary, home), top) as shell:
                self.bindings = Bindings({"dir": str(work)})
                for index, block in enumerate(self.blocks):
                    following = self.blocks[index + 1].command if index + 1 < len(self.blocks) else ""
                    self.run_block(shell, block, work, following)
                    if self.problems and not self.accept:
                        break
            # A test may have taken away its own rights.
            subprocess.run(["chmod", "-R", "u+rwX", str(top)], check=False, stderr=subprocess.DEVNULL)
        if self.accept and self.changed:
            write = transcript.format_markdown if self.document else transcript.format_transcript
            self.path.write_text(write(self.items))
            print(f"{self.path}: rewritten")
        return self.problems

    def command_of(self, block):
        command = block.command
        if self.document:
            for (kind, shown), value in self.bindings.known.items():
                command = command.replace(shown, value)
                if kind == "run_id":
                    command = command.replace(shown[:8], value[:8])
        return command

    def run_block(self, shell, block, work, following):
        result = shell.run(self.command_of(block), merged=block.merged)
        self.bindings.variables.update(result.variables)
        out, err = result.out, result.err
        if self.document:
            out = out.replace(str(work), DOCUMENT_DIR)
        wrong = []
        for stream, expected, text in (("stdout", block.out, out), ("stderr", block.err, err)):
            actual = lines_of(text)
            after = match_lines(expected, actual, self.bindings, self.document)
            if after is not None:
                self.bindings = after
                continue
            wrong.append(difference(expected, actual, stream))
            if self.accept:
                new = accepted(expected, actual, self.bindings, self.document)
                setattr(block, "out" if stream == "stdout" else "err", new)
                self.changed = True
        allowed = {block.code}
        if self.document and "$?" in following:
            allowed = set(range(256))
        if result.code not in allowed:
            wrong.append(f"exit code: expected {block.code}, was {result.code}")
            if self.accept and not self.document:
                block.code = result.code
                self.changed = True
        if wrong and (not self.accept or self.document and result.code not in allowed):
            self.problems.append(f"{self.path}:{block.line}: $ {block.command}\n" + "\n".join(wrong))


def files_of(arguments):
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in (".md", ".test"))
        else:
            yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=Path, help="the program under test")
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()
    accept = os.environ.get("MLTRACK_ACCEPT") == "1"
    passed = failed = 0
    for path in files_of(arguments.files):
        try:
            file = File(path, binary, accept)
            problems = file.run()
        except ValueError as error:
            problems = [f"{path}: {error}"]
        if problems:
            failed += 1
            print("\n".join(problems))
        else:
            passed += 1
    print(f"{passed} files passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
