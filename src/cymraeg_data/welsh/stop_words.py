"""Function words by class, and those that are also English words.

The inflected forms come from the tables of grammar (`prepositions`, `verb_tables`); the other words are our
choice.
"""

from collections.abc import Iterator
from typing import Final

from cymraeg_data.welsh.mutations import mutate
from cymraeg_data.welsh.prepositions import INFLECTED
from cymraeg_data.welsh.verb_tables import BOD, MODAL

__all__ = ["ALSO_ENGLISH", "STOP_WORDS", "STOP_WORDS_BY_CLASS"]

_JOINED = ("i", "o", "a", "â", "mae", "yw", "sy")  # before a clitic: i'r, o'i, mae'n
_AUXILIARY = (  # gwneud as an auxiliary: wnaeth hi fynd
    "gwnaf gwnei gwna gwnaiff gwnawn gwnewch gwnânt gwnes gwnest gwnaeth gwnaethom gwnaethon gwnaethoch"
    " gwnaethant gwnaethpwyd gwneir gwnaed"
)
_CONTRACTED = (
    "dwi dw'i 'dwi rwy' rwy'n ry'n ry'ch rŷn rŷch ro'n ro'dd do'n do'dd o'dd bo' sy' 'sdim sdim 'dyw 'dydy"
    " 'dydi 'dydw 'dw 'dan 'dach 'di 'roedd 'roeddwn 'roedden 'roeddech 'doedd 'ma 'na 'da 'te be' ga' ca'"
    " on'd"
)


def _mutated(words: str) -> Iterator[str]:
    """Yield words with the mutated forms that verbs have."""
    for word in words.split():
        yield from (word, mutate(word, "soft"), mutate(word, "aspirate"))


STOP_WORDS_BY_CLASS: Final[dict[str, frozenset[str]]] = {
    "article": frozenset("y yr 'r".split()),
    "pronoun": frozenset(
        (
            "i fi mi ti di ef fe fo e o hi ni chi chwi nhw hwy hwynt chdi minnau finnau innau tithau dithau"
            " yntau fyntau hithau ninnau chithau nhwthau hwythau fy dy ei ein eich eu 'm 'th 'i 'w 'n 'ch 'u"
            " hun hunan hunain pwy bwy phwy beth pa ba pha p' hwn hon hyn hwnnw honno hynny hwnna honna"
            " hynna rhain rhai'n rheini rheiny rheina yma yna yno acw dyma dyna dacw neb dim rhywun rywun"
            " rhywbeth rywbeth rhai rai popeth bopeth phopeth pawb bawb phawb sut pam ble lle pryd faint"
            " maint p'un p'run gilydd cilydd rhywle unman nunlle"
        ).split()
    ),
    "preposition": frozenset(
        (
            *(
                "am ar at dan tan dros tros drwy trwy thrwy er erbyn ers gan gyda gydag chyda ger heb hyd i"
                " mewn fewn o rhag rhwng tua tuag wedi wrth yn ym yng ymhlith ymysg mysg plith oddi efo hefo"
                " â ag fel nes cyn ynghyd ynghylch ynglŷn parthed gerbron gerllaw heblaw uwchben uwchlaw"
                " islaw trosodd drosodd ymlaen oherwydd oblegid odan amdan namyn hyd megis rhagor serch"
                " blaen flaen draws ogystal hytrach"
            ).split(),
            *INFLECTED,
        )
    )
    - {"erddi", "dani", "dana", "tana", "tani", "ata"},
    "conjunction": frozenset(
        (
            "a ac ond neu nac na oherwydd achos canys os pan tra felly hefyd er pe ynteu eithr sef cyn nes"
            " fel oblegid serch nag petai petaet petawn petaem petaech petaent"
        ).split()
    ),
    "particle": frozenset(
        "fe mi a y yr ni nid nad na nac oni onid ai ynteu mai taw mo nis yr nas ys ie nage naddo".split()
    ),
    "verb of being": frozenset(
        (*_mutated(" ".join(form for form in BOD.split() if form[0] == "b")), *BOD.split(), "mod")
    )
    - {"tase", "base", "sai"},
    "modal verb": frozenset(
        (*_mutated(MODAL), *_mutated(_AUXILIARY), *"rhaid raid angen hangen gorfod".split())
    )
    - {"alla", "alle"},  # frequent in Scandinavian languages
    "contraction": frozenset(
        (
            *_CONTRACTED.split(),
            *(f"{word}'{clitic}" for word in _JOINED for clitic in "r n i u ch m".split()),
            "i'w",
        )
    ),
    "adverb": frozenset(
        (
            "dim ddim iawn eto hefyd nawr rwan rŵan wedyn yna yno yma mor rhy go eithaf bron dal wir eisoes"
            " bellach efallai hwyrach ella falle falla chwaith erioed byth fyth wastad mwyach braidd prin"
            " ychwaith felly ymhellach digon ddigon gormod mwy fwy llai lai cymaint gymaint cynifer gynifer"
            " allan fyny yntê unwaith"
        ).split()
    ),
    "determiner": frozenset(
        (
            "pob bob phob holl rhyw ryw unrhyw sawl ambell gryn cryn llawer lawer nifer arall eraill un"
            " ychydig amryw naill llall lleill"
        ).split()
    ),
}

STOP_WORDS: Final = frozenset().union(*STOP_WORDS_BY_CLASS.values())
"""All stop words in one set, in lower case, with ' for the apostrophe."""

ALSO_ENGLISH: Final = (
    frozenset("a all am at bid bod do e er gall hen hi i o os pan so un y".split()) & STOP_WORDS
)
"""Stop words that are also English words: of use only in text known to be Welsh."""
