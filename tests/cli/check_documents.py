#!/usr/bin/env python3
"""Do the documents hold together?

    check_documents.py --binary build/dev/mltrack

  - every relative link in README.md, the other pages beside it and docs/ leads to a file;
  - every test named in docs/compatibility.md exists;
  - docs/commands is what `mltrack docs` writes, byte for byte (renew it: mltrack docs docs/commands).
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent.parent


def documents():
    yield from sorted(REPO.glob("*.md"))
    yield from sorted((REPO / "docs").rglob("*.md"))


def prose(text):
    """The text without fenced blocks and code spans, in which brackets are not links."""
    text = re.sub(r"^(`{3,}).*?^\1`*$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(`+).+?\1", "", text)


def broken_links():
    for page in documents():
        for target in re.findall(r"\]\(([^)\s]+)\)", prose(page.read_text())):
            path = target.split("#")[0]
            if path and "://" not in path and not (page.parent / path).exists():
                yield f"{page.relative_to(REPO)}: link to {target}, which is not there"


def missing_tests():
    page = REPO / "docs" / "compatibility.md"
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if not line.startswith("|"):
            continue
        text = ""
        names = re.findall(r"`([^`]+)`", line.split("|")[-2])
        if not names and not re.match(r"\| (operation|behaviour|---)", line):
            yield f"docs/compatibility.md:{number}: this row names no test"
        for name in names:
            if "/" in name:
                path = REPO / "tests" / name
                text = path.read_text() if path.is_file() else ""
                known = path.exists()
            else:
                claim = re.escape(name)
                known = re.search(rf'^def {claim}\(|(TEST_CASE|SUBCASE)\("{claim}"', text, re.MULTILINE)
            if not known:
                yield f"docs/compatibility.md:{number}: there is no test {name}"


def stale_commands(binary):
    with tempfile.TemporaryDirectory(prefix="mltrack-docs-") as fresh:
        subprocess.run([binary, "docs", fresh], check=True)
        kept = REPO / "docs" / "commands"
        names = {path.name for folder in (kept, Path(fresh)) for path in folder.glob("*.md")}
        for name in sorted(names):
            old, new = kept / name, Path(fresh) / name
            if not old.exists() or not new.exists():
                yield f"docs/commands/{name}: {'not there yet' if new.exists() else 'no such command any more'}"
            elif old.read_bytes() != new.read_bytes():
                yield f"docs/commands/{name}: is not what the program says"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=Path)
    binary = parser.parse_args().binary.resolve()
    stale = list(stale_commands(binary))
    if stale:
        stale.append("renew docs/commands: rm docs/commands/*.md && mltrack docs docs/commands")
    problems = [*broken_links(), *missing_tests(), *stale]
    print("\n".join(problems) if problems else "the documents hold together")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
