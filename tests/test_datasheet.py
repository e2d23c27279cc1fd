"""DATASHEET.md: every question is there, and is answered, or says that it is not."""

import re

import pytest

import releases
from cymraeg_data import package
from cymraeg_data.errors import ManifestError
from cymraeg_data.package.documents import datasheet
from cymraeg_data.package.documents.datasheet import QUESTIONS, SECTIONS
from cymraeg_data.package.documents.datasheet.answers import _PART, _SOMETIMES, _WHOLE
from cymraeg_data.package.manifests.manifest import from_values, read_manifest, to_values
from cymraeg_data.package.manifests.manifest_schema import schema

STATED = (
    "[status]",
    """\
[datasheet]
purpose = { cy = "I ddod o hyd i lyfrgell.", en = "To find a library." }
tasks = { cy = "Adnabod enwau.", en = "Recognising names." }

[status]""",
)


def built(folder, *replacements):
    return package.build(
        releases.write_manifest(folder, *replacements),
        folder / "out",
        source=releases.write_source(folder),
    )


def halves(build):
    text = (build.folder / "DATASHEET.md").read_text("utf-8")
    return text.split("\n## Cymraeg\n")[1].split("\n## English\n")


def answers(half):
    """Return what stands under each question."""
    parts = re.split(r"^#### (.*)$", half, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], (re.sub(r"\n### .*", "", part).strip() for part in parts[1::2]), strict=True))


class TestQuestions:
    def test_every_section_has_some_and_no_key_is_there_twice(self):
        assert {question.section for question in QUESTIONS} == set(SECTIONS)
        assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)

    def test_a_manifest_may_answer_each_of_them_and_nothing_else(self):
        keys = schema()["properties"]["datasheet"]["properties"]
        assert list(keys) == [question.key for question in QUESTIONS]

    def test_what_the_build_answers_are_questions_and_each_in_one_way(self):
        ways = [*_WHOLE, *_PART, *_SOMETIMES]
        assert len(set(ways)) == len(ways)
        assert set(ways) <= {question.key for question in QUESTIONS}


class TestAnswers:
    def test_each_question_is_there_in_both_languages_and_has_an_answer_or_says_that_it_has_none(
        self, tmp_path
    ):
        build = built(tmp_path)
        welsh, english = (answers(half) for half in halves(build))
        assert len(welsh) == len(english) == len(QUESTIONS)
        assert all(welsh.values())
        assert all(english.values())
        open_ones = datasheet.open_questions(build.manifest, build.facts)
        assert sum("**Not answered.**" in answer for answer in english.values()) == len(open_ones)
        assert sum("**Heb ei ateb.**" in answer for answer in welsh.values()) == len(open_ones)
        n_answered = len(QUESTIONS) - len(open_ones)
        assert f"Answered: {n_answered} of {len(QUESTIONS)}." in halves(build)[1]

    def test_the_publishers_answer_closes_a_question(self, tmp_path):
        before = built(tmp_path / "a", ("[status]", "[status]"))
        after = built(tmp_path / "b", STATED)
        closed = set(datasheet.open_questions(before.manifest, before.facts)) - set(
            datasheet.open_questions(after.manifest, after.facts)
        )
        assert closed == {"purpose", "tasks"}
        welsh, english = (answers(half) for half in halves(after))
        assert english["What was the data made for?"] == "To find a library."
        assert "I ddod o hyd i lyfrgell." in welsh.values()

    def test_what_the_publisher_says_of_uses_is_in_croissant_too(self, tmp_path):
        text = (built(tmp_path, STATED).folder / "croissant.json").read_text("utf-8")
        assert "Recognising names." in text
        assert "Adnabod enwau." in text
        assert "does not say what the data is suited to" not in text

    def test_numbers_are_those_of_the_build(self, tmp_path):
        __, english = halves(built(tmp_path))
        found = answers(english)
        assert found["How many rows are there?"] == "Rows: 4."
        assert "`note_cy`: rows without text 1." in found["Is anything missing from rows?"]
        assert "`visits`: values that could not be read as int64" in found["Is anything missing from rows?"]

    def test_where_there_is_no_personal_data_questions_about_people_are_closed(self, tmp_path):
        policy = ("[status]", '[policy]\npersonal_data = "none"\n\n[status]')
        build = built(tmp_path, policy)
        assert not {"people", "consent", "identifiable"} & set(
            datasheet.open_questions(build.manifest, build.facts)
        )

    def test_how_to_have_a_row_taken_down_answers_its_question(self, tmp_path):
        policy = ("[status]", '[policy]\ntake_down = { cy = "Ysgrifennwch.", en = "Write." }\n\n[status]')
        build = built(tmp_path, policy)
        assert "withdrawal" not in datasheet.open_questions(build.manifest, build.facts)
        assert answers(halves(build)[1])["Can they change their minds?"] == "Write."


class TestManifest:
    def test_answers_come_back_as_they_went(self, tmp_path):
        manifest = read_manifest(releases.write_manifest(tmp_path, STATED))
        assert [key for key, __ in manifest.datasheet] == ["purpose", "tasks"]
        assert from_values(to_values(manifest)) == manifest

    def test_a_question_that_nobody_asks_is_a_fault(self, tmp_path):
        path = releases.write_manifest(tmp_path, (STATED[0], STATED[1].replace("purpose", "pwrpas")))
        with pytest.raises(ManifestError, match=r"datasheet\.pwrpas"):
            read_manifest(path)
