#!/usr/bin/env python3
"""Does `mltrack watch` live in a terminal as it should, and end when its reader does?

    check_watch.py --binary build/dev/mltrack

Runs it in a real pseudo-terminal of 80x24, logs points meanwhile, resizes, stops, continues and interrupts
it, and looks at what a terminal would show.
"""

import argparse
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

PATIENCE = 60  # seconds; only a failure takes that long


class Screen:
    """As much of a terminal as mltrack uses: two screens, the cursor's home, erasing."""

    def __init__(self):
        self.lines, self.row, self.column, self.own, self.cursor = {}, 0, 0, False, True
        self.normal, self.widest, self.rest = "", 0, ""

    def feed(self, text):
        text, self.rest = self.rest + text, ""
        # Sequences, line ends, everything else; an unfinished sequence waits.
        cut = re.search(r"\x1b(\[[?0-9;]*)?$", text)
        if cut:
            text, self.rest = text[:cut.start()], text[cut.start():]
        for part in re.findall(r"\x1b\[[?0-9;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", text):
            if part in ("\x1b[?1049h", "\x1b[?1049l"):
                self.own, self.lines, self.row, self.column = part.endswith("h"), {}, 0, 0
            elif part in ("\x1b[?25h", "\x1b[?25l"):
                self.cursor = part.endswith("h")
            elif part == "\x1b[H":
                self.row = self.column = 0
            elif part == "\x1b[K":
                self.lines[self.row] = self.lines.get(self.row, "")[:self.column]
            elif part == "\x1b[J":
                self.lines = {row: line for row, line in self.lines.items() if row <= self.row}
            elif part.startswith("\x1b["):
                assert part.endswith("m"), f"an unknown sequence {part!r}"
            elif not self.own:
                self.normal += part
            elif part == "\n":
                self.row += 1
            elif part == "\r":
                self.column = 0
            else:
                line = self.lines.get(self.row, "")
                self.lines[self.row] = line[:self.column].ljust(self.column) + part + line[self.column + len(part):]
                self.column += len(part)
                self.widest = max(self.widest, self.column)

    def text(self):
        return "\n".join(self.lines.get(row, "") for row in range(max(self.lines, default=-1) + 1))


class Terminal:
    def __init__(self, command, environment, rows, columns):
        self.parent, child = pty.openpty()
        self.resize(rows, columns)
        self.before = termios.tcgetattr(child)
        # In a session and foreground group of its own, as under a shell: keys become signals.
        def take_terminal():
            os.setsid()
            fcntl.ioctl(child, termios.TIOCSCTTY, 0)
        self.process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=environment,
                                        preexec_fn=take_terminal)
        self.child, self.screen = child, Screen()

    def resize(self, rows, columns):
        fcntl.ioctl(self.parent, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, text):
        os.write(self.parent, text)

    def until(self, what, wanted):
        end = time.monotonic() + PATIENCE
        while not wanted(self.screen):
            if time.monotonic() > end:
                sys.exit(f"{what}: not seen within {PATIENCE} s; the screen is\n{self.screen.text()}\n"
                         f"before it {self.screen.normal!r}")
            if select.select([self.parent], [], [], 0.1)[0]:
                self.screen.feed(os.read(self.parent, 65536).decode())

    def end(self):
        code = self.process.wait(PATIENCE)
        while select.select([self.parent], [], [], 0)[0]:
            self.screen.feed(os.read(self.parent, 65536).decode())
        return code


def wait_for_state(pid, wanted):
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in wanted:
        assert time.monotonic() < end, f"process {pid} does not become {wanted}"
        time.sleep(0.02)


