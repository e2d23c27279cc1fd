"""Identifiers in Welsh and English: what is one, what is not, and how sure we are."""

import re

import pyarrow as pa
import pytest

import cymraeg_data as cyd
from cymraeg_data import columns, privacy
from cymraeg_data.findings import codes
from cymraeg_data.identifiers.postcode import AREAS


def told(text):
    """Return the finds of a text as `(kind, what stands there, likelihood)`."""
    return [(item.kind, text[item.start : item.end], item.likelihood) for item in privacy.find(text)]


FOUND = [
    ("Rhif Yswiriant Gwladol: AB 12 34 56 C", "nino", "AB 12 34 56 C", "certain"),
    ("Eich rhif YG (AB123456C) sydd ar y llythyr.", "nino", "AB123456C", "certain"),
    ("My National Insurance number is ab 12 34 56 c.", "nino", "ab 12 34 56 c", "certain"),
    ("Talwyd JP 65 43 21 D ym mis Mai.", "nino", "JP 65 43 21 D", "likely"),
    ("NI no. AB123456", "nino", "AB123456", "likely"),
    ("Fy rhif GIG yw 999 000 0018.", "nhs_number", "999 000 0018", "certain"),
    ("Nodwch eich rif GIG: 9990000018", "nhs_number", "9990000018", "certain"),
    ("NHS number: 999-000-0018", "nhs_number", "999-000-0018", "certain"),
    ('{"nhs_number": "9990000018"}', "nhs_number", "9990000018", "certain"),
    ("999 000 0018 (NHS number)", "nhs_number", "999 000 0018", "certain"),
    ("Rhif y Gwasanaeth Iechyd Gwladol: 999 000 0018", "nhs_number", "999 000 0018", "certain"),
    ("Y claf, 999 000 0018, aeth adref.", "nhs_number", "999 000 0018", "likely"),
    ("Y claf, 9990000018, aeth adref.", "nhs_number", "9990000018", "possible"),
    ("NHS number 999 000 0019", "nhs_number", "999 000 0019", "possible"),
    ("Ffoniwch Siân ar 07700 900123.", "phone", "07700 900123", "certain"),
    ("Ei rhif ffôn yw (029) 2018 0123", "phone", "(029) 2018 0123", "certain"),
    ("Tel: +44 (0)29 2018 0123", "phone", "+44 (0)29 2018 0123", "certain"),
    ("Dyma'r rhif: 01632 960 123", "phone", "01632 960 123", "likely"),
    ("07700900123", "phone", "07700900123", "likely"),
    ("01632960123", "phone", "01632960123", "possible"),
    ("Siân,Borth,07700900123,2021", "phone", "07700900123", "likely"),
    ("0207 946 0123", "phone", "0207 946 0123", "likely"),
    ("Ffoniwch ni ar 0300 123 4567", "phone", "0300 123 4567", "possible"),
    ("Helpline 0800 123 4567", "phone", "0800 123 4567", "possible"),
    ("e-bost: sian.morgan@example.com", "email", "sian.morgan@example.com", "certain"),
    ("siân@example.cymru", "email", "siân@example.cymru", "likely"),
    ("<mailto:q7@example.org>", "email", "q7@example.org", "likely"),
    ("?q=siani@example.org", "email", "siani@example.org", "likely"),
    ("'sian+haf@example.org'", "email", "sian+haf@example.org", "likely"),
    ("Ysgrifennwch at ymholiadau@example.cymru.", "email", "ymholiadau@example.cymru", "possible"),
    ("info@example.org, os gwelwch yn dda", "email", "info@example.org", "possible"),
    ("git clone ssh://siani@example.com/cod", "email", "siani@example.com", "possible"),
    ("12 Heol y Bont, Llanfair SY23 3AB", "postcode", "SY23 3AB", "likely"),
    ("Rwy'n byw yn 12 Heol yr Ysgol, SY23 3AB", "postcode", "SY23 3AB", "certain"),
    ("Fy nghod post yw sy23 3ab", "postcode", "sy23 3ab", "likely"),
    ("She lives at 7 Station Road, Borth SY24 5ZZ", "postcode", "SY24 5ZZ", "certain"),
    ("LL57 2DG yw fy nghod post.", "postcode", "LL57 2DG", "likely"),
    ("Mrs S Morgan, Bryn Awel, Ffordd y Môr, Aberaeron SA46 0XX", "postcode", "SA46 0XX", "likely"),
    ("Daeth y parsel i SY23 3AB.", "postcode", "SY23 3AB", "possible"),
    ("Cyngor Sir Llanfair, Neuadd y Sir, SY23 3AB", "postcode", "SY23 3AB", "possible"),
    ("Senedd Cymru, Bae Caerdydd, Caerdydd, CF99 1SN", "postcode", "CF99 1SN", "possible"),
    ("Cod post: CF10 3NQ", "postcode", "CF10 3NQ", "possible"),
]

