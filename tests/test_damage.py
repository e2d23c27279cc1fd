import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given

from cymraeg_data.normalise.damage import DAMAGED, LOST
from strategies import welsh_texts

CIRCUMFLEXED = ("tŷ", "dŵr", "Ynys Môn", "gân", "pêl", "Tŷ Newydd", "cŵn", "GŴYL")


def matches(pattern, texts):
    return pc.match_substring_regex(pa.array(texts, pa.string()), pattern).to_pylist()


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac_roman", "cp850"])
@pytest.mark.parametrize("text", CIRCUMFLEXED)
def test_utf8_read_as_another_encoding_is_seen(text, codec):
    wrong = f"{text} yma".encode().decode(codec)
    assert matches(DAMAGED, [wrong]) == [True], wrong


@pytest.mark.parametrize("text", ["dŵr", "tŷ", "hŷn", "gŵyl", "siŵr", "Llŷn", "grŵp", "ŵyn"])
def test_iso_8859_14_read_as_latin_is_seen(text):
    assert matches(DAMAGED, [text.encode("iso8859-14").decode("latin-1")]) == [True]


def test_text_damaged_twice_is_seen():
    twice = "dŵr".encode().decode("cp1252").encode().decode("cp1252")
    assert (
        matches(DAMAGED, [twice, "£5".encode().decode("cp1252"), "Caffi’r".encode().decode("cp1252")])
        == [True] * 3
    )


@given(welsh_texts())
def test_clean_welsh_is_neither_damaged_nor_lost(text):
    assert matches(DAMAGED, [text]) == [False]
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
    assert matches(DAMAGED, [text]) == [False]
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
    assert matches(DAMAGED, [None]) == [None]


def test_damage_in_the_exports_is_found_and_nothing_else(shared_data):
    folder = shared_data / "bitext" / "derived"
    reference = (folder / "placenames-400.reference.csv").read_text("utf-8-sig").splitlines()
    for name, codec, known in (("utf8-as-latin1", "utf-8", 1.0), ("cp1252-lossy", "cp1252", 0.9)):
        lines = (folder / f"placenames-400.{name}.csv").read_text(codec).splitlines()
        flagged = [one or two for one, two in zip(matches(DAMAGED, lines), matches(LOST, lines), strict=True)]
        changed = [line != true for line, true in zip(lines, reference, strict=True)]
        assert not any(flag and not change for flag, change in zip(flagged, changed, strict=True))
        assert sum(flagged) >= known * sum(changed) > 0
