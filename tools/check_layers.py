#!/usr/bin/env python3
"""Is the code laid out as the architecture says?

Reads the order of the modules from the mltrack_module(... USES ...) lines of CMakeLists.txt and checks
every #include below include/ and src/:
  - a module includes only from itself and from the modules in its USES;
  - a header in src/ is used by its own module only;
  - a foreign library is included only inside its fence;
  - a header in include/ has `#pragma once` and a leading comment that says what it promises.
"""

import re
import sys
from pathlib import Path

# Library -> the only places that may include it. Heavy headers cost seconds a file, and a library
# that is used in one place can be replaced in one place.
FENCES = {
    r"CLI/": [r"src/cli/flags[^/]*", r"src/cli/app[^/]*"],
    r"nlohmann/(?!json_fwd)": [r"src/wire/.*", r"src/cli/render/.*"],
    r"(yaml\.h$|yaml-cpp/)": [r"src/yaml/.*"],
    r"utf8proc\.h": [r"src/base/.*"],
    r"re2/": [r"src/search/(regex|capture)_pattern\.cpp"],
    r"boost/": [r"src/server/(listener|connection|work_slots)\.[ch]pp"],
    r"doctest/": [],
}


def modules(root):
    text = (root / "CMakeLists.txt").read_text()
    found = {}
    for line in re.findall(r"^mltrack_module\(([^)]*)\)", text, re.MULTILINE):
        words = line.split()
        name, uses = words[0], set()
        keyword = None
        for word in words[1:]:
            if word in ("USES", "LIBRARIES"):
                keyword = word
            elif keyword == "USES":
                if word not in found:
                    yield_error(root / "CMakeLists.txt", 0, f"{name} uses {word}, which stands below it")
                uses.add(word)
        found[name] = uses
    return found


errors = []


def yield_error(path, line, message):
    errors.append(f"{path}:{line}: {message}" if line else f"{path}: {message}")


def check_include(path, module, line, header, is_quoted, uses, own_headers):
    match = re.match(r"mltrack/([^/]+)/", header)
    if match:
        other = match.group(1)
        if other not in uses:
            yield_error(path, line, f"no module is called {other}")
        elif module and other != module and other not in uses[module]:
            yield_error(path, line, f"{module} may not include {other} (USES in CMakeLists.txt)")
        return
    if is_quoted:
        # Beside the file, or relative to src/<module>: all else is another module's private header.
        beside = path.rsplit("/", 1)[0].split("/", 2)[2:]
        if module and header not in own_headers and "/".join([*beside, header]) not in own_headers:
            yield_error(path, line, f'"{header}" is not a header of src/{module}')
        return
    for library, fence in FENCES.items():
        if re.match(library, header) and not any(re.fullmatch(place, path) for place in fence):
            allowed = " and ".join(fence) or "tests"
            yield_error(path, line, f"<{header}> belongs to {allowed} only")


def check_public_header(path, text):
    if not text.startswith("#pragma once\n"):
        yield_error(path, 1, "a header begins with #pragma once")
    elif not re.match(r"#pragma once\n//", text):
        yield_error(path, 2, "a header says in a comment what it promises, right after #pragma once")


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent
    uses = modules(root)
    count = 0
    for file in sorted([*root.glob("include/mltrack/**/*.hpp"), *root.glob("src/**/*.[ch]pp")]):
        count += 1
        path = file.relative_to(root).as_posix()
        parts = path.split("/")
        module = parts[2] if parts[0] == "include" else (parts[1] if len(parts) > 2 else None)
        if module and module not in uses:
            yield_error(path, 0, f"{module} is not a module of CMakeLists.txt")
            continue
        folder = root / "src" / module if module else root / "src"
        own = {header.relative_to(folder).as_posix() for header in folder.glob("**/*.hpp")}
        text = file.read_text()
        if parts[0] == "include":
            check_public_header(path, text)
        for number, line in enumerate(text.splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                check_include(path, module, number, match.group(2), match.group(1) == '"', uses, own)
    for error in errors:
        print(error, file=sys.stderr)
    if not errors:
        print(f"layers: {count} files of {len(uses)} modules keep the order")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
