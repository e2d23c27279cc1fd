"""Findings on language: L1xx."""

from cymraeg_data.findings.codes.code import QUALITY, Code, Severity
from cymraeg_data.locale import N_

__all__ = ["TABLE"]

TABLE = (
    Code(
        code="L101",
        severity=Severity.ERROR,
        title=N_("English where Welsh should be"),
        message=N_("The Welsh text is English: “{cy}”."),
        counted=N_("English values in a field labelled Welsh: {n} of {of} with a known language."),
        why=N_(
            "Someone who chose Welsh is given English, and a model trained on the column learns English"
            " labelled as Welsh."
        ),
        example=N_("A column “Disgrifiad” whose values read “Apply for a parking permit”."),
        hint=N_("Put the Welsh text there, or rename the column if it is meant to be English."),
        principle=QUALITY,
    ),
    Code(
        code="L102",
        severity=Severity.ERROR,
        title=N_("Welsh where English should be"),
        message=N_("The English text is Welsh: “{en}”."),
        counted=N_("Welsh values in a field labelled English: {n} of {of} with a known language."),
        why=N_(
            "The two sides are often swapped by accident; software that trusts the header then serves the"
            " wrong language."
        ),
        example=N_("A column “Description” whose values read “Gwneud cais am drwydded barcio”."),
        hint=N_("Put the English text there; the two columns may have been swapped."),
        principle=QUALITY,
    ),
    Code(
        code="L103",
        severity=Severity.WARNING,
        title=N_("Language of the card that the data does not have"),
        counted=N_("The card names {stated}; texts in “{language}”: {n} of {of} with a known language."),
        why=N_(
            "People look for Welsh by the language of the card: they miss data that has it, and download data"
            " that has not."
        ),
        example=N_("A card with “language: cy” over sentences that are all in English."),
        hint=N_("Name in the card's YAML the languages that the texts are in."),
        principle=QUALITY,
    ),
)
