"""The model registry of a tree, both ways: mltrack writes what MLflow writes, byte for byte, each reads what the
other wrote, and a search finds the same in the same order or is refused for the same reason."""

import json
import random
import re

import pytest
from operations_names import HOSTILE_NAMES
from programs import MlflowError
from snapshot import assert_same_trees, normalised

# mltrack writes what 3.17 writes. 2.22 leaves these out, and repeats the aliases in each version.
NOT_IN_BOTH = [rb"(effective_trace_archival_retention|trace_location|deployment_job_id|deployment_job_state|model_id): null",
               rb"workspace: default", rb"run_uuid: .*"]
ALIASES_OF_VERSION = rb"aliases:( \[\])?\n(- .*\n)*"
NAMES = [name for name in HOSTILE_NAMES
         if name.strip() and not set(name) & set("/:%") and not name.startswith("..") and name != "."]


class Both:
    """Makes every call on two trees, one for each program."""

    def __init__(self, mlflow, mltrack, tmp_path):
        self.mlflow, self.mltrack = mlflow, mltrack
        self.mlflow.tree, self.mltrack.tree = tmp_path / "theirs", tmp_path / "ours"
        self.mlflow("client.search_experiments()")

    def call(self, code, *words, **variables):
        self.mlflow(code, **variables)
        self.mltrack("models", *words)

    def tree_of(self, program):
        found = normalised(program.tree / "models", {}, [] if self.mlflow.is_3 else NOT_IN_BOTH)
        if not self.mlflow.is_3:
            found = {path: (mode, re.sub(ALIASES_OF_VERSION, b"", data) if "version-" in path and data else data)
                     for path, (mode, data) in found.items()}
        return found

    def compare(self):
        assert_same_trees(self.tree_of(self.mlflow), self.tree_of(self.mltrack))


@pytest.fixture
def both(mlflow, mltrack, tmp_path):
    return Both(mlflow, mltrack, tmp_path)


def test_registered_models_are_the_same_bytes(both):
    for name in NAMES:
        both.call("client.create_registered_model(name, tags={'a/b': name, 'k': ''}, description=name)",
                  "create", f"--description={name}", f"--tag=a/b={name}", "--tag=k=", "--", name, name=name)
    both.call("client.create_registered_model('plain')", "create", "plain")
    both.compare()


def test_changes_of_a_registered_model_are_the_same_bytes(both):
    both.call("client.create_registered_model('m')", "create", "m")
    both.call("client.update_registered_model('m', 'new: text')", "describe", "m", "new: text")
    both.call("client.set_registered_model_tag('m', 'a/b', 'x')", "tag", "m", "a/b", "x")
    both.call("client.set_registered_model_tag('m', 'gone', 'x')", "tag", "m", "gone", "x")
    both.call("client.delete_registered_model_tag('m', 'gone')", "tag", "m", "gone", "--delete")
    both.compare()
    both.call("client.create_registered_model('other')", "create", "other")
    both.call("client.delete_registered_model('other')", "delete", "other", "--yes")
    both.compare()
    # MLflow loses tags on this way, so they go first.
    both.mlflow("import shutil, os; shutil.rmtree(os.path.join(store.root_directory, 'models', 'm', 'tags'))")
    both.mltrack("models", "tag", "m", "a/b", "--delete")
    both.call("client.rename_registered_model('m', 'renamed')", "rename", "m", "renamed")
    for folder in ("tags/a", "tags"):
        (both.mltrack.tree / "models" / "renamed" / folder).rmdir()
    both.compare()


@pytest.fixture
def run_with_model(both):
    """A run with a model in each tree; their ids."""
    code = """
run = client.create_run('0', run_name='trained')
client.log_text(run.info.run_id, 'flavors: {}', 'model/MLmodel')
client.log_text(run.info.run_id, 'weights', 'model/data/weights.bin')
run.info.run_id"""
    theirs = both.mlflow(code)
    both.mltrack("create-experiment", "x")
    ours = both.mltrack.id("start-run", "-e", "0", "--name", "trained")
    both.mltrack("log-text", "-r", ours, "flavors: {}", "model/MLmodel")
    both.mltrack("log-text", "-r", ours, "weights", "model/data/weights.bin")
    return theirs, ours


