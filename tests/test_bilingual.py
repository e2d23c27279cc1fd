import json
from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cymraeg_data import bilingual, readers
from cymraeg_data.errors import UnknownColumnError, WrongTypeError

TEXTS = st.lists(st.tuples(st.none() | st.text(max_size=30), st.none() | st.text(max_size=30)), max_size=8)


def only(code, en, cy):
    masks = bilingual.faults(pa.array([en], pa.string()), pa.array([cy], pa.string()))
    return [name for name, mask in masks.items() if mask[0].as_py()] == ([code] if code else [])


@settings(max_examples=20)
@given(TEXTS)
def test_faults_of_a_column_are_those_of_its_pairs(pairs):
    en, cy = (pa.array([pair[side] for pair in pairs], pa.string()) for side in (0, 1))
    whole = bilingual.faults(en, cy)
    assert all(len(mask) == len(pairs) and mask.null_count == 0 for mask in whole.values())
    for index in range(len(pairs)):
        alone = bilingual.faults(en.slice(index, 1), cy.slice(index, 1))
        assert {code: mask[index] for code, mask in whole.items()} == {
            code: mask[0] for code, mask in alone.items()
        }


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]
)
def test_every_text_type_is_accepted(kind):
    en = pa.array(["Choose a date from the list"]).cast(pa.string())
    array = en.dictionary_encode() if pa.types.is_dictionary(kind) else en.cast(kind)
    assert bilingual.faults(array, pa.chunked_array([array]))["B303"].to_pylist() == [True]


@pytest.mark.parametrize(
    ("code", "en", "cy"),
    [
        ("B301", "Your licence", None),
        ("B302", "Your licence", ""),
        ("B302", "Your licence", " \n"),
        ("B304", None, "Eich trwydded"),
        ("B304", "", "Eich trwydded"),
        ("B303", "Choose a date from the list", "Choose a date from the list"),
        ("B303", "You have {{ n }} days to reply", "You have {{  n }} days to reply"),
        ("L101", "Apply for a licence", "Please send the form to the council before the end of the month"),
        (
            "L102",
            "Mae angen i chi anfon y ffurflen at y cyngor cyn diwedd y mis",
            "Anfonwch y ffurflen at y cyngor",
        ),
        (None, None, None),
        (None, "", None),
        (None, "Your licence has ended", "Mae eich trwydded wedi dod i ben"),
        (None, "Isle of Anglesey", "Isle of Anglesey"),
        (None, "Bank of England", "Bank of England"),
        (None, "Pen-y-bont ar Ogwr", "Pen-y-bont ar Ogwr"),
        (None, "The Old Post Office, Is-y-coed", "The Old Post Office, Is-y-coed"),
        (None, "Llanfair-yng-Nghornwy", "Llanfair-yng-Nghornwy"),
        (None, "https://www.gov.wales/the-list-of-all", "https://www.gov.wales/the-list-of-all"),
        (None, "#/components/parameters/page_size", "#/components/parameters/page_size"),
        (None, "W06000001", "W06000001"),
        (None, "Radio", "Radio"),
        (None, "PDF, 2 MB", "PDF, 2 MB"),
        (None, "{{ count }}", "{{ count }}"),
    ],
)
def test_pairs_and_their_faults(code, en, cy):
    assert only(code, en, cy)


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(WrongTypeError, match="length"):
        bilingual.faults(pa.array(["a"]), pa.array(["a", "b"]))
    with pytest.raises(WrongTypeError, match="text"):
        bilingual.faults(pa.array([1]), pa.array(["a"]))


@pytest.mark.parametrize(
    ("en", "cy"),
    [
        ("Description_en", "Description_cy"),
        ("Description English", "Description Welsh"),
        ("english", "cymraeg"),
        ("Saesneg", "Cymraeg"),
        ("Math (Saesneg)", "Math (Cymraeg)"),
        ("title_En", "title_Cy"),
        ("nameEN", "nameCY"),
        ("name", "nameCY"),
        ("label", "label_cy"),
        ("LAD23NM", "LAD23NMW"),
        ("areanm", "areanmw"),
        ("msoa21hclnm", "msoa21hclnmw"),
        ("LOCATION_ENGLISH", "LOCATION_WELSH"),
        ("TeitlSaesneg", "TeitlCymraeg"),
        ("CYMRAEG_GY"[:0] + "SAESNEG_AR", "CYMRAEG_GY"),
        ("Enw yn Saesneg (Name in English)", "Enw yn Gymraeg (Name in Welsh)"),
        ("Ffurf Saesneg", "Ffurf safonol"),
        ("Name", "Enw"),
        ("text_en-GB", "text_cy-GB"),
        ("en", "cy"),
        ("offence_title", "offence_title_cy"),
    ],
)
def test_conventions_of_headers(en, cy):
    schema = pa.schema([(cy, pa.string()), ("Cyfeirnod", pa.string()), (en, pa.string()), ("n", pa.int64())])
    assert [(pair.en, pair.cy) for pair in bilingual.pair_columns(schema)] == [(en, cy)]


