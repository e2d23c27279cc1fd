"""Sentences find their partners: every sentence once, in order, and the same each time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.bilingual import align, split_sides

PAIRS = [
    ("The museum opens at ten every morning.", "Mae'r amgueddfa'n agor am ddeg bob bore."),
    ("Children under five come in free.", "Caiff plant dan bump ddod i mewn am ddim."),
    ("There is a car park behind the church.", "Mae maes parcio y tu ôl i'r eglwys."),
    ("The river flooded the village in 1987.", "Gorlifodd yr afon i'r pentref ym 1987."),
    (
        "Mrs Evans has kept the shop for thirty years.",
        "Mae Mrs Evans wedi cadw'r siop ers deng mlynedd ar hugain.",
    ),
    ("Dogs must be kept on a lead.", "Rhaid cadw cŵn ar dennyn."),
    ("The council will mend the bridge next year.", "Bydd y cyngor yn trwsio'r bont y flwyddyn nesaf."),
    ("We sell bread, milk and honey.", "Rydym yn gwerthu bara, llaeth a mêl."),
    ("The last train leaves Bangor at eleven.", "Mae'r trên olaf yn gadael Bangor am un ar ddeg."),
    ("Please ask the librarian for help.", "Gofynnwch i'r llyfrgellydd am gymorth."),
]
EN = [en for en, _ in PAIRS]
CY = [cy for _, cy in PAIRS]
documents = st.lists(st.one_of(st.sampled_from(EN + CY), st.text(max_size=20)), max_size=12)


def links(found):
    return [(link.en, link.cy) for link in found]


class TestLaws:
    @given(documents, documents)
    def test_every_sentence_is_in_exactly_one_link(self, en, cy):
        found = align(en, cy)
        assert sorted(i for link in found for i in link.en) == list(range(len(en)))
        assert sorted(j for link in found for j in link.cy) == list(range(len(cy)))

    @given(documents, documents)
    def test_scores_are_probabilities_and_nothing_scores_nothing(self, en, cy):
        for link in align(en, cy):
            assert 0 <= link.score <= 1
            assert link.score == 0 or (link.en and link.cy)

    @given(documents, documents)
    def test_the_same_documents_give_the_same_links(self, en, cy):
        assert align(en, cy) == align(list(en), list(cy))

    @given(st.permutations(range(len(PAIRS))))
    def test_translations_in_any_order_are_aligned_one_to_one(self, order):
        found = align([EN[i] for i in order], [CY[i] for i in order])
        assert links(found) == [((i,), (i,)) for i in range(len(order))]


class TestKinds:
    def test_two_sentences_and_one(self):
        cy = [*CY[:3], f"{CY[3]} {CY[4]}", *CY[5:]]
        assert ((3, 4), (3,)) in links(align(EN, cy))

    def test_one_sentence_and_two(self):
        en = [*EN[:6], f"{EN[6]} {EN[7]}", *EN[8:]]
        assert ((6,), (6, 7)) in links(align(en, CY))

    def test_a_sentence_without_a_partner(self):
        found = align(EN, CY[:4] + CY[5:])
        assert ((4,), ()) in links(found)
        assert ((5,), (4,)) in links(found)

    def test_blocks_that_changed_places(self):
        found = links(align(EN, CY[5:] + CY[:5]))
        assert {((i,), ((i + 5) % 10,)) for i in range(10)} <= set(found)

    @pytest.mark.parametrize(("en", "cy"), [([], []), (EN[:2], []), ([], CY[:2])])
    def test_empty_documents(self, en, cy):
        assert all(not (link.en and link.cy) for link in align(en, cy))

    def test_a_long_document_is_aligned_in_a_band(self):
        order = [i * 7 % 11 % len(PAIRS) for i in range(1200)]
        en = [f"{EN[n]} Number {i} of the list." for i, n in enumerate(order)]
        cy = [f"{CY[n]} Rhif {i} ar y rhestr." for i, n in enumerate(order) if i not in (300, 301, 900)]
        found = {link.en: link.cy for link in align(en, cy)}
        assert found[(300,)] == ()
        assert (found[(299,)], found[(302,)], found[(1199,)]) == ((299,), (300,), (1196,))


class TestSideBySide:
    @pytest.mark.parametrize(
        ("text", "en", "cy"),
        [
            ("Croeso / Welcome", "Welcome", "Croeso"),
            ("Opening hours | Oriau agor", "Opening hours", "Oriau agor"),
            ("Swansea (Abertawe)", "Swansea", "Abertawe"),
            ("Maes parcio\nCar park", "Car park", "Maes parcio"),
            ("Dim ysmygu. No smoking.", "No smoking.", "Dim ysmygu."),
        ],
    )
    def test_two_texts_in_one_field_are_parted(self, text, en, cy):
        assert split_sides(text) == (en, cy)

    @pytest.mark.parametrize(
        "text", ["", "9/10/2024", "Dw i'n mynd i'r pub heno", "Mae'n braf. I like cheese.", "and/or", "a / b"]
    )
    def test_a_field_in_one_language_stays_whole(self, text):
        assert split_sides(text) is None

    @given(st.sampled_from(PAIRS), st.sampled_from([" / ", "\n", " | ", " – "]), st.booleans())
    def test_a_translation_is_found_on_either_side(self, pair, mark, welsh_first):
        en, cy = pair
        assert split_sides(f"{cy}{mark}{en}" if welsh_first else f"{en}{mark}{cy}") == (en, cy)
