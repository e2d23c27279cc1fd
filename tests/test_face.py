"""The face of the library: what an import costs, which names there are, and that all of it crosses processes."""

import ast
import functools
import json
import pickle
import re
import subprocess
import sys
from importlib.resources import files
from types import ModuleType

import cloudpickle
import dill
import pyarrow as pa
import pytest

import cymraeg_data as cyd
from conftest import REPOSITORY
from cymraeg_data import columns, public_names, represent

HEAVY = (
    "pyarrow",
    "numba",
    "numpy",
    "datasets",
    "huggingface_hub",
    "spacy",
    "pandas",
    "polars",
    "ftlangdetect",
    "rich",
    "jinja2",
    "jsonschema",
)


def modules_after(statement):
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(result.stdout.splitlines()[-1]))


def test_importing_the_library_loads_nothing_heavy():
    assert modules_after("import cymraeg_data").isdisjoint(HEAVY)


def test_help_loads_nothing_heavy():
    statement = (
        "import cymraeg_data.cli.main\n"
        "try: cymraeg_data.cli.main.run(['--help'])\n"
        "except SystemExit: pass\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    code = f"import sys, json\n{statement}"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(json.loads(result.stdout.splitlines()[-1])).isdisjoint(HEAVY)


def test_checking_a_file_loads_no_hub_and_no_data_frames_of_ours(tmp_path):
    # pandas is left out of the list: pyarrow itself looks for it whenever an array is made from a list.
    (tmp_path / "data.csv").write_text("enw_cy,enw_en\nCroeso,Welcome\n", encoding="utf-8")
    loaded = modules_after(f"import cymraeg_data as cyd; cyd.check({str(tmp_path)!r})")
    assert loaded.isdisjoint({"datasets", "huggingface_hub", "spacy", "polars", "ftlangdetect"})


ROOMS = {name: getattr(cyd, name) for name in cyd.__all__ if isinstance(getattr(cyd, name), ModuleType)}


class TestNames:
    def test_every_public_name_is_there_and_no_other_is_shown(self):
        assert dir(cyd) == sorted(cyd.__all__)
        for name in cyd.__all__:
            assert getattr(cyd, name) is not None

    @pytest.mark.parametrize("room", ROOMS)
    def test_a_room_shows_its_public_names_only(self, room):
        module = ROOMS[room]
        assert sorted(dir(module)) == sorted(module.__all__)
        for name in module.__all__:
            assert not name.startswith("_")
            assert getattr(module, name) is not None

    def test_every_public_class_and_exception_says_its_room_or_is_on_the_face(self):
        errors = {name for name in cyd.errors.__all__ if name.endswith("Error")}
        assert errors <= set(cyd.__all__)

    def test_the_stub_has_the_same_names(self):
        tree = ast.parse((files("cymraeg_data") / "__init__.pyi").read_text(encoding="utf-8"))
        imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
        stubbed = {alias.name: node.module for node in imports for alias in node.names}
        assert set(stubbed) == {*cyd.__all__, "__version__"}
        for name, room in stubbed.items():
            assert getattr(__import__(room, fromlist=[name]), name) is getattr(cyd, name)

    def test_the_reference_has_the_same_names(self):
        page = (REPOSITORY / "docs/en/reference.md").read_text(encoding="utf-8")
        documented = set(re.findall(r"^::: cymraeg_data\.(\w+)\.(\w+)$", page, re.MULTILINE))
        assert documented == {(room, name) for room, module in ROOMS.items() for name in module.__all__}
        face = page.partition("## ")[0]
        assert set(re.findall(r"`(\w+)`", face)) == set(cyd.__all__) - set(ROOMS)

    def test_no_room_bears_the_name_of_a_function(self):
        packages = {path.parent.name for path in (REPOSITORY / "src/cymraeg_data").rglob("__init__.py")}
        functions = {
            name
            for module in (cyd, *ROOMS.values())
            for name in module.__all__
            if callable(getattr(module, name)) and not isinstance(getattr(module, name), type)
        }
        assert packages & functions == set()

    def test_the_names_are_the_same_after_a_call(self):
        code = "import cymraeg_data as cyd; before = dir(cyd); cyd.check({data}); print(before == dir(cyd))"
        data = "__import__('pyarrow').table({'a': ['b']})"
        done = subprocess.run(
            [sys.executable, "-c", code.format(data=data)], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "True"


class TestUnknownNames:
    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("build", "cyd.package.build"),
            ("verify", "cyd.package.verify"),
            ("publish", "cyd.hub.publish"),
            ("compare", "cyd.represent.compare"),
            ("check_pairs", "cyd.bilingual.check_pairs"),
            ("detct", "cyd.detect"),
            ("normalize", "cyd.normalise"),
            ("fix", "cyd.fixing.fix_file"),
        ],
    )
    def test_the_name_that_was_meant_is_named(self, name, meant):
        with pytest.raises(AttributeError, match=re.escape(meant)) as caught:
            getattr(cyd, name)
        assert caught.value.name == name

    @pytest.mark.parametrize("name", ["decode_everything", "_Face"])
    def test_a_name_that_nothing_is_like_is_an_attribute_error(self, name):
        assert not hasattr(cyd, name)

    @pytest.mark.parametrize(("old", "new"), public_names._MOVED.items())
    def test_a_name_of_the_version_before_says_where_it_is(self, old, new):
        room, _dot, name = old.partition(".")
        with pytest.raises(AttributeError, match=re.escape(new)):
            getattr(cyd if room == "cyd" else getattr(cyd, room), name)
        for place in new.split(" / "):
            first, *rest = place.split(".")
            found = cyd if first == "cyd" else getattr(cyd, first)
            assert functools.reduce(getattr, rest, found) is not None

    def test_a_room_names_its_own(self):
        with pytest.raises(AttributeError, match=r"columns\.normalise"):
            columns.normalize  # noqa: B018 - the look-up is the point


