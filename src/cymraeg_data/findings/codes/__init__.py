"""The table of finding codes: meaning, reason, example and advice for each.

The letter is the field: L language, T text and encoding, B bilingual parity, R representativeness, P privacy
and disclosure, O openness and licence, S structure. A code, once published, keeps its meaning.
"""

from collections.abc import Mapping

from cymraeg_data.errors import InputError
from cymraeg_data.findings.codes import (
    b3_pairs,
    l1_language,
    o6_openness,
    p5_privacy,
    r4_population,
    s7_structure,
    t2_text,
)
from cymraeg_data.findings.codes.code import SEVERITY_NAMES, Code, Severity
from cymraeg_data.frozen import FrozenDict
from cymraeg_data.locale import _

__all__ = ["CODES", "SEVERITY_NAMES", "Code", "Severity", "describe", "explain"]

_TABLES = (
    l1_language.TABLE,
    t2_text.TABLE,
    b3_pairs.TABLE,
    r4_population.TABLE,
    p5_privacy.TABLE,
    o6_openness.TABLE,
    s7_structure.TABLE,
)

CODES: Mapping[str, Code] = FrozenDict({row.code: row for table in _TABLES for row in table})


def describe(code: str) -> Code:
    """Return the row of the table of codes for `code`.

    Raises:
        InputError: the code does not exist; the message lists the codes.
    """
    try:
        return CODES[code]
    except KeyError:
        raise InputError(
            _("There is no finding code {code}. The codes are: {codes}.", code=code, codes=", ".join(CODES))
        ) from None


def explain(code: str) -> str:
    """Return the meaning, reason, example and advice of `code` as Markdown in the current language.

    Raises:
        InputError: the code does not exist.
    """
    row = describe(code)
    return "\n\n".join(
        (
            f"# {row.code} {_(row.title)}",
            f"- **{_('Severity')}**: {_(SEVERITY_NAMES[row.severity])}",
            f"- **{_('Pillar of AI-ready government data')}**: {_(row.principle)}",
            f"## {_('Why it matters')}",
            _(row.why),
            f"## {_('Example')}",
            _(row.example),
            f"## {_('What to do')}",
            _(row.hint),
        )
    )
