#!/usr/bin/env python3
"""Is every file at most 400 lines long, and an interface (a header in include/) at most 150?

Functions are measured by clang-tidy (readability-function-size). Data is not code: tables that are
nothing but values may be longer, if the file says so in a line `// size: <why>` at its top.
"""

import subprocess
import sys
from pathlib import Path

LIMITS = [("include/", 150), ("src/", 400), ("tests/", 400), ("tools/", 400), ("examples/", 400)]
KINDS = {".hpp", ".cpp", ".py", ".sh", ""}


def is_text_script(path):
    if path.suffix:
        return True
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def main():
    root = Path(__file__).resolve().parent.parent
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, text=True)
    if listing.returncode == 0:
        names = sorted(set(listing.stdout.split("\0")) - {""})
    else:
        names = sorted(p.relative_to(root).as_posix() for top, _ in LIMITS for p in root.glob(top + "**/*"))
    errors = count = 0
    for name in names:
        path = root / name
        limit = next((limit for top, limit in LIMITS if name.startswith(top)), None)
        if limit is None or not path.is_file() or path.suffix not in KINDS or not is_text_script(path):
            continue
        lines = path.read_text(errors="replace").splitlines()
        count += 1
        if len(lines) > limit and not any(line.startswith(("// size: ", "# size: ")) for line in lines[:5]):
            print(f"{name}: {len(lines)} lines, at most {limit} are allowed", file=sys.stderr)
            errors += 1
    if not errors:
        print(f"sizes: {count} files are small enough")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
