"""The checks of the criteria for a dataset's readiness, from its manifest and the counts of its build."""

from collections.abc import Callable
from typing import Literal, get_args

from cymraeg_data.findings.codes import CODES, Severity
from cymraeg_data.package.documents import datasheet
from cymraeg_data.package.manifests.manifest import Manifest
from cymraeg_data.package.record.facts import Facts

__all__ = [
    "STATES",
    "Result",
    "addresses",
    "always",
    "balance",
    "duplicates",
    "filled",
    "further_terms",
    "identifiers",
    "ids",
    "languages",
    "open_licence",
    "passing_on",
    "personal_data",
    "pinned",
    "questions",
    "read_input",
    "represented",
    "step",
    "take_down",
    "types",
    "verified",
]

Result = Literal["pass", "warn", "fail", "not_assessed"]
STATES: tuple[Result, ...] = get_args(Result)

_OTHER_LANGUAGE_AT_MOST = 0.05  # our choice: one text in twenty may be a name or a quotation


def always(__: Manifest, ___: Facts) -> Result:
    """Every build has it, or there would be none."""
    return "pass"


def _passed(is_so: bool, otherwise: Result) -> Result:  # noqa: FBT001 - a truth is what it is about
    return "pass" if is_so else otherwise


def ids(__: Manifest, facts: Facts) -> Result:
    """Return whether no identifier was taken twice."""
    return _passed(facts.n_repeated_ids == 0, "warn")


def types(__: Manifest, facts: Facts) -> Result:
    """Return whether every value could be read as the type of its column."""
    return _passed(not any(column.unread for column in facts.columns), "warn")


def pinned(manifest: Manifest, __: Facts) -> Result:
    """Return whether the manifest pins the input files."""
    return _passed(bool(manifest.snapshot.files), "warn")


def questions(manifest: Manifest, facts: Facts) -> Result:
    """Return whether no question of the datasheet is open."""
    return _passed(not datasheet.open_questions(manifest, facts), "warn")


def languages(__: Manifest, facts: Facts) -> Result:
    """Return whether few texts have another language than their column declares."""
    counts = [(column.declared, dict(column.languages)) for column in facts.columns if column.languages]
    if not counts:
        return "not_assessed"
    for declared, found in counts:
        identified = sum(n for tag, n in found.items() if tag not in {"und", "mul"})
        if identified and found.get(declared or "", 0) < (1 - _OTHER_LANGUAGE_AT_MOST) * identified:
            return "warn"
    return "pass"


def filled(__: Manifest, facts: Facts) -> Result:
    """Return whether each column of text has some."""
    return _passed(all(column.n_texts != 0 for column in facts.columns), "warn")


def read_input(__: Manifest, facts: Facts) -> Result:
    """Return the severity of the faults that the readers found."""
    severities = {CODES[finding.code].severity for finding in facts.findings if finding.code in CODES}
    if Severity.ERROR in severities:
        return "fail"
    return _passed(Severity.WARNING not in severities, "warn")


def duplicates(manifest: Manifest, __: Facts) -> Result:
    """Return whether repeated rows were looked for, both ways."""
    taken = (manifest.steps.exact_duplicates, manifest.steps.near_duplicates is not None)
    return "pass" if all(taken) else "warn" if any(taken) else "not_assessed"


def step(is_taken: Callable[[Manifest], object]) -> Callable[[Manifest, Facts], Result]:
    """Return the check of a step that a build may take: what was not looked for was not assessed."""
    return lambda manifest, __: _passed(bool(is_taken(manifest)), "not_assessed")


def verified(__: Manifest, facts: Facts) -> Result:
    """Return whether a person verified the source."""
    return _passed(facts.status == "verified", "fail")


def addresses(manifest: Manifest, __: Facts) -> Result:
    """Return whether it is known where the input is kept."""
    return _passed(bool(manifest.access.urls), "warn")


def take_down(manifest: Manifest, __: Facts) -> Result:
    """Return whether the manifest says how to have a row taken down."""
    return _passed(manifest.policy.take_down is not None, "warn")


def open_licence(manifest: Manifest, __: Facts) -> Result:
    """Return whether the licence is known, and allows commercial use."""
    if manifest.licence.id == "unknown":
        return "fail"
    return _passed(manifest.licence.commercial == "yes", "warn")


def passing_on(manifest: Manifest, __: Facts) -> Result:
    """Return whether all of the data may be passed on."""
    return _passed(manifest.licence.redistribution == "yes", "fail")


def further_terms(manifest: Manifest, __: Facts) -> Result:
    """Return whether there are no terms other than the licence."""
    return _passed(not manifest.licence.extra_terms, "warn")


def personal_data(manifest: Manifest, __: Facts) -> Result:
    """Return what the manifest states of personal data."""
    states: dict[str, Result] = {"none": "pass", "present": "warn", "unknown": "not_assessed"}
    return states[manifest.policy.personal_data]


def identifiers(manifest: Manifest, facts: Facts) -> Result:
    """Return whether identifiers were looked for and none was left."""
    if not manifest.steps.privacy:
        return "not_assessed"
    return _passed(manifest.steps.privacy != "report" or not facts.personal, "fail")


def represented(__: Manifest, facts: Facts) -> Result:
    """Return whether the groups were compared with a population."""
    return _passed(facts.represent is not None, "not_assessed")


def balance(__: Manifest, facts: Facts) -> Result:
    """Return whether the languages of some column were counted."""
    return _passed(any(column.languages for column in facts.columns), "not_assessed")
