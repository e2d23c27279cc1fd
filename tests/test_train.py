"""Training: the same pool gives the same bytes, and a pool that is not the listed one is refused."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from scripts.training import corpus, detector, own_words
from scripts.training.calibration import Answers, calibrate

from cymraeg_data import columns
from cymraeg_data.detection import model
from cymraeg_data.errors import InputError, SourceNotFoundError
from strategies import ENGLISH_SENTENCES, WELSH_SENTENCES

SMALL = detector.Settings(bits=10, samples=800, batch=100)


@pytest.fixture
def pool(tmp_path):
    """A pool of our own sentences with its manifest."""
    lines = ["version = 1"]
    for label, sentences in (("cy", WELSH_SENTENCES), ("en", ENGLISH_SENTENCES)):
        lines += ["[[lane]]", f'label = "{label}"', f'languages = ["{label}"]', "share = 0.5"]
        for part, held_out in ((sentences[:6], "false"), (sentences[6:], "true")):
            content = "\n".join(part).encode()
            path = tmp_path / f"{label}-{held_out}.txt"
            path.write_bytes(content)
            lines += [
                "[[source]]",
                f'file = "{path.name}"',
                f'language = "{label}"',
                f"held_out = {held_out}",
            ]
            lines += [f'sha256 = "{hashlib.sha256(content).hexdigest()}"']
    (tmp_path / "detector.toml").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def run(pool, name, *, held_out=False):
    out = pool / name
    detector.train(pool / "detector.toml", [pool], out, SMALL, held_out=held_out)
    return out


def test_training_twice_gives_the_same_bytes(pool):
    assert run(pool, "one.bin").read_bytes() == run(pool, "two.bin").read_bytes()


def test_a_trained_model_loads_and_knows_its_languages(pool):
    loaded = model.load(run(pool, "model.bin", held_out=True))
    assert loaded.languages == ("cy", "en")
    assert loaded.weights.shape == (1 << SMALL.bits, 2)
    assert np.all((loaded.confidence > 0) & (loaded.confidence < 1))


def test_a_changed_pool_file_is_refused(pool):
    (pool / "cy-true.txt").write_text("Rhywbeth arall", encoding="utf-8")
    with pytest.raises(InputError, match="SHA-256"):
        run(pool, "model.bin")


def test_a_missing_pool_file_is_refused(pool):
    (pool / "en-true.txt").unlink()
    with pytest.raises(SourceNotFoundError, match="en-true"):
        run(pool, "model.bin")


def test_confidence_never_falls_as_the_lead_grows():
    rng = np.random.default_rng(1)
    leads = rng.integers(1, 1000, 5000)
    right = rng.random(5000) < leads / 1000
    table = np.array(
        calibrate(Answers(leads, rng.integers(1, 20, 5000), rng.random(5000) < 0.5, right)).confidence
    )
    assert np.all(np.diff(table, axis=1) >= 0)
    assert table[:, 0].max() < 0.3
    assert table[:, -1].min() > 0.7


def test_words_of_a_list_are_drawn_by_how_often_they_are_met(pool):
    content = b"yn\t900\nmynydd\t1\n"
    (pool / "cy.list.tsv").write_bytes(content)
    source = corpus.Source("cy.list.tsv", "cy", 0, hashlib.sha256(content).hexdigest(), False, 1.0)
    read = corpus.read_corpus([source], [pool], bits=10)
    chance = corpus.edges(read, np.ones(model.LANES, np.float32), held_out=None)
    often, seldom = np.diff(chance, prepend=0)[[1, 0]]
    assert often == pytest.approx(30 * seldom)


def test_every_training_source_has_a_licence_that_lets_the_model_be_shipped():
    table, sources = detector.read_manifest(detector.MANIFEST)
    assert len(sources) > 100
    for row in (*table["source"], *table["list"]):
        assert "GPL" not in row["licence"], row["file"]
        assert len(row["sha256"]) == 64


def test_the_shipped_model_was_trained_on_the_shipped_manifest():
    import json
    import struct

    content = model.DEFAULT.read_bytes()
    (n_text,) = struct.unpack_from("<I", content, 12)
    header = json.loads(content[20 : 20 + n_text])
    assert header["manifest"] == hashlib.sha256(detector.MANIFEST.read_bytes()).hexdigest()
    assert header["settings"] == detector.Settings()._asdict()
    assert not header["held_out"]
    assert model.DEFAULT.stat().st_size <= 2 << 20


@pytest.mark.parametrize(
    ("labels", "language"), [(own_words.WELSH_LABELS, "cy"), (own_words.ENGLISH_LABELS, "en")]
)
def test_one_word_labels_of_public_data_have_their_language(labels, language):
    for shape in (str.lower, str.capitalize, str.upper):
        texts = pa.array([shape(label) for label in labels.split()])
        found = columns.detect(texts)
        assert texts.filter(pc.not_equal(found.field("language"), language)).to_pylist() == []
        assert pc.max(found.field("confidence")).as_py() < 1


def test_a_source_of_no_weight_is_measured_only(pool):
    trained = model.load(run(pool, "without.bin"))
    content = "Tha’n dooinney goll thie\nmae gair arall".encode()
    (pool / "gv.txt").write_bytes(content)
    manifest = pool / "detector.toml"
    rows = '\n[[source]]\nfile = "gv.txt"\nlanguage = "cy"\nheld_out = true\nweight = 0.0\n'
    rows += f'sha256 = "{hashlib.sha256(content).hexdigest()}"'
    manifest.write_text(manifest.read_text(encoding="utf-8") + rows, encoding="utf-8")
    with_it = model.load(run(pool, "with.bin"))
    assert np.array_equal(trained.weights, with_it.weights)
    assert np.array_equal(trained.confidence, with_it.confidence)
