"""How many lines a second `log-metric -` and `log-batch -` take from standard input."""

import os
import shutil
import time

KEYS = ("loss", "accuracy", "val/loss", "val/accuracy")
ROUNDS = 5
START_TIME = 1_700_000_000_000


def plain_line(index):
    return f"{KEYS[index % 4]} {1 / (index + 1):.6f} {index // 4}\n"


def json_line(index):
    return (f'{{"metric":"{KEYS[index % 4]}","value":{1 / (index + 1):.6f},"step":{index // 4},'
            f'"timestamp":{START_TIME + index}}}\n')


def run_once(command, source, metrics):
    """Seconds by the clock and of processor time; the metric files begin anew."""
    shutil.rmtree(metrics)
    metrics.mkdir()
    stdin = os.open(source, os.O_RDONLY)
    began = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, stdin, 0)])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - began
    os.close(stdin)
    if status != 0:
        raise SystemExit(f"failed with status {status}: {' '.join(command)}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def measure(program, root, run, folder, lines):
    metrics = next(root.glob(f"*/{run}/metrics"))
    rows = []
    for command, make_line in (("log-metric", plain_line), ("log-batch", json_line)):
        source = folder / f"{command}.lines"
        with open(source, "w") as file:
            file.writelines(make_line(index) for index in range(lines))
        call = [str(program), command, "--tracking-uri", str(root), "--run", run, "-"]
        runs = sorted(run_once(call, source, metrics) for _ in range(ROUNDS))
        written = sum(file.read_bytes().count(b"\n") for file in metrics.rglob("*") if file.is_file())
        if written != lines:
            raise SystemExit(f"{command} - wrote {written} lines of {lines}")
        rows.append({"command": f"{command} -", "lines": lines, "bytes": source.stat().st_size,
                     "best_lines_per_second": round(lines / runs[0][0]),
                     "median_lines_per_second": round(lines / runs[ROUNDS // 2][0]),
                     "best_lines_per_cpu_second": round(lines / min(cpu for _, cpu, _ in runs)),
                     "peak_kib": max(peak for _, _, peak in runs)})
    return rows


def show(rows):
    print(f"\n{'from standard input':<28}{'lines/s, best':>16}{'median':>12}{'per cpu second':>16}{'peak KiB':>10}")
    for row in rows:
        print(f"{row['command']:<28}{row['best_lines_per_second']:>16}{row['median_lines_per_second']:>12}"
              f"{row['best_lines_per_cpu_second']:>16}{row['peak_kib']:>10}")