def processor_ticks(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def check_terminal(mltrack, binary, environment, command_end):
    run = mltrack("start-run", "-q", "--name", "first", "-e", "live")
    mltrack("log-metric", "-r", run, "loss", "5", "--step", "1")
    terminal = Terminal([binary, "watch", "-e", "live"], environment, 24, 80)
    terminal.until("the first picture", lambda s: s.own and "first" in s.text() and "step 1" in s.text())
    assert not terminal.screen.cursor, "the cursor is hidden"
    mltrack("log-metric", "-r", run, "loss", "2.5", "--step", "2")
    terminal.until("a new point", lambda s: re.search(r"loss +2\.5 ", s.text()))
    mltrack("log-metric", "-r", run, "val/acc", "0.75", "--step", "2")
    terminal.until("a new metric", lambda s: re.search(r"val/acc +0\.75", s.text()))
    second = mltrack("start-run", "-q", "--name", "second", "-e", "live")
    terminal.until("a new run", lambda s: "2 running" in s.text() and "second" in s.text())
    mltrack("end-run", second, "--status", "FAILED")
    terminal.until("an end", lambda s: "1 running, 1 ended" in s.text() and "FAILED" in s.text())

    # A smaller terminal: no line goes beyond it.
    terminal.resize(10, 40)
    terminal.screen.widest = 0
    terminal.until("the resized picture", lambda s: 0 < s.widest <= 40 and "first" in s.text())
    assert max(terminal.screen.lines) < 10, "no more lines than the terminal has"
    terminal.resize(24, 80)

    # Ctrl-Z gives the terminal back; after fg the picture is there again.
    terminal.type(b"\x1a")
    terminal.until("the terminal given back", lambda s: not s.own and s.cursor)
    wait_for_state(terminal.process.pid, "T")
    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.until("the picture after fg", lambda s: s.own and "first" in s.text())

    # Nothing happens: hardly any work is done.
    before = processor_ticks(terminal.process.pid)
    time.sleep(2)
    assert processor_ticks(terminal.process.pid) - before <= 40, "it waits without work"

    if command_end == "Ctrl-C":
        terminal.type(b"\x03")
    else:
        terminal.process.send_signal(signal.SIGTERM)
    code = terminal.end()
    screen = terminal.screen
    assert code == (130 if command_end == "Ctrl-C" else 143), f"the code is {code}"
    assert not screen.own and screen.cursor, "the terminal's own screen and cursor are back"
    assert "1 running, 1 ended" in screen.normal, "the last picture stays"
    assert termios.tcgetattr(terminal.child) == terminal.before, "the settings of the terminal are as before"
    mltrack("end-run", run)


def check_pipe(mltrack, binary, environment):
    run = mltrack("start-run", "-q", "--name", "piped", "-e", "pipe")
    mltrack("log-metric", "-r", run, "loss", "5", "--step", "1")
    with subprocess.Popen([binary, "watch", "--until-done", run], stdout=subprocess.PIPE, text=True,
                          env=environment) as watch:
        events = [json.loads(watch.stdout.readline())]  # it looks on from here
        mltrack("log-metric", "-r", run, "loss", "nan", "--step", "2")
        events.append(json.loads(watch.stdout.readline()))
        mltrack("log-metric", "-r", run, "val/acc", "0.5", "--step", "2")
        events.append(json.loads(watch.stdout.readline()))
        mltrack("end-run", run, "--status", "KILLED")
        events.append(json.loads(watch.stdout.readline()))
        assert watch.stdout.read() == "" and watch.wait(PATIENCE) == 1
    assert [event["event"] for event in events] == ["run", "point", "point", "status"], events
    assert all(event["run_id"] == run and event["run_name"] == "piped" for event in events), events
    assert (events[1]["key"], events[1]["value"], events[1]["step"]) == ("loss", "NaN", 2), events
    assert (events[2]["key"], events[2]["value"]) == ("val/acc", 0.5), events
    assert events[3]["status"] == "KILLED" and events[3]["end_time"] > 0, events

    # Whoever reads goes away, and nothing happens in the tree: it ends all the same.
    with subprocess.Popen([binary, "watch", "-e", "pipe"], stdout=subprocess.PIPE, env=environment) as watch:
        time.sleep(0.3)
        watch.stdout.close()
        assert watch.wait(PATIENCE) == 141, watch.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=Path)
    binary = str(parser.parse_args().binary.resolve())
    with tempfile.TemporaryDirectory() as scratch:
        environment = {"PATH": os.environ["PATH"], "HOME": scratch, "LC_ALL": "C.UTF-8", "USER": "ada",
                       "TERM": "xterm-256color", "MLFLOW_TRACKING_URI": f"{scratch}/mlruns",
                       **{key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}}

        def mltrack(*words):
            return subprocess.run([binary, *words], text=True, capture_output=True, env=environment,
                                  check=True).stdout.strip()

        check_terminal(mltrack, binary, environment, "Ctrl-C")
        check_terminal(mltrack, binary, environment, "SIGTERM")
        check_pipe(mltrack, binary, environment)


if __name__ == "__main__":
    main()
