"""The options of `normalise`: one immutable value with a switch for each rule."""

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
    """The rules of `normalise`; each field is the name of a rule, which its edits carry.

    Args:
        utf8_as_windows: repair UTF-8 that was read as Windows-1252 or Latin-1: `tÅ·`. utf8_as_mac: repair
        UTF-8 that was read as Mac Roman: `t≈∑`. utf8_as_dos: repair UTF-8 that was read as code page 850:
        `t┼À`. celtic_as_windows: repair ISO-8859-14 that was read as Latin-1: `tþ`. windows_as_latin: repair
        Windows-1252 that was read as Latin-1, so that ’ became a control character. entity: "letters" decodes
        HTML entities of letters and apostrophes in text without markup (`d&wcirc;r`) and suggests signs
        (`&pound;`); "all" decodes every entity that markup does not need; "off" none. caret: put a circumflex
        on its letter: `dw^r`, `tyˆ`. lost_letter: restore a lost letter where exactly one word fits: `d?r`,
        `d\ufffdr`. nfc: "welsh" composes letters and accents in text that is Welsh or English and in Welsh
        names; "all"
            writes every language in Unicode normalisation form C; "off" composes none.
        ligature: write ﬁ, ﬂ and other ligatures as letters.
        control: remove control characters.
        soft_hyphen: remove soft hyphens.
        bidi: remove direction marks from text that is all left-to-right.
        zero_width: remove zero-width spaces, and joiners between Latin letters.
        no_break_space: write no-break spaces as spaces.
        edge_space: remove white space at the edges.
        double_space: write runs of spaces inside a line as one space.
        apostrophe: "consistent" writes all of a text as the most frequent kind; "straight" ('), "curly" (’)
            or "keep".
        quote: "keep", "straight" (") or "curly" (“ ”).
        dash: "keep", "hyphen" writes – and — as -, "en" writes a hyphen between spaces as –.
        suggest: suggest words that may have been meant, without a change.
        colloquial: also suggest the standard form of colloquial words.
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
        """Reject an unknown policy.

        Raises:
            InputError: `entity`, `nfc`, `apostrophe`, `quote` or `dash` is not one of its values.
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
                        "“{found}” is not a policy for {rule}. Use one of: {known}.",
                        found=given,
                        rule=name,
                        known=", ".join(known),
                    )
                )


DEFAULT = Options()
RULES = tuple(part.name for part in fields(Options) if part.name not in {"suggest", "colloquial"})
"""The names of the rules in edits, in the order of `Options`."""