def test_versions_are_the_same_bytes(both, run_with_model):
    theirs, ours = run_with_model

    def trees():
        ids = {theirs: "<run>", ours: "<run>"}
        found = []
        for program in (both.mlflow, both.mltrack):
            tree = normalised(program.tree, ids, [] if both.mlflow.is_3 else NOT_IN_BOTH)
            tree = {path: entry for path, entry in tree.items() if path.startswith("models")}
            if not both.mlflow.is_3:
                tree = {path: (mode, re.sub(ALIASES_OF_VERSION, b"", data) if "version-" in path and data else data)
                        for path, (mode, data) in tree.items()}
            found.append(tree)
        return found

    register = "mlflow.set_registry_uri('file://' + store.root_directory); mlflow.register_model(f'runs:/{run}/model', 'm')"
    for _ in range(4):
        both.mlflow(register, run=theirs)
        both.mltrack("models", "register", ours, "model", "--name", "m")
    assert_same_trees(*trees())
    both.call("client.set_registered_model_alias('m', 'best', '2')", "alias", "m/2", "best")
    both.call("client.set_registered_model_alias('m', 'best', '3')", "alias", "m/3", "best")
    both.call("client.set_registered_model_alias('m', 'Größte-1_x', '3')", "alias", "m/3", "Größte-1_x")
    both.call("client.set_registered_model_alias('m', 'gone', '1')", "alias", "m/1", "gone")
    both.call("client.delete_registered_model_alias('m', 'gone')", "alias", "m", "gone", "--delete")
    assert_same_trees(*trees())
    both.call("client.update_model_version('m', '1', 'a: b')", "describe", "m/1", "a: b")
    both.call("client.set_model_version_tag('m', '1', 'a/b', 'é😀')", "tag", "m/1", "a/b", "é😀")
    both.call("client.set_model_version_tag('m', '1', 'gone', '')", "tag", "m/1", "gone", "")
    both.call("client.delete_model_version_tag('m', '1', 'gone')", "tag", "m/1", "gone", "--delete")
    assert_same_trees(*trees())
    both.call("client.transition_model_version_stage('m', '1', 'production')", "stage", "m/1", "production")
    both.call("client.transition_model_version_stage('m', '2', 'Production', archive_existing_versions=True)",
              "stage", "m/2", "Production", "--archive-existing")
    both.call("client.transition_model_version_stage('m', '3', 'None')", "stage", "m/3", "None")
    assert_same_trees(*trees())
    both.call("client.delete_model_version('m', '3')", "delete", "m/3")
    both.call("client.delete_model_version('m', '4')", "delete", "m@latest")
    assert_same_trees(*trees())
    both.mlflow(register, run=theirs)
    assert both.mltrack.id("models", "register", ours, "model", "--name", "m") == "m/5"
    assert_same_trees(*trees())


FULL = """
from mlflow.entities.model_registry import ModelVersionTag
for index, name in enumerate(names):
    client.create_registered_model(name, tags={'k': name, 'a/b': ''} if index % 2 else None, description=name)
    for number in range(index % 3):
        client.create_model_version(name, f'file:///data/{number}', run_id='r%d' % number, description='v: 1',
                                    tags={'t': 'x y'} if number else None)
        client.set_registered_model_alias(name, f'alias-{number}', str(number + 1))
client.transition_model_version_stage(names[2], '1', 'Staging')
client.delete_model_version(names[5], '2')
"""


def registry_json(mlflow, message, entity):
    return mlflow("""
import json
from mlflow.protos import model_registry_pb2
from mlflow.utils.proto_json_utils import message_to_json
response = getattr(model_registry_pb2, message).Response()
getattr(response, field).MergeFrom(eval(call).to_proto())
json.loads(message_to_json(response))""", message=message, **entity)


def ordered(value):
    if isinstance(value, dict):
        return {key: ordered(item) for key, item in value.items() if item != [] and key != "workspace"}
    if isinstance(value, list):
        return sorted((ordered(item) for item in value), key=str)
    return value


def shown(mltrack, handle):
    return json.loads(mltrack("models", "show", "-o", "json", "--", handle))


