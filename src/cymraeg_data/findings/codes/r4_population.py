"""Findings on representativeness: R4xx."""

from cymraeg_data.findings.codes.code import LEGAL, QUALITY, Code, Severity
from cymraeg_data.locale import N_

__all__ = ["TABLE"]

TABLE = (
    Code(
        code="R401",
        severity=Severity.WARNING,
        title=N_("Group under-represented"),
        message=N_("“{label}” is {share}% of the data and {reference}% of the reference population."),
        why=N_(
            "A service, a statistic or a model that rests on the data will serve this group worse than"
            " others."
        ),
        example=N_(
            "People aged 75 and over are 4% of the answers to a survey and 10% of the population of Wales."
        ),
        hint=N_(
            "Collect more data from this group, with a different method if needed; weight only as far as"
            " the design effect allows, and document it with the published data."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R402",
        severity=Severity.NOTE,
        title=N_("Group over-represented"),
        message=N_("“{label}” is {share}% of the data and {reference}% of the reference population."),
        why=N_(
            "Traits of this group seem more common than they are, and the other groups have less influence."
        ),
        example=N_("Residents of one authority are half of the answers to a survey of Wales."),
        hint=N_("Check the under-represented groups: weighting or further collection corrects both."),
        principle=QUALITY,
    ),
    Code(
        code="R403",
        severity=Severity.WARNING,
        title=N_("Group absent"),
        message=N_(
            "The data has no rows in the group “{label}”, which is {reference}% of the reference population."
        ),
        why=N_("The data says nothing about absent people, and weights cannot represent them."),
        example=N_("A corpus of recordings without a single speaker aged 65 or over."),
        hint=N_(
            "First check the labels: a group may be absent because its label is written differently. Then"
            " collect data from the group."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R404",
        severity=Severity.NOTE,
        title=N_("Too little data to say"),
        counted=N_("Groups of “{title}” with too little data to assess: {n} of {of}, with rows {rows}."),
        why=N_(
            "A gap may exist without being detected: with few rows, or few speakers, only large gaps can"
            " be detected."
        ),
        example=N_("A survey of 60 people, in which a group of 3% could be missing altogether by chance."),
        hint=N_(
            "Check the smallest detectable gap, in the column detectable_gap_pp, before you call the data"
            " representative."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R405",
        severity=Severity.NOTE,
        title=N_("Priority group not assessed"),
        message=N_(
            "It is not known whether the group “{title}” is represented: there is no column or no"
            " reference for it."
        ),
        why=N_(
            "Public bodies in Wales have duties towards these groups, and a group missing from the"
            " questions is easily forgotten."
        ),
        example=N_("A dataset without a column on disability."),
        hint=N_(
            "Name a column for the group if there is one; if there is none, say in the dataset card that it"
            " was not assessed."
        ),
        principle=LEGAL,
    ),
    Code(
        code="R406",
        severity=Severity.WARNING,
        title=N_("Unknown labels"),
        counted=N_(
            "Values with a label that is not a known group of “{title}”: {n} of {of}; the most frequent"
            " is “{label}”, nearest known: {nearest}."
        ),
        why=N_("These rows are not counted in any group, so every share is of the other rows only."),
        example=N_("“Gaerdydd” in a column of authorities, mutated as in a sentence."),
        hint=N_("Correct the labels at the source, or map each to its group with labels=…."),
        principle=QUALITY,
    ),
    Code(
        code="R407",
        severity=Severity.WARNING,
        title=N_("Many rows without an answer"),
        counted=N_("Rows that are in no group of “{title}”: {n} of {of}."),
        why=N_(
            "Those who do not answer differ from those who do: the shares among answers may be far from the"
            " truth."
        ),
        example=N_("A third of respondents left the question on ethnic group empty."),
        hint=N_(
            "Look at the worst and best case, share_if_missing_out and share_if_missing_in, and find out why"
            " the answers are missing."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R408",
        severity=Severity.WARNING,
        title=N_("Much from one contributor"),
        message=N_(
            "One contributor gave {percent}% of the rows with an answer on “{title}”; there are {units} in"
            " all."
        ),
        why=N_("The data reflects a single person or body: their groups, words and opinions."),
        example=N_("A corpus in which one author wrote a quarter of the documents."),
        hint=N_(
            "Limit the number of rows per contributor, and compare the shares by contributor, in"
            " unit_share, with those by row."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R409",
        severity=Severity.NOTE,
        title=N_("Labels matched by similarity"),
        counted=N_("Labels of “{title}” that were matched to the most similar group: {n}."),
        why=N_("Similarity of letters is a guess: two different places may differ by one letter."),
        example=N_("“Caerdyd” taken for “Caerdydd”."),
        hint=N_("Check the list, and add the correct ones to labels=…."),
        principle=QUALITY,
    ),
    Code(
        code="R410",
        severity=Severity.NOTE,
        title=N_("Collected online only"),
        message=N_(
            "The data was collected online: people who are not online are not in it, and no figure here can"
            " show it."
        ),
        why=N_(
            "Older people, disabled people and residents of social housing are online less often than others."
        ),
        example=N_("A consultation answered through a web form only."),
        hint=N_(
            "Offer paper, telephone or face-to-face answers, and publish the ceilings of the priority groups"
            " with the data, as the assumption that they are."
        ),
        principle=LEGAL,
    ),
    Code(
        code="R411",
        severity=Severity.WARNING,
        title=N_("Only one group"),
        message=N_("Every answer on “{title}” is in the group “{label}”."),
        why=N_(
            "A column with only one value says nothing about other groups; it may be an unchanged default."
        ),
        example=N_("“Sex” is “Female” in each row."),
        hint=N_(
            "Check whether the column was filled in; if so, compare with a reference for this group only."
        ),
        principle=QUALITY,
    ),
    Code(
        code="R412",
        severity=Severity.NOTE,
        title=N_("Compared on a different base"),
        message=N_(
            "“{title}” is shown against a reference of {unit} from age {first}, which is not the base of the"
            " rows."
        ),
        why=N_(
            "A share of households is not a share of people, and a share of adults is not a share of all"
            " ages."
        ),
        example=N_("Tenure, counted by household in the Census, for a survey with one row per person."),
        hint=N_("Do not draw a conclusion from it; find a reference on the base of the data."),
        principle=QUALITY,
    ),
    Code(
        code="R413",
        severity=Severity.WARNING,
        title=N_("More errors in one group"),
        message=N_(
            "The error rate in the group “{label}” of “{title}” is {rate}%, against {rest}% elsewhere."
        ),
        why=N_("A model with few errors overall may have many for one group."),
        example=N_(
            "A speech recogniser misses 31% of the words of speakers from the north and 18% of the others."
        ),
        hint=N_("Add data of this group, evaluate again, and publish the figures by group with the model."),
        principle=LEGAL,
    ),
)
