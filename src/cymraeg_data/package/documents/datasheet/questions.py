"""The questions of a datasheet, in our own words, and what would answer each.

Source: Gebru, Morgenstern, Vecchione, Vaughan, Wallach, Daumé III and Crawford, "Datasheets for Datasets",
Communications of the ACM 64 (12), 2021, doi:10.1145/3458723.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cymraeg_data.locale import N_

__all__ = ["QUESTIONS", "SECTIONS", "Question"]

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "motivation": N_("Why it was made"),
        "composition": N_("What is in it"),
        "collection": N_("How it was collected"),
        "processing": N_("What was done to it"),
        "uses": N_("What it may be used for"),
        "distribution": N_("How others get it"),
        "maintenance": N_("How it is kept up"),
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its key in a manifest's `[datasheet]`, its section, its words, and what would answer it."""

    key: str
    section: str
    text: str
    wanted: str


QUESTIONS = (
    Question(
        "purpose",
        "motivation",
        N_("What was the data made for?"),
        N_("the task or the gap that the publisher had in mind"),
    ),
    Question(
        "makers", "motivation", N_("Who made it, and for whom?"), N_("the team and the body it belongs to")
    ),
    Question("funding", "motivation", N_("Who paid for it?"), N_("the funder, and the number of the grant")),
    Question("rows", "composition", N_("What does a row represent?"), N_("what one row is")),
    Question("count", "composition", N_("How many rows are there?"), N_("the number of rows")),
    Question(
        "sample",
        "composition",
        N_("Is it everything there is, or a part?"),
        N_("what the whole is, and how well the part represents it"),
    ),
    Question("columns", "composition", N_("What is in a row?"), N_("the meaning of each column")),
    Question(
        "labels",
        "composition",
        N_("Do rows have labels, and who gave them?"),
        N_("which of the publisher's columns are labels, and who decided on them"),
    ),
    Question("missing", "composition", N_("Is anything missing from rows?"), N_("why values are missing")),
    Question(
        "relations",
        "composition",
        N_("Do rows belong together, and does the data say so?"),
        N_("which rows have an author, a document or a topic in common"),
    ),
    Question(
        "splits",
        "composition",
        N_("Is it split for training and testing?"),
        N_("the splits and their reason"),
    ),
    Question(
        "errors",
        "composition",
        N_("Are there errors, noise or repeated rows?"),
        N_("the faults that are known"),
    ),
    Question(
        "outside", "composition", N_("Does it need anything outside itself?"), N_("what is needed, and where")
    ),
    Question(
        "confidential",
        "composition",
        N_("Could anything in it be confidential?"),
        N_("whether the texts were all public before, or were checked"),
    ),
    Question(
        "offensive",
        "composition",
        N_("Could anything in it offend, threaten or distress?"),
        N_("whether it was checked, and what was found"),
    ),
    Question(
        "people",
        "composition",
        N_("Is it about people?"),
        N_("whether rows are about people, or written by them"),
    ),
    Question(
        "groups",
        "composition",
        N_("Does it distinguish groups of people?"),
        N_("the groups, how they are distinguished, and how many rows each has"),
    ),
    Question(
        "identifiable",
        "composition",
        N_("Can a person be recognised in it?"),
        N_("whether a person can be recognised, alone or together with other data"),
    ),
    Question(
        "sensitive",
        "composition",
        N_("Is there anything sensitive about people?"),
        N_("whether it speaks of health, belief, origin, politics, money or offences"),
    ),
    Question(
        "acquisition",
        "collection",
        N_("How did the publisher come by the content of a row?"),
        N_("whether it was observed, reported by people, or derived, and how that was checked"),
    ),
    Question(
        "means", "collection", N_("By what means was it collected?"), N_("the devices, people or programs")
    ),
    Question(
        "sampling", "collection", N_("If it is a part, how was it chosen?"), N_("how the part was chosen")
    ),
    Question(
        "collectors",
        "collection",
        N_("Who collected it, and were they paid?"),
        N_("who collected it, and what they were paid"),
    ),
    Question("period", "collection", N_("When was it collected?"), N_("the time that the content is from")),
    Question(
        "ethics",
        "collection",
        N_("Was there an ethical review?"),
        N_("the review and what came of it, or that there was none"),
    ),
    Question(
        "origin",
        "collection",
        N_("Was it obtained from the people themselves?"),
        N_("whether it came from the people it is about, or from others"),
    ),
    Question("notice", "collection", N_("Were those people told?"), N_("what they were told, and when")),
    Question("consent", "collection", N_("Did they agree?"), N_("what they agreed to, and in which words")),
    Question(
        "withdrawal",
        "collection",
        N_("Can they change their minds?"),
        N_("how to have a row taken down (policy.take_down)"),
    ),
    Question(
        "impact",
        "collection",
        N_("Was the effect on those people assessed?"),
        N_("a data protection impact assessment, or that there was none"),
    ),
    Question(
        "processing",
        "processing",
        N_("How was it cleaned, changed and labelled?"),
        N_("what was done before the files were published"),
    ),
    Question("raw", "processing", N_("Is the raw data kept?"), N_("where the raw data is")),
    Question("software", "processing", N_("Are the programs available?"), N_("where the programs are")),
    Question("used", "uses", N_("What has it been used for?"), N_("uses that are known")),
    Question(
        "register",
        "uses",
        N_("Is there a list of what uses it?"),
        N_("the address of such a list, or that there is none"),
    ),
    Question("tasks", "uses", N_("What else could it be used for?"), N_("tasks that the data is suited to")),
    Question(
        "risks",
        "uses",
        N_("Could the way it was made harm later uses?"),
        N_("what later users should look out for, and how harm can be kept small"),
    ),
    Question(
        "unsuitable",
        "uses",
        N_("What should it not be used for?"),
        N_("tasks that the data is not suited to"),
    ),
    Question("others", "distribution", N_("May it be passed on?"), N_("whether it may be passed on")),
    Question("form", "distribution", N_("In what form do others get it?"), N_("the form and the place")),
    Question("date", "distribution", N_("From when?"), N_("the day of publication")),
    Question("licence", "distribution", N_("Under which licence?"), N_("the licence")),
    Question(
        "restrictions",
        "distribution",
        N_("Do others have rights to it?"),
        N_("terms of third parties, or that there are none"),
    ),
    Question(
        "regulation",
        "distribution",
        N_("Does any law limit where it may go?"),
        N_("export controls and other rules, or that there are none"),
    ),
    Question(
        "maintainer",
        "maintenance",
        N_("Who looks after it?"),
        N_("who answers for this dataset once it is published"),
    ),
    Question("contact", "maintenance", N_("How can they be reached?"), N_("an address")),
    Question("errata", "maintenance", N_("Where are corrections listed?"), N_("a list of corrections")),
    Question("updates", "maintenance", N_("Will there be new versions?"), N_("how often, by whom")),
    Question(
        "retention",
        "maintenance",
        N_("Must data about people be deleted after some time?"),
        N_("the limit, and how it is kept"),
    ),
    Question("versions", "maintenance", N_("Are older versions kept?"), N_("whether and how long")),
    Question(
        "contributions",
        "maintenance",
        N_("Can others add to it?"),
        N_("how to offer a change, and who decides on it"),
    ),
)
"""Every question, in order; what is asked for in a manifest by its key."""