def test_what_mlflow_wrote_is_read(mlflow, mltrack):
    mlflow(FULL, names=NAMES)
    for name in NAMES:
        expected = registry_json(mlflow, "GetRegisteredModel",
                                 {"field": "registered_model", "call": f"client.get_registered_model({name!r})"})
        if "@" not in name:
            assert ordered(shown(mltrack, name)) == ordered(expected)
        for version in expected["registered_model"].get("latest_versions", []):
            number = version["version"]
            call = f"client.get_model_version({name!r}, {number!r})"
            assert ordered(shown(mltrack, f"{name}/{number}")) == ordered(
                registry_json(mlflow, "GetModelVersion", {"field": "model_version", "call": call}))


def test_what_mltrack_wrote_is_read(mlflow, mltrack):
    mltrack("create-experiment", "x")
    for name in NAMES:
        mltrack("models", "create", f"--description={name}", f"--tag=k={name}", "--", name)
    read = {model["name"]: model for model in mlflow(
        "[dict(name=m.name, description=m.description, tags=m.tags) for m in "
        "client.search_registered_models(max_results=1000)]")}
    assert read == {name: {"name": name, "description": name, "tags": {"k": name}} for name in NAMES}


def test_a_model_goes_from_mltrack_to_mlflow_and_back(mlflow, mltrack, tmp_path):
    run = mltrack.id("start-run")
    mltrack("log-text", "-r", run, "flavors: {}", "model/MLmodel")
    mltrack("log-text", "-r", run, "weights", "model/data/weights.bin")
    assert mltrack.id("models", "register", run, "model", "--name", "churn", "--alias", "best", "-t", "k=v") == "churn/1"
    version = mlflow("v = client.get_model_version_by_alias('churn', 'best')\n"
                     "[v.version, v.run_id, v.tags, v.current_stage, v.status]")
    assert [str(version[0]), *version[1:]] == ["1", run, {"k": "v"}, "None", "READY"]
    where = mlflow("mlflow.set_registry_uri('file://' + store.root_directory)\n"
                   "mlflow.artifacts.download_artifacts('models:/churn@best', dst_path=path)", path=str(tmp_path / "a"))
    assert where and (tmp_path / "a" / "data" / "weights.bin").read_text() == "weights"
    mlflow("client.set_registered_model_alias('churn', 'serving', '1')")
    mltrack("models", "get", "churn@serving", "--dest", tmp_path / "b")
    assert (tmp_path / "b" / "data" / "weights.bin").read_text() == "weights"


def test_logged_models_of_mlflow_3_are_registered(mlflow3, mltrack):
    run_id, model_id = mlflow3("""
run = client.create_run('0')
from mlflow.entities import LoggedModelOutput
model = client.create_logged_model('0', name='forest', source_run_id=run.info.run_id)
client.finalize_logged_model(model.model_id, 'READY')
client.log_outputs(run.info.run_id, [LoggedModelOutput(model.model_id, 3)])
[run.info.run_id, model.model_id]""")
    assert mltrack.id("models", "register", run_id, "forest", "--name", "m") == "m/1"
    version = mlflow3("v = client.get_model_version('m', '1')\n[v.source, v.run_id, v.model_id]")
    assert version == [f"models:/{model_id}", run_id, model_id]
    assert mlflow3("client.get_model_version_download_uri('m', '1') == client.get_logged_model(model_id).artifact_location",
                   model_id=model_id)


def test_thirty_two_processes_get_thirty_two_numbers(mlflow, mltrack):
    run = mltrack.id("start-run")
    mltrack("log-text", "-r", run, "x", "model/MLmodel")
    processes = [mltrack.start("models", "register", run, "model", "--name", "churn") for _ in range(32)]
    handles = [process.communicate(timeout=120)[0].decode().strip() for process in processes]
    assert sorted(handles, key=lambda handle: int(handle.split("/")[1])) == [f"churn/{n}" for n in range(1, 33)]
    assert mlflow("sorted(int(v.version) for v in client.search_model_versions(\"name = 'churn'\"))") == list(range(1, 33))


