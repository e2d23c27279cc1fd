import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given

from cymraeg_data.normalisation.prefilter.damage import LOST
from strategies import welsh_texts


def matches(pattern, texts):
    return pc.match_substring_regex(pa.array(texts, pa.string()), pattern).to_pylist()


@given(welsh_texts())
def test_clean_welsh_has_lost_nothing(text):
    assert matches(LOST, [text]) == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Þórr a Guðrún",
        "Það er orð, lykilorðs",
        "SÃO PAULO, AMANHÃ… «IRMÃ»",
        "Łódź, Kraków, Gdańsk",
        "Ångström: 10 Å² – 5 Å",
        "Île-de-France, à côté, Noël",
        "≈¥100 neu √2",
        "├── data",
        "ffotofoltäig, copïo, crëwyd, Llandybïe, màs",
        "https://enghraifft.cymru/chwilio?q=dwr&iaith=cy",
        "Beth?Pam? Sut? a?b=c",
        "Ble mae'r tŷ? Yma.",
        "Oes t?",
    ],
)
def test_clean_text_is_left_alone(text):
    assert matches(LOST, [text]) == [False]


@pytest.mark.parametrize(
    "text",
    [
        "d?r",
        "Ynys M?n",
        "Pen Ll?n",
        "Cwmd?r",
        "D?R CYMRU",
        "T? Newydd",
        "si?r",
        "gr?p",
        "g?yl",
        "d\ufffdr",
        "(Glanllyn T? Isa)",
    ],
)
def test_lost_letters_are_seen(text):
    assert matches(LOST, [text]) == [True]


def test_null_stays_null():
    assert matches(LOST, [None]) == [None]
