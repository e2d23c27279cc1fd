"""The manifests that ship: what they say, that they say it in both languages, and that none of them is too hopeful."""

import json

import pytest

from commands import run
from cymraeg_data import package
from cymraeg_data.detection import detect
from cymraeg_data.errors import InputError, ManifestError, SourceNotFoundError
from cymraeg_data.package.manifests import manifest_schema
from cymraeg_data.package.manifests.manifest import from_values, to_values

CORPORA = package.corpora()


def every(function):
    return pytest.mark.parametrize("manifest", CORPORA, ids=lambda manifest: manifest.id)(function)


def bilingual_texts(manifest):
    terms = manifest.licence
    texts = [manifest.description, manifest.population, terms.evidence, manifest.status.notes]
    return [text for text in (*texts, *terms.extra_terms) if text is not None]


def test_at_least_fifteen_sources_have_a_manifest():
    assert len(CORPORA) >= 15


@every
def test_its_values_are_the_manifest(manifest):
    values = to_values(manifest)
    assert manifest_schema.faults(values) == ()
    assert from_values(json.loads(json.dumps(values))) == manifest


@every
def test_welsh_is_welsh_and_english_is_english(manifest):
    for text in bilingual_texts(manifest):
        if len(text.en.split()) > 5:
            assert detect(text.cy).language in {"cy", "mul"}, text.cy
            assert detect(text.en).language == "en", text.en
    assert manifest.title.cy != manifest.title.en


@every
def test_what_nobody_verified_says_what_is_still_to_be_verified(manifest):
    if manifest.status.state != "verified":
        assert len(manifest.status.notes.cy) > 50


@every
def test_an_unknown_licence_or_a_pointer_is_never_built(manifest, tmp_path):
    if manifest.licence.id == "unknown" or manifest.access.kind == "pointer":
        assert manifest.licence.redistribution == "no"
    if manifest.licence.redistribution == "no" or not manifest.parse.columns:
        with pytest.raises(InputError, match=r"may not|do not allow|does not say how"):
            package.build(manifest, tmp_path, source=tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_no_shipped_manifest_can_be_published_as_it_is():
    assert {manifest.status.state for manifest in CORPORA} == {"unverified"}


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        (
            "bywgraffiadur-cymreig",
            ('redistribution = "no"', 'redistribution = "yes"'),
            "licence.redistribution",
        ),
        ("enwau-lleoedd-safonol", ("[snapshot]", "[policy.snapshot]"), "snapshot: missing"),
    ],
)
def test_rules_of_what_may_be_left_out(name, change, fault, request, tmp_path):
    path = request.config.rootpath / "corpora_manifests" / f"{name}.toml"
    text = path.read_text("utf-8")
    assert change[0] in text
    copy = tmp_path / "manifest.toml"
    copy.write_text(text.replace(*change).replace("[[snapshot.files]]", "[[policy.files]]"), encoding="utf-8")
    with pytest.raises(ManifestError, match=fault):
        package.read_manifest(copy)


class TestCommand:
    def test_corpora_are_listed_in_both_languages(self, capsys):
        assert run("corpora") == 0
        english = capsys.readouterr().out
        assert run("--lang", "cy", "corpora") == 0
        welsh = capsys.readouterr().out
        assert len(english.splitlines()) == len(welsh.splitlines()) == 2 * len(CORPORA)
        assert "Welsh Wikipedia" in english
        assert "Wicipedia Cymraeg" in welsh
        assert "not verified" in english
        assert "heb ei gwirio" in welsh

    def test_as_json_one_a_line(self, capsys):
        assert run("corpora", "--format", "json") == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [row["id"] for row in rows] == [manifest.id for manifest in CORPORA]
        (voice,) = [row for row in rows if row["id"] == "common-voice-cymraeg"]
        assert (voice["licence"], voice["redistribution"], voice["access"]) == ("CC0-1.0", "no", "pointer")

    def test_a_folder_that_is_not_there(self, tmp_path):
        assert run("corpora", "--folder", str(tmp_path / "dim-yma")) == 2
        with pytest.raises(SourceNotFoundError):
            package.corpora(tmp_path / "dim-yma")
