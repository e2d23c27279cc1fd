"""The table of finding codes: what each means, why it matters, an example and what to do.

Letters name the field: L language, T text and encoding, B bilingual parity, R representativeness, P privacy and
disclosure, O openness and licence, S structure. A code, once published, keeps its meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from cymraeg_data.errors import InputError
from cymraeg_data.locale import N_, _

__all__ = ["CODES", "SEVERITY_NAMES", "Code", "Severity", "describe", "explain"]


class Severity(StrEnum):
    """How much a finding matters; a release with an `error` does not pass."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 0 for an error, 1 for a warning, 2 for a note: the order of a report."""
        return tuple(Severity).index(self)


SEVERITY_NAMES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.NOTE: N_("note")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One row of the table of codes: what a code means and what its findings say.

    `message` speaks of one value and `counted` of a column or file; both are sentences with `{named}` parts that the
    evidence fills. Codes that are only ever one or the other leave the other empty. `principle` names the pillar of
    the UK guidelines on making government datasets ready for AI (DSIT, January 2026) that the code answers to.
    """

    code: str
    severity: Severity
    title: str
    message: str = ""
    counted: str = ""
    why: str
    example: str
    hint: str
    principle: str


def describe(code: str) -> Code:
    """Return the row of the table of codes for `code`.

    Raises:
        InputError: there is no such code; the message lists those there are.
    """
    try:
        return CODES[code]
    except KeyError:
        raise InputError(
            _("There is no finding code {code}. The codes are: {codes}.", code=code, codes=", ".join(CODES))
        ) from None


def explain(code: str) -> str:
    """Return what `code` means, why it matters, an example and what to do, as Markdown in the current language.

    Raises:
        InputError: there is no such code.
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


_QUALITY = "data and metadata quality"
_TECHNICAL = "technical optimisation"
_LEGAL = "legal, security and ethical compliance"

