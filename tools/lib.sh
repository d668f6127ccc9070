# shellcheck shell=bash disable=SC2034
# What the scripts of this folder share: where things are, steps that say what they do, Debian
# packages, and the Python environments of the tests. Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/mltrack"
JOBS=$(nproc 2>/dev/null || echo 2)

MLFLOW_VERSIONS=(2.22.5 3.17.2)
CLANG_TOOLS=18.1.8

BUILD_PACKAGES=(g++ cmake ninja-build ccache
  libcli11-dev nlohmann-json3-dev libfmt-dev libyaml-cpp-dev libyaml-dev libutf8proc-dev libre2-dev
  libboost-dev)
TEST_PACKAGES=(doctest-dev python3 python3-venv shellcheck zsh fish curl)

say() { printf '== %s\n' "$*"; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

in_ci() { [ "${CI:-}" = true ] || [ "${CI:-}" = 1 ]; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "'$*' needs root, and sudo is not installed"
  fi
}

# need_packages PACKAGE...: installs those that are missing, and touches nothing if none is.
need_packages() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    say "not a Debian system: taking for granted that these are here: $*"
    return
  fi
  for package in "$@"; do
    dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
      missing+=("$package")
  done
  if [ "${#missing[@]}" -eq 0 ]; then
    say "packages: all $# are installed"
    return
  fi
  say "packages: installing ${missing[*]}"
  # What apt says of each package is left out; its errors are not.
  as_root apt-get -o DPkg::Lock::Timeout=300 -qq update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    -o Dpkg::Use-Pty=0 -qq -y --no-install-recommends install "${missing[@]}" >/dev/null
}

# The first Python that is new enough (3.10) and can make environments.
find_python() {
  local candidate
  for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.10; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' \
      2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  die "no Python 3.10 or newer with venv (Debian: apt-get install python3-venv)"
}

# need_venv NAME PACKAGE==VERSION...: $CACHE/venv-NAME with these packages. A stamp file in it says
# which packages were installed; one without a stamp is taken over if pip says that it has them.
need_venv() {
  local name=$1 folder="$CACHE/venv-$1" stamp wanted
  shift
  wanted="$*"
  stamp="$folder/complete"
  mkdir -p "$CACHE"
  (
    # Two runs at once would install into the same folder.
    flock 9
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
      say "venv-$name: complete"
      exit 0
    fi
    if ! "$folder/bin/python" -c '' 2>/dev/null; then
      say "venv-$name: making $folder"
      rm -rf "$folder"
      "$(find_python)" -m venv "$folder"
    fi
    if venv_has "$folder" "$@"; then
      say "venv-$name: has all it needs"
    else
      say "venv-$name: installing $wanted (a few minutes the first time)"
      "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    fi
    printf '%s\n' "$wanted" >"$stamp"
  ) 9>"$CACHE/venv-$name.lock"
}

# venv_has FOLDER REQUIREMENT...: true if pip lists every requirement (NAME or NAME==VERSION).
venv_has() {
  local folder=$1 installed requirement pattern
  shift
  installed=$("$folder/bin/python" -m pip freeze --disable-pip-version-check 2>/dev/null) || return 1
  for requirement in "$@"; do
    pattern=$requirement
    [[ $requirement == *==* ]] || pattern="$requirement=="
    grep -qiF -- "$pattern" <<<"$installed" || return 1
  done
}

need_mlflow() {
  local version
  for version in "${MLFLOW_VERSIONS[@]}"; do
    need_venv "mlflow-$version" "mlflow==$version" pytest pytest-xdist
  done
}

need_clang_tools() { need_venv tools "clang-format==$CLANG_TOOLS" "clang-tidy==$CLANG_TOOLS"; }

# build PRESET: configures the first time (ninja does it itself afterwards), then builds.
build() {
  if [ ! -f "$ROOT/build/$1/build.ninja" ]; then
    say "configuring build/$1"
    (cd "$ROOT" && cmake --preset "$1" >/dev/null)
  fi
  say "building build/$1"
  cmake --build "$ROOT/build/$1" --parallel "$JOBS"
}
