"""One catalogue: every message of the code and of click is in it, in Welsh, with its parts in place."""

import ast
import string
from pathlib import Path

import click
import jinja2
import pytest
from babel.messages.pofile import read_po
from jinja2.nodes import Call, Const, Name

from commands import call
from conftest import REPOSITORY
from cymraeg_data import locale
from cymraeg_data.cli.main import cli
from cymraeg_data.cli.translated import translated

CATALOGUE = REPOSITORY / "src/cymraeg_data/locale/cy/LC_MESSAGES/cymraeg_data.po"
N_TEXTS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2}
"""The functions that translate, and how many of their arguments are texts."""
CLICK = Path(click.__file__).parent
NOT_IN_WELSH = {"{value!r} is not a valid {number_type}.": {"number_type"}}
"""Names of types that click inserts in English; the Welsh says what was wanted itself."""


def texts_of(path):
    """Return the literals that a module or a template gives to a function that translates, in f-strings too."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".j2":
        calls = [
            (node.node.name, node.args)
            for node in jinja2.Environment(autoescape=True).parse(source).find_all(Call)
            if isinstance(node.node, Name)
        ]
        return {args[0].value for name, args in calls if name in N_TEXTS and isinstance(args[0], Const)}
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            found |= {
                text.value
                for text in node.args[: N_TEXTS.get(name, 0)]
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value
            }
    return found


def texts_under(folder, *patterns):
    paths = [path for pattern in patterns for path in sorted(folder.rglob(pattern))]
    return set().union(*map(texts_of, paths))


@pytest.fixture(scope="module")
def catalogue():
    """Return the Welsh of each text; a text with a plural has one per form."""
    with CATALOGUE.open("rb") as file:
        welsh = {}
        for message in read_po(file):
            if message.id and not message.fuzzy:
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                welsh |= dict.fromkeys(ids, forms)
        return welsh


def names_in(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


OURS = texts_under(REPOSITORY / "src" / "cymraeg_data", "*.py", "*.j2") | texts_under(
    REPOSITORY / "docs", "*.py"
)
CLICKS = texts_under(CLICK, "*.py") | {"required"}  # this one is the value of a dict there


def test_every_message_is_translated(catalogue):
    assert {text for text in OURS if not all(catalogue.get(text, ("",)))} == set()


def test_every_message_of_click_is_translated(catalogue):
    assert {text for text in CLICKS if not all(catalogue.get(text, ("",)))} == set()


def test_the_catalogue_has_no_message_that_nothing_says(catalogue):
    assert set(catalogue) - OURS - CLICKS == set()


def test_an_f_string_and_a_template_are_looked_into():
    assert "Why it matters" in texts_of(REPOSITORY / "src/cymraeg_data/findings/codes/__init__.py")
    templates = REPOSITORY / "src/cymraeg_data/readiness/render/templates"
    assert "What to do: {hint}" in texts_under(templates, "*.j2")


def test_a_translation_keeps_the_parts_that_are_filled_in(catalogue):
    for text, forms in catalogue.items():
        if len(forms) == 1:
            assert names_in(forms[0]) == names_in(text) - NOT_IN_WELSH.get(text, set()), text


def test_each_plural_has_its_six_forms(catalogue):
    plurals = [forms for forms in catalogue.values() if len(forms) > 1]
    assert plurals
    assert {len(forms) for forms in plurals} == {6}


def test_no_translation_is_a_copy_unless_it_is_no_prose(catalogue):
    copies = {text for text, forms in catalogue.items() if text in forms and text.count(" ") > 3}
    assert copies == set()


def test_the_wheel_holds_the_compiled_catalogue():
    with locale.use("cy"):
        assert locale._("Failed") == "Wedi methu"


class TestTheCommand:
    @pytest.mark.parametrize("verb", [None, *cli.commands])
    def test_help_has_no_english(self, verb):
        """Each text of the help, and each name of a value, is another one in Welsh."""
        with locale.use("en"):
            english = translated(cli)
        with locale.use("cy"):
            welsh = translated(cli)
        if verb:
            english, welsh = english.commands[verb], welsh.commands[verb]
        pairs = [(english.help, welsh.help), (english.options_metavar, welsh.options_metavar)]
        for en, cy in zip(english.params, welsh.params, strict=True):
            pairs.append((getattr(en, "help", None), getattr(cy, "help", None)))
            if not getattr(en, "is_flag", False) and any(letter.isupper() for letter in en.metavar):
                pairs.append((en.metavar, cy.metavar))
        assert [en for en, cy in pairs if en and en == cy] == []

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["check"], "Gwerth ar goll: 'FFYNHONNELL'."),
            (["pobi"], "Nid oes gorchymyn 'pobi'."),
            (["check", "--nosuch"], "Nid oes opsiwn '--nosuch'."),
            (["represent", "a.csv"], "Opsiwn ar goll: '--column'."),
            (["check", "a", "b"], "Gwerth nad oedd ei angen (b)"),
            (["check", "a", "b", "c"], "Gwerthoedd nad oedd eu hangen (b c)"),
            (
                ["check", "--format", "x", "a"],
                "Gwerth annilys ar gyfer '--format': Nid yw 'x' yn un o'r rhain:",
            ),
            (["detect", "--out"], "Mae angen gwerth ar yr opsiwn '--out'."),
            (["fix", "--diff=1", "a"], "Nid yw'r opsiwn '--diff' yn cymryd gwerth."),
            (["chek"], "Ai 'check' oedd gennych mewn golwg?"),
        ],
    )
    def test_a_wrong_call_is_told_in_welsh(self, arguments, message):
        done = call("--lang", "cy", *arguments)
        assert done.returncode == 2
        assert message in done.stderr
        assert "Defnydd: " in done.stderr or done.stderr.startswith("Gwall: ")

    def test_a_line_of_usage_is_welsh(self):
        assert "[gofynnol]" in call("--lang", "cy", "represent", "--help").stdout
        usage = call("--lang", "cy", "take-down", "--help").stdout.splitlines()[0]
        assert usage == "Defnydd: cymraeg-data take-down [OPSIYNAU] SET_DDATA DYNODWYR..."

    def test_what_the_system_says_is_welsh(self, tmp_path):
        done = call("--lang", "cy", "fetch", tmp_path)
        assert done.stderr == f"Gwall: Ni ellid darllen {tmp_path}: ffolder yw\n"


@pytest.mark.parametrize(
    ("value", "expected"), [("cy_GB.UTF-8", "cy"), ("cy", "cy"), ("en_GB", "en"), ("fr_FR", "en"), ("", "en")]
)
def test_the_language_of_the_environment(monkeypatch, value, expected):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", value)
    assert locale.language() == expected


def test_the_language_goes_back_after_a_with_block():
    with pytest.raises(ValueError, match="stop"), locale.use("cy"):
        raise ValueError("stop")
    assert locale.language() == "en"


def test_braces_in_what_is_filled_in_are_left_alone():
    assert locale._("key “{name}”", name="{0} {x}") == "key “{0} {x}”"
