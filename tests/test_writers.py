import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cymraeg_data import bilingual
from cymraeg_data.bilingual import writers
from cymraeg_data.errors import InputError, OutputExistsError, UnknownColumnError, WrongTypeError

FILES = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANY = st.text(st.characters(codec="utf-8"), max_size=20)
TRICKY = st.sampled_from(
    [
        "",
        " ",
        "Tŷ ",
        "a\nb",
        "a\r\nb",
        "\r",
        "\t",
        '"',
        "\\",
        "\\n",
        "<b>&amp;</b>",
        "]]>",
        "a\u2028b",
        "\x85",
        "’r",
        "null",
    ]
)
TEXT = ANY | TRICKY
XML_TEXT = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"),
        max_size=20,
    )
    | TRICKY
)
ENDINGS = {"tmx": "tmx", "xliff": "xlf", "xliff1.2": "xlf", "po": "po", "csv": "csv", "parquet": "parquet"}


def table(rows):
    return pa.Table.from_pylist(
        [dict(zip(("key", "en", "cy"), row, strict=True)) for row in rows],
        schema=pa.schema([(name, pa.large_string()) for name in ("key", "en", "cy")]),
    )


def returned(folder, rows, kind):
    path = bilingual.write_pairs(table(rows), folder / f"parau.{ENDINGS[kind]}", kind, overwrite=True)
    return [
        tuple(pair[name] for name in ("key", "en", "cy")) for pair in bilingual.read_pairs(path).to_pylist()
    ]


@pytest.mark.parametrize("kind", ["tmx", "xliff", "xliff1.2"])
@FILES
@given(rows=st.lists(st.tuples(XML_TEXT, XML_TEXT | st.none(), XML_TEXT | st.none()), min_size=1, max_size=5))
def test_what_xml_can_hold_comes_back_as_it_was(tmp_path, kind, rows):
    rows = [(key, "" if en is None and cy is None else en, cy) for key, en, cy in rows]
    assert returned(tmp_path, rows, kind) == rows


@pytest.mark.parametrize("kind", ["parquet", "csv", "po"])
@FILES
@given(rows=st.lists(st.tuples(TEXT, TEXT | st.none(), TEXT | st.none()), min_size=1, max_size=5))
def test_everything_comes_back_as_it_was_or_is_refused(tmp_path, kind, rows):
    if kind != "parquet" and any("\0" in text for row in rows for text in row if text):
        with pytest.raises(InputError, match="U\\+0000"):
            returned(tmp_path, rows, kind)
    else:
        assert returned(tmp_path, rows, kind) == rows


@pytest.mark.parametrize("kind", writers.WRITTEN_FORMATS)
def test_a_missing_text_is_not_an_empty_one(tmp_path, kind):
    rows = [("a", "Yes", None), ("b", "Yes", ""), ("c", None, "Ie"), ("d", "", "Ie"), ("a", "No", "Na")]
    assert returned(tmp_path, rows, kind) == rows


@pytest.mark.parametrize("kind", ["tmx", "xliff", "xliff1.2"])
def test_a_character_that_xml_cannot_hold_is_refused_and_no_file_is_left(tmp_path, kind):
    with pytest.raises(InputError, match=r"U\+0007.*“cloch”"):
        returned(tmp_path, [("da", "Fine", "Iawn"), ("cloch", "Bell", "Cloch\a")], kind)
    assert list(tmp_path.iterdir()) == []


def test_a_pair_without_texts_has_no_place_in_tmx(tmp_path):
    with pytest.raises(InputError, match="either language"):
        returned(tmp_path, [("gwag", None, None)], "tmx")
    assert returned(tmp_path, [("gwag", None, None)], "xliff") == [("gwag", None, None)]


def test_a_file_is_written_over_only_when_told(tmp_path):
    path = tmp_path / "parau.csv"
    path.write_text("pwysig", "utf-8")
    with pytest.raises(OutputExistsError, match="already"):
        bilingual.write_pairs(table([("a", "Yes", "Ie")]), path)
    assert path.read_text("utf-8") == "pwysig"
    bilingual.write_pairs(table([("a", "Yes", "Ie")]), path, overwrite=True)
    assert bilingual.read_pairs(path)["cy"].to_pylist() == ["Ie"]
    assert [each.name for each in tmp_path.iterdir()] == ["parau.csv"]


def test_what_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(InputError, match="docx"):
        bilingual.write_pairs(table([("a", "Yes", "Ie")]), tmp_path / "parau.docx")
    with pytest.raises(InputError, match="folder"):
        bilingual.write_pairs(table([("a", "Yes", "Ie")]), tmp_path / "dim" / "parau.csv")
    with pytest.raises(UnknownColumnError, match="cy"):
        bilingual.write_pairs(pa.table({"key": ["a"], "en": ["b"]}), tmp_path / "a.csv")
    with pytest.raises(WrongTypeError):
        bilingual.write_pairs([("a", "b", "c")], tmp_path / "a.csv")
    with pytest.raises(InputError, match="without a key"):
        bilingual.write_pairs(table([(None, "Yes", "Ie")]), tmp_path / "a.csv")


def test_the_pairs_of_a_service_survive_every_format(tmp_path, shared_data):
    pairs = bilingual.read_pairs(shared_data / "bitext" / "rod-licensing").select(["key", "en", "cy"])
    for kind, ending in ENDINGS.items():
        path = bilingual.write_pairs(pairs, tmp_path / f"{kind}.{ending}", kind)
        assert bilingual.read_pairs(path).select(["key", "en", "cy"]).equals(pairs), kind
