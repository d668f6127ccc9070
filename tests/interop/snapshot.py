"""A tree as bytes: what is in each file, and who may read it; with ids and times taken out on request."""

import os
import re
import stat


def snapshot(root, skip=()):
    """Relative path -> (mode, bytes), directories with None; paths that match a pattern of `skip` left out."""
    found = {}
    for folder, folders, files in os.walk(root):
        for name in folders + files:
            path = os.path.join(folder, name)
            relative = os.path.relpath(path, root)
            if any(re.search(pattern, relative) for pattern in skip):
                continue
            mode = stat.S_IMODE(os.lstat(path).st_mode)
            if os.path.isdir(path):
                found[relative + "/"] = (mode, None)
            else:
                with open(path, "rb") as file:
                    found[relative] = (mode, file.read())
    return found


class Names:
    """Replaces what differs between two trees of the same calls: ids by the order of their names, times."""

    def __init__(self, root, ids):
        self.root = os.fsencode(str(root))
        self.ids = {key.encode(): value.encode() for key, value in ids.items()}

    def __call__(self, data):
        data = data.replace(self.root, b"<root>")
        for value, name in self.ids.items():
            data = data.replace(value, name)
        return re.sub(rb"\b1[789]\d{11}\b", b"<ms>", data)


def normalised(root, ids, dropped_lines=()):
    """A snapshot in which ids and times have names; lines that match a pattern of `dropped_lines` go."""
    names, found = Names(root, ids), {}
    for path, (mode, data) in snapshot(root).items():
        path = names(os.fsencode(path)).decode("utf-8", "surrogateescape")
        if data is not None:
            data = names(data)
            if path.endswith("meta.yaml"):
                for pattern in dropped_lines:
                    data = re.sub(rb"(?m)^" + pattern + rb"\n", b"", data)
        found[path] = (mode, data)
    return found


def assert_same_trees(expected, actual):
    """MLflow's tree first."""
    problems = []
    for path in sorted({*expected, *actual}):
        if path not in actual:
            problems.append(f"{path}: only MLflow has it")
        elif path not in expected:
            problems.append(f"{path}: only mltrack has it: {actual[path]}")
        elif expected[path] != actual[path]:
            problems.append(f"{path}:\n  MLflow  {oct(expected[path][0])} {expected[path][1]}\n"
                            f"  mltrack {oct(actual[path][0])} {actual[path][1]}")
    assert not problems, f"{len(problems)} differences:\n" + "\n".join(problems[:20])
