"""CONTRIBUTING.md names what exists: files, folders, commands, sessions and variables, the same in both languages."""

import ast
import re
import tomllib

import pytest

import cymraeg_data as cyd
from conftest import REPOSITORY
from cymraeg_data.cli.main import cli

ROOMS = REPOSITORY / "src" / "cymraeg_data"
TYPES = {"str", "bytes"}
TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
ENGLISH, WELSH = TEXT.split("\n## Cymraeg\n")
BLOCKS = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [line.partition("#")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
PROSE = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
NAMED = sorted(set(re.findall(r"`([^`\n]+)`", PROSE)))


def sessions():
    tree = ast.parse((REPOSITORY / "noxfile.py").read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any("session" in ast.unparse(d) for d in node.decorator_list)
    }


def distributions():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [line for group in project["dependency-groups"].values() for line in group]
    names = {re.match(r"[\w.-]+", line)[0] for line in lines if isinstance(line, str)}
    return names | set(project["project"]["scripts"])


def is_path(name):
    """Return whether a file or folder is there: of the repository, or of the package."""
    found = [folder / name for folder in (REPOSITORY, ROOMS)]
    return any(path.is_dir() if name.endswith("/") else path.is_file() for path in found)


def is_variable(name):
    sources = [*(REPOSITORY / "tests").glob("*.py"), *(REPOSITORY / "src").rglob("*.py")]
    return any(name in path.read_text("utf-8") for path in sources if path.name != "test_contributing.py")


def is_room(name):
    path = REPOSITORY / "src" / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


def is_name(name):
    """Return whether a word of code is there: a public name, a verb, a stage of package, or what a module defines."""
    if hasattr(cyd, name) or name in cli.commands or (ROOMS / "package" / name).is_dir():
        return True
    defined = re.compile(rf"^ *(def|class) {re.escape(name.removesuffix('()'))}\b", re.MULTILINE)
    return any(defined.search(path.read_text("utf-8")) for path in ROOMS.rglob("*.py")) or name in TYPES


def is_command(line):
    program, *arguments = line.split()
    if program == "pip":
        return set(arguments[1:]) <= distributions()
    return program == "nox" and (not arguments or (arguments[0] == "-s" and set(arguments[1:]) <= sessions()))


# What is named in code type, recognised by its form: the first pattern that fits says where to look.
LOOK = (
    (r"python \S+", lambda name: is_path(name.split()[1])),
    (r"nox\b.*", is_command),
    (r".*/.*|.*\.(py|md|toml|po|jsonl?)", is_path),
    (r"[A-Z_]+", is_variable),
    (r"cymraeg_data\..*", is_room),
    (r"lint-.*", lambda name: name in (REPOSITORY / "noxfile.py").read_text("utf-8")),
    (r".*", is_name),
)


def exists(name):
    return next(look(name) for pattern, look in LOOK if re.fullmatch(pattern, name))


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_is_there(name):
    assert exists(name)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_can_be_run(line):
    assert is_command(line)


def test_both_languages_name_the_same():
    english, welsh = (set(re.findall(r"`([^`\n]+)`", part)) for part in (ENGLISH, WELSH))
    assert english - set(cli.commands) == welsh - set(cli.commands)  # a verb explains an English word


@pytest.mark.parametrize(
    "name",
    [
        "codes.py",
        "docs/none/",
        "nox -s bake",
        "python docs/none.py",
        "NOT_A_VARIABLE_OF_OURS",
        "lint-nothing",
    ],
)
def test_what_is_not_there_is_noticed(name):
    assert not exists(name)
