"""Which rules `normalise` follows: one immutable value with a switch for each."""

from dataclasses import dataclass, fields
from typing import Literal, get_args

from cymraeg_data.errors import InputError
from cymraeg_data.locale import _

__all__ = ["DEFAULT", "RULES", "Apostrophe", "Compose", "Dash", "Entity", "Options", "Quote"]

Apostrophe = Literal["consistent", "straight", "curly", "keep"]
Compose = Literal["welsh", "all", "off"]
Entity = Literal["letters", "all", "off"]
Quote = Literal["keep", "straight", "curly"]
Dash = Literal["keep", "hyphen", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The rules of `normalise`; each field is the name of a rule as its edits bear it.

    Args:
        utf8_as_windows: mend UTF-8 that was read as Windows-1252 or Latin-1: `tÅ·`.
        utf8_as_mac: mend UTF-8 that was read as Mac Roman: `t≈∑`.
        utf8_as_dos: mend UTF-8 that was read as code page 850: `t┼À`.
        celtic_as_windows: mend ISO-8859-14 that was read as Latin-1: `tþ`.
        windows_as_latin: mend Windows-1252 that was read as Latin-1, so that ’ became a control character.
        entity: "letters" writes the letters and apostrophes of HTML entities where there is no markup
            (`d&wcirc;r`) and suggests the signs (`&pound;`); "all" writes every character that markup does
            not need; "off" none.
        caret: put a circumflex on its letter: `dw^r`, `tyˆ`.
        lost_letter: put back a lost letter where one word fits: `d?r`, `d\ufffdr`.
        nfc: "welsh" composes letters and accents in text that is Welsh or English and in Welsh names; "all"
            writes every language in Unicode normalisation form C; "off" composes nothing.
        ligature: write ﬁ, ﬂ and their like as letters.
        control: remove control characters.
        soft_hyphen: remove soft hyphens.
        bidi: remove marks of writing direction from text that is all written from left to right.
        zero_width: remove spaces of no width, and joiners between Latin letters.
        no_break_space: write no-break spaces as spaces.
        edge_space: remove white space at the edges.
        double_space: write runs of spaces inside a line as one.
        apostrophe: "consistent" writes all of a text like most of them; "straight" ('), "curly" (’) or
            "keep".
        quote: "keep", "straight" (") or "curly" (“ ”).
        dash: "keep", "hyphen" writes – and — as -, "en" writes a hyphen between spaces as –.
        suggest: say where a word may be another, without changing it.
        colloquial: suggest the standard form of colloquial words too.
    """

    utf8_as_windows: bool = True
    utf8_as_mac: bool = True
    utf8_as_dos: bool = True
    celtic_as_windows: bool = True
    windows_as_latin: bool = True
    entity: Entity = "letters"
    caret: bool = True
    lost_letter: bool = True
    nfc: Compose = "welsh"
    ligature: bool = True
    control: bool = True
    soft_hyphen: bool = True
    bidi: bool = True
    zero_width: bool = True
    no_break_space: bool = True
    edge_space: bool = True
    double_space: bool = True
    apostrophe: Apostrophe = "consistent"
    quote: Quote = "keep"
    dash: Dash = "keep"
    suggest: bool = True
    colloquial: bool = False

    def __post_init__(self) -> None:
        """Refuse a policy that does not exist.

        Raises:
            InputError: `entity`, `nfc`, `apostrophe`, `quote` or `dash` is none of its values.
        """
        for name, known in (
            ("entity", get_args(Entity)),
            ("nfc", get_args(Compose)),
            ("apostrophe", get_args(Apostrophe)),
            ("quote", get_args(Quote)),
            ("dash", get_args(Dash)),
        ):
            if (given := getattr(self, name)) not in known:
                raise InputError(
                    _(
                        "“{found}” is no policy for {rule}. Use one of: {known}.",
                        found=given,
                        rule=name,
                        known=", ".join(known),
                    )
                )


DEFAULT = Options()
RULES = tuple(part.name for part in fields(Options) if part.name not in {"suggest", "colloquial"})
"""The names that edits bear, in the order of `Options`."""
