"""What an import costs: the face of the library is free, heavy libraries come when they are needed."""

import json
import subprocess
import sys

import cymraeg_data as cyd

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


def test_every_public_name_is_there():
    for name in cyd.__all__:
        assert getattr(cyd, name) is not None
    assert set(cyd.__all__) <= set(dir(cyd))


def test_a_name_that_is_not_there_is_an_attribute_error():
    assert not hasattr(cyd, "decode_everything")


def test_a_function_of_the_face_is_not_hidden_by_the_room_of_the_same_name():
    code = (
        "import cymraeg_data.columns, scripts.training.detector, cymraeg_data as cyd\n"
        "from cymraeg_data.detection import Detection\n"
        "assert isinstance(cyd.detect('Bore da i chi i gyd'), Detection)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
