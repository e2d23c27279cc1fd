"""Function words by class, and those that are also English words."""

from typing import Final

__all__ = ["ALSO_ENGLISH", "STOP_WORDS", "STOP_WORDS_BY_CLASS"]

STOP_WORDS_BY_CLASS: Final[dict[str, frozenset[str]]] = {
    name: frozenset(forms.split())
    for name, forms in {
        "article": "y yr 'r",
        "pronoun": (
            "i fi mi ti di ef fe fo e o hi ni chi chwi nhw hwy hwynt minnau finnau innau tithau dithau yntau"
            " fyntau hithau ninnau chithau nhwthau hwythau fy dy ei ein eich eu 'm 'th 'i 'w 'n 'ch 'u hun"
            " hunan hunain pwy beth pa ba p' hwn hon hyn hwnnw honno hynny hwnna honna hynna rhain rheini"
            " rheiny rheina yma yna yno acw dyma dyna dacw neb dim rhywun rhywbeth rhai"
        ),
        "preposition": (
            "am ar at dan dros drwy trwy er erbyn ers gan gyda gydag ger heb hyd i mewn o rhag rhwng tan tua"
            " tuag wedi wrth yn ym yng ymhlith ymysg oddi efo hefo mysg amdan â ag fel nes cyn arnaf arnat"
            " arno arni arnom arnoch arnynt iddo iddi iddynt iddyn ganddo ganddi ganddynt gennyf gennym"
            " gennych ato ati atyn atom atynt ohono ohoni ohonyn ohonom ohonynt ynddo ynddi ynddynt wrtho"
            " wrthi wrthyn"
        ),
        "conjunction": "a ac ond neu nac na oherwydd achos canys os pan tra felly hefyd er",
        "particle": "fe mi a y yr ni nid nad na nac oni onid ai ynteu mai taw mo nis",
        "verb of being": (
            "bod fod mod bo mae maent maen ydw wyf rwyf rydw rwy ydwyf wyt rwyt yw ydy ydi ydym dym rydym"
            " rydyn ydyn ydych rydych sydd sy oes oedd roedd roeddwn oeddwn roeddem roeddech roeddent oeddynt"
            " roedden doedd does dydy dyw dydw dydyn bydd fydd byddaf byddwn byddwch byddant fyddai byddai"
            " byddent bu fu buont buodd bues byddem buasai"
        ),
        "adverb": "dim ddim iawn eto hefyd nawr rwan rŵan wedyn yna yno yma mor rhy go eithaf bron dal wir",
        "determiner": "pob bob holl rhyw unrhyw sawl ambell gryn llawer nifer arall eraill un ychydig",
    }.items()
}

STOP_WORDS: Final = frozenset().union(*STOP_WORDS_BY_CLASS.values())
"""All stop words in one set, in lower case, with ' for the apostrophe."""

ALSO_ENGLISH: Final = frozenset("a am at e er hi i o os un y ".split())
"""Stop words that are also English words: of use only in text known to be Welsh."""
