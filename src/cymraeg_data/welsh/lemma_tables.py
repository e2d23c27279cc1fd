"""Lemmas missing from dictionaries: closed classes, irregular words, and headwords in modern spelling.

The conventions are those of UD_Welsh-CCG (Heinecke and Tyers 2019): a possessive pronoun has the lemma of its
person (`fy` is `i`, `eu` is `hwy`), a feminine numeral that of the masculine (`tair` is `tri`), a compared
adjective that of the plain one (`gwell` is `da`).
"""

from collections.abc import Mapping
from typing import Final

from cymraeg_data.welsh.mutations import mutate

__all__ = ["CLOSED", "HEADWORDS", "IRREGULAR", "PEOPLE", "PLACES", "PLACE_FRONTS"]


def _table(rows: Mapping[str, str]) -> dict[str, str]:
    return {form: lemma_ for lemma_, forms in rows.items() for form in forms.split()}


CLOSED: Final = _table(
    {
        "y": "y yr 'r",
        "yn": "yn ym yng 'n",
        "i": "i fi fy 'm innau minnau finnau",
        "ti": "ti di dy 'th dithau tithau",
        "ef": "ef e fo ei 'i 'w yntau fyntau",
        "hi": "hi hithau",
        "ni": "ni ein ninnau",
        "chi": "chi chwi eich 'ch chithau",
        "hwy": "hwy hwynt nhw eu 'u hwythau nhwthau",
        "fe": "fe",
        "mi": "mi",
        "hwn": "hwn hwnna hwnnw",
        "hon": "hon honna honno",
        "hyn": "hyn hynna hynny",
        "rhain": "rhain rheina rheini rheiny",
        "hun": "hun hunan hunain",
        "a": "a ac",
        "ag": "ag",
        "â": "â",
        "gyda": "gyda gydag 'da",
        "na": "na nac",
        "dau": "dau dwy ddau ddwy",
        "tri": "tri tair dri dair thri thair",
        "pedwar": "pedwar pedair bedwar bedair phedwar phedair",
        "pump": "pum pump bum bump phum phump",
        "chwech": "chwe chwech",
        "naw": "naw",
        "deg": "deg deng ddeg ddeng",
        "cant": "cant can gant chant chan",
        "onid": "onid on'd",
        "taw": "taw",
        "hefo": "hefo",
        "pa": "p' pa ba",
    }
)
# Words whose dictionary entry is missing or is another word's, with the forms that the tables of verbs, nouns
# and adjectives do not have.
IRREGULAR: Final = _table(
    {
        "blwyddyn": "blynedd flynedd mlynedd blynyddoedd flynyddoedd mlynyddoedd",
        "cynnar": "cyntaf gyntaf cynta gynta chyntaf",
        "tŷ": "tŷ dŷ thŷ nhŷ tai dai thai nhai",
        "modd": "modd fodd",
        "sgil": "sgil",
        "de": "de",
        "bod": (
            "oedde o'dd roe'n ro'n bo'n bo' y'n mod mo'n 'dw 'dwi 'dan 'dach 'dyn 'dydi 'dydw 'dydy 'dydyn"
            " 'dyw 'roedd 'roeddwn 'roeddan 'roedden 'roeddech 'roeddynt"
        ),
        "gwneud": "nawn newch nân",
        "dod": "ddo ddof",
        "gwybod": "ŵyr",
        "man": "man fan mannau fannau",
        "min": "min fin",
        "blaen": "blaen flaen mlaen",
        "cau": "cau gau chau",
        "glo": "glo",
        "draw": "draw",
        "ble": "ble",
        "ple": "ple",
        "uned": "uned unedau huned",
        "safon": "safon safonau",
        "rhaglen": "rhaglen raglen rhaglenni raglenni",
        "mil": "mil fil miloedd filoedd",
        "carw": "carw ceirw",
        "garw": "garw arw",
        "cig": "cig gig chig",
        "fferm": "fferm ffermydd",
        "cronfa": "cronfa gronfa chronfa cronfeydd gronfeydd chronfeydd",
        "gwallt": "gwallt wallt ngwallt",
        "llysiau": "llysiau lysiau",
        "dull": "dull ddull dulliau ddulliau",
        "elfen": "elfen elfennau",
        "dolen": "dolen ddolen dolenni ddolenni",
        "clywed": "clywed glywed chlywed clywn glywn chlywn",
        "yma": "yma 'ma ma",
        "ymlaen": "ymlaen mla'n 'mlaen",
        "trydydd": "trydydd drydydd thrydydd trydedd drydedd thrydedd",
        "pedwerydd": "pedwerydd bedwerydd phedwerydd pedwaredd bedwaredd phedwaredd",
        "hytrach": "hytrach",
        "oes": "oesoedd",
        "nant": "nant nentydd",
        "nôl": "nôl",
        "maes": "mas maes",
        "eistedd": "ista",
        "dŵr": "dŵr ddŵr",
        "rŵan": "rŵan rwan",
        "dechrau": "dechrau ddechrau",
        "grŵp": "grwp grŵp grwpiau",
        "plîs": "plîs plis",
        "gŵr": "gŵr ŵr",
        "iach": "iach hiach",
        "helo": "helo",
        "ffars": "ffars",
        "logo": "logo",
        "siopa": "siopa",
        "newyddion": "newyddion",
        "nodyn": "nodyn nodiadau",
        "siâp": "siapau",
        "harddwch": "harddwch",
        "aflonyddwch": "aflonyddwch",
        "diogelwch": "diogelwch ddiogelwch",
        "neilltu": "neilltu",
        "weithiau": "weithiau",
        "unai": "unai",
        "taclo": "taclo daclo thaclo",
        "eithaf": "eitha heitha",
        "maniffesto": "maniffesto faniffesto",
        "monitro": "monitro fonitro",
        "cyfri": "cyfri gyfri chyfri",
        "swnio": "swnio",
        "cynnes": "cynnes gynnes chynnes",
        "gwared": "gwared wared",
        "gwartheg": "gwartheg wartheg ngwartheg",
    }
)

