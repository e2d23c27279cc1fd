"""Every source of the development data is read whole.

As many pairs as its manifest says, and why where it differs.
"""

from collections import Counter

import pytest

from cymraeg_data import bilingual, readers


def pairs_of(folder):
    return bilingual.read_pairs(folder).to_pylist()


def counts(pairs):
    """How many pairs have both texts, lack the Welsh, lack the English."""
    kinds = Counter((pair["en"] is not None, pair["cy"] is not None) for pair in pairs)
    return kinds[True, True], kinds[True, False], kinds[False, True]


@pytest.mark.parametrize(
    ("name", "both", "no_welsh", "no_english"),
    [
        ("civil-citizen-ui", 4808, 0, 0),
        ("energy-sparks", 4750, 346, 197),  # the 197: 196 plural forms that English has not, and one more
        ("govuk-frontend-app", 465, 437, 1),
        ("income-tax-submission", 289, 77, 0),  # one key is in the English file twice, and counts once
        (
            "nhs-covid-android",
            587,
            3,
            16,
        ),  # the manifest's 588 and one that is marked as not to be translated
        (
            "ons-homepage-toml",
            106,
            3,
            7,
        ),  # the manifest's 211 less 105 descriptions, which are notes to translators
        ("rod-licensing", 883, 12, 1),
        ("eq-questionnaire-runner/app", 387, 0, 0),
        ("derived/eq-messages.cy.xlf", 387, 0, 0),
        ("derived/eq-messages.en-cy.tmx", 387, 0, 0),
        ("statswales-frontend/src", 1261, 105, 1),
        ("statswales-backend/src/resources/locales", 189, 2, 0),
        ("statswales-backend/src/resources/data-providers/provider.json", 72, 0, 0),
        ("statswales-backend/src/resources/data-providers/provider_source.json", 343, 0, 0),
        # 673 strings: 174 titles, summaries and descriptions; the rest are names, types, references and
        # samples.
        ("statswales-backend/src/routes/consumer/v2", 174, 0, 0),
    ],
)
def test_a_source_has_the_pairs_of_its_manifest(shared_data, name, both, no_welsh, no_english):
    pairs = pairs_of(shared_data / "bitext" / name)
    assert counts(pairs) == (both, no_welsh, no_english)
    assert (
        len({(pair["source"], pair["key"]) for pair in pairs}) == len(pairs) == both + no_welsh + no_english
    )


def test_apple_strings_have_their_pairs_and_the_plural_forms_beside_them(shared_data):
    by_source = Counter(
        pair["source"].rpartition(".")[2]
        for pair in pairs_of(shared_data / "bitext" / "nhs-covid-ios")
        if pair["en"] is not None and pair["cy"] is not None
    )
    assert by_source == {"strings": 745, "stringsdict": 24}


def test_tables_of_statswales_have_a_pair_for_each_row(shared_data):
    folder = shared_data / "bitext" / "statswales-backend"
    found = Counter(
        (pairs.source.rpartition("/")[2], pairs.column, sum(batch.num_rows for batch in pairs.batches()))
        for pairs in bilingual.iter_pairs(readers.read(folder))
        if pairs.column
    )
    assert {n for name, _column, n in found if name.endswith("_cy.parquet")} == {1416}
    assert {(column, n) for name, column, n in found if name == "topics.csv"} == {
        ("l1_cy", 102),
        ("l2_cy", 102),
    }


def test_nine_pairs_of_documents_are_read_and_most_blocks_have_a_partner(shared_data):
    folder = shared_data / "bitext" / "statswales-frontend" / "docs"
    found = list(bilingual.iter_pairs(readers.read(folder)))
    assert len(found) == 9
    both, no_welsh, no_english = counts(
        [row for pairs in found for batch in pairs.batches() for row in batch.to_pylist()]
    )
    assert both > 1000
    assert no_welsh + no_english < 0.05 * both


def test_nine_documents_of_legislation_are_read_in_their_language(shared_data):
    sources = readers.read(shared_data / "bitext" / "legislation-clml").sources
    assert Counter(source.format for source in sources) == {"clml": 6, "akoma-ntoso": 1, "html": 1, "docx": 1}
    clml = {source.name.rpartition("/")[2]: source for source in sources if source.format == "clml"}
    assert {name for name, source in clml.items() if source.language == "cy"} == {
        "contents_wsi_2024_1002_cy.xml",
        "document_wsi_2024_1002_cy.xml",
        "fragment_wsi_2024_1002_regulation_2_cy.xml",
        "anaw-2020-3-section-2-welsh.xml",
    }
    assert {source.language for source in clml.values()} == {"cy", "en"}
    keys = [
        key for batch in clml["document_wsi_2024_1002_cy.xml"].batches() for key in batch["key"].to_pylist()
    ]
    assert len(keys) == len(set(keys)) > 20


def test_every_row_of_the_place_name_list_is_read(shared_data):
    pairs = pairs_of(shared_data / "bitext" / "welsh-placenames-list")
    assert Counter(pair["key"].partition("[")[0] for pair in pairs) == dict.fromkeys(
        ("Ffurf safonol", "Math (Cymraeg)", "Awdurdod lleol (Cymraeg)"), 3615
    )
