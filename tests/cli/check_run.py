#!/usr/bin/env python3
"""Do signals and keys reach the command of `mltrack run`, and does its run end as it did?

    check_run.py --binary build/dev/mltrack

Sends real signals to real processes, with a terminal (pty) and without one.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

PATIENCE = 60  # seconds; only a failure takes that long

# Says what reaches it, and ends as it is told to.
TRAPS = r"""
for s in TERM INT HUP USR1 USR2; do trap "echo got $s" $s; done
trap 'echo got CONT' CONT
echo ready
while :; do
  if [ -e "$DONE" ]; then exit "$(cat "$DONE")"; fi
  sleep 0.05
done
"""


def wait_for(what, condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"{what}: not within {PATIENCE} s")
        time.sleep(0.02)


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for_sleep(pid):
    """Until the shell under mltrack has started what it waits for."""
    def sleeps():
        grandchildren = [one for child in children_of(pid) for one in children_of(child)]
        return any(Path(f"/proc/{one}/comm").read_text() == "sleep\n" for one in grandchildren)
    wait_for("the sleep", sleeps)


class Bench:
    def __init__(self, binary, scratch):
        self.binary, self.scratch, self.count = binary, Path(scratch), 0
        self.environment = {"PATH": f"{Path(binary).parent}:{os.environ['PATH']}", "HOME": scratch, "USER": "ada",
                            "LC_ALL": "C.UTF-8", "MLFLOW_TRACKING_URI": f"{scratch}/mlruns",
                            "DONE": f"{scratch}/done",
                            **{key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}}

    def mltrack(self, *words):
        return subprocess.run([self.binary, *words], text=True, capture_output=True, env=self.environment,
                              check=True).stdout.strip()

    def name(self):
        self.count += 1
        (self.scratch / "done").unlink(missing_ok=True)
        return f"run-{self.count}"

    def finish(self, code):
        done = self.scratch / "done.new"
        done.write_text(str(code))
        done.rename(self.scratch / "done")

    def status(self, name):
        return self.mltrack("get", name, "status")


class Piped:
    """mltrack run in a session of its own without a terminal, its output in a pipe."""

    def __init__(self, bench, name, script, *options):
        self.process = subprocess.Popen([bench.binary, "run", "-q", "--name", name, *options, "--", "sh", "-c", script],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                        env=bench.environment, start_new_session=True)

    def line(self):
        assert select.select([self.process.stdout], [], [], PATIENCE)[0], "no line came"
        return self.process.stdout.readline().strip()

    def end(self):
        code = self.process.wait(PATIENCE)
        return code, self.process.stdout.read()


def check_signals(bench):
    name = bench.name()
    piped = Piped(bench, name, TRAPS)
    assert piped.line() == "ready"
    for one in ("TERM", "INT", "HUP", "USR1", "USR2"):
        piped.process.send_signal(getattr(signal, f"SIG{one}"))
        assert piped.line() == f"got {one}", one
    assert bench.status(name) == "RUNNING"
    bench.finish(5)
    code, _ = piped.end()
    assert (code, bench.status(name)) == (5, "KILLED"), "it ended above 0 after TERM"


def check_whole_group(bench):
    """TERM reaches what a shell waits for, and the shell."""
    name = bench.name()
    piped = Piped(bench, name, "sleep 1000; echo never")
    wait_for_sleep(piped.process.pid)
    piped.process.terminate()
    code, rest = piped.end()  # the pipe closes when the sleep is gone, too
    assert (code, rest, bench.status(name)) == (143, "", "KILLED"), (code, rest)


def check_nohup(bench):
    name = bench.name()
    piped = Piped.__new__(Piped)
    piped.process = subprocess.Popen(["nohup", bench.binary, "run", "-q", "--name", name, "--", "sh", "-c",
                                      "echo ready; while [ ! -e \"$DONE\" ]; do sleep 0.05; done; echo alive"],
                                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                     text=True, env=bench.environment, start_new_session=True)
    assert piped.line() == "ready"
    piped.process.send_signal(signal.SIGHUP)
    time.sleep(0.2)
    bench.finish(0)
    assert piped.end() == (0, "alive\n")
    assert bench.status(name) == "FINISHED"


def check_killed_without_a_word(bench):
    """Nobody can end the run then; the command goes on, and the tags say that its keeper is gone."""
    name = bench.name()
    piped = Piped(bench, name, TRAPS)
    assert piped.line() == "ready"
    piped.process.kill()
    piped.process.wait(PATIENCE)
    bench.finish(0)
    piped.process.stdout.read()
    assert bench.status(name) == "RUNNING"
    pid = int(bench.mltrack("get", name, "tags.mltrack.pid"))
    assert pid == piped.process.pid
    assert not Path(f"/proc/{pid}").exists()


class Terminal:
    """mltrack run as the job of a shell on a terminal: keys become signals."""

    def __init__(self, bench, name, script, under=()):
        self.parent, child = pty.openpty()

        def take_terminal():
            os.setsid()
            fcntl.ioctl(child, termios.TIOCSCTTY, 0)
        self.process = subprocess.Popen([*under, bench.binary, "run", "-q", "--name", name, "--", "sh", "-c", script],
                                        stdin=child, stdout=child, stderr=child, env=bench.environment,
                                        preexec_fn=take_terminal)
        os.close(child)
        self.text = ""

    def read(self):
        if select.select([self.parent], [], [], 0.05)[0]:
            try:
                self.text += os.read(self.parent, 65536).decode()
            except OSError:  # the other side is closed
                return False
        return True

    def until(self, word):
        def seen():
            self.read()
            return word in self.text
        wait_for(f"{word!r} on the terminal, after {self.text!r}", seen)
        self.text = self.text[self.text.index(word) + len(word):]

    def end(self):
        code = self.process.wait(PATIENCE)
        os.close(self.parent)
        return code


def check_keys(bench):
    name = bench.name()
    shell = ["bash", "-c", 'set -m; "$@"; echo "prompt $?"; fg; echo "prompt $?"', "bash"]
    terminal = Terminal(bench, name, TRAPS, shell)
    terminal.until("ready")
    keeper = children_of(terminal.process.pid)[0]
    os.write(terminal.parent, b"\x03")
    terminal.until("got INT")
    time.sleep(0.3)
    terminal.read()
    assert "got INT" not in terminal.text, "Ctrl-C reaches the command once"
    os.kill(keeper, signal.SIGTERM)  # mltrack alone
    terminal.until("got TERM")

    # Ctrl-Z stops both, so that the shell gets its prompt back; fg continues both.
    os.write(terminal.parent, b"\x1a")
    terminal.until("prompt 148")
    terminal.until("got CONT")
    bench.finish(0)
    terminal.until("prompt 0")
    assert terminal.end() == 0
    assert bench.status(name) == "FINISHED"


def check_interrupt(bench):
    name = bench.name()
    terminal = Terminal(bench, name, "sleep 1000; echo never")
    wait_for_sleep(terminal.process.pid)
    os.write(terminal.parent, b"\x03")
    assert terminal.end() == 130
    assert bench.status(name) == "KILLED"


def check_closed_terminal(bench):
    """The window is closed: the command gets HUP, and the run is ended."""
    name = bench.name()
    terminal = Terminal(bench, name, "sleep 1000; echo never")
    wait_for_sleep(terminal.process.pid)
    os.close(terminal.parent)
    assert terminal.process.wait(PATIENCE) == 129
    assert bench.status(name) == "KILLED"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=Path)
    binary = str(parser.parse_args().binary.resolve())
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(binary, scratch)
        for check in (check_signals, check_whole_group, check_nohup, check_killed_without_a_word, check_keys,
                      check_interrupt, check_closed_terminal):
            check(bench)


if __name__ == "__main__":
    main()
