"""What the benchmarks of search ask, of mltrack and of the probes."""

import os
import subprocess

from machine import build_probe

FILTER = "metrics.auc > 0.8 and params.model = 'xgboost'"
ORDER = "metrics.auc DESC"


class Programs:
    """The commands, and the probes that do as little as possible for the same answers."""

    def __init__(self, program, folder):
        self.program = program
        self.probe = build_probe("probe_search", folder)
        self.probe_history = build_probe("probe_history", folder)
        self.probe_peak = build_probe("probe_peak", folder)

    def search(self, root, limit, output="json"):
        return [self.program, "search", "--tracking-uri", root, FILTER, "--order-by", ORDER, "-L", str(limit),
                "-o", output]

    def list(self, root, limit, output="json"):
        return [self.program, "list", "--tracking-uri", root, "-L", str(limit), "-o", output]

    def floor(self, root, question, what, limit, threads=os.cpu_count()):
        return [self.probe, root, str(threads), question, what, str(limit)]

    def history(self, root, run):
        return [self.program, "history", "--tracking-uri", root, run, "loss", "-o", "tsv", "--no-header",
                "--fields", "timestamp,value,step"]

    def peak_kib(self, command):
        said = subprocess.run([self.probe_peak, *command], check=True, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True).stderr
        return int(said.split()[-1])
