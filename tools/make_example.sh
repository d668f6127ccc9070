#!/usr/bin/env bash
# Makes mlruns-example/ anew: the real MLflow 3.17.2 trains on the wine data, then a shell pipeline with
# mltrack adds runs on the Iris data. Needs the dev build (or MLTRACK=PROGRAM) and tools/test install.
#
# The tree says that it lies in /data/mlruns-example, so that it names no machine's folders.
set -euo pipefail
# shellcheck source=tools/lib.sh
. "$(dirname "$0")/lib.sh"

mltrack=${MLTRACK:-$ROOT/build/dev/mltrack}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tree="$scratch/mlruns-example"
export LOGNAME=ada USER=ada LNAME=ada USERNAME=ada

say "MLflow trains on the wine data"
# A copy outside of the checkout: MLflow notes the commit of the script that runs.
cp "$ROOT/tools/make_example.py" "$scratch/train.py"
"$CACHE/venv-mlflow-3.17.2/bin/python" "$scratch/train.py" "$tree"

say "awk trains on the Iris data, mltrack keeps it"
cd "$scratch"
export MLFLOW_TRACKING_URI="$tree"
"$mltrack" create-experiment iris -t "mlflow.note.content=Softmax regression in awk" >/dev/null
for lr in 0.03 0.3; do
  run=$("$mltrack" start-run -e iris --name "softmax-$lr" -p lr="$lr" -p epochs=20 -t stage=shell \
    --source-name train.sh)
  awk -F, -v columns=4 -v lr="$lr" -v epochs=20 -v matrix=confusion.txt -f "$ROOT/examples/softmax.awk" \
    "$ROOT/examples/iris.csv" | "$mltrack" log-metric -q -r "$run" -
  "$mltrack" log-artifact -r "$run" confusion.txt
  "$mltrack" log-input -r "$run" "$ROOT/examples/iris.csv" --context training
  "$mltrack" end-run "$run"
done
# mltrack goes on with a run of MLflow's.
best=$("$mltrack" search -q -e wine --order-by "metrics.\`val/accuracy\` DESC" -L 1 -o id)
"$mltrack" set-tag -r "$best" stage champion
"$mltrack" note "$best" "The best of the three on the test rows."

say "taking this machine out of it"
grep -rlZ -F "$scratch" "$tree" | xargs -0 -r sed -i "s|$scratch/|/data/|g"
grep -rlZ -F "$ROOT/" "$tree" | xargs -0 -r sed -i "s|$ROOT/||g"
# Empty folders do not survive git; MLflow 3 needs those of a run.
for folder in "$tree"/[0-9]*/*/{metrics,params,artifacts}; do
  [ ! -d "$folder" ] || [ -n "$(ls -A "$folder")" ] || die "$folder is empty"
done
find "$tree" -type d -empty -delete
for word in "$scratch" "$ROOT" "$HOME" "$(hostname)"; do
  ! grep -rF "$word" "$tree" || die "the tree names '$word'"
done
rm -rf "$ROOT/mlruns-example"
cp -r "$tree" "$ROOT/mlruns-example"
say "mlruns-example: $(find "$ROOT/mlruns-example" -type f | wc -l) files, $(find "$ROOT/mlruns-example" -type f -printf "%s\n" | awk "{n += \$1} END {print n}") bytes"
