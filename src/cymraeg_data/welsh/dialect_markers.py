"""Words and turns of phrase of one half of Wales only, and those of formal and of everyday Welsh.

The markers are common knowledge among speakers (Thomas and Thomas, "Cymraeg, Cymrâg, Cymrêg", 1989; King,
"Modern Welsh", 2016, on northern and southern forms); the choice and the weights are ours. A weight is 1.0
for what the other half does not say, and less where the other half knows it too; what is standard Welsh as
well (*nawr*, *gyda*, *llaeth*, *allan*) weighs less than .6 and is left out, because it says nothing about a
text.
"""

from typing import Final, Literal, NamedTuple

from cymraeg_data.welsh.mutations import mutate

__all__ = ["COLLOQUIAL_FORMS", "FORMAL_FORMS", "MARKERS", "NOT_AFTER", "Marker"]

Side = Literal["north", "south"]


class Marker(NamedTuple):
    """A form of one side with its weight: words separated by spaces, `^` for the start of a clause."""

    form: str
    side: Side
    weight: float
    meaning: str


# Forms with | between them, weight, English meaning. After + the mutated forms are markers too. `*` is any
# pronoun, `.` what may follow the pronoun *o* (he) but not the preposition *o* (of).
_NORTH = (
    # pronouns, and bod with them
    ("fo", 0.7, "he"),
    ("chdi|chditha|chdithau", 1.0, "you"),
    (
        "mae o .|ydi o .|ydy o .|oedd o .|roedd o .|bydd o .|fydd o .|byddai o .|fod o .|gafodd o .|aeth o .",
        0.8,
        "he is",
    ),
    ("dan ni|'dan ni|dach chi|'dach chi|ydan ni|ydach chi|dydan|dydach|ydach", 0.9, "we are, you are"),
    ("rydan|rydach|oeddan|oeddach|roeddan|roeddach|doeddan|doeddach", 0.7, "we were, you were"),
    ("tydi|tydy|tydw|tydan|tydach|tydyn|toedd|toeddwn|toeddan|'tydi|'tydy", 0.9, "is not"),
    ("nac ydi|nacdi|nac 'di|nacdw|nacdach|nac dw|naci|nacw di", 0.8, "no"),
    ("yndi|yndw|yndan|yndyn|^ ia", 0.8, "yes"),
    ("dwn i 'm|wn i 'm|dwni 'm|dwi 'm|dw i 'm|gin i 'm|gen i 'm|sgin i 'm|sgen i 'm|o 'm yn", 0.9, "do not"),
    ("dwn im|dwnim|wn im|sna 'm|'sna 'm|dio 'm", 0.9, "do not"),
    # verbs
    ("ddaru", 1.0, "did"),
    (
        (
            "^ mi oedd|^ mi roedd|^ mi fydd|^ mi fydda|^ mi wnes|^ mi wnaeth|^ mi wna|^ mi es|^ mi aeth|^"
            " mi ges|^ mi gafodd"
        ),
        0.7,
        "(particle)",
    ),
    (
        (
            "^ mi ydw|^ mi ydan|^ mi fyddai|^ mi fuaswn|^ mi faswn|^ mi fedra|^ mi alla|^ mi ddaeth|^ mi"
            " welais|^ mi gei"
        ),
        0.7,
        "(particle)",
    ),
    ("sgin|'sgin|sgen|'sgen|s'gin|s'gen|gin i|gin ti|gin hi|gin nain|gin taid", 0.9, "has"),
    ("gynna|gynno|gynni|gynnon|gynnan|gynnoch|gynnach|gynnyn", 0.9, "has"),
    (
        "arnan|amdanan|ohonan|atan|wrthan|ynddan|aethan|ddaethan|wnaethan|gawsan|welsan|fasan|fasach",
        0.8,
        "(we)",
    ),
    ("tyrd|tyd|dowch", 0.9, "come"),
    ("dos i|dos adra|dos at|dos â|dos yn|dos allan|dos o 'ma|dos i ffwrdd", 0.9, "go"),
    ("yli|ylwch|sbia|sbïa|sbïwch|sbiwch|sbio", 0.9, "look"),
    ("dallt+", 1.0, "understand"),
    ("deud+|deudodd+|deudais+|deudwch+", 0.8, "say"),
    ("gneud|gnewch|gna|gnaeth", 0.7, "do"),
    ("fedra i|fedri di|fedar|fedrwn ni|fedra'", 0.7, "can"),
    ("ista|steddwch|cerddad+|chwara|'chwara|llnau|rhoid", 0.8, "sit, walk, play, clean"),
    ("mwydro+|lluchio|cogio+|smalio|malu awyr|crafu pen", 0.8, "bother, throw, pretend"),
    ("dŵad+", 0.7, "come"),
    # nouns
    ("nain|neiniau|taid+|teidiau+", 0.9, "grandmother, grandfather"),
    ("hogyn|hogan|hogia|hogiau|hogenod|genod+|gennod|lodes", 0.9, "boy, girl"),
    (
        "llefrith+|panad+|panaid+|goriad+|goriadau+|popty+|nionyn|nionod|chwadan|cacan+|fferins|lobsgows",
        0.9,
        "milk, cup, key",
    ),
    ("cur pen|gur pen|oglau|hogla|codwm+|pry copyn|mwytha|taw piau", 0.8, "headache, smell, fall"),
    # adverbs, adjectives, particles
    ("rŵan|rwan|'rŵan|'wan|yrŵan", 1.0, "now"),
    ("efo|'fo", 0.8, "with"),
    ("hefo", 1.0, "with"),
    ("adra", 1.0, "home"),
    ("isio|'isio|isho", 0.8, "want"),
    ("clên+|ffeind|del iawn|ddel|a ballu", 0.8, "kind, pretty, pity"),
    ("fama|fanna|fancw|heina|'sti|sti|wsti|yndê|ynde|withia", 0.7, "here, you know"),
    ("bora da|bora 'ma|bora|hannar|amsar|halan|capal+|dodrafn|petha 'ma", 0.7, "(-a for -e)"),
    ("rargian|argian|rarglwydd|smai|s'mae|sumai|su'mae", 0.8, "(greeting)"),
)
_SOUTH = (
    # pronouns, and bod with them
    ("mae e|oedd e|roedd e|yw e|bydd e|fydd e|o'dd e|dyw e|ody e|fod e", 0.6, "he is"),
    (
        "^ fi 'n|wi 'n|^ wy 'n|w i 'n|wy i 'n|ŷn ni|ŷch chi|^ ŷn|^ ŷch|rŷn|rŷch|ry'n ni|ry 'ch chi",
        0.8,
        "I am, we are",
    ),
    ("odi|ody|odyn|odw|otw|oti", 1.0, "yes"),
    ("^ nag yw|^ nag w|^ nag oes|^ nag odw|^ nag odi|nagw|nagyw|nag ŷn", 0.8, "no"),
    ("smo|'smo|simo|sa i|'sa i|sai 'n|so fi|so fe|so hi|so ni|so chi|so nhw|so 'r|so ti", 0.9, "is not"),
    ("wes|^ wes|we 'n i|wên nhw|sneb", 0.8, "is"),
    ("ife|ontefe|yntefe|ondefe|on'd ife", 0.9, "is it"),
    # verbs
    ("dere|der 'ma", 1.0, "come"),
    ("cer|cerwch", 0.9, "go"),
    ("moyn+|mo'yn|isie|ishe|ise", 0.9, "want"),
    ("gweud+|weud|gweu|wedes|wedest|wedodd|gwedodd+|gwedwch+|gweda", 1.0, "say"),
    (
        "llefen+|whare|whara|whilo|whilio|wherthin|whiban|whysu|whech|whâr|wha 'r|whant|whaer|wheugain",
        0.9,
        "cry, play, look for",
    ),
    ("llefain+", 0.7, "cry"),
    (
        "becso+|ffaelu|ffili|ffeili|cwato+|cwpla+|conan+|dwlu+|hala|towlu+|doti+|cwmpo+|cwtsio+|lico|licen|licsen",
        0.9,
        "worry, fail, hide",
    ),
    ("pallu+|dihuno+", 0.7, "refuse, wake"),
    ("shgwl|shgwla|shgwlwch|dishgwl+|ishte|eishte|gryndwch|clywch", 1.0, "look, sit"),
    ("'da fi|'da ti|'da ni|'da chi|'da nhw|'da fe|'da hi", 0.9, "with"),
    # nouns
    ("mam-gu+|tad-cu+|mamgu+|tadcu+|datcu|tatcu|dat-cu", 1.0, "grandmother, grandfather"),
    ("crwt+|crwtyn+|croten+|crotyn+|crots+|crotesi+|rhocyn+|rhoces+|bachan+|'achan|achan", 1.0, "boy, girl"),
    (
        "dishgled+|disgled+|losin|loshin|tato+|hewl|hewlydd|stâr|stâr+|bola+|cwtsh+|bripsyn|syfi",
        0.8,
        "cup, sweets, road",
    ),
    ("pen tost|ben tost|bola tost|yn dost|'n dost|mor dost", 0.8, "ill"),
    # adverbs, adjectives, particles
    ("mas", 0.9, "out"),
    ("bant", 1.0, "away"),
    ("miwn|mewn fan 'na", 0.9, "in"),
    (
        (
            "lan i|lan at|lan lofft|lan llofft|lan stâr|lan â|lan y stâr|mynd lan|dod lan|lan fan|lan"
            " 'na|ddod lan|aeth lan"
        ),
        0.7,
        "up",
    ),
    ("shwt|shwd|shw mae|shwmae|shwmai|siwmae|shwd mae", 1.0, "how"),
    ("gatre|sha thre|thre", 0.8, "home"),
    ("heddi|heddi'|slawer dydd|slawer|withe|wastod|nawrte|nawr 'te", 0.8, "today"),
    ("man hyn|man 'na|'co fe|co fe|co hi|co nhw|co 'r|dishmoni", 0.8, "here"),
    ("yn grac|'n grac|mor grac|ffein+|twym+|ffamws", 0.7, "angry, fine, warm"),
    ("t'wel|t'wel'|ch'wel|chwel|jiw|jiw jiw|diawch|w bois|whap", 0.8, "you see"),
)
_FOLLOWS_O = (
    "'n yn wedi ddim 'di newydd hefyd 'm am yna yma yno acw 'ma 'na heddiw heno rŵan adra . , ? ! … ; $"
).split()


