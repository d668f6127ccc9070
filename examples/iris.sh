#!/usr/bin/env bash
# Trains a classifier of Iris flowers over a grid of learning rates and features, for real and without
# Python, and keeps every run with mltrack; then lists, searches, shows and compares the runs.
#
#   examples/iris.sh [DIRECTORY]
#
# DIRECTORY is where the runs go (default: $MLFLOW_TRACKING_URI, or a new temporary directory);
# MLTRACK is the program (default: mltrack).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mltrack=${MLTRACK:-mltrack}
export MLFLOW_TRACKING_URI=${1:-${MLFLOW_TRACKING_URI:-$(mktemp -d)/mlruns}}
export MLTRACK_OUTPUT=table # also where the output is a pipe
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$mltrack" create-experiment iris --if-not-exists --tag dataset=iris.csv >/dev/null

# One run: its parameters, a metric line an epoch from awk, the confusion matrix, tags.
train() {
  local features=$1 columns=$2 lr=$3 epochs=40 run
  run=$("$mltrack" start-run -e iris --name "$features-$lr" -p features="$features" -p lr="$lr" \
    -p epochs="$epochs" -t model=softmax)
  trap '"$mltrack" end-run "$run" --status FAILED' ERR
  awk -F, -v columns="$columns" -v lr="$lr" -v epochs="$epochs" -v matrix="$scratch/confusion.txt" \
    -f "$here/softmax.awk" "$here/iris.csv" | "$mltrack" log-metric -r "$run" -
  "$mltrack" log-artifact -r "$run" "$scratch/confusion.txt"
  "$mltrack" set-tag -r "$run" trained-with "awk"
  "$mltrack" end-run "$run"
  trap - ERR
}

for lr in 0.01 0.1 1; do
  train sepal 2 "$lr"
  train all 4 "$lr"
done

echo "All runs:"
"$mltrack" list -e iris
echo
echo "Those with an accuracy above 0.8, best first:"
"$mltrack" search "metrics.accuracy > 0.8" -e iris --order-by "metrics.accuracy DESC" \
  --order-by "metrics.loss ASC" --fields run_name,metrics.accuracy,metrics.loss,params.lr
best=$("$mltrack" search -q "metrics.accuracy > 0.8" -e iris --order-by "metrics.accuracy DESC" \
  --order-by "metrics.loss ASC" -L 1 -o id)
echo
echo "The best one:"
"$mltrack" show "$best"
"$mltrack" artifacts cat "$best" confusion.txt
echo
echo "With all features and with the sepals alone:"
"$mltrack" compare -e iris sepal-1 all-1
