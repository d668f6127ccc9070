"""A running `mltrack server`."""

import subprocess

TIMEOUT = 30


class Server:
    """with Server(mltrack, "--read-only") as server: ... server.url"""

    def __init__(self, mltrack, *options, **environment):
        self.mltrack = mltrack
        # Not to pipes that nobody reads: the access log would fill them.
        self.log = open(mltrack.home / "server.log", "w+b")
        self.process = subprocess.Popen(
            [str(mltrack.binary), "server", "--port", "0", *map(str, options)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log,
            env=mltrack.environment(**environment), cwd=mltrack.home)
        self.url = self.process.stdout.readline().decode().strip()
        assert self.url.startswith("http://"), self.errors()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        assert self.stop() == 0, self.errors()

    def stop(self):
        self.process.terminate()
        return self.process.wait(TIMEOUT)

    def errors(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1].split("/")[0])
