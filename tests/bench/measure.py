"""Runs programs in turn and compares what they cost."""

import os
import time
from dataclasses import dataclass, field


class Case:
    """A program to run; what each run of it cost."""

    def __init__(self, name, command):
        self.name = name
        self.command = [str(word) for word in command]
        self.wall = []  # microseconds
        self.cpu = []
        self.faults = 0
        self.peak_kib = 0

    def again(self):
        """The same program without its figures: for another set of rounds."""
        return Case(self.name, self.command)

    def run(self, quiet):
        began = time.perf_counter_ns()
        # posix_spawn and wait4, not subprocess: no Python runs between the fork and the exec.
        pid = os.posix_spawnp(self.command[0], self.command, os.environ,
                              file_actions=[(os.POSIX_SPAWN_DUP2, quiet, 1)])
        _, status, usage = os.wait4(pid, 0)
        wall = time.perf_counter_ns() - began
        if status != 0:
            raise SystemExit(f"failed with status {status}: {' '.join(self.command)}")
        self.wall.append(wall / 1000)
        self.cpu.append((usage.ru_utime + usage.ru_stime) * 1e6)
        self.faults = usage.ru_minflt
        self.peak_kib = usage.ru_maxrss


@dataclass
class Pair:
    subject: Case
    floor: Case
    goal: str  # how many times the floor; text, for it is only printed
    ratios: dict = field(default_factory=dict)


def quantile(values, share):
    return sorted(values)[int(len(values) * share)]


def measure(pairs, rounds, order):
    """Every program once a round, in an order that differs from round to round."""
    cases = list({id(case): case for pair in pairs for case in (pair.subject, pair.floor)}.values())
    quiet = os.open(os.devnull, os.O_WRONLY)
    for case in cases:  # page cache
        case.run(quiet)
        case.wall.clear()
        case.cpu.clear()
    for _ in range(rounds):
        order.shuffle(cases)
        for case in cases:
            case.run(quiet)
    os.close(quiet)


def figures(pair):
    row = {"subject": pair.subject.name, "floor": pair.floor.name, "goal": pair.goal}
    for what in ("wall", "cpu"):
        above, below = getattr(pair.subject, what), getattr(pair.floor, what)
        for name, share in (("p10", 0.1), ("median", 0.5)):
            row[f"{what}_{name}"] = round(quantile(above, share) / quantile(below, share), 3)
            row[f"{what}_{name}_us"] = [round(quantile(above, share)), round(quantile(below, share))]
    row["faults"] = [pair.subject.faults, pair.floor.faults]
    row["peak_kib"] = [pair.subject.peak_kib, pair.floor.peak_kib]
    row["rounds"] = len(pair.subject.wall)
    return row


def print_pairs(pairs):
    rows = [figures(pair) for pair in pairs]
    print(f"\n{'program':<28}{'as often as':<28}{'goal':>11}{'p10':>9}{'median':>9}{'cpu p10':>9}{'cpu med':>9}"
          f"{'us (p10)':>16}{'page faults':>13}")
    for row in rows:
        times = "{} / {}".format(*row["wall_p10_us"])
        faults = "{} / {}".format(*row["faults"])
        print(f"{row['subject']:<28}{row['floor']:<28}{row['goal']:>11}{row['wall_p10']:>9}{row['wall_median']:>9}"
              f"{row['cpu_p10']:>9}{row['cpu_median']:>9}{times:>16}{faults:>13}")
    return rows
