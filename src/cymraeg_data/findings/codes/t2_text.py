"""Findings on text and its encoding: T2xx."""

from cymraeg_data.findings.codes.code import QUALITY, TECHNICAL, Code, Severity
from cymraeg_data.locale import N_

__all__ = ["TABLE"]

TABLE = (
    Code(
        code="T201",
        severity=Severity.ERROR,
        title=N_("Invalid bytes"),
        counted=N_("Values with bytes that are not valid {encoding}, read as {fallback}: {n} of {of}."),
        why=N_(
            "Another program wrote a byte that is not valid in the file's encoding; a strict reader stops"
            " at it and a lax one shows the wrong letter."
        ),
        example=N_(
            "One supplier's rows in a UTF-8 file were pasted from a file in Windows-1252, so “Ynys Môn” holds"
            " the single byte F4."
        ),
        hint=N_("Export the file again as UTF-8."),
        principle=TECHNICAL,
    ),
    Code(
        code="T202",
        severity=Severity.ERROR,
        title=N_("Damaged text"),
        message=N_("The text was damaged by a wrong conversion of encoding: “{text}”."),
        counted=N_("Values damaged by a wrong conversion of encoding: {n} of {of}."),
        why=N_(
            "The letters are still there but read through the wrong encoding, so searches and joins find"
            " nothing and a model learns noise."
        ),
        example=N_("“tÅ·” for “tŷ”, “Ynys MÃ´n” for “Ynys Môn”."),
        hint=N_("Export the file again from its source as UTF-8; do not repair it by hand."),
        principle=QUALITY,
    ),
    Code(
        code="T203",
        severity=Severity.ERROR,
        title=N_("Lost characters"),
        message=N_("A letter, such as ŵ or ŷ, was lost from the text: “{text}”."),
        counted=N_("Values in which a letter, such as ŵ or ŷ, was lost: {n} of {of}."),
        why=N_(
            "An encoding without ŵ and ŷ replaced them permanently: the file no longer has the original"
            " letters."
        ),
        example=N_("“d?r” for “dŵr”, “Ynys M?n” for “Ynys Môn”."),
        hint=N_("Export the file again from its source as UTF-8: the lost letters are not in this file."),
        principle=QUALITY,
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
        principle=QUALITY,
    ),
    Code(
        code="T205",
        severity=Severity.ERROR,
        title=N_("Control characters"),
        counted=N_("Values with control characters, such as NUL: {n} of {of}."),
        why=N_(
            "Control characters are invisible, end the text early in many programs and are rejected by"
            " databases and XML."
        ),
        example=N_("A NUL byte between two words, left by an export of fixed-width fields."),
        hint=N_("Remove them at the source: many programs stop reading at the first one."),
        principle=TECHNICAL,
    ),
    Code(
        code="T206",
        severity=Severity.WARNING,
        title=N_("Header with spaces at the edges"),
        message=N_("The header “{header}” has spaces at its edges; it is read as “{column}”."),
        why=N_("Code that asks for the column by the name people read does not find it."),
        example=N_("The header “Ffurf safonol arall ” with a space at its end."),
        hint=N_("Remove the spaces from the header."),
        principle=QUALITY,
    ),
    Code(
        code="T207",
        severity=Severity.WARNING,
        title=N_("File that is not UTF-8"),
        message=N_("The file is encoded as {encoding}."),
        why=N_(
            "Programs guess an encoding when it is not UTF-8, and Windows-1252, the usual guess, has no ŵ"
            " or ŷ."
        ),
        example=N_("A CSV file saved from a spreadsheet in Windows-1252 rather than as “CSV UTF-8”."),
        hint=N_("Publish as UTF-8: other encodings lose ŵ and ŷ, or are read wrongly."),
        principle=TECHNICAL,
    ),
    Code(
        code="T208",
        severity=Severity.ERROR,
        title=N_("Encoding other than declared"),
        message=N_("The file is declared to be in {declared}, and its bytes are in {encoding}."),
        why=N_(
            "Programs believe the declaration, read the wrong letters and save them: most damage to Welsh"
            " text begins so."
        ),
        example=N_("An XML file that opens with encoding=“ISO-8859-1” and whose bytes are UTF-8."),
        hint=N_(
            "Correct the declaration, or save the file in the encoding that it names; UTF-8 is best for both."
        ),
        principle=TECHNICAL,
    ),
    Code(
        code="T209",
        severity=Severity.WARNING,
        title=N_("Invisible characters"),
        counted=N_("Values with invisible characters, such as soft hyphens: {n} of {of}."),
        why=N_("Two values look alike and do not match, and a search for the word does not find it."),
        example=N_("“llyfrgell” with a soft hyphen or a zero-width space inside, copied from a web page."),
        hint=N_("Remove them: “cymraeg-data fix” does, and says where they were."),
        principle=QUALITY,
    ),
    Code(
        code="T210",
        severity=Severity.WARNING,
        title=N_("Decomposed letters and ligatures"),
        counted=N_(
            "Values with accents or ligatures that are not in the usual form (Unicode NFC): {n} of {of}."
        ),
        why=N_("“ŵ” as one character and as w with an accent after it look alike and do not match."),
        example=N_("“dŵr” in a file from a Mac, with the circumflex as a character of its own."),
        hint=N_("Write the text in normalisation form C: “cymraeg-data fix” does."),
        principle=QUALITY,
    ),
    Code(
        code="T211",
        severity=Severity.WARNING,
        title=N_("HTML entities in text"),
        counted=N_("Values with HTML entities: {n} of {of}."),
        why=N_("Outside web pages the entity itself is shown, and a model learns it as a word."),
        example=N_("“d&wcirc;r” for “dŵr” in a table exported from a website."),
        hint=N_("Write the characters themselves: “cymraeg-data fix” does, outside markup."),
        principle=TECHNICAL,
    ),
)
