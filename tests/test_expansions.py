"""Forms of two words, dialect markers, lexicons of the user's own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cymraeg_data.errors import SourceNotFoundError, UnreadableError
from cymraeg_data.welsh.dialect import (
    COLLOQUIAL,
    STRONG,
    Balance,
    dialect_balance,
    dialect_markers,
    standard_form,
)
from cymraeg_data.welsh.dialect_markers import MARKERS
from cymraeg_data.welsh.expansions import expand
from cymraeg_data.welsh.lemmas import lemma, lemmas, read_lexicon
from strategies import any_texts


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("Roedd", ("yr", "oedd")),
        ("rydw", ("yr", "ydw")),
        ("dydyn", ("nid", "ydyn")),
        ("does", ("nid", "oes")),
        ("dwi", ("dw", "i")),
        ("iddyn", ("i", "hwy")),
        ("wrthym", ("wrth", "ni")),
        ("ry’n", ("yr", "ydyn")),
        ("cath", ("cath",)),
    ],
)
def test_golden_expansions(form, parts):
    assert expand(form) == parts


def test_the_joined_words_of_the_treebank(shared_data):
    right = total = 0
    joined, parts, last = "", [], 0
    for line in (shared_data / "lexicon/ud/cy_ccg-ud-dev.conllu").read_text("utf-8").splitlines():
        number, _, rest = line.partition("\t")
        if "-" in number and number[0].isdigit():
            joined, parts, last = rest.split("\t")[0], [], int(number.split("-")[1])
        elif joined and number.isdigit():
            parts.append(rest.split("\t")[0].lower())
            if int(number) == last:
                total += 1
                right += expand(joined) == tuple(parts)
                joined = ""
    assert total > 100
    assert right / total >= 0.9


@given(any_texts())
def test_any_text_expands_to_itself_or_more(text):
    assert len(expand(text)) >= 1


class TestDialect:
    @given(st.lists(any_texts(), max_size=6))
    def test_every_text_is_counted_once(self, texts):
        found = dialect_balance(texts)
        assert found.n_texts == len(texts)
        assert found.n_north + found.n_south + found.n_both <= found.n_texts

    def test_weights_are_shares(self):
        assert all(STRONG <= marker.weight <= 1 for marker in MARKERS)
        assert len({marker.form for marker in MARKERS}) == len(MARKERS)

    def test_north_and_south(self):
        north = dialect_balance(["Mae nain isio panad rŵan, yli."])
        south = dialect_balance(["Mae mam-gu yn moyn dishgled nawr."])
        assert north.north_share > 0.8
        assert south.north_share < 0.2
        assert dialect_balance(["Mae'n braf heddiw."]).north_share is None

    @given(st.lists(any_texts(), max_size=4), st.lists(any_texts(), max_size=4))
    def test_balances_add(self, some, others):
        assert dialect_balance(some) + dialect_balance(others) == dialect_balance([*some, *others])

    @given(st.integers(0, 400), st.integers(0, 400))
    def test_the_interval_holds_the_share_and_decides_what_can_be_told(self, north, south):
        found = Balance(n_texts=north + south, n_north=north, n_south=south)
        if not north + south:
            assert (found.interval, found.leaning) == (None, None)
            return
        low, high = found.interval
        assert 0 <= low <= found.north_share <= high <= 1
        turned = Balance(n_texts=north + south, n_north=south, n_south=north)
        assert turned.interval == pytest.approx((1 - high, 1 - low))
        if north + south < 10:
            assert found.leaning is None
        else:
            assert (found.leaning == "even") == (low <= 0.5 <= high)

    def test_a_marker_alone_or_in_a_sentence_counts_for_its_side(self):
        for marker in MARKERS:
            form = re.sub(r" (?='(?:n|m|r|ch)\b)", "", marker.form.removeprefix("^ ").removesuffix(" $"))
            found = dialect_markers(form)
            assert marker in found or any(each.side == marker.side for each in found), marker

    def test_register_is_counted_apart(self):
        found = dialect_balance(["Nid ydynt yn gymwys.", "Dwi'm yn dallt hwn.", "Mae'n braf."])
        assert (found.n_formal, found.n_colloquial, found.n_north, found.n_south) == (1, 1, 1, 0)

    def test_formal_catalogues_are_of_no_side(self, shared_data):
        from cymraeg_data import bilingual

        for folder in ("statswales-frontend", "energy-sparks", "rod-licensing"):
            texts = bilingual.read_pairs(shared_data / "bitext" / folder)["cy"].to_pylist()
            found = dialect_balance(filter(None, texts))
            assert found.n_texts > 500
            assert found.n_north + found.n_south + found.n_both == 0

    def test_the_standard_form_is_only_told(self):
        assert standard_form("’Mynadd") == "amynedd"
        assert standard_form("amynedd") is None
        assert not set(COLLOQUIAL) & set(COLLOQUIAL.values())


class TestLexicon:
    def test_a_lexicon_goes_before_the_dictionary(self, tmp_path):
        path = tmp_path / "lecsicon.tsv"
        path.write_text(
            "chwarelau\tchwarel\tNOUN\tNumber=Plur\nchwarelau\tchwarelu\tVERB\t_\n", encoding="utf-8"
        )
        lexicon = read_lexicon(path)
        assert lexicon == {"chwarelau": "chwarel"}
        assert lemma("Chwarelau", lexicon=lexicon) == "chwarel"
        assert lemmas("hen chwarelau", lexicon=lexicon)[1] == "chwarel"

    def test_bad_input(self, tmp_path):
        with pytest.raises(SourceNotFoundError):
            read_lexicon(tmp_path / "none.tsv")
        (tmp_path / "one.tsv").write_text("gair\n", encoding="utf-8")
        with pytest.raises(UnreadableError, match="line 1"):
            read_lexicon(tmp_path / "one.tsv")
        (tmp_path / "latin.tsv").write_bytes("tŷ\tt".encode("iso8859-14"))
        with pytest.raises(UnreadableError, match="UTF-8"):
            read_lexicon(tmp_path / "latin.tsv")
