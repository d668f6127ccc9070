#include "topics.hpp"

namespace mltrack::cli {
namespace {

const Topic exit_codes{"exit-codes", "What the exit codes mean",
                       R"(Exit codes of mltrack

    0  done; a search that finds nothing is done, too
    1  failed: I/O error, corrupt file; also "none" with --fail-empty and
       "differs" with compare --exit-code
    2  usage: bad option, bad value, bad filter
    3  not found: experiment, run, key, artifact
    4  ambiguous: a short name that could mean several things
    5  conflict: exists already, a param would change, the run is deleted
    6  busy: a lock was not to be had in time (--wait)
    7  permission denied
  130  interrupted, 141 the reader of the output went away, 143 terminated
)"};

const Topic environment{"environment", "Which variables mltrack reads",
                        R"(Environment of mltrack

MLflow's own, with the meaning they have for MLflow's client:
  MLFLOW_TRACKING_URI          the tree, where --tracking-uri is not given
  MLFLOW_EXPERIMENT_NAME       the experiment, where --experiment is not given
  MLFLOW_EXPERIMENT_ID         the same by id; must agree with the name
  MLFLOW_RUN_ID                the current run, where --run is not given
  MLFLOW_TRUNCATE_LONG_VALUES  false: refuse values that are too long, do not cut

mltrack's:
  MLTRACK_OUTPUT               the output format, where --output is not given
  MLTRACK_STRICT_MLFLOW        1: filters in MLflow's language only (--strict-mlflow)
  NO_COLOR, CLICOLOR_FORCE     colour never, always
  COLUMNS                      width of tables on a terminal
)"};

const Topic filter{"filter", "The language of search",
                   R"(Filters are MLflow's, and more:

  metrics.auc > 0.8 AND params.opt = 'adam'
  max(metrics.auc) > 0.9 OR NOT (status = 'FAILED' OR duration < 10m)

MLflow's language: FIELD OPERATOR VALUE, joined by AND.

  metrics.KEY       = != > >= < <=              a number
  params.KEY        = != LIKE ILIKE             quoted text, always text
  tags.KEY          = != LIKE ILIKE             quoted text
  status, run_name, run_id, user_id, artifact_uri
                    = != LIKE ILIKE; run_id also IN and NOT IN
  start_time, end_time
                    = != > >= < <=              milliseconds since the epoch
  datasets.name, datasets.digest, datasets.context
                    = != LIKE ILIKE IN, NOT IN
  params.KEY IS NULL, tags.KEY IS NOT NULL

A key with a blank is put in back quotes, in MLflow's language also one with a
slash, a dash or a colon: metrics.`val loss` < 0.3
LIKE knows % (anything) and _ (one character); ILIKE ignores case.
A run that lacks the key matches nothing but IS NULL.

mltrack's own language has beside these:

  OR, NOT, parentheses
  IN, NOT IN, BETWEEN x AND y, IS [NOT] NULL    every field
  =~ !~ 'regular expression', STARTS WITH 'x'   text
  num(params.lr) < 0.01                         text as a number
  min max mean first last count argmin argmax (metrics.KEY), at(metrics.KEY, STEP)
  metrics.a < metrics.b                         two fields
  start_time > -2d, start_time > 2026-11-01, age < 3h, duration > 10m
  parent = 'ID or name', nested, children > 0, artifact('model/*')
  metrics.loss IS NAN

--strict-mlflow leaves MLflow's language alone.

--order-by takes a field with ASC or DESC; it may be repeated. Ties are
broken by start time, newest first, then by run id.
)"};

const Topic names{"names", "How runs and experiments are named on the command line",
                  R"(A RUN is
  a full id                 90b9224703a7493b8cebf14ed9309f55
  the beginning of one      90b92247   (4 characters or more, if unique)
  a name                    trial-3    (if unique)
  @last                     the run that was started last
  @best:auc:max             the run with the highest auc; :min for the lowest;
                            without either if a tag of the experiment says it
                            (mltrack best --help)

An EXPERIMENT is a name or an id.

Where a command has --run or --experiment and it is not given, the variables
MLFLOW_RUN_ID, MLFLOW_EXPERIMENT_NAME and MLFLOW_EXPERIMENT_ID stand in.
)"};

const Topic output{"output", "The output formats",
                   R"(Every command that answers takes --output FORMAT:

  table   for people: fits the terminal, 5 significant digits (default on one)
  tsv     for cut, awk and while read: full precision (default on a pipe);
          a header line, unless --fields or --no-header is given
  json    the object that MLflow's REST API gives; --json is the same
  ndjson  one flat object a line
  csv     with a header line
  md      a Markdown table
  id      the ids alone, one a line

Columns have the names of mlflow.search_runs: run_id, status, start_time,
metrics.auc, params.lr, tags.team. Times are milliseconds since the epoch.
NaN and infinities are nan, inf, -inf in text and "NaN", "Infinity",
"-Infinity" in JSON. The answer is on stdout, everything else on stderr.
-q leaves out notes such as "3 runs"; warnings and errors remain.
)"};

}  // namespace
}  // namespace mltrack::cli
