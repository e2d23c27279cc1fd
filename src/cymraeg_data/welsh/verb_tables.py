"""The forms of the irregular verbs, in their radical form: literary, spoken, northern and southern.

Facts of grammar (Thomas, "Gramadeg y Gymraeg", 1996; King, "Modern Welsh", 2016), written down by tense.
Forms that are commoner as another word (*ei* of *mynd*, *cân* of *cael*, *boch* of *bod*) are left out.
"""

from typing import Final

__all__ = ["BOD", "MODAL", "VERBS"]

_AFTER = "wn et ai em en ech ent id".split()  # the endings of the imperfect and the conditional
_SPOKEN_AFTER = "wn et at ai a e en an ech ach".split()


def _each(stem: str, endings: list[str]) -> str:
    return " ".join(stem + ending for ending in endings)


BOD: Final = " ".join(
    (
        "bod bo bôm bônt bwyf boed bydded bydder byddo byddoch",
        (
            "wyf ydwyf ydw dw dwi rwyf rwy rwi wy wyt ydwyt rwyt yw ydyw ydy ydi dyw dydy dydi tydi tydy"
            " mae sydd sy oes ydym ŷm ydyn ŷn rŷn ydan ydych ŷch rŷch ydach dach ydynt ŷnt maent maen rydw"
            " rydyn rydym rydych rydan rydach dydw dydyn dydym dydych dydan dydach dydynt does tydw tydyn"
            " tydan tydach sai"
        ),
        *(
            " ".join(front + form for front in ("", "r", "d", "t"))
            for form in (
                "oeddwn oeddet oeddat oeddit oedda oedd oeddem oedden oeddan oeddech oeddach oeddent oeddynt"
            ).split()
        ),
        "ydoedd oeddid odd oddan rodd dodd",
        "bûm bues bu buodd buest buost buom buon buoch buont buwyd",
        "byddaf bydda byddi bydd byddwch byddan byddant byddir byddit",
        _each("bydd", _AFTER),
        _each("buas", _AFTER),
        _each("bas", _SPOKEN_AFTER),
        _each("tas", _SPOKEN_AFTER),
        _each("petas", _SPOKEN_AFTER),
        _each("bys", [ending for ending in _SPOKEN_AFTER if ending != "at"]),
        "bawn baet baem baech baent baid petawn petaet petai petaem petaech petaent",
    )
)
"""The forms of `bod`; those in b- are also found in their mutated forms."""

_GALLU: Final = (
    (
        "gallu gallaf galla gelli gall gallwch gellwch gallant gallan gellir geill gallodd gallwyd gallo"
        " galler gelli gallasai gallasent galle gallach "
    )
    + _each("gall", _AFTER)
    + " gellid"
)
_MEDRU: Final = "medru medraf medra medri medrwch medrant medran medrir medrodd " + _each("medr", _AFTER)
_DYLU: Final = (
    "dylwn dylet dylit dylat dylai dyle dyla dylem dylen dylan dylech dylach dylent dylid dylaswn"
    " dylasai dylasem dylasech dylasent dylsid dylase "
) + _each("dyls", [*_SPOKEN_AFTER, "em", "ent"])
MODAL: Final = f"{_GALLU} {_MEDRU} {_DYLU}"
"""The forms of *gallu* and *medru* (can) and of *dylu* (ought)."""