def test_mlflow_registers_while_mltrack_does(mlflow, mltrack):
    run = mltrack.id("start-run")
    mltrack("log-text", "-r", run, "x", "model/MLmodel")
    mltrack("models", "create", "churn")
    # MLflow fails where its number is taken three times in a row.
    mlflow.begin("""
def created():
    while True:
        try:
            return client.create_model_version('churn', 'file:///x').version
        except mlflow.exceptions.MlflowException as error:
            if "Giving up after 3 attempts" not in str(error):
                raise
[created() for _ in range(20)]""")
    ours = [mltrack.id("models", "register", run, "model", "--name", "churn").split("/")[1] for _ in range(20)]
    theirs = [str(number) for number in mlflow.end()]
    assert len({*ours, *theirs}) == 40
    assert len(mltrack("models", "ls", "churn", "-o", "id").split()) == 40


# --- search -------------------------------------------------------------------------------------

MODEL_NAMES = ["alpha", "Beta", "beta 2", "gamma_1", "delta#", "é", "it's"]


@pytest.fixture(scope="module")
def filled(binary, tmp_path_factory):
    """A registry with random models and versions, written by MLflow."""
    from conftest import VERSIONS, worker_of
    from programs import Mlflow, Mltrack
    top = tmp_path_factory.mktemp("registry")
    mlflow, mltrack = Mlflow(worker_of(VERSIONS[-1]), top / "mlruns"), Mltrack(binary, top / "mlruns", top)
    chance = random.Random(11)
    models = [{"name": name, "tags": {k: chance.choice(["v", "V", "", "x_y"]) for k in ("t", "u") if chance.random() < .6},
               "versions": [{"source": chance.choice(["file:///a", "s3://b/c", "dbfs:/x"]),
                             "run_id": chance.choice([None, "r1", "R1", "r2"]),
                             "tags": {k: chance.choice(["v", "V", ""]) for k in ("t", "u") if chance.random() < .6},
                             "delete": chance.random() < .2} for _ in range(chance.randrange(6))]}
              for name in MODEL_NAMES]
    mlflow("""
for model in models:
    client.create_registered_model(model['name'], tags=model['tags'])
    for version in model['versions']:
        made = client.create_model_version(model['name'], version['source'], version['run_id'], tags=version['tags'])
        if version['delete']:
            client.delete_model_version(model['name'], made.version)
client.register_prompt('a-prompt', 'hello {{name}}')
""", models=models)
    return mlflow, mltrack


def normal(message):
    """Python prints its sets in any order, and quotes of a text as it likes."""
    message = re.sub(r"\{('[^{}]*')\}", lambda m: "{" + ", ".join(sorted(m.group(1).split(", "))) + "}", message)
    return " ".join(message.split())


SEARCHES = {
    "registered_models": ("[m.name for m in client._get_registry_client().store.search_registered_models(text, 1000, orders)]",
                          ["models", "ls", "--filter={}"]),
    "model_versions": ("[f'{v.name}/{v.version}' for v in "
                       "client._get_registry_client().store.search_model_versions(text, 1000, orders)]",
                       ["models", "search", "--", "{}"]),
}


@pytest.mark.parametrize("subject", list(SEARCHES))
def test_searches_of_the_registry(filled, subject):
    import search_generator as generate
    mlflow, mltrack = filled
    code, words = SEARCHES[subject]
    chance = random.Random(3)
    found = refused = 0
    for _ in range(150):
        text = " AND ".join(generate.valid_comparison(chance, subject) for _ in range(chance.choice([0, 1, 1, 2])))
        for old, new in (("'a'", "'alpha'"), ("'A%'", "'%a%'"), ('"b"', '"v"'), ("'1'", "'r1'")):
            text = text.replace(old, new) if chance.random() < 0.8 else text
        if chance.random() < 0.2:
            text = generate.filter_text(chance, subject)
        if not text.isprintable() or not text.strip():  # a terminal is shown no control characters
            continue
        orders = [chance.choice(["name", "creation_timestamp", "last_updated_timestamp", "version_number", "tags.t"])
                  + chance.choice(["", " ASC", " DESC"]) for _ in range(chance.choice([0, 0, 1, 2]))]
        options = [word for order in orders for word in ("--order-by", order)]
        arguments = [word.replace("{}", text) if word.endswith("{}") else word for word in words]
        result = mltrack.result(*arguments[:2], *options, "-o", "id", *arguments[2:])
        try:
            expected = mlflow(code, text=text, orders=orders)
        except MlflowError as error:
            refused += 1
            assert result.code == 2, (text, orders, error, result)
            if error.code == "INVALID_PARAMETER_VALUE":
                assert normal(error.message) in normal(result.err), (text, orders)
            continue
        assert result.code == 0, (text, orders, expected, result)
        assert result.out.splitlines() == expected, (text, orders)
        found += bool(expected)
    assert found > 10 and refused > 10


