#!/usr/bin/env python3
"""Do the completion scripts do in bash, zsh and fish what they promise, at a prompt?

    check_completion.py --binary build/dev/mltrack

Types lines into each shell in a pseudo-terminal, presses the tab key, and asks the shell what the line is
then.
"""

import argparse
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE = 60  # seconds; only a failure takes that long

# What is typed, and what it becomes when the tab key is pressed. What cannot be told apart stays.
LINES = [
    ("mltrack restore-r", "mltrack restore-run "),
    ("mltrack show tri", "mltrack show trial-1 "),
    ("mltrack list -e chu", "mltrack list -e churn "),
    ("mltrack history trial-1 au", "mltrack history trial-1 auc "),
    ("mltrack end-run --status FI", "mltrack end-run --status FINISHED "),
    ("mltrack end-run --status=FI", "mltrack end-run --status=FINISHED "),
    ("mltrack search --columns metrics.auc,params.l", "mltrack search --columns metrics.auc,params.lr "),
    ("mltrack artifacts cat trial-1 pl", "mltrack artifacts cat trial-1 plots/"),
    ("mltrack artifacts cat trial-1 plots/cu", "mltrack artifacts cat trial-1 plots/curve.txt "),
    ("mltrack show @b", "mltrack show @best:"),
    ("mltrack log-artifact some", "mltrack log-artifact some-file.txt "),
    ("mltrack --trac", "mltrack --tracking-uri "),
    ("mltrack nonsense tri", "mltrack nonsense tri"),
]

# How a shell is started without what the machine has set up for it, and told to complete.
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             ["bind 'set bell-style none'", "source <(mltrack completion bash)"]),
    "zsh": (["zsh", "-f", "-i"],
            ["autoload -Uz compinit", "compinit -u -d ./zcompdump", "unsetopt beep",
             "source <(mltrack completion zsh)"]),
    # As a file on fpath, which is how zsh's own completions are found.
    "zsh, on fpath": (["zsh", "-f", "-i"],
                      ["mkdir -p zfunc; mltrack completion zsh > zfunc/_mltrack", "fpath=($PWD/zfunc $fpath)",
                       "autoload -Uz compinit", "compinit -u -d ./zcompdump2", "unsetopt beep"]),
    "fish": (["fish", "--no-config", "-i"], ["mltrack completion fish | source"]),
}


class Shell:
    """A shell at a terminal. What a line has become is seen by putting quotes around it."""

    def __init__(self, command, environment, folder):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        self.seen = ""
        self.count = 0

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def wait_for(self, pattern):
        deadline = time.monotonic() + PATIENCE
        while True:
            found = re.search(pattern, self.seen)
            if found:
                self.seen = self.seen[found.end():]
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"no {pattern!r} in {self.seen!r}")
            if select.select([self.terminal], [], [], 0.1)[0]:
                text = os.read(self.terminal, 65536).decode(errors="replace")
                if "\x1b[c" in text or "\x1b[0c" in text:
                    self.type("\x1b[?62;c")  # fish asks what terminal this is
                self.seen += text

    def run(self, command):
        """Runs a command and waits for its end; the sum is not in what is typed."""
        self.count += 1
        self.type(f"{command}; echo done-$(expr {self.count} + 1000)\r")
        self.wait_for(f"done-{self.count + 1000}")

    def completed(self, line):
        """The line after the tab key: its end is marked, then it is made an argument of printf."""
        self.type(line + "\t")
        time.sleep(0.2)  # a tab that is still at work takes further keys for its own
        self.type("%\x01printf '<%s>\\n' '\x05'\r")
        return self.wait_for(r"[\r\n]<([^\r\n]*)%>").group(1)

    def end(self):
        os.close(self.terminal)
        try:
            os.kill(self.pid, 9)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)


def prepare(binary, folder, environment):
    def mltrack(*arguments):
        subprocess.run([binary, *arguments], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)

    mltrack("start-run", "-q", "-e", "churn", "--name", "trial-1", "-p", "lr=0.1")
    mltrack("log-metrics", "-r", "trial-1", "auc=1", "loss=2")
    mltrack("log-text", "-r", "trial-1", "a curve", "plots/curve.txt")
    (folder / "some-file.txt").write_text("")


def check(name, binary, folder, environment):
    command, preparation = SHELLS[name]
    shell = Shell(command, environment, folder)
    try:
        for line in preparation:
            shell.run(line)
        for typed, expected in LINES:
            got = shell.completed(typed)
            if got != expected:
                raise AssertionError(f"{name}: {typed!r} became {got!r}, not {expected!r}")
    finally:
        shell.end()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", type=Path, required=True)
    binary = parser.parse_args().binary.resolve()
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        (folder / "home").mkdir()
        environment = {"PATH": f"{binary.parent}:{os.environ['PATH']}", "HOME": str(folder / "home"),
                       "TERM": "xterm", "LC_ALL": "C.UTF-8", "PS1": "> ", "MLTRACK_OUTPUT": "table"}
        prepare(binary, folder, environment)
        for name in SHELLS:
            if shutil.which(SHELLS[name][0][0]) is None:
                sys.exit(f"{name} is not installed; tools/test installs it")
            check(name, binary, folder, environment)
            print(f"{name}: {len(LINES)} lines")


if __name__ == "__main__":
    main()
