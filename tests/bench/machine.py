"""What the benchmarks need of this machine: the programs, and a description of it."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "mltrack"


def say(text):
    print(text, flush=True)


def build_program():
    say("building the release program")
    if not (ROOT / "build/release/build.ninja").exists():
        subprocess.run(["cmake", "--preset", "release"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "release"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return ROOT / "build/release/mltrack"


def build_probe(name, folder, *options):
    program = folder / name
    subprocess.run([os.environ.get("CC", "cc"), "-O2", "-Wall", "-Wextra", "-o", program, Path(__file__).with_name(f"{name}.c"),
                    *(options or ["-static"])], check=True)
    return program


def mlflow_python(version):
    """The Python that has this MLflow, or nothing."""
    python = CACHE / f"venv-mlflow-{version}/bin/python"
    if python.exists():
        return python
    say(f"SKIPPED MLflow {version}: no {python} (tools/test makes it)")
    return None


def forget_environment():
    """The programs see the tree they are told of, whatever the caller's environment names."""
    for name in [name for name in os.environ if name.startswith(("MLFLOW_", "MLTRACK_"))]:
        del os.environ[name]
    os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"  # MLflow 3.17 asks for it


def describe_machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    system = next((line.split("=")[1].strip().strip('"') for line in open("/etc/os-release")
                   if line.startswith("PRETTY_NAME=")), "?")
    return {"cpus": os.cpu_count(), "model": model, "system": system, "kernel": os.uname().release,
            "load": [round(value, 2) for value in os.getloadavg()]}
