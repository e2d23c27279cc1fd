"""How likely a text is the translation of another."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.bilingual import translation_score
from cymraeg_data.columns import score_pairs
from cymraeg_data.errors import ModelError
from cymraeg_data.translation import word_translations

PAIRS = [
    ("The office is closed on Fridays", "Mae'r swyddfa ar gau ar ddydd Gwener"),
    ("You can pay online or by phone", "Gallwch dalu ar-lein neu dros y ffôn"),
    ("Children learn two languages at school", "Mae plant yn dysgu dwy iaith yn yr ysgol"),
    ("The new road cost 14 million pounds", "Costiodd y ffordd newydd 14 miliwn o bunnau"),
]
cells = st.one_of(st.none(), st.text(max_size=30), st.sampled_from([text for pair in PAIRS for text in pair]))


class TestLaws:
    @given(st.lists(st.tuples(cells, cells), max_size=8))
    def test_a_column_is_the_map_of_the_score(self, rows):
        en, cy = ([row[side] for row in rows] for side in (0, 1))
        found = score_pairs(pa.array(en, pa.string()), pa.array(cy, pa.string())).to_pylist()
        expected = [None if e is None or c is None else translation_score(e, c) for e, c in rows]
        assert found == pytest.approx(expected)

    @given(st.text(), st.text())
    def test_a_score_is_a_probability_for_any_text(self, en, cy):
        assert 0 <= translation_score(en, cy) <= 1

    @pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
    def test_every_arrow_text_scores_alike(self, kind):
        en, cy = (pa.array([pair[side] for pair in PAIRS]) for side in (0, 1))
        assert score_pairs(en.cast(kind), cy.cast(kind)).equals(score_pairs(en, cy))
        assert score_pairs(pa.chunked_array([en[:1], en[1:]]), cy).equals(score_pairs(en, cy))


class TestScore:
    @pytest.mark.parametrize("pair", PAIRS)
    def test_a_translation_scores_high(self, pair):
        assert translation_score(*pair) > 0.9

    @pytest.mark.parametrize("shift", [1, 2, 3])
    def test_another_text_scores_low(self, shift):
        for i, (en, _cy) in enumerate(PAIRS):
            assert translation_score(en, PAIRS[(i + shift) % len(PAIRS)][1]) < 0.3

    def test_half_a_translation_scores_less_than_the_whole(self):
        en = f"{PAIRS[0][0]}. {PAIRS[1][0]}."
        whole = translation_score(en, f"{PAIRS[0][1]}. {PAIRS[1][1]}.")
        assert translation_score(en, PAIRS[0][1]) < whole

    def test_mutated_and_plural_words_are_known(self):
        assert translation_score("your cats and dogs", "eich cathod a'ch cŵn") > 0.9

    def test_texts_without_words_are_told_by_their_characters(self):
        assert (translation_score("%", "%"), translation_score("", "…"), translation_score("", "")) == (
            1,
            0.5,
            1,
        )

    def test_columns_of_different_length_are_an_error(self):
        with pytest.raises(ValueError, match="2 and 1 rows"):
            score_pairs(pa.array(["a", "b"]), pa.array(["a"]))


class TestFile:
    content = word_translations.DEFAULT.read_bytes()

    def test_the_dictionary_is_small(self):
        assert len(self.content) < 2_000_000

    def test_saving_what_was_loaded_gives_the_same_bytes(self, tmp_path):
        one = tmp_path / "one.bin"
        word_translations.save(one, word_translations.loads(self.content, "x"), {"manifest": "m"})
        two = tmp_path / "two.bin"
        word_translations.save(two, word_translations.loads(one.read_bytes(), "x"), {"manifest": "m"})
        assert one.read_bytes() == two.read_bytes()

    @pytest.mark.parametrize("damage", [b"", b"not a dictionary at all, but long enough to be one" * 3])
    def test_another_file_is_an_error(self, damage):
        with pytest.raises(ModelError, match=r"mine\.bin"):
            word_translations.loads(damage, "mine.bin")

    @given(st.integers(0, len(content) - 1))
    def test_any_flipped_byte_is_an_error(self, place):
        changed = bytearray(self.content)
        changed[place] ^= 1
        with pytest.raises(ModelError):
            word_translations.loads(bytes(changed), "mine.bin")