# Headwords of the dictionary that are old spellings or errors, with the headword of modern dictionaries.
HEADWORDS: Final = {
    "artistia": "artist",
    "caniatau": "caniatáu",
    "cwarel": "chwarel",
    "cymeryd": "cymryd",
    "cynal": "cynnal",
    "cynhwys": "cynnwys",
    "dechreu": "dechrau",
    "deffroi": "deffro",
    "derbynio": "derbyn",
    "dogfennen": "dogfen",
    "dŵad": "dod",
    "dwad": "dod",
    "dyl": "dylu",
    "dylio": "dylu",
    "dylwn": "dylu",
    "dywedyd": "dweud",
    "edrychyd": "edrych",
    "fersiyn": "fersiwn",
    "grwpi": "grŵp",
    "gweled": "gweld",
    "gwelwi": "gweld",
    "gystadleuydd": "cystadleuydd",
    "noẅl": "nôl",
    "perfformiwr": "perfformwr",
    "protestiwr": "protestwr",
    "rhoddi": "rhoi",
    "sgîl": "sgil",
    "sonio": "sôn",
}

# Names that look like another word or like a form of one. Personal names keep their first letter; names of
# places, days and months mutate.
PEOPLE: Final = frozenset(
    (
        "Aled Alun Alwyn Angharad Bob Branwen Bryn Cai Carwyn Catrin Celyn Ceri Cerys Dafydd Dai Delyth"
        " Derec Dewi Dic Dilwyn Dylan Eirian Eirlys Elen Eleri Elin Elis Eluned Emlyn Emrys Eurig Gareth"
        " Geraint Glyn Guto Gwawr Gwen Gwenllian Gwilym Gwyn Gwyneth Harri Hedd Heledd Huw Hywel Idris Ifan"
        " Ifor Ioan Iolo Iorwerth Islwyn Iwan Jac Llinos Llŷr Llywelyn Lowri Mair Mali Manon Mared Marged"
        " Mari Megan Meinir Meirion Menna Meredydd Mererid Morgan Myfanwy Myrddin Nan Nest Nia Non Olwen"
        " Owain Owen Rhian Rhiannon Rhodri Rhun Rhydian Rhys Sant Sara Siân Siôn Siwan Tegwen Tom Tomos"
        " Tudur Twm Wil Wyn Davies Edwards Evans Harris Hopkins Hughes Jenkins Jones Lewis Matthews Phillips"
        " Richards Roberts Rogers Stephens Watkins Williams"
    ).split()
)
PLACES: Final = frozenset(
    (
        "Llun Mawrth Mercher Iau Gwener Sadwrn Sul Ionawr Chwefror Ebrill Mai Mehefin Gorffennaf Awst Medi"
        " Tachwedd Rhagfyr Aberaeron Aberystwyth Arfon Bannau Bethesda Betws Blaenau Brycheiniog Caerdydd"
        " Caerffili Caerfyrddin Caergrawnt Caergybi Caernarfon Ceredigion Colwyn Conwy Cymru Dinbych Dyfed"
        " Dyfi Eifl Eryri Fflint Ffrainc Garth Gwent Gwynedd Harlech Llandudno Llanelli Llangefni Lloegr"
        " Llydaw Llŷn Maesteg Maldwyn Meirionnydd Menai Merthyr Morgannwg Mynwy Môn Penfro Penrhyn Pontypridd"
        " Porthmadog Powys Prydain Pwllheli Rhondda Rhuthun Rwsia Teifi Trefynwy Tregaron Tryweryn Tywi"
        " Wrecsam Wyddfa Ystwyth"
    ).split()
)


def _fronts() -> dict[str, str]:
    elements = (
        "Bod Bron Bryn Bwlch Caer Capel Carreg Castell Cefn Coed Cors Craig Croes Cwm Din Dol Dyffryn Llan"
        " Llwyn Maes Melin Min Moel Mynydd Nant Pant Pen Pont Porth Pwll Rhos Rhyd Rhiw Tal Tre Tref Tyn"
        " Tywyn"
    ).split()
    found: dict[str, str] = {}
    for kind in ("soft", "nasal", "aspirate"):
        for element in elements:
            if (front := mutate(element, kind)) != element and len(front) > 2:  # not Ty, Di
                found.setdefault(front, element)
    return {front: found[front] for front in sorted(found, key=len, reverse=True) if front not in _AMBIGUOUS}


# Also the front of names of people and of places elsewhere.
_AMBIGUOUS = frozenset(
    ("Ben", "Dal", "Dre", "Dyn", "Fin", "Fod", "Fron", "Gaer", "Lyn", "Wyn", "Ros", "Nol", "Nin", "Mod")
)
PLACE_FRONTS: Final = _fronts()
"""Elements at the front of a place name in mutated form, with their radical, the longest first."""
