"""Findings on personal data: P5xx."""

from cymraeg_data.findings.codes.code import LEGAL, Code, Severity
from cymraeg_data.locale import N_

__all__ = ["TABLE"]

TABLE = (
    Code(
        code="P501",
        severity=Severity.ERROR,
        title=N_("National Insurance number"),
        counted=N_("Values with a National Insurance number: {n} of {of}."),
        why=N_(
            "The number belongs to one person for life, and with it others can claim, borrow or work in that"
            " person's name."
        ),
        example=N_("“Rhif Yswiriant Gwladol: AB 12 34 56 C” in a column of notes."),
        hint=N_("Remove the numbers, or mask them with `privacy.mask`, before publication."),
        principle=LEGAL,
    ),
    Code(
        code="P502",
        severity=Severity.ERROR,
        title=N_("NHS number"),
        counted=N_("Values with an NHS number: {n} of {of}."),
        why=N_(
            "The number leads to a person's health record, and data concerning health has special"
            " protection in law."
        ),
        example=N_("“Rhif GIG 999 000 0018” in a letter."),
        hint=N_("Remove the numbers, or mask them with `privacy.mask`, before publication."),
        principle=LEGAL,
    ),
    Code(
        code="P503",
        severity=Severity.WARNING,
        title=N_("E-mail address of a person"),
        counted=N_("Values with an e-mail address of a person: {n} of {of}."),
        why=N_(
            "An address identifies a person and can be used to contact or deceive them; a trained model"
            " may repeat it."
        ),
        example=N_("“Cysylltwch â sian.morgan@example.com” in a document."),
        hint=N_("Replace it with the address of a role, such as ymholiadau@…, or mask it."),
        principle=LEGAL,
    ),
    Code(
        code="P504",
        severity=Severity.WARNING,
        title=N_("Telephone number"),
        counted=N_("Values with a telephone number: {n} of {of}."),
        why=N_("A mobile or home number identifies one person, and stays in a dataset permanently."),
        example=N_("“Ffoniwch Siân ar 07700 900123” in minutes."),
        hint=N_("Keep only the numbers of organisations; mask the others."),
        principle=LEGAL,
    ),
    Code(
        code="P505",
        severity=Severity.WARNING,
        title=N_("Postcode of a home"),
        counted=N_("Values with a postcode that is probably of a home: {n} of {of}."),
        why=N_(
            "A full postcode covers about 15 homes; together with a house, an age or an illness it"
            " identifies one person."
        ),
        example=N_("“12 Heol y Bont, Llanfair SY23 3AB” in a response to a consultation."),
        hint=N_("Publish a larger area, such as the first half of the postcode or the local authority."),
        principle=LEGAL,
    ),
)
