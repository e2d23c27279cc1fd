"""The Welsh of messages and pages: one term per word, one apostrophe, one per-cent style, and our own checks."""

import csv
import re

import pytest
from babel.messages.pofile import read_po

import cymraeg_data as cyd
from conftest import REPOSITORY
from cymraeg_data import bilingual

CATALOGUE = REPOSITORY / "src/cymraeg_data/locale/cy/LC_MESSAGES/cymraeg_data.po"
PAGES = [*sorted((REPOSITORY / "docs" / "cy").rglob("*.md")), REPOSITORY / "DARLLEN.md"]
MANIFESTS = [
    *sorted((REPOSITORY / "corpora_manifests").glob("*.toml")),
    REPOSITORY / "src/cymraeg_data/data/demo/gwasanaethau.toml",
]


def messages():
    """Return the English and Welsh of every message, plurals by form."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            if not message.id:
                continue
            if isinstance(message.id, str):
                yield message.id, message.string
            else:
                one, many = message.id
                yield from ((one if form == 1 else many, cy) for form, cy in enumerate(message.string))


def prose(path):
    """Return a page without its code and the targets of its links."""
    text = path.read_text(encoding="utf-8")
    for hidden in (r"(?s)```.*?```", r"(?s)<!--.*?-->", r"`[^`\n]*`"):
        text = re.sub(hidden, " ", text)
    return re.sub(r"\]\([^)\s]*\)", "]", text)


def blocks(text):
    """Return the paragraphs, headings, items of lists and cells of tables of a page, each as one line."""
    for block in re.split(r"\n\s*\n|\n(?=[-*#|] ?)|\|", text):
        line = " ".join(block.split()).strip("-*# :")
        if line:
            yield line


MESSAGES = list(messages())
WELSH = [
    *(cy for _, cy in MESSAGES),
    *(prose(path) for path in PAGES),
    *(
        text
        for path in MANIFESTS
        for text in re.findall(r'\bcy = "([^"]*)"', path.read_text(encoding="utf-8"))
    ),
]


class TestOneTerm:
    EXEMPT = frozenset(
        {  # where the English word means something else
            "an earlier dimension has the role measure too",
            "no dimension has the role measure",
            "Read-only file system",
            "“[Welsh] Contact us”, “TBC” or “Translation needed”.",
            "Public Domain Dedication and Licence 1.0",
            "Open Data Commons Attribution Licence 1.0",
            "Write the result to this folder, under <id>/<version>/.",
            "Documents with more hash signs and ellipses per word than the threshold",
        }
    )

    def terms(self):
        with (REPOSITORY / "tests/golden/terms.tsv").open(encoding="utf-8", newline="") as file:
            return [(row["english"], row["welsh"]) for row in csv.DictReader(file, delimiter="\t")]

    def test_each_english_term_has_its_welsh_term(self):
        wrong = []
        for english, welsh in self.terms():
            word = re.compile(rf"(?i)(?<![\w/.`{{_-])(?:{english})(?![\w/.`}}_=-])")
            wrong += [
                (english, en, cy)
                for en, cy in MESSAGES
                if en not in self.EXEMPT
                and word.search(re.sub(r"`[^`]*`", "", en))
                and not re.search(f"(?i){welsh}", cy)
            ]
        assert wrong == []

    def test_every_term_is_said_somewhere(self):
        texts = " ".join(en for en, _ in MESSAGES)
        assert [en for en, _ in self.terms() if not re.search(rf"(?i)\b(?:{en})\b", texts)] == []

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [
            (r"\b[bp]h?inio\b", "pennu"),
            (r"\b\w{0,2}llfor\w+", "allgludo"),
            (r"\bmarc(iau)? (terfynol|gwahanol)", "atalnod"),
            (r"\bhwb\b", "hyb"),
            (r"\b[gn]?g?werthwyr?\b", "cyflenwr"),
            (r"\bffurfweddiad", "cyfluniad"),
            (r"\b[dn]h?atgelydd", "canfodydd"),
            (r"\brh?agosodiad", "diofyn"),
            (r"\bdd?yblygion\b", "dyblygiadau"),
            (r"\bhashau\b", "hashiau"),
            (r"\bgalw'n ôl\b", "adalw"),
            (r"\b[bf]anc coed\b|\b[cg]oedwig", "coedfanc"),
            (r"\bf3\.0", "v3.0"),
            (r"MB/e\b", "MB/s"),
            (r"\bdisgwylid\b", "disgwyliwyd"),
            (r"\b(g?adael|g?adewir|g?adawyd) (?!pobl)(\w+ )?allan\b", "hepgor"),
            (r"\b[bp]h?wyso('r)?\b", "pwysoli"),
            (r"\brh?an brawf\b", "rhan brofi"),
            (r"\b[mf]ethwyd\b|\b[bp]asiwyd\b", "wedi methu, wedi pasio"),
            (
                r"\bfersiwn (cyntaf|hwn|hwnnw|cynharach|diweddarach|gwahanol|blaenorol|penodol|terfynol|mwy)\b",
                "f.",
            ),
            (r"\bfersiwn (Cymraeg|dwyieithog)\b|\bdau fersiwn\b", "feminine"),
            (r"\bset ddata (hwn|hwnnw|cyfan)\b|\bffeil (hwn|hwnnw)\b|\bffolder (hwn|hwnnw)\b", "feminine"),
            (r"(?<!Responsible )\bAI\b", "deallusrwydd artiffisial"),
        ],
    )
    def test_no_other_word_for_it(self, wrong, right):
        assert [text[:80] for text in WELSH if re.search(wrong, text)] == [], right


class TestStyle:
    def test_apostrophes_are_straight(self):
        assert [text for pair in MESSAGES for text in pair if "’" in text] == []
        assert [path.name for path in PAGES if "’" in prose(path)] == []
        assert [path.name for path in MANIFESTS if "’" in path.read_text(encoding="utf-8")] == []

    def test_no_space_stands_before_a_per_cent_sign(self):
        spaced = re.compile(r"[0-9}]\s+%(?![0-9(a-z])")
        english = [prose(path) for path in sorted((REPOSITORY / "docs" / "en").rglob("*.md"))]
        texts = [*(text for pair in MESSAGES for text in pair), *WELSH, *english]
        assert [text[:60] for text in texts if spaced.search(text)] == []

    def test_a_welsh_message_begins_as_its_english(self):
        """With a capital where the English has one, except where it begins with a name of code or a value."""
        wrong = [
            en
            for en, cy in MESSAGES
            if en[0].islower()
            and cy[0].isupper()
            and not re.match(r"[a-z]+[._]|(restrict|threads|that) ", en)
        ]
        assert wrong == []

    def test_names_of_arguments_are_not_words_of_a_sentence(self):
        """What a user writes stands with its sign, in quotes or in backticks; words of prose are Welsh."""
        names = r"(?<![\w`“.=/…-])(?:dict|config|configs|split|train|test|row|rows|column|file|path)(?![\w`”.=/…*-])"
        assert [
            cy for _, cy in MESSAGES if re.search(names, re.sub(r"`[^`]*`|“[^”]*”|\{[^}]*\}", "", cy))
        ] == []


class TestOurOwnChecks:
    PAIRS = (
        # Complete, though shorter than the English by more than the rule expects.
        ("B322", "The licence of the benchmark."),
        ("B322", "The version of the benchmark."),
        # Names of code and of a paper, which the rule takes for English.
        ("B310", "The questions follow Gebru and others, Datasheets for Datasets"),
        ("B310", "“{path}” is not in snapshot.files"),
        ("B310", "“{tag}” is not in languages.tags"),
        # An example of such a fault.
        ("B309", "“31 December 2021” paired with “30 Ebrill 2021”."),
        # click puts the name of a type there in English; the Welsh says it itself.
        ("B307", "{value!r} is not a valid {number_type}."),
    )
    EXAMPLES = (
        ("T202.md", "T202"),
        ("T203.md", "T203"),
        ("normaleiddio.md", "T203"),
        ("T211.md", "T211"),
    )
    """Pages that show the damage they are about."""

    def test_the_catalogue_passes(self):
        english = {pair["key"]: pair["en"] for pair in bilingual.read_pairs(CATALOGUE).to_pylist()}
        found = {
            (finding.code, english[finding.location.key])
            for finding in bilingual.check_pairs(bilingual.read_pairs(CATALOGUE))
            if finding.severity != "note"
        }
        known = {
            (code, en) for code, en in found for c, start in self.PAIRS if c == code and en.startswith(start)
        }
        assert found - known == set()
        assert len(known) == len(self.PAIRS)

    def test_the_pages_pass(self):
        report = cyd.check(REPOSITORY / "docs" / "cy", ignore=["O601"])
        found = {(finding.location.source.rpartition("/")[2], finding.code) for finding in report.findings}
        assert found == set(self.EXAMPLES)

    def test_the_pages_are_in_welsh(self):
        """Each block of six words or more, what it quotes left out."""
        other = []
        for path in PAGES:
            for block in blocks(prose(path)):
                if block.startswith("Mesurwyd â: "):  # names and versions
                    continue
                text = re.sub(r"“[^”]*”", "", block)
                if len(re.findall(r"[^\W\d_]{2,}", text)) >= 6 and cyd.detect(text).shares.get("cy", 0) < 0.4:
                    other.append((path.name, block))
        assert other == []