_COMPOUND_ENDINGS = (
    "u ûm uost uom uoch uont uant uon uodd ues uwyd yddaf yddi ydd yddwn yddwch yddant yddan yddir yddai"
    " yddem yddech yddent yddid yddo ydder"
).split()
_COMPOUNDS: Final = {  # of bod
    "adnabod": "adnab",
    "canfod": "canf",
    "cydnabod": "cydnab",
    "cyfarfod": "cyfarf",
    "darfod": "darf",
    "darganfod": "darganf",
    "hanfod": "hanf",
    "gwybod": "gwyb",
}
VERBS: Final[dict[str, str]] = {
    "bod": BOD,
    "gallu": _GALLU,
    "medru": _MEDRU,
    "dylu": _DYLU,
    **{
        verb: f"{verb} {_each(stem, _COMPOUND_ENDINGS)}"
        for verb, stem in _COMPOUNDS.items()
        if verb != "gwybod"
    },
    "mynd": (
        "mynd af aiff eiff awn ewch ânt eir euthum es est aethost aeth aethom aethon aethoch aethant aethan"
        " aethpwyd âi aet aem aech aent eid aed aethwn aethet aethai aethem aethech aethent elwyf elo êl"
        " elom eloch elont eler elid eled dos cerwch"
    ),
    "dod": (
        "dod dyfod dŵad dwad dof do' doi daw down dewch dowch deuwch dônt deuant deuir doir deuaf deui"
        " deuwn deuthum des dois daeth daethost daethom daethon daethoch daethant daethan daethpwyd deuet"
        " doet dôi deuai doent deuem deuech deuent deuid doid daethwn daethai daethem daethech daethent"
        " delwyf delo dêl delom deloch delont deled deler tyrd tyred dere der deued doed"
    ),
    "gwneud": (
        "gwneud gwneuthur gneud gwnaf gwna gwnei gwnawn gwnewch gwnânt gwnân gwnan gwneir gwnaiff gwneith"
        " gwneuthum gwnes gwnest gwnaethost gwnaeth gwnath gwnaethom gwnaethon gwnaethoch gwnaethant"
        " gwnaethan gwnaethpwyd gwnaed gwnaet gwnâi gwnelai gwnaem gwnaech gwnaent gwneid gwnaethwn"
        " gwnaethai gwnaethem gwnaethent gwnelwyf gwnelo gwnêl gwnelom gwneloch gwnelont gwneler gwnelid"
        " gwneled gna gnath gnewch gneith gnes gnest neud nath naeth neith nathon naethon nesh nest"
    ),
    "cael": (
        "cael caf ca' cei caiff ceith cawn cewch cânt cân' ceir cefais ces cest cefaist cafodd cafas cawsom"
        " cawson cawsoch cawsant cawsan cafwyd caed caet câi caem caech caent ceid ceffid cawswn cawset"
        " cawsai cawsem cawsech cawsent cawsid caffwyf caffo caffom caffoch caffont caffer caffed ceffi"
        " ceffir ca'l"
    ),
    "gwybod": (
        "gwybod gwbod gwn gwyddost gŵyr gwyddom gwyddon gwyddoch gwyddant gwyddan gwyddys gwyddwn gwyddit"
        " gwyddet gwyddai gwyddem gwydden gwyddech gwyddent gwyddid gwybûm gwybuost gwybu gwybuom gwybuoch"
        " gwybuont gwybuwyd gwybyddaf gwybyddi gwybydd gwybyddwn gwybyddwch gwybyddant gwybyddir gwypo"
        " gwyper gwypai gwypwyf gwybydded"
    ),
    "adnabod": (
        f"adnabod nabod {_each('adnab', _COMPOUND_ENDINGS)}"
        " adwaen adwaenost edwyn adwaenom adwaenoch adwaenwch adwaenant adwaenir adweinir adwaenwn adwaenit"
        " adwaenai adwaenem adwaenech adwaenent adwaenid"
    ),
    "rhoi": (
        "rhoi rhoddi rhof rhoddaf rhoi rhydd' dyry rhown rhowch rhônt rhoddant rhoir rhoddir rhois rhoes"
        " rhoddais rhoddodd rhoddasom rhoddasant rhoeson rhoed rhoddwyd rhoid rhôi rhoddai rhoddid rhoddent"
        " rho dyro rhodder rhoer rhoist rhoddwn rhoddwch rhoddem rhoddo"
    ),
    "troi": (
        "troi trof try trown trowch trônt troir trois trodd troesant troeson trowyd tröwyd trôi troid"
        " troist trôdd"
    ),
    "dweud": (
        "dweud deud gweud dywedyd dywed dywedaf dywedodd dywedais dywedwyd dywedir dywedai dywedwn dywedwch"
        " dywedant dywedasant dywedid dyweder dwedodd dwedais dwedwyd dwedwch dwedai dwedwn dwedir dedodd"
        " wedodd gwedodd gwedwch"
    ),
    "gadael": (
        "gadael gedy gad gadewch gadawaf gadawodd gadawyd gadewir gadawn gadawant gadewais gadawai gadewid"
        " gadwch"
    ),
    "aros": "aros erys arhosaf arhosodd arhosais arhoswch arhosir arhosai arhoswyd arhosant arhoson",
    "dangos": "dangos dengys dangosodd dangoswyd dangosir dangosaf dangosant dangosai dangoswch dangosid",
    "ymddangos": "ymddangos ymddengys ymddangosodd ymddangosant ymddangosai ymddangosir ymddangosent",
    "cadw": "cadw ceidw cadwodd cadwyd cedwir cadwaf cadwch cadwai cedwid cadwant cadwn cedwch cadwer",
    "galw": "galw geilw galwodd galwyd gelwir galwaf galwch galwai gelwid galwant galwn gelwch galwer",
    "sefyll": "sefyll saif safodd safaf safwn safwch safant safai sefir safwyd safai safent sefais",
    "dal": "dal dala deil daliodd daliaf daliwch daliwn daliant delir daliwyd daliai delid dalier daliais",
    "agor": "agor egyr agorodd agorwyd agorir agoraf agorwch agorant agorai agorid agorer",
    "ateb": "ateb etyb atebodd atebwyd atebir atebaf atebais atebwch atebant atebai atebid ateber",
    "parhau": "parhau pery parhaodd parheir parhawyd parhaf parhewch parha parhânt parhaent parhâi parhaed",
    "dwyn": "dwyn dwg dygaf dygodd dygwyd dygir dygai ducpwyd dygant dyger",
    "gweld": (
        "gweld gweled gwêl gwelaf gwelais gwelodd gwelwyd gwelir gwelwch gwelwn gwelant gwelai gwelid"
        " gweler gweli"
    ),
    "clywed": (
        "clywed clywaf clywais clywodd clywyd clywir clywch clywn clywant clywai clywid clywsom clywsoch"
        " clywsant"
    ),
    "taflu": "taflu teifl taflodd taflwyd teflir taflaf taflwch tafl teflid",
    "colli": "colli cyll collodd collwyd collir collaf collais collwch collant collai",
    "cymryd": (
        "cymryd cymer cymerodd cymerwyd cymerir cymeraf cymerais cymerwch cymerwn cymerant cymerai cymerid"
        " cymerer cymron"
    ),
    "anfon": "anfon enfyn anfonodd anfonwyd anfonir anfonaf anfonwch anfonais anfonai anfoner",
    "gosod": "gosod gesyd gosododd gosodwyd gosodir gosodaf gosodwch gosodai gosoder",
    "atal": "atal etyl ataliodd ataliwyd atelir ataliaf ataliwch ataliai atalier",
    "peidio": "peidio paid peidiwch peidiwn peidiodd peidiaf peidier peidied peidiai",
    "geni": "geni ganed ganwyd genir enir",
    "piau": "piau piay bia pia pioedd piod",
    "medd": "medd meddai meddaf meddwn meddent medden meddid meddech",
    "cynnal": (
        "cynnal cynhaliodd cynhaliwyd cynhelir cynhelid cynhaliaf cynhaliai cynhaliant cynhalier cynhaliwn"
    ),
    "chwerthin": (
        "chwerthin chwerthodd chwarddodd chwardd chwarddaf chwarddais chwerthais chwarddwyd chwarddai"
    ),
    "gwrando": (
        "gwrando gwrandawodd gwrandawaf gwrandawyd gwrandewch gwrandawai gwrandawn gwrandewir gwrandewais"
    ),
    "addo": "addo addawodd addawaf addawyd addewir addawant addewais addawai",
    "taro": "taro trawodd trawyd trewir tery trawaf trawai trewais tarodd tarwyd trawant",
    "cyrraedd": (
        "cyrraedd cyrhaeddodd cyrhaeddwyd cyrhaeddir cyrhaeddaf cyrhaeddais cyrhaeddon cyrhaeddant cyrhaeddai"
        " cyrhaeddwch cyrhaeddwn cyrhaedda cyrhaeddid"
    ),
    "dechrau": (
        "dechrau dechreuodd dechreuwyd dechreuir dechreuaf dechreuais dechreuwch dechreuon dechreua dechreuai"
    ),
    "gwahodd": "gwahodd gwahoddwyd gwahoddir gwahoddodd gwahoddaf gwahoddais gwahoddwn gwahoddwch gwahoddai",
    "cyfeirio": "cyfeirio cyfeiriodd cyfeiriwyd cyfeirir cyfeiriaf cyfeiriwch cyfeiria cyfeiriai cyfeiriwn",
}