def test_pages_of_the_registry(filled):
    mlflow, mltrack = filled
    page = mlflow("p = client.search_registered_models(max_results=3)\n"
                  "[[m.name for m in p], p.token.decode() if isinstance(p.token, bytes) else p.token]")
    ours = mltrack.json("models", "ls", "-L", "3")
    assert [[m["name"] for m in ours["registered_models"]], ours["next_page_token"]] == page
    rest = mltrack("models", "ls", "--page-token", page[1], "-o", "id").splitlines()
    assert page[0] + rest == mlflow("[m.name for m in client.search_registered_models(max_results=1000)]")
    assert "Invalid page token" in mltrack.fails(2, "models", "ls", "--page-token", "nonsense!")


REFUSALS = [
    ("client.create_registered_model('alpha')", ["create", "alpha"], 4),
    ("client.create_registered_model('a/b')", ["create", "a/b"], 2),
    ("client.create_registered_model('a:b')", ["create", "a:b"], 2),
    ("client.create_registered_model('a%b')", ["create", "a%b"], 2),
    ("client.create_registered_model('..')", ["create", ".."], 2),
    ("client.create_registered_model(' ')", ["create", " "], 2),
    ("client.create_registered_model('a-prompt')", ["create", "a-prompt"], 4),
    ("client.get_registered_model('none')", ["show", "none"], 3),
    ("client.get_model_version('alpha', '99')", ["show", "alpha/99"], 3),
    ("client.get_model_version('alpha', 'x')", ["show", "alpha/x"], 2),
    ("client.get_model_version_by_alias('alpha', 'none')", ["show", "alpha@none"], 3),
    ("client.rename_registered_model('alpha', 'Beta')", ["rename", "alpha", "Beta"], 4),
    ("client.set_registered_model_tag('alpha', 'a#b', '')", ["tag", "alpha", "a#b", ""], 2),
]


@pytest.mark.parametrize("code, words, exit_code", REFUSALS, ids=[refusal[0] for refusal in REFUSALS])
def test_refusals_are_in_the_same_words(filled, code, words, exit_code):
    mlflow, mltrack = filled
    with pytest.raises(MlflowError) as error:
        mlflow(code)
    result = mltrack.result("models", *words)
    assert normal(error.value.message) in normal(result.err)
    assert result.code not in (0, 1)


@pytest.mark.parametrize("code, words", [
    ("client.transition_model_version_stage(name, version, 'foo')", ["stage", "{}", "foo"]),
    ("client.transition_model_version_stage(name, version, 'Archived', archive_existing_versions=True)",
     ["stage", "{}", "Archived", "--archive-existing"]),
    ("client.set_registered_model_alias(name, 'v1', version)", ["alias", "{}", "v1"]),
    ("client.set_registered_model_alias(name, 'Latest', version)", ["alias", "{}", "Latest"]),
    ("client.set_registered_model_alias(name, 'a b', version)", ["alias", "{}", "a b"]),
])
def test_refusals_of_versions_are_in_the_same_words(filled, code, words):
    mlflow, mltrack = filled
    handle = mltrack("models", "search", "", "-o", "id").splitlines()[0]
    name, version = handle.rsplit("/", 1)
    with pytest.raises(MlflowError) as error:
        mlflow(code, name=name, version=version)
    result = mltrack.result("models", *[word.replace("{}", handle) for word in words])
    assert normal(error.value.message) in normal(result.err)
    assert result.code == 2