NOTHING = [
    "Bore da i bawb",
    "",
    "Cafodd 1,234,567 o bobl eu cyfrif yn 2021.",
    "Poblogaeth: 3107494, i lawr o 3063456",
    "Rhwng 2019-2020 a 2021-2022, 12.345678901 y cant",
    "Ar 01/02/2024 am 10:30:15, ac ar 2024-02-01T10:30:15",
    "01 02 2024 10 30",
    "ISBN 978-1-84851-234-5",
    "ISBN-10: 0 86381 456 5",
    "ISBN 9990000018",
    "Rhif cwmni 01234567, rhif elusen 1234567",
    "Charity number 9990000018",
    "Company number SC123456, OC301234",
    "Cyfeirnod: 9990000018",
    "£9990000018 a $07700900123",
    "Y 1af, yr 2il, 3ydd; 2nd 3rd B1 2nd, M4 3rd",
    "Llyfr A1 2CD3, tudalen B12",
    "QQ 12 34 56 C",
    "GB 12 34 56 A",
    "AB 12 34 56 E",
    "XAB123456C a AB123456CX",
    "AB123456 yw'r cyfeirnod",
    "e4d909c290d0fb1ca068ffaddf22cbd0",
    "ZZ9 9ZZ, QQ1 1AA, SY23 3CI",
    "llun@2x.png a @siani, enw@gweinydd",
    "a@b, @@@, siân@, @example.com",
    "SH 57512 70217",
    "0.07700900123 neu 07700.900",
    "0123 4567 8901 2345 6789",
    "Ffôn: 999",
    "5012345678900",
    "W06000001, W01001943",
]


@pytest.mark.parametrize(("text", "kind", "value", "likelihood"), FOUND)
def test_an_identifier_is_found_as_sure_as_the_words_around_it_say(text, kind, value, likelihood):
    assert told(text) == [(kind, value, likelihood)]


@pytest.mark.parametrize("text", NOTHING)
def test_other_numbers_codes_and_words_are_left_alone(text):
    assert told(text) == []
    assert privacy.mask(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ffôn: 029\u00a02018\u00a00123", "029\u00a02018\u00a00123"),
        ("Ffôn: 029\u200b2018\u200b0123", "029\u200b2018\u200b0123"),
        ("Ffo\u0302n: 029–2018–0123", "029–2018–0123"),
        ("Ffôn: ０２９ ２０１８ ０１２３", "０２９ ２０１８ ０１２３"),
        ("Ffôn: ٠٢٩ ٢٠١٨ ٠١٢٣", "٠٢٩ ٢٠١٨ ٠١٢٣"),
        ("Ffôn: 0\u00ad29 2018 0123", "0\u00ad29 2018 0123"),
    ],
)
def test_digits_and_spaces_of_every_kind_are_read(text, value):
    assert told(text) == [("phone", value, "certain")]


def test_a_mask_says_the_kind_in_every_language():
    text = (
        "Rhif GIG 999 000 0018, RhYG AB 12 34 56 C, 07700 900123, sian.morgan@example.com, fy nghod post yw"
        " SY23 3AB"
    )
    assert (
        privacy.mask(text)
        == "Rhif GIG [NHS_NUMBER], RhYG [NINO], [PHONE], [EMAIL], fy nghod post yw [POSTCODE]"
    )


def test_what_is_only_possible_stays_unless_it_is_asked_for():
    text = "post@example.cymru, 0300 123 4567"
    assert privacy.mask(text) == text
    assert privacy.mask(text, at_least="possible") == "[EMAIL], [PHONE]"


def test_half_a_pair_of_surrogates_breaks_nothing():
    text = "\ud800 ffoniwch 07700 900123 \udfff"
    assert privacy.mask(text) == "\ud800 ffoniwch [PHONE] \udfff"


def test_two_finds_in_one_place_give_the_surer_one():
    assert told("NHS number 07700 900 123")[0][0] == "phone"


def test_there_are_as_many_postcode_areas_as_royal_mail_has_with_homes_in_them():
    assert len(AREAS) == 124
    assert {"CF", "LD", "LL", "NP", "SA", "SY", "CH", "HR"} <= AREAS


def test_a_value_says_nothing_of_what_was_found():
    assert "07700" not in repr(privacy.find("07700 900123"))


def test_every_kind_has_a_code_and_a_mask_of_its_own():
    kinds = privacy.KINDS.values()
    assert all(kind.code in codes.CODES for kind in kinds)
    assert all(re.fullmatch(r"\[[A-Z_]+\]", kind.mask) for kind in kinds)
    assert len({kind.mask for kind in kinds}) == len({kind.code for kind in kinds}) == len(kinds)


def test_findings_count_the_values_of_each_kind_and_show_none_of_them():
    array = pa.array(["Ffoniwch 07700 900123", "07700 900123 a 07700 900124", "Bore da", None])
    (finding,) = privacy.check_column(array, cyd.Location(column="nodyn"))
    assert (finding.code, finding.evidence["n"], finding.evidence["of"]) == ("P504", 2, 4)
    assert "07700" not in repr(finding)


def test_welsh_prose_has_few_likely_finds_and_no_certain_number(shared_data):
    lines = [
        line
        for path in sorted((shared_data / "lid" / "pool").glob("cy.*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    found = columns.find_personal_data(pa.array(lines)).flatten()
    likely = [item.as_py()["kind"] for item in found if item["likelihood"].as_py() != "possible"]
    assert not {"nino", "nhs_number"} & set(likely)
    assert len(likely) < len(lines) / 1000


def test_tables_and_catalogues_of_places_hold_no_people(shared_data):
    for path in sorted((shared_data / "population").rglob("*.csv")):
        found = columns.find_personal_data(pa.array(path.read_text(encoding="utf-8").splitlines())).flatten()
        assert [item for item in found.to_pylist() if item["likelihood"] != "possible"] == []
