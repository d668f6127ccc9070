"""One bash that runs the commands of a transcript, one after the other, and tells how each went."""

import os
import re
import select
import subprocess
from dataclasses import dataclass

TIMEOUT = 60  # seconds a command may take


@dataclass
class Result:
    out: str
    err: str
    code: int
    variables: dict


class Shell:
    def __init__(self, directory, environment, scratch):
        self.scratch = scratch
        self.read_end, write_end = os.pipe()
        self.bash = subprocess.Popen(
            ["bash", "--norc", "--noprofile"], cwd=directory, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            pass_fds=[write_end], start_new_session=True)
        os.close(write_end)
        self.report = write_end
        self.last_code = 0
        self.names = set()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.bash.stdin.close()
        try:
            self.bash.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            self.bash.kill()
            self.bash.wait()
        os.close(self.read_end)

    def run(self, command, merged=False):
        script, out, err, variables = (self.scratch / name for name in ("command", "out", "err", "variables"))
        script.write_text(command + "\n")
        for file in (out, err, variables):
            file.write_bytes(b"")
        self.names |= set(re.findall(r"\b([A-Za-z_]\w*)=", command))
        dump = "".join(f'[ -z "${{{name}-}}" ] || printf "%s\\0" "{name}=${name}" >>{variables};'
                       for name in sorted(self.names))
        # The commands see the code of the one before in $?, as at a prompt.
        self.bash.stdin.write(
            f"(exit {self.last_code}); . {script} </dev/null >{out} {'2>&1' if merged else f'2>{err}'} "
            f"{self.report}>&-; mltrack_code=$?; {dump} echo $mltrack_code >&{self.report}\n")
        self.bash.stdin.flush()
        self.last_code = self._wait()
        pairs = variables.read_bytes().decode(errors="replace").split("\0")
        return Result(out.read_bytes().decode(errors="backslashreplace"),
                      err.read_bytes().decode(errors="backslashreplace"), self.last_code,
                      dict(pair.split("=", 1) for pair in pairs if pair))

    def _wait(self):
        answer = b""
        while not answer.endswith(b"\n"):
            ready, _, _ = select.select([self.read_end], [], [], TIMEOUT)
            if not ready:
                self.bash.kill()
                raise ValueError(f"a command took more than {TIMEOUT} seconds")
            piece = os.read(self.read_end, 100)
            if not piece:
                raise ValueError(f"a command ended the shell (exit code {self.bash.wait()})")
            answer += piece
        return int(answer)