@pytest.mark.parametrize(
    "names", [("opened", "cyfan"), ("Welsh/English", "Enw"), ("legacy", "lega"), ("cy",), ("agency", "token")]
)
def test_headers_that_are_no_pair(names):
    assert bilingual.pair_columns(pa.schema([(name, pa.string()) for name in names])) == ()


@pytest.mark.parametrize(
    ("en", "cy"),
    [
        ("Service", "Gwasanaeth"),
        ("School name", "Enw'r ysgol"),
        ("postCode", "codPost"),
        ("town", "tref"),
        ("Health board", "Bwrdd iechyd"),
        ("start_date", "dyddiad_cychwyn"),
        ("Area", "Ardal"),
        ("opening hours", "oriau agor"),
        ("Language", "Iaith"),
        ("Number of pupils", "Nifer y disgyblion"),
    ],
)
def test_headers_that_translate_one_another(en, cy):
    schema = pa.schema([(name, pa.string()) for name in ("id", cy, "Colour", en)])
    assert [(pair.en, pair.cy) for pair in bilingual.pair_columns(schema)] == [(en, cy)]


def test_columns_whose_language_stands_beside_them():
    table = pa.table(
        {
            "name_1": ["Abertawe", "Bangor"],
            "name_1_lang": ["cym", None],
            "name_2": ["Swansea", "Bangor"],
            "name_2_lang": ["eng", "eng"],
        }
    )
    (pair,) = bilingual.pair_columns(table)
    assert (pair.en, pair.cy) == ("name_2", "name_1")


def test_a_second_row_of_headers_is_no_pair(tmp_path):
    (tmp_path / "x.csv").write_text(
        "Enw yn Saesneg,Enw yn Gymraeg\n(Name in English),(Name in Welsh)\nCardiff,Caerdydd\n", "utf-8"
    )
    pairs = bilingual.read_pairs(tmp_path / "x.csv").to_pylist()
    assert [(pair["key"], pair["en"], pair["cy"]) for pair in pairs] == [
        ("Enw yn Gymraeg[2]", "Cardiff", "Caerdydd")
    ]


def test_columns_whose_values_translate_one_another():
    table = pa.table(
        {
            "a": ["Dim ysmygu yma", "Mae'r siop ar gau", "Croeso i bawb"],
            "b": ["No smoking here", "The shop is closed", "Welcome to all"],
            "c": ["Keep off the grass", "Buy one get one free", "Push the door"],
        }
    )
    (pair,) = bilingual.pair_columns(table)
    assert (pair.en, pair.cy) == ("b", "a")
    assert 0.5 < pair.confidence < 1
    assert bilingual.pair_columns(table.select(["a", "c"])) == ()


def test_a_column_is_in_one_pair_only():
    schema = pa.schema([(name, pa.string()) for name in ("name", "name_en", "name_cy")])
    assert [(pair.en, pair.cy) for pair in bilingual.pair_columns(schema)] == [("name_en", "name_cy")]


def locale_files(folder, en, cy):
    for language, texts in (("en", en), ("cy", cy)):
        (folder / f"{language}.json").write_text(json.dumps(texts), "utf-8")
    return folder