ARRAY = pa.array(["Ynys MÃ´n", "The library is closed today.", None])
VALUES = [
    cyd.detect("Mae'r tŷ ar werth."),
    cyd.measure("Mae'r tŷ ar werth."),
    cyd.tag_words("Mae'r tŷ for sale."),
    cyd.language_spans("Mae'r tŷ for sale."),
    cyd.normalise_and_explain("tÅ·"),
    cyd.decode("tŷ".encode("cp1252", "replace")),
    cyd.Options(dash="en"),
    cyd.check(pa.table({"title_en": ["Opening hours"], "title_cy": [""]})),
    cyd.words("Mae'r tŷ ar werth."),
    cyd.sentences("Mae'r tŷ ar werth."),
    cyd.privacy.find("Ffoniwch 07700 900123"),
    cyd.bilingual.align(["Good morning."], ["Bore da."]),
]
installed = pytest.mark.skipif(
    "site-packages" not in cyd.__file__, reason="dill pickles a module of an editable install by its state"
)
PICKLERS = {"pickle": pickle, "dill": dill, "cloudpickle": cloudpickle}


class TestPickling:
    @pytest.mark.parametrize("pickler", PICKLERS)
    @pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
    def test_a_value_comes_back_equal(self, pickler, value):
        assert PICKLERS[pickler].loads(PICKLERS[pickler].dumps(value)) == value

    @pytest.mark.parametrize("pickler", PICKLERS)
    def test_what_represent_gives_comes_back(self, pickler):
        survey = pa.table({"rhyw": ["Benyw"] * 300 + ["Gwryw"] * 120})
        found = represent.compare(survey, {"sex": "rhyw"})
        for value in (found, found.protect(), represent.reference("census2021-wales")):
            again = PICKLERS[pickler].loads(PICKLERS[pickler].dumps(value))
            assert type(again) is type(value)
        assert PICKLERS[pickler].loads(PICKLERS[pickler].dumps(found)).groups.equals(found.groups)

    @pytest.mark.parametrize("pickler", PICKLERS)
    def test_a_public_function_comes_back_itself(self, pickler):
        for module in (cyd, columns):
            for name in module.__all__:
                value = getattr(module, name)
                if callable(value) and not isinstance(value, type):
                    assert PICKLERS[pickler].loads(PICKLERS[pickler].dumps(value)) is value, name

    @pytest.mark.parametrize("pickler", [pytest.param("dill", marks=installed), "cloudpickle"])
    def test_the_module_and_what_closes_over_it_come_back(self, pickler):
        tool = PICKLERS[pickler]
        assert tool.loads(tool.dumps(cyd)) is cyd
        for function in (lambda text: cyd.detect(text).language, functools.partial(cyd.detect)):
            again = tool.loads(tool.dumps(function))
            assert str(again("Mae'r tŷ ar werth.")) == str(function("Mae'r tŷ ar werth."))

    @installed
    def test_datasets_gives_a_function_over_the_library_one_fingerprint(self, tmp_path):
        code = (
            "import cymraeg_data as cyd\n"
            "from datasets.fingerprint import Hasher\n"
            "print(Hasher.hash(lambda row: {'language': cyd.detect(row['text']).language}))"
        )
        (tmp_path / "one.py").write_text(code, encoding="utf-8")
        (tmp_path / "two.py").write_text(
            code.replace("print(", "cyd.detect('Bore da'); cyd.columns\nprint("), encoding="utf-8"
        )
        prints = {
            subprocess.run(
                [sys.executable, tmp_path / name], capture_output=True, text=True, check=True
            ).stdout
            for name in ("one.py", "one.py", "two.py")
        }
        assert len(prints) == 1


class TestWhatIsShown:
    @pytest.mark.parametrize(
        "value", [*VALUES, cyd.profile(pa.table({"a": ["Bore da"] * 3}))], ids=lambda v: type(v).__name__
    )
    def test_a_repr_is_short(self, value):
        assert len(repr(value)) < 1_000

    @pytest.mark.parametrize("wrong", [None, float("nan"), ["Bore da"], b"Bore da", 7])
    @pytest.mark.parametrize("name", ["detect", "measure", "normalise", "normalise_and_explain", "sort_key"])
    def test_what_is_not_one_text_is_refused_with_the_function_over_a_column(self, name, wrong):
        with pytest.raises(cyd.WrongTypeError, match=r"columns\.\w+") as caught:
            getattr(cyd, name)(wrong)
        assert type(wrong).__name__ in str(caught.value)
        assert re.search(r"columns\.(\w+)", str(caught.value))[1] in columns.__all__

    @pytest.mark.parametrize(
        "name", ["words", "sentences", "lemma", "letters", "radicals", "tag_words", "language_spans"]
    )
    def test_the_others_say_what_they_take(self, name):
        with pytest.raises(cyd.WrongTypeError, match=f"^{name} takes one text, not NoneType"):
            getattr(cyd, name)(None)


ERRORS = [
    cyd.SourceNotFoundError("dim.csv"),
    cyd.UnknownColumnError("enw", ["name"]),
    cyd.UnknownFormatError("a.xyz", ["CSV"]),
    cyd.ManifestError("a.toml", ["one", "two"]),
    cyd.OutputExistsError("a.csv"),
    cyd.NotPublishableError("d", [cyd.findings.found("B302", cyd.Location(source="a"))]),
    cyd.MissingExtraError("numba", "fast"),
    cyd.WrongTypeError("no"),
    cyd.HubError("no"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_exception_comes_back_from_another_process(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
