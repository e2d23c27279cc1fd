"""Repairs of texts and of columns where damage and other languages meet: each cell has its right value."""

import csv
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pytest

import cymraeg_data as cyd
from cymraeg_data import columns

CASES = Path(__file__).parent / "golden" / "repair"
WRONG_TODAY = {
    "Llÿn ac Eifionydd": "another accent typed for the circumflex is not read yet",
    "dẁr": "another accent typed for the circumflex is not read yet",
    "Pencðm": "a name outside the lexicon in a column of nothing but names",
}


def rows(name):
    """Return the rows of one file of cases."""
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            row["input"],
            row["expected"],
            marks=[pytest.mark.xfail(strict=True, reason=WRONG_TODAY[row["input"]])]
            if row["input"] in WRONG_TODAY
            else [],
        )
        for row in rows("normalise")
    ],
)
def test_a_text_is_repaired_or_left_alone(given, expected):
    assert cyd.normalise(given) == expected


def of_columns():
    """Yield the columns of the cases: what they are, their cells, and the right values."""
    for name in ("normalise_columns", "normalise_columns_more"):
        found = defaultdict(list)
        for row in rows(name):
            found[row["note"]].append((row["input"], row["expected"]))
        for note, cells in found.items():
            yield pytest.param(cells, id=note)


@pytest.mark.parametrize("cells", [*of_columns()])
def test_a_column_has_the_right_value_in_every_cell(cells):
    repaired = columns.normalise(pa.array([given for given, _expected in cells])).to_pylist()
    for (given, expected), found in zip(cells, repaired, strict=True):
        if given not in WRONG_TODAY:
            assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "¿Qué t? quieres?",
        "un t? amargo",
        "der Fr?sch springt",
        "Die T?r ist zu",
        "garður við hús",
        "harðfiskur og smjör",
        "Þetta er góður dagur",
        "pwyllgorw?r",
    ],
)
def test_other_languages_are_left_alone(text):
    assert cyd.normalise(text) == text
    mixed = columns.normalise(
        pa.array(["Mae'r t? yn fawr", "D?r Cymru", "Cwmdðr", "Mae'r tþ yma", text])
    ).to_pylist()
    assert mixed[-1] == text
    assert mixed[1] == "Dŵr Cymru"
