"""Whatever texts are written in a format, its reader gives them back, under their keys and in their order."""

import json
import re
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cymraeg_data import readers
from strategies import welsh_texts

FILES = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda key: key not in {"en", "cy"})
LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff"
)
TEXTS = (
    welsh_texts()
    | st.text(LETTERS, max_size=20)
    | st.sampled_from(
        [
            "",
            " ",
            "’r",
            "a\nb",
            "\t",
            '"',
            "\\",
            "'",
            "<b>",
            "&amp;",
            "yes",
            "0E0",
            "08",
            "9:30",
            "3",
            "null",
            "#",
            "a: b",
            "%s",
        ]
    )
)
CATALOGUES = st.dictionaries(KEYS, TEXTS, min_size=1, max_size=6)


def as_properties(texts):
    def escaped(text):
        return "".join(char if char.isascii() and char.isalnum() else units(char) for char in text)

    def units(char):
        data = char.encode("utf-16-be")
        return "".join(f"\\u{data[i]:02x}{data[i + 1]:02x}" for i in range(0, len(data), 2))

    return "".join(f"{key} = {escaped(text)}\n" for key, text in texts.items())


def as_toml(texts):
    return "".join(
        f"{key} = {json.dumps(text, ensure_ascii=False)}\n".replace("\x7f", "\\u007f")
        for key, text in texts.items()
    )


def as_android(texts):
    def escaped(text):
        marked = (
            re.sub(r"(['\"\\@?])", r"\\\1", text)
            .replace("\n", "\\n")
            .replace("\t", "\\t")
            .replace(" ", "\\u0020")
        )
        return escape(marked)

    entries = "".join(f'<string name="{key}">{escaped(text)}</string>' for key, text in texts.items())
    return f"<resources>{entries}</resources>"


def as_strings(texts):
    def escaped(text):
        return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")

    return "".join(f'"{key}" = "{escaped(text)}";\n' for key, text in texts.items())


def as_resx(texts):
    entries = (f'<data name="{key}"><value>{escape(text)}</value></data>' for key, text in texts.items())
    return f"<root>{''.join(entries)}</root>"


FORMATS = {
    "a.json": json.dumps,
    "a.yml": lambda texts: yaml.safe_dump(texts, allow_unicode=True, sort_keys=False),
    "a.toml": as_toml,
    "a.properties": as_properties,
    "strings.xml": as_android,
    "a.strings": as_strings,
    "a.resx": as_resx,
}


def read(folder, name, content):
    (folder / name).write_bytes(content.encode())
    (source,) = readers.read(folder / name).sources
    return {row["key"]: row["text"] for batch in source.batches() for row in batch.to_pylist()}


@pytest.mark.parametrize("name", FORMATS)
@FILES
@given(texts=CATALOGUES)
def test_texts_come_back_under_their_keys_in_their_order(tmp_path, name, texts):
    assert list(read(tmp_path, name, FORMATS[name](texts)).items()) == list(texts.items())


@FILES
@given(
    texts=st.recursive(
        CATALOGUES, lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=3), max_leaves=4
    )
)
def test_yaml_and_json_give_the_same_keys_however_deep(tmp_path, texts):
    assert read(tmp_path, "a.yml", FORMATS["a.yml"](texts)) == read(tmp_path, "a.json", json.dumps(texts))