def test_locale_files_become_pairs_by_their_keys(tmp_path):
    locale_files(tmp_path, {"a": "Yes", "b": "Your reply"}, {"a": "Ie", "c": "Dros ben"})
    pairs = bilingual.read_pairs(tmp_path)
    assert pairs.schema == bilingual.PAIRS
    assert pairs.select(["key", "en", "cy"]).to_pylist() == [
        {"key": "a", "en": "Yes", "cy": "Ie"},
        {"key": "b", "en": "Your reply", "cy": None},
        {"key": "c", "en": None, "cy": "Dros ben"},
    ]
    assert [(f.code, f.location.key, f.location.source) for f in bilingual.check_pairs(pairs)] == [
        ("B301", "b", "cy.json"),
        ("B304", "c", "cy.json"),
    ]
    assert bilingual.read_pairs([tmp_path / "cy.json", tmp_path / "en.json"]) == pairs


def test_tables_for_each_language_are_paired_by_place(tmp_path):
    columns = {"en": ("Area", "Period"), "cy": ("Ardal", "Cyfnod")}
    places = {"en": "Swansea", "cy": "Abertawe"}
    for language, names in columns.items():
        rows = [[places[language]] * 70_000, ["2013-14"] * 70_000]
        pq.write_table(pa.table(rows, names=names), tmp_path / f"x_{language}.parquet")
    (pairs,) = bilingual.iter_pairs(readers.read(tmp_path))
    assert (pairs.en_column, pairs.column) == ("Area", "Ardal")
    read = pa.Table.from_batches(pairs.batches())
    assert read.num_rows == 70_000
    assert read.slice(69_999).to_pylist()[0]["location"] == "row:70000"


def test_tables_of_different_length_are_not_paired(tmp_path):
    (tmp_path / "x_en.csv").write_text("Area\nSwansea\nCardiff\n", "utf-8")
    (tmp_path / "x_cy.csv").write_text("Ardal\nAbertawe\n", "utf-8")
    assert list(bilingual.iter_pairs(readers.read(tmp_path))) == []


def test_a_fuzzy_translation_is_none(tmp_path):
    (tmp_path / "messages.po").write_text(
        '#, fuzzy\nmsgid "Back"\nmsgstr "Cefn"\n\nmsgid "Yes"\nmsgstr "Ie"\n', "utf-8"
    )
    assert bilingual.read_pairs(tmp_path)["cy"].to_pylist() == [None, "Ie"]


def test_a_finding_names_its_row_and_holds_both_texts():
    pairs = bilingual.read_pairs(pa.table({"enw_en": ["Bala", "Your name"], "enw_cy": ["Y Bala", None]}))
    (finding,) = bilingual.check_pairs(pairs)
    assert (finding.code, finding.location.row, finding.location.key) == ("B301", 2, "enw_cy[2]")
    assert dict(finding.evidence) == {"en": "Your name", "cy": None, "confidence": 1.0}


def test_a_table_without_the_columns_is_refused():
    with pytest.raises(UnknownColumnError, match="key"):
        bilingual.check_pairs(pa.table({"en": ["a"], "cy": ["b"]}))


def counted(folder):
    pairs = bilingual.read_pairs(folder)
    return pairs, Counter(finding.code for finding in bilingual.check_pairs(pairs))


def test_place_names_are_names_in_both_languages(shared_data):
    folder = shared_data / "bitext" / "welsh-placenames-list"
    found = {pairs.column: pairs for pairs in bilingual.iter_pairs(readers.read(folder))}
    assert list(found) == ["Ffurf safonol", "Math (Cymraeg)", "Awdurdod lleol (Cymraeg)"]
    pairs, faults = counted(folder)
    assert pairs.num_rows == 3 * 3615
    # The list’s English column of types is empty, and some English names stand for several places.
    assert set(faults) == {"B304", "B314"}


@pytest.mark.parametrize(
    ("name", "both", "copies"),
    [("rod-licensing", 883, range(13, 17)), ("civil-citizen-ui", 4808, range(80, 100))],
)
def test_services_have_all_their_pairs_and_copies(shared_data, name, both, copies):
    pairs, faults = counted(shared_data / "bitext" / name)
    complete = [pair for pair in pairs.to_pylist() if pair["en"] is not None and pair["cy"] is not None]
    assert len(complete) == both
    assert faults["B303"] in copies
    assert faults["L102"] == 0
    assert faults["L101"] <= 1


def test_a_catalogue_has_all_its_pairs(shared_data):
    pairs, faults = counted(shared_data / "bitext" / "eq-questionnaire-runner" / "app")
    assert pairs.num_rows == 387
    assert faults["B302"] == 2
    assert faults.total() - faults["B314"] < 6