def _markers(rows: tuple[tuple[str, float, str], ...], side: Side) -> dict[str, Marker]:
    found: dict[str, Marker] = {}
    for forms, weight, meaning in rows:
        for written in forms.split("|"):
            form = written.removesuffix("+")
            variants = {form}
            if written.endswith("+"):
                variants |= {mutate(form, kind) for kind in ("soft", "nasal", "aspirate")}
            if form.endswith(" ."):
                variants = {form[:-1] + follows for follows in _FOLLOWS_O}
            for variant in variants - _OTHERS:
                found.setdefault(variant, Marker(variant, side, weight, meaning))
    return found


# Mutated forms that are other words.
_OTHERS = frozenset("neud ballu dato enod ddoti nhwym figan naid ndwr".split())
MARKERS: Final = tuple((_markers(_NORTH, "north") | _markers(_SOUTH, "south")).values())

# A marker that is something else after these words: *pan fo* is the formal subjunctive of *bod*.
NOT_AFTER: Final = {
    "fo": frozenset("pan lle bynnag y yr a na nad fel oni os ni nid tra cyhyd ag lle'r ble".split()),
}

FORMAL_FORMS: Final = frozenset(
    (
        "ydynt oeddynt ydyw ydoedd wyf ydwyf rwyf ydym oeddem byddem gennyf gennyt ganddynt iddynt arnynt"
        " ohonynt ynddynt wrthynt atynt amdanynt hebddynt drostynt trwyddynt rhyngddynt nid nis nas onid hwy"
        " hwynt yntau hithau hwythau ebe gwnaethpwyd aethpwyd daethpwyd cafwyd caed gellid dylid bydded boed"
        " eithr oblegid canys parthed yr hwn"
    ).split()
)
"""Forms of formal and literary Welsh."""

COLLOQUIAL_FORMS: Final = frozenset(
    (
        "dwi 'dwi dw'i o'n ro'n do'n o'dd ro'dd do'dd gwbod wbod neud 'neud nath nes naeth nei be' be 'na"
        " 'ma 'di 'de 'te 'sdim sdim falle falla ella chydig 'chydig jyst jest plis cŵl ocê oce wela 'chos"
        " 'fyd 'mond 'run 'lly bo' dyma'r sgwennu stafell 'steddfod isio ishe isie moyn gneud deud gweud"
    ).split()
)
"""Forms of everyday Welsh that no half of Wales has for itself, with those that one half has."""