_TABLE = (
    Code(
        code="L101",
        severity=Severity.ERROR,
        title=N_("English where Welsh should be"),
        message=N_("The Welsh text is English: “{cy}”."),
        counted=N_(
            "Values meant to be Welsh that are English: {n} of {of} with a language that could be told."
        ),
        why=N_(
            "Someone who chose Welsh is given English, and a model trained on the column learns English labelled as Welsh."
        ),
        example=N_("A column “Disgrifiad” whose values read “Apply for a parking permit”."),
        hint=N_("Put the Welsh text there, or rename the column if it is meant to be English."),
        principle=_QUALITY,
    ),
    Code(
        code="L102",
        severity=Severity.ERROR,
        title=N_("Welsh where English should be"),
        message=N_("The English text is Welsh: “{en}”."),
        counted=N_(
            "Values meant to be English that are Welsh: {n} of {of} with a language that could be told."
        ),
        why=N_(
            "The two sides are often swapped by accident; software that trusts the header then serves the wrong language."
        ),
        example=N_("A column “Description” whose values read “Gwneud cais am drwydded barcio”."),
        hint=N_("Put the English text there; the two columns may have been swapped."),
        principle=_QUALITY,
    ),
    Code(
        code="T201",
        severity=Severity.ERROR,
        title=N_("Bytes that are not text"),
        counted=N_("Values with bytes that are not valid {encoding}, read as {fallback}: {n} of {of}."),
        why=N_(
            "A byte outside the file's encoding was put there by another program; a strict reader stops at it and a lax one shows the wrong letter."
        ),
        example=N_(
            "One supplier's rows in a UTF-8 file were pasted from a file in Windows-1252, so “Ynys Môn” holds the single byte F4."
        ),
        hint=N_("Export the file again as UTF-8."),
        principle=_TECHNICAL,
    ),
    Code(
        code="T202",
        severity=Severity.ERROR,
        title=N_("Damaged text"),
        message=N_("The text was damaged by a wrong change of encoding: “{text}”."),
        counted=N_("Values damaged by a wrong change of encoding: {n} of {of}."),
        why=N_(
            "The letters are still there but read through the wrong encoding, so searches and joins find nothing and a model learns noise."
        ),
        example=N_("“tÅ·” for “tŷ”, “Ynys MÃ´n” for “Ynys Môn”."),
        hint=N_("Export the file again from its source as UTF-8; do not mend it by hand."),
        principle=_QUALITY,
    ),
    Code(
        code="T203",
        severity=Severity.ERROR,
        title=N_("Lost characters"),
        message=N_("A letter, such as ŵ or ŷ, was lost from the text: “{text}”."),
        counted=N_("Values in which a letter, such as ŵ or ŷ, was lost: {n} of {of}."),
        why=N_(
            "An encoding without ŵ and ŷ replaced them for good: the file no longer says which letter stood there."
        ),
        example=N_("“d?r” for “dŵr”, “Ynys M?n” for “Ynys Môn”."),
        hint=N_("Export the file again from its source as UTF-8: the lost letters are not in this file."),
        principle=_QUALITY,
    ),
    Code(
        code="T204",
        severity=Severity.WARNING,
        title=N_("Spaces at the edges"),
        message=N_("The text has spaces at its edges: “{text}”."),
        counted=N_("Values with spaces at the edges: {n} of {of}."),
        why=N_("“Abertawe ” and “Abertawe” look alike and do not match."),
        example=N_("The value “Aberaeron ” with a space after it."),
        hint=N_("Remove the spaces: a join on these values finds nothing."),
        principle=_QUALITY,
    ),
    Code(
        code="T205",
        severity=Severity.ERROR,
        title=N_("Control characters"),
        counted=N_("Values with control characters, such as NUL: {n} of {of}."),
        why=N_(
            "Control characters cannot be seen, end the text early in many programs and are refused by databases and XML."
        ),
        example=N_("A NUL byte between two words, left by an export of fixed-width fields."),
        hint=N_("Remove them at the source: many programs stop reading at the first one."),
        principle=_TECHNICAL,
    ),
    Code(
        code="T206",
        severity=Severity.WARNING,
        title=N_("Header with spaces at the edges"),
        message=N_("The header “{header}” has spaces at its edges; it is read as “{column}”."),
        why=N_("Code that asks for the column by the name people read does not find it."),
        example=N_("The header “Ffurf safonol arall ” with a space at its end."),
        hint=N_("Remove the spaces from the header."),
        principle=_QUALITY,
    ),
    Code(
        code="T207",
        severity=Severity.WARNING,
        title=N_("File that is not UTF-8"),
        message=N_("The file is encoded as {encoding}."),
        why=N_(
            "Programs guess an encoding when it is not UTF-8, and Windows-1252, the usual guess, has no ŵ or ŷ."
        ),
        example=N_("A CSV file saved from a spreadsheet in Windows-1252 rather than as “CSV UTF-8”."),
        hint=N_("Publish as UTF-8: other encodings lose ŵ and ŷ, or are read wrongly."),
        principle=_TECHNICAL,
    ),
    Code(
        code="T208",
        severity=Severity.ERROR,
        title=N_("Encoding other than declared"),
        message=N_("The file is declared to be in {declared}, and its bytes are in {encoding}."),
        why=N_(
            "Programs believe the declaration, read the wrong letters and save them: most damage to Welsh text begins so."
        ),
        example=N_("An XML file that opens with encoding=“ISO-8859-1” and whose bytes are UTF-8."),
        hint=N_(
            "Correct the declaration, or save the file in the encoding that it names; UTF-8 is best for both."
        ),
        principle=_TECHNICAL,
    ),
    Code(
        code="T209",
        severity=Severity.WARNING,
        title=N_("Characters that cannot be seen"),
        counted=N_("Values with characters that cannot be seen, such as soft hyphens: {n} of {of}."),
        why=N_("Two values look alike and do not match, and a search for the word does not find it."),
        example=N_("“llyfrgell” with a soft hyphen or a space of no width inside, copied from a web page."),
        hint=N_("Remove them: “cymraeg-data fix” does, and says where they were."),
        principle=_QUALITY,
    ),
    Code(
        code="T210",
        severity=Severity.WARNING,
        title=N_("Letters written in an unusual way"),
        counted=N_("Values with accents or ligatures apart from the usual form (Unicode NFC): {n} of {of}."),
        why=N_("“ŵ” as one character and as w with an accent after it look alike and do not match."),
        example=N_("“dŵr” in a file from a Mac, with the circumflex as a character of its own."),
        hint=N_("Write the text in normalisation form C: “cymraeg-data fix” does."),
        principle=_QUALITY,
    ),
    Code(
        code="T211",
        severity=Severity.WARNING,
        title=N_("HTML entities in text"),
        counted=N_("Values with HTML entities: {n} of {of}."),
        why=N_("What is not a web page shows the entity itself, and a model learns it as a word."),
        example=N_("“d&wcirc;r” for “dŵr” in a table exported from a website."),
        hint=N_("Write the characters themselves: “cymraeg-data fix” does, outside markup."),
        principle=_TECHNICAL,
    ),
    Code(
        code="B301",
        severity=Severity.ERROR,
        title=N_("Welsh missing"),
        message=N_("The English text has no Welsh beside it: “{en}”."),
        counted=N_("English texts with no Welsh beside them: {n} of {of}."),
        why=N_(
            "The Welsh language may not be treated less favourably than English: people who use Welsh are left without the text."
        ),
        example=N_("en.json has the key “contact.title” and cy.json does not."),
        hint=N_("Add the Welsh text."),
        principle=_QUALITY,
    ),
    Code(
        code="B302",
        severity=Severity.ERROR,
        title=N_("Welsh empty"),
        message=N_("The Welsh text is empty; the English is “{en}”."),
        counted=N_("English texts whose Welsh is there but empty: {n} of {of}."),
        why=N_("An empty Welsh text shows nothing at all, often without an error."),
        example=N_("“contact.title” is “Contact us” in English and “” in Welsh."),
        hint=N_("Add the Welsh text; if the English is no longer used, remove both."),
        principle=_QUALITY,
    ),
    Code(
        code="B303",
        severity=Severity.ERROR,
        title=N_("Untranslated copy"),
        message=N_("The Welsh text is a copy of the English: “{cy}”."),
        counted=N_("Welsh texts that are a copy of the English: {n} of {of}."),
        why=N_(
            "English stands where Welsh is promised, and pairs of equal texts teach a translation model to copy."
        ),
        example=N_("“Contact us” on both sides."),
        hint=N_("Translate the text."),
        principle=_QUALITY,
    ),
    Code(
        code="B304",
        severity=Severity.WARNING,
        title=N_("English missing"),
        message=N_("The Welsh text has no English beside it: “{cy}”."),
        counted=N_("Welsh texts with no English beside them: {n} of {of}."),
        why=N_("The two sides no longer describe the same thing: one was changed without the other."),
        example=N_("cy.json has the key “cysylltu.teitl” and en.json does not."),
        hint=N_("Add the English text, or remove the Welsh if it is no longer used."),
        principle=_QUALITY,
    ),
    Code(
        code="B305",
        severity=Severity.WARNING,
        title=N_("Untranslated label"),
        message=N_("The Welsh label is English that Welsh has other words for: “{cy}”."),
        counted=N_("Welsh labels left in English: {n} of {of}."),
        why=N_("A page in Welsh with English buttons and headings says that Welsh comes second."),
        example=N_("“View application” on both sides."),
        hint=N_("Translate the label; if it is a name, leave this code out for the key."),
        principle=_QUALITY,
    ),
    Code(
        code="B306",
        severity=Severity.ERROR,
        title=N_("Text that only holds the place"),
        message=N_("The Welsh text is not Welsh but stands where it should be: “{cy}”."),
        counted=N_("Welsh texts that only hold the place: {n} of {of}."),
        why=N_("It was meant to be replaced; readers see a note among developers."),
        example=N_("“[Welsh] Contact us”, “TBC” or “Translation needed”."),
        hint=N_("Put the Welsh text in its place."),
        principle=_QUALITY,
    ),
    Code(
        code="B307",
        severity=Severity.WARNING,
        title=N_("Placeholders differ"),
        message=N_(
            "The placeholders are not the same. Only in English: {missing}. Only in Welsh: {added}. “{cy}”"
        ),
        counted=N_("Pairs whose placeholders differ: {n} of {of}."),
        why=N_("A value is left out of one language, or shown as code."),
        example=N_("“Hello %(name)s” beside “Helo %(enw)s”."),
        hint=N_("Use the same placeholders in both; mutated forms such as name_soft may differ."),
        principle=_QUALITY,
    ),
    Code(
        code="B308",
        severity=Severity.WARNING,
        title=N_("A link in one language only"),
        message=N_("One text has a link that the other lacks: “{cy}”."),
        counted=N_("Pairs with a link on one side only: {n} of {of}."),
        why=N_("Readers of one language cannot get to the page."),
        example=N_("“<a href=…>Search again</a>” beside “Chwilio eto”."),
        hint=N_("Add the link, to the page in the same language if there is one."),
        principle=_QUALITY,
    ),
    Code(
        code="B309",
        severity=Severity.WARNING,
        title=N_("Numbers or months differ"),
        message=N_("A number or month is not the same: “{en}”, “{cy}”."),
        counted=N_("Pairs whose numbers or months differ: {n} of {of}."),
        why=N_("One language is out of date, or wrong."),
        example=N_("“31 December 2021” beside “30 Ebrill 2021”."),
        hint=N_("Find out which is right and correct the other."),
        principle=_QUALITY,
    ),
    Code(
        code="B310",
        severity=Severity.ERROR,
        title=N_("Half translated"),
        message=N_("Part of the Welsh text is still in English: “{cy}”."),
        counted=N_("Welsh texts with part of the English in them: {n} of {of}."),
        why=N_("The reader meets English in the middle of a Welsh text, and a model learns to switch."),
        example=N_("“Rhowch eich enw and address” beside “Enter your name and address”."),
        hint=N_("Translate the rest."),
        principle=_QUALITY,
    ),
    Code(
        code="B311",
        severity=Severity.ERROR,
        title=N_("Sides swapped"),
        message=N_("The Welsh is where the English should be: “{en}”, “{cy}”."),
        counted=N_("Pairs whose sides are swapped: {n} of {of}."),
        why=N_("Each reader gets the language they did not ask for."),
        example=N_("en.json says “Chwilio” and cy.json “Search”."),
        hint=N_("Exchange the two texts."),
        principle=_QUALITY,
    ),
    Code(
        code="B312",
        severity=Severity.NOTE,
        title=N_("Another telephone number or hour"),
        message=N_("A telephone number or hour is not the same: “{en}”, “{cy}”."),
        counted=N_("Pairs with another telephone number or hour: {n} of {of}."),
        why=N_("A Welsh-language line often has its own number and hours; make sure that this is why."),
        example=N_("“0300 123 7050” beside “0300 303 5174”."),
        hint=N_("Check that the Welsh service has this number or these hours."),
        principle=_QUALITY,
    ),
    Code(
        code="B313",
        severity=Severity.WARNING,
        title=N_("Length out of proportion"),
        message=N_("One text is far longer than the other: “{en}”, “{cy}”."),
        counted=N_("Pairs out of proportion: {n} of {of}."),
        why=N_("Something was left out of one language, or the texts do not belong together."),
        example=N_("A paragraph beside one word."),
        hint=N_("Read both and add what is missing."),
        principle=_QUALITY,
    ),
    Code(
        code="B314",
        severity=Severity.NOTE,
        title=N_("One English text, several Welsh ones"),
        message=N_("The English “{en}” has {n_others} different Welsh texts; this is one: “{cy}”."),
        counted=N_("English texts with several Welsh ones: {n} of {of}."),
        why=N_(
            "It may be right where the meaning or mutation differs; otherwise readers meet two words for one thing."
        ),
        example=N_("“Continue” is “Parhau” here and “Ymlaen” there."),
        hint=N_("Choose one Welsh text, unless the meaning differs."),
        principle=_QUALITY,
    ),
    Code(
        code="B315",
        severity=Severity.NOTE,
        title=N_("One Welsh text, several English ones"),
        message=N_("The Welsh “{cy}” stands for {n_others} different English texts; this is one: “{en}”."),
        counted=N_("Welsh texts for several English ones: {n} of {of}."),
        why=N_("The English may have changed without the Welsh."),
        example=N_("Two English sentences with the same Welsh beside them."),
        hint=N_("Check that the Welsh says what each English text says."),
        principle=_QUALITY,
    ),
    Code(
        code="B316",
        severity=Severity.NOTE,
        title=N_("Another final mark"),
        message=N_("The texts end in different marks: “{en}”, “{cy}”."),
        counted=N_("Pairs that end in different marks: {n} of {of}."),
        why=N_("Lists and headings look uneven in one language."),
        example=N_("“Who we are” beside “Pwy ydym ni?”."),
        hint=N_("Use the same final mark, unless the sentence needs another."),
        principle=_QUALITY,
    ),
    Code(
        code="B317",
        severity=Severity.NOTE,
        title=N_("Spaces in the Welsh only"),
        message=N_("The Welsh has a space at an edge or two together, and the English has not: “{cy}”."),
        counted=N_("Welsh texts with spaces that the English lacks: {n} of {of}."),
        why=N_("Texts that are put together, searched or compared no longer fit."),
        example=N_("“Chwilio ” beside “Search”."),
        hint=N_("Take the spaces out; `cymraeg-data fix` does it."),
        principle=_QUALITY,
    ),
    Code(
        code="B318",
        severity=Severity.WARNING,
        title=N_("Welsh not brought up to date"),
        message=N_(
            "The English has changed since the earlier version and the Welsh has not: “{en}”, “{cy}”."
        ),
        counted=N_("Pairs whose English changed and whose Welsh did not: {n} of {of}."),
        why=N_("The Welsh says what the English used to say."),
        example=N_("The fee rose from £5 to £7 in English only."),
        hint=N_("Bring the Welsh up to date."),
        principle=_QUALITY,
    ),
    Code(
        code="B319",
        severity=Severity.NOTE,
        title=N_("A number left out"),
        message=N_("A number stands in one text only: “{en}”, “{cy}”."),
        counted=N_("Pairs with a number on one side only: {n} of {of}."),
        why=N_("It may be in words, or it may be lost."),
        example=N_("“a 12-month licence” beside “trwydded”."),
        hint=N_("Check that nothing is lost."),
        principle=_QUALITY,
    ),
    Code(
        code="B321",
        severity=Severity.NOTE,
        title=N_("Markup differs"),
        message=N_("The texts are not marked up alike: “{cy}”."),
        counted=N_("Pairs whose markup differs: {n} of {of}."),
        why=N_("A list, an emphasis or a paragraph is lost in one language."),
        example=N_("“<b>3</b> results” beside “3 canlyniad”."),
        hint=N_("Use the same tags in both."),
        principle=_QUALITY,
    ),
    Code(
        code="B322",
        severity=Severity.WARNING,
        title=N_("Welsh cut short"),
        message=N_("The Welsh stops before the English does: “{en}”, “{cy}”."),
        counted=N_("Welsh texts that stop before the English: {n} of {of}."),
        why=N_("Part of what is said in English is not said in Welsh."),
        example=N_("“Opens at ten and closes at five” beside “Yn agor am”."),
        hint=N_("Translate the rest."),
        principle=_QUALITY,
    ),
    Code(
        code="R401",
        severity=Severity.WARNING,
        title=N_("Group under-represented"),
        message=N_(
            "“{label_cy}” ({label_en}) is {share} % of the data and {reference} % of the reference population."
        ),
        why=N_(
            "A service, a statistic or a model that rests on the data will serve this group worse than others."
        ),
        example=N_(
            "People aged 75 and over are 4 % of the answers to a survey and 10 % of the population of Wales."
        ),
        hint=N_(
            "Collect more from this group, by another way if need be; weight only as far as the design effect allows, and say so where the data is published."
        ),
        principle=_QUALITY,
    ),
    Code(
        code="R402",
        severity=Severity.NOTE,
        title=N_("Group over-represented"),
        message=N_(
            "“{label_cy}” ({label_en}) is {share} % of the data and {reference} % of the reference population."
        ),
        why=N_(
            "What is common in this group looks common everywhere, and the other groups have the less room."
        ),
        example=N_("Residents of one authority are half of the answers to a survey of Wales."),
        hint=N_(
            "Look at the groups that are under-represented: weighting or further collection mends both at once."
        ),
        principle=_QUALITY,
    ),
    Code(
        code="R403",
        severity=Severity.WARNING,
        title=N_("Group absent"),
        message=N_(
            "Nobody in the data is in the group “{label_cy}” ({label_en}), which is {reference} % of the reference population."
        ),
        why=N_("Nothing can be learned about people who are not there, and no weight can stand for them."),
        example=N_("A corpus of recordings without a single speaker aged 65 or over."),
        hint=N_(
            "Ask first whether the column can say so: a group may be absent because its label is written in another way. Then collect from the group."
        ),
        principle=_QUALITY,
    ),
    Code(
        code="R404",
        severity=Severity.NOTE,
        title=N_("Too little data to say"),
        counted=N_(
            "Groups of {dimension} of which it cannot be said whether they are represented: {n} of {of}, with rows {rows}."
        ),
        why=N_(
            "Not to see a gap is not to have none: with few rows, or few speakers, only large gaps can be seen."
        ),
        example=N_("A survey of 60 people, in which a group of 3 % could be missing altogether by chance."),
        hint=N_(
            "See the smallest gap that could be detected, in the column detectable_gap_pp, before you call the data representative."
        ),
        principle=_QUALITY,
    ),
    Code(
        code="R405",
        severity=Severity.NOTE,
        title=N_("Priority group not assessed"),
        message=N_(
            "It is not known whether the group “{group}” is represented: no column or no reference tells."
        ),
        why=N_(
            "Public bodies in Wales have duties towards these groups, and a group that nobody asked about is easily forgotten."
        ),
        example=N_("A dataset without a column on disability."),
        hint=N_(
            "Name a column for the group if there is one; if there is none, say in the dataset card that it was not assessed."
        ),
        principle=_LEGAL,
    ),
    Code(
        code="R406",
        severity=Severity.WARNING,
        title=N_("Labels of no known group"),
        counted=N_(
            "Values whose label is no known group of {dimension}: {n} of {of}; the most frequent is “{label}”, nearest known: {nearest}."
        ),
        why=N_("These rows are counted in no group, so every share is of the others only."),
        example=N_("“Gaerdydd” in a column of authorities, mutated as in a sentence."),
        hint=N_("Correct the labels at the source, or say with labels=… which group each stands for."),
        principle=_QUALITY,
    ),
    Code(
        code="R407",
        severity=Severity.WARNING,
        title=N_("Many rows without an answer"),
        counted=N_("Rows that are in no group of {dimension}: {n} of {of}."),
        why=N_(
            "Those who do not answer differ from those who do: the shares among answers may be far from the truth."
        ),
        example=N_("A third of respondents left the question on ethnic group empty."),
        hint=N_(
            "Look at the worst and best case, share_if_missing_out and share_if_missing_in, and find out why the answers are missing."
        ),
        principle=_QUALITY,
    ),
    Code(
        code="R408",
        severity=Severity.WARNING,
        title=N_("Much from one contributor"),
        message=N_(
            "One contributor gave {percent} % of the rows with an answer on {dimension}; there are {units} in all."
        ),
        why=N_(
            "The data speaks with one voice: its groups, words and opinions are those of a single person or body."
        ),
        example=N_("A corpus in which one author wrote a quarter of the documents."),
        hint=N_(
            "Take no more than so many rows from each contributor, and compare the shares by contributor, in unit_share, with those by row."
        ),
        principle=_QUALITY,
    ),
    Code(
        code="R409",
        severity=Severity.NOTE,
        title=N_("Labels matched by likeness"),
        counted=N_("Labels of {dimension} that were taken for the group most like them: {n}."),
        why=N_("A likeness of letters is a guess: two different places may differ by one letter."),
        example=N_("“Caerdyd” taken for “Caerdydd”."),
        hint=N_("Read the list, and put those that are right into labels=…."),
        principle=_QUALITY,
    ),
    Code(
        code="R410",
        severity=Severity.NOTE,
        title=N_("Collected online only"),
        message=N_(
            "The data was collected online: people who are not online are not in it, and no figure here can show it."
        ),
        why=N_(
            "Older people, disabled people and residents of social housing are online less often than others."
        ),
        example=N_("A consultation answered through a web form only."),
        hint=N_(
            "Offer paper, telephone or face-to-face answers, and publish the ceilings of the priority groups with the data, as the assumption that they are."
        ),
        principle=_LEGAL,
    ),
    Code(
        code="R411",
        severity=Severity.WARNING,
        title=N_("Only one group"),
        message=N_("Every answer on {dimension} is in the group “{group}”."),
        why=N_(
            "A column in which everything is the same says nothing about anybody else; it may be a default that nobody changed."
        ),
        example=N_("“Sex” is “Female” in each row."),
        hint=N_(
            "Ask whether the column was filled in at all; if so, compare with a reference for this group only."
        ),
        principle=_QUALITY,
    ),
    Code(
        code="R412",
        severity=Severity.NOTE,
        title=N_("Compared on another base"),
        message=N_(
            "{dimension} is shown against a reference of {unit} from age {first}, which is not the base of the rows."
        ),
        why=N_("A share of households is not one of people, and a share of adults is not one of everybody."),
        example=N_("Tenure, counted by household in the Census, for a survey with a row a person."),
        hint=N_("Do not draw a conclusion from it; find a reference on the base of the data."),
        principle=_QUALITY,
    ),
    Code(
        code="R413",
        severity=Severity.WARNING,
        title=N_("More errors in one group"),
        message=N_(
            "The error rate in the group “{group}” of {dimension} is {rate} %, against {rest} % elsewhere."
        ),
        why=N_("A model that is right on the whole may be wrong for one group, who then bear its mistakes."),
        example=N_(
            "A speech recogniser misses 31 % of the words of speakers from the north and 18 % of the others."
        ),
        hint=N_("Add data of this group, evaluate again, and publish the figures by group with the model."),
        principle=_LEGAL,
    ),
    Code(
        code="O601",
        severity=Severity.ERROR,
        title=N_("No licence"),
        message=N_("No licence was found with the data."),
        why=N_(
            "Without a licence nobody may reuse the data, whatever was meant; AI vendors must leave it out."
        ),
        example=N_("A folder with names.csv and nothing that says under which terms it may be used."),
        hint=N_(
            "Put a LICENCE file beside the data, or name the licence in datapackage.json; for public data in Wales "
            "this is usually the Open Government Licence v3.0."
        ),
        principle=_LEGAL,
    ),
    Code(
        code="O602",
        severity=Severity.ERROR,
        title=N_("Licence not verified"),
        message=N_("The manifest’s state is “{state}”: nobody has verified the source and its licence."),
        why=N_(
            "A licence read second-hand may be wrong, and what has been published cannot be called back from those who took it."
        ),
        example=N_("A manifest with state = “unverified”, whose licence was read in somebody else’s README."),
        hint=N_(
            "Read the licence at the publisher’s own site, write down what was read, and set status.state to “verified” and status.verified_by to whoever read it."
        ),
        principle=_LEGAL,
    ),
    Code(
        code="O603",
        severity=Severity.ERROR,
        title=N_("Terms that do not allow publication"),
        message=N_("Licence {licence}, passing on: {redistribution}."),
        why=N_("Publishing what may not be passed on breaks the terms under which the data was given."),
        example=N_("Speech recordings under CC0 whose site forbids putting them elsewhere."),
        hint=N_("Publish a pointer to the source instead, or ask the publisher for leave."),
        principle=_LEGAL,
    ),
    Code(
        code="O604",
        severity=Severity.ERROR,
        title=N_("Licence stated in two ways"),
        message=N_("The licence is “{found}” here and “{expected}” in the manifest."),
        counted=N_("Rows whose licence is not {expected}: {n} of {of}."),
        why=N_("Whoever reads only the one of them breaks the other, or leaves out data they may use."),
        example=N_("A card that says apache-2.0 over rows under the Open Government Licence."),
        hint=N_("Build the dataset again from its manifest."),
        principle=_LEGAL,
    ),
    Code(
        code="O605",
        severity=Severity.ERROR,
        title=N_("Provenance that does not fit"),
        message=N_("Line {n_line} is not what the manifest and the build’s record give."),
        counted=N_("Rows whose source is not in provenance.jsonl: {n} of {of}."),
        why=N_("Without its source a row can be neither checked, attributed nor taken down."),
        example=N_("A row whose source_id is “arall.csv” when only “enwau.csv” was read."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_LEGAL,
    ),
    Code(
        code="S701",
        severity=Severity.WARNING,
        title=N_("Duplicate rows"),
        counted=N_("Rows that repeat an earlier row in every column: {n} of {of}."),
        why=N_("Repeats count twice in every figure and weigh twice in training."),
        example=N_("The row “Llanfair,Powys” on lines 12 and 340."),
        hint=N_("Remove the repeats, or add the column that tells them apart."),
        principle=_QUALITY,
    ),
    Code(
        code="S702",
        severity=Severity.ERROR,
        title=N_("Two columns or keys with one name"),
        message=N_("The name “{name}” is there more than once; the later one is read as “{column}”."),
        why=N_(
            "Most programs keep only the last of two columns or keys with one name, and the other is lost without a word."
        ),
        example=N_("A header “Enw,Enw,Sir”."),
        hint=N_("Give each its own name: most programs keep only one of them."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S703",
        severity=Severity.ERROR,
        title=N_("Row with the wrong number of fields"),
        counted=N_("Rows whose number of fields is not {expected}, left out: {n}."),
        why=N_("A separator inside an unquoted value moves everything after it one column to the right."),
        example=N_("“Llanfair, Powys,SJ1006” under the header “Enw,Cyfeirnod grid”."),
        hint=N_("Quote the values that hold the separator, or complete the row."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S704",
        severity=Severity.WARNING,
        title=N_("Column with no values"),
        message=N_("The column is empty in each of its {of} rows."),
        why=N_("A column that is announced and empty misleads whoever plans to use it."),
        example=N_("“Math (Saesneg)” with no value in any row."),
        hint=N_("Fill the column or leave it out."),
        principle=_QUALITY,
    ),
    Code(
        code="S705",
        severity=Severity.ERROR,
        title=N_("File with no data"),
        message=N_("The file holds no rows of data."),
        why=N_("An empty file in a release is most often a failed export."),
        example=N_("names.csv with a header and no rows."),
        hint=N_("Leave the file out of the release, or export it again."),
        principle=_QUALITY,
    ),
    Code(
        code="S706",
        severity=Severity.NOTE,
        title=N_("File not checked"),
        message=N_("The file is in no format that can be checked."),
        why=N_("What cannot be read cannot be checked: nothing is known about the quality of this file."),
        example=N_("A scanned PDF beside the tables."),
        hint=N_("Publish data as CSV, Parquet, JSON or plain text, so that it can be checked and reused."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S707",
        severity=Severity.ERROR,
        title=N_("Unreadable file"),
        message=N_("The file could not be read to its end: {reason}"),
        why=N_(
            "A file that stops in the middle is most often cut short by a failed copy, and its last rows are lost."
        ),
        example=N_("A Parquet file without the footer that says where its columns are."),
        hint=N_("Export the file again, or leave it out of the release."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S708",
        severity=Severity.ERROR,
        title=N_("File of the build missing"),
        message=N_("The file is in the build’s record and not in the folder."),
        why=N_(
            "A dataset with a part missing loads wrongly or not at all, and its checksums no longer hold."
        ),
        example=N_("A build without its LICENSE.md."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S709",
        severity=Severity.ERROR,
        title=N_("File that is not part of the build"),
        message=N_("The file is in the folder and not in the build’s record."),
        why=N_(
            "Nobody knows where it came from or under which licence, and it would be published with the rest."
        ),
        example=N_("A spreadsheet with notes, left beside the data."),
        hint=N_("Move the file out of the folder; only what was built is published."),
        principle=_LEGAL,
    ),
    Code(
        code="S710",
        severity=Severity.ERROR,
        title=N_("File changed since it was built"),
        message=N_("SHA-256 {expected} was expected, {found} was found."),
        why=N_("What was measured and stated is about other bytes than these."),
        example=N_("One byte of a Parquet file that a failing disk turned over."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S711",
        severity=Severity.ERROR,
        title=N_("Record of the build unusable"),
        message=N_("The record cannot be used: {reason}"),
        why=N_("Without its record nothing can be compared with what was built."),
        example=N_("A build.json that stops in the middle."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S712",
        severity=Severity.ERROR,
        title=N_("Manifest changed since the build"),
        message=N_("The checksum of the manifest is {found}; the build was made from {expected}."),
        why=N_(
            "The licence and the source that the dataset states are those of another manifest than the one it was built from."
        ),
        example=N_("A manifest.json in which the licence was changed after the build."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_LEGAL,
    ),
    Code(
        code="S713",
        severity=Severity.ERROR,
        title=N_("Columns other than those stated"),
        message=N_("Expected {expected}, found {found}."),
        why=N_("Programs that rely on the stated columns and types fail, or read something else."),
        example=N_("A column of numbers that is text in one of the files."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S714",
        severity=Severity.ERROR,
        title=N_("Identifiers missing, repeated or foreign"),
        counted=N_("Rows without an identifier of their own: {n} of {of}."),
        why=N_("A row without an identifier of its own cannot be cited, updated or taken down."),
        example=N_("Two rows with the id “enwau:Llanfair”."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_QUALITY,
    ),
    Code(
        code="S715",
        severity=Severity.ERROR,
        title=N_("Rows in two splits"),
        counted=N_("Rows of “{split}” that are in “{other}” too: {n} of {of}."),
        why=N_("A model that is tested on what it was trained on looks better than it is."),
        example=N_("The same sentence in train and in test."),
        hint=N_("Leave the rows out of one of the splits."),
        principle=_QUALITY,
    ),
    Code(
        code="S716",
        severity=Severity.ERROR,
        title=N_("Number that the data does not bear out"),
        message=N_("{name}: {stated} is stated, and the data gives {found}."),
        why=N_("Whoever trusts a wrong number chooses the wrong data."),
        example=N_("A record that states 3,615 rows over a file with 3,614."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_QUALITY,
    ),
    Code(
        code="S717",
        severity=Severity.ERROR,
        title=N_("Page that is not what the data gives"),
        message=N_("“{found}” stands where “{expected}” should be."),
        why=N_("The card is what people read before they choose a dataset; it must say what the data says."),
        example=N_("A card that says 12,000 rows of Welsh where the data has 1,200."),
        hint=N_("Do not edit the pages of a build: change the manifest and build again."),
        principle=_QUALITY,
    ),
    Code(
        code="S718",
        severity=Severity.ERROR,
        title=N_("Dataset that does not load as it is"),
        message=N_("What datasets loads ({way}) is not what was built: {reason}"),
        why=N_("What others load must be the rows that were checked."),
        example=N_("A card whose configs name files that are not there."),
        hint=N_("Build the dataset again; if this remains, report it with the reason."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S719",
        severity=Severity.ERROR,
        title=N_("Rows out of order"),
        message=N_("The rows of the file are not in the order that the manifest gives."),
        why=N_("Rows in a fixed order make a new version small to store and easy to compare."),
        example=N_("Rows shuffled after the build."),
        hint=N_("Build the dataset again from its manifest and its source."),
        principle=_TECHNICAL,
    ),
    Code(
        code="S720",
        severity=Severity.WARNING,
        title=N_("Built by another version"),
        message=N_(
            "Built by {found}; this is {expected}. The text of the card and the measured columns were not recomputed."
        ),
        why=N_("Pages and measures are those of the version that made them; another cannot recompute them."),
        example=N_("A folder built by 0.1.0 and verified with 0.2.0."),
        hint=N_("Build the dataset again with this version before it is published."),
        principle=_TECHNICAL,
    ),
)

CODES: Mapping[str, Code] = MappingProxyType({row.code: row for row in _TABLE})
