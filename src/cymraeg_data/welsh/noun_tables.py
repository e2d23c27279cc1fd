"""Plurals and comparisons that no ending gives away: *gerddi* of *gardd*, *meini* of *maen*, *hŷn* of *hen*.

Facts of grammar (Thomas, "Gramadeg y Gymraeg", 1996, on the plural and on comparison; Thorne, "A
Comprehensive Welsh Grammar", 1993), written down by singular and by adjective. All forms are radical ones.
"""

import functools
from collections.abc import Mapping
from typing import Final

from cymraeg_data.welsh.mutations import mutate

__all__ = ["ADJECTIVES", "COLLECTIVE", "DERIVED", "PERSONS_IN_YDD", "PLURALS", "compound_ends"]


def _table(text: str) -> dict[str, str]:
    """Return headwords with their forms, from text with commas between the headwords."""
    return dict(row.split(maxsplit=1) for row in text.split(","))


PLURALS: Final = _table(
    """
    aber ebyr aberoedd, adain adenydd, aderyn adar, aelod aelodau, aeronen aeron, afal afalau, afanen afan,
    alarch elyrch, Albanwr Albanwyr, allt elltydd alltydd, allwedd allweddi allweddau, Almaenwr Almaenwyr,
    Americanwr Americanwyr, amgueddfa amgueddfeydd, amod amodau, angel angylion, anifail anifeiliaid,
    anrheg anrhegion, apêl apeliadau, araith areithiau, arbrawf arbrofion, ardal ardaloedd, arf arfau,
    arglwydd arglwyddi, arglwyddes arglwyddesau, arth eirth, asgell esgyll, asgwrn esgyrn, astell estyll,
    asyn asynnod, atgof atgofion, athro athrawon, awgrym awgrymiadau awgrymau, awr oriau, bachgen bechgyn,
    bag bagiau, baich beichiau, ban bannau, banc banciau, bar bariau, bardd beirdd, barf barfau,
    barn barnau, basged basgedi basgedau, bawd bodiau, bedd beddau, beirniad beirniaid, bil biliau,
    bin biniau, blaidd bleiddiaid, bloc blociau, blodyn blodau, boch bochau, bocs bocsys,
    bonheddwr bonheddwyr, bord bordydd, bore boreau, braich breichiau, brawd brodyr, brechdan brechdanau,
    brechlyn brechlynnau, brenin brenhinoedd, brigyn brigau, bron bronnau, brwydr brwydrau, bryn bryniau,
    brân brain, buwch buchod, bwlb bylbiau, bwlch bylchau, bwrdd byrddau, bws bysiau bysys,
    bwyell bwyeill bwyyll, bwyty bwytai, bys bysedd, cacen cacennau cacenni, cadair cadeiriau,
    cadwyn cadwynau cadwyni, cae caeau, cainc ceinciau, cais ceisiadau, calon calonnau, cam camau,
    camera camerâu, cangen canghennau, cannwyll canhwyllau, canolfan canolfannau, cantor cantorion,
    cant cannoedd, canwr canwyr, cap capiau, capten capteiniaid, carchar carchardai carcharau,
    carcharor carcharorion, cariad cariadon, carreg cerrig, carw ceirw, caseg cesig,
    castell cestyll castelli, cath cathod, cawr cewri, ceffyl ceffylau, cefn cefnau,
    cefnder cefndryd cefnderoedd, cefnfor cefnforoedd, cegin ceginau, ceidwad ceidwaid, ceiliog ceiliogod,
    celfyddyd celfyddydau, cell celloedd, cenedl cenhedloedd, cenhadwr cenhadon, cennad cenhadau,
    cerdd cerddi, cerdyn cardiau, chwaer chwiorydd, chwarae chwaraeon, chwedl chwedlau, ci cŵn,
    claf cleifion, clawdd cloddiau, clawr cloriau, cleddyf cleddyfau, cleient cleientiaid, cloch clychau,
    clogwyn clogwyni clogwynau, clust clustiau, clwb clybiau, clwyf clwyfau, cneuen cnau, cob cobiau,
    coes coesau, cof cofion, cofiant cofiannau, cofnod cofnodion, cofrestr cofrestrau cofrestri,
    colomen colomennod, copi copïau, corff cyrff, corfforaeth corfforaethau, corn cyrn, cornel corneli,
    corrach corachod, cot cotiau, cragen cregyn, craig creigiau, crair creiriau, cranc crancod,
    creadur creaduriaid, crib cribau, Cristion Cristnogion Cristionogion, croen crwyn, croes croesau,
    crydd cryddion, crys crysau, cwch cychod, cweryl cwerylon, cwestiwn cwestiynau, cwm cymoedd,
    cwmni cwmnïau, cwmwl cymylau, cwningen cwningod, cwpan cwpanau, cwpaned cwpaneidiau, cwpl cyplau,
    cwpwrdd cypyrddau, cwr cyrrau, cwrs cyrsiau, cwsmer cwsmeriaid, cwyn cwynion, cydymaith cymdeithion,
    cyfaddawd cyfaddawdau, cyfaill cyfeillion, cyfaint cyfeintiau, cyfarchiad cyfarchion, cyfenw cyfenwau,
    cyffur cyffuriau, cyfle cyfleoedd, cyfnither cyfnitherod, cyfraith cyfreithiau,
    cyfreithiwr cyfreithwyr, cyfres cyfresi, cyfrif cyfrifon, cyfrwng cyfryngau, cyhuddiad cyhuddiadau,
    cyhyr cyhyrau, cylch cylchoedd, cylchgrawn cylchgronau, cyllell cyllyll, cyllideb cyllidebau,
    cymal cymalau, cymar cymheiriaid, cymdoges cymdogesau, cymhwyster cymwysterau, Cymraes Cymraësau,
    Cymro Cymry, cymydog cymdogion, cyngor cynghorau cynghorion, cynllun cynlluniau, cynnig cynigion,
    cyntedd cynteddau, cysgod cysgodion, cyw cywion, cân caneuon caniadau, câr ceraint, cês cesys,
    côr corau, côt cotiau, dafad defaid, dalen dalennau, damcaniaeth damcaniaethau, dant dannedd,
    darlun darluniau, darn darnau, defnyddiwr defnyddwyr, deigryn dagrau, deilen dail, derwen deri,
    diacon diaconiaid, diafol diafoliaid, diferyn diferion, dinesydd dinasyddion,
    diolch diolchiadau, diwrnod diwrnodau, diwydiant diwydiannau, dogfen dogfennau, dosbarth dosbarthiadau,
    dôl dolydd, draen drain, draenog draenogod, draig dreigiau, drws drysau, dryll drylliau, duw duwiau,
    dwrn dyrnau, dydd dyddiau, dyfais dyfeisiau dyfeisiadau, dyffryn dyffrynnoedd, dyled dyledion,
    dyletswydd dyletswyddau, dymuniad dymuniadau, dyn dynion, dyweddi dyweddïau, dŵr dyfroedd,
    ebol ebolion, edau edafedd, eglwys eglwysi, egni egnïon, egwyddor egwyddorion, Eidalwr Eidalwyr,
    eirinen eirin, eisteddfod eisteddfodau, eithriad eithriadau, eliffant eliffantod, elusen elusennau,
    elw elwau, emyn emynau, enaid eneidiau, enw enwau, epa epaod, eryr eryrod, esgid esgidiau sgidiau,
    esgob esgobion, estron estroniaid estronwyr, ewin ewinedd, ewythr ewythrod ewyrth, ffafr ffafrau,
    ffaith ffeithiau, ffenestr ffenestri, fferm ffermydd, fferyllfa fferyllfeydd, ffigur ffigurau,
    ffigwr ffigyrau, ffilm ffilmiau, ffon ffyn, fforch ffyrch, ffordd ffyrdd, fforest fforestydd,
    ffos ffosydd, Ffrancwr Ffrancwyr Ffrancod, ffrind ffrindiau, ffrog ffrogiau, ffrwd ffrydiau,
    ffurf ffurfiau, ffŵl ffyliaid, ffwrn ffyrnau, ffynnon ffynhonnau, fideo fideos, gafr geifr,
    gair geiriau, galwad galwadau, gardd gerddi, gast geist, gefail gefeiliau, gefell gefeilliaid,
    gellygen gellyg, gelyn gelynion, glan glannau glennydd, gobaith gobeithion, gof gofaint,
    gofid gofidiau, gofyn gofynion, golau goleuadau, golygfa golygfeydd, golygydd golygyddion,
    gorchymyn gorchmynion, gorsaf gorsafoedd, gorwel gorwelion, graff graffiau, gris grisiau,
    Groegwr Groegwyr Groegiaid, gronyn gronynnau, grudd gruddiau, grym grymoedd, grŵp grwpiau,
    gwaell gweill gweyll, gwahoddiad gwahoddiadau, gwaith gweithiau, wal waliau welydd,
    gwal gwaliau gwelydd, gwall gwallau, gwas gweision, gwaywffon gwaywffyn, gwddf gyddfau, gwedd gweddau,
    gweddw gweddwon, gwefr gwefrau, gwefus gwefusau, gweinidog gweinidogion, gweithdy gweithdai,
    gweithiwr gweithwyr, gweithred gweithredoedd, gwely gwelyau, gwennol gwenoliaid, gwenynen gwenyn,
    gwers gwersi, gwersyll gwersylloedd, gwestai gwesteion, gwesty gwestai,
    gwinllan gwinllannoedd gwinllannau, gwiwer gwiwerod, gwlad gwledydd, gwledd gwleddoedd,
    gwraig gwragedd, gwregys gwregysau, gwreichionyn gwreichion, gwreiddyn gwreiddiau,
    gwrych gwrychoedd, Gwyddel Gwyddelod, gwydr gwydrau, gwylan gwylanod, gwynt gwyntoedd,
    gwythïen gwythiennau, gwên gwenau, gyrrwr gyrwyr, gêm gemau, gŵr gwŷr, gŵydd gwyddau, gŵyl gwyliau,
    haen haenau, hafan hafanau, haul heuliau, hawl hawliau, hebog hebogau, heddwas heddweision,
    heol heolydd, het hetiau, hewl hewlydd, hosan hosanau sanau,
    hunangofiant hunangofiannau, hwyaden hwyaid, iaith ieithoedd, Iddew Iddewon, iwrch iyrchod, iâr ieir,
    lamp lampau, lili lilïau, llafn llafnau, llais lleisiau, llanc llanciau, llaw dwylo dwylaw,
    llawfeddyg llawfeddygon, lle lleoedd llefydd, lleidr lladron, llen llenni, llestr llestri,
    llety lletyau, lleuad lleuadau, llew llewod, lliain llieiniau, llif llifogydd, llinyn llinynnau,
    lliw lliwiau, llo lloi, llofft llofftydd, llofrudd llofruddion, llong llongau, llun lluniau,
    llwy llwyau, llwybr llwybrau, llwyn llwyni, llwynog llwynogod, llwyth llwythi llwythau,
    Llydawr Llydawyr Llydawiaid, llyfr llyfrau, llygad llygaid, llygoden llygod, llyn llynnoedd,
    llys llysoedd, llysgennad llysgenhadon, llythyr llythyrau llythyron, llythyren llythrennau,
    llyw llywiau, llywydd llywyddion, lorri lorïau, lôn lonydd, mab meibion, maen meini, maer meiri,
    maes meysydd, maint meintiau, maneg menig, mantell mentyll, man mannau, map mapiau, march meirch,
    marchnad marchnadoedd, marchog marchogion, masg masgiau, mat matiau, math mathau, meddyg meddygon,
    menter mentrau, menyw menywod, merch merched, mesen mes, milwr milwyr, mis misoedd,
    mochyn moch, modd moddion, modryb modrybedd, morgrugyn morgrug, morwyn morynion morwynion, mul mulod,
    mur muriau, myfyriwr myfyrwyr, mynach mynachod mynaich, mynwent mynwentydd, mynydd mynyddoedd,
    môr moroedd, nai neiaint neiod, naid neidiau, nam namau, nant nentydd, neges negeseuon negesau,
    newid newidiadau, nith nithoedd nithod, noddfa noddfeydd, nos nosau, noswaith nosweithiau, nyrs nyrsys,
    nyth nythod, oedolyn oedolion, oen ŵyn, offeiriad offeiriaid, offeryn offerynnau, onnen ynn,
    oren orenau, pabell pebyll, padell pedyll padelli, pair peiriau, pais peisiau, paladr pelydr,
    palmant palmentydd, pant pantiau, papur papurau, parlwr parlyrau, parti partïon, pechadur pechaduriaid,
    peiriant peiriannau, pelen pelenni, pelydryn pelydrau, pen-glin pengliniau, penelin penelinoedd,
    pennaeth penaethiaid, pennawd penawdau, pennod penodau, pensaer penseiri, pentref pentrefi pentrefydd,
    pentwr pentyrrau, perchennog perchnogion perchenogion, perth perthi, perthynas perthnasau perthynasau,
    pin pinnau, planhigyn planhigion, pleidleisiwr pleidleiswyr, plentyn plant, plwyf plwyfi,
    plât platiau, pont pontydd, porth pyrth, post pyst, potel poteli, prawf profion, pren prennau,
    preswylydd preswylwyr, priodfab priodfeibion, pris prisiau, problem problemau, Prydeiniwr Prydeinwyr,
    pryf pryfed, prynhawn prynhawniau, prysgwydden prysgwydd, pwll pyllau, pwnc pynciau, pwrs pyrsiau,
    Pwyliad Pwyliaid, pwyllgor pwyllgorau, pwynt pwyntiau, pysgodyn pysgod, pythefnos pythefnosau,
    pêl peli, pôl polau, pŵer pwerau, rhaeadr rhaeadrau rhëydr, rhaff rhaffau, rhan rhannau,
    rhaw rhawiau rhofiau, rhes rhesi, rhestr rhestrau rhestri, rheswm rhesymau, rhiant rhieni, rhif rhifau,
    rhodd rhoddion, rhodfa rhodfeydd, rhos rhosydd, rhosyn rhosod rhosynnau, Rhufeiniwr Rhufeiniaid,
    rhwyd rhwydi rhwydau, rhwyf rhwyfau, rhwystr rhwystrau, rhyd rhydau rhydiau, rôl rolau, sach sachau,
    saer seiri, safle safleoedd, Sais Saeson, sant saint seintiau, sarff seirff, Sbaenwr Sbaenwyr,
    sbectol sbectolau, sector sectorau, sefydliad sefydliadau, seren sêr, sgert sgertiau, sgil sgiliau,
    sgwrs sgyrsiau, siaced siacedi, siart siartiau, sir siroedd, siwt siwtiau, siâp siapiau, siâr siariau,
    stabl stablau, stamp stampiau, stori straeon storïau, swydd swyddi, swyddog swyddogion, swyn swynion,
    sylw sylwadau, system systemau, sŵn synau, tad tadau, tad-cu tadau-cu, tafarn tafarnau tafarndai,
    taflen taflenni, tafod tafodau, taid teidiau, taith teithiau, talaith taleithiau, talcen talcenni,
    tanc tanciau, tant tannau, tap tapiau, tarw teirw, teigr teigrod, teimlad teimladau,
    teisen teisennau, teithiwr teithwyr, telyn telynau, telyneg telynegion, tenant tenantiaid,
    teulu teuluoedd, teyrn teyrnedd, teyrnas teyrnasoedd, tir tiroedd, tiwlip tiwlipau, tocyn tocynnau,
    ton tonnau, torf torfeydd, trac traciau, traeth traethau, trawst trawstiau, tref trefi trefydd,
    trefgordd trefgorddau, treth trethi, tro troeon, troed traed, trosedd troseddau, troseddwr troseddwyr,
    trowsus trowsusau, trwydded trwyddedau, trwyn trwynau, trên trenau trênau, tuedd tueddiadau,
    tusw tuswau, twll tyllau, twnnel twneli, twrci twrcïod, tyddyn tyddynnod, tymor tymhorau, tyst tystion,
    tywel tywelion, tywysog tywysogion, tâp tapiau, tôn tonau, tŵr tyrau, tŷ tai teios, unigolyn unigolion,
    wats watsys, wy wyau, wyneb wynebau, ymdrech ymdrechion, ymennydd ymenyddiau, ymosodiad ymosodiadau,
    ynad ynadon, ynys ynysoedd, ysbyty ysbytai, ysgol ysgolion, ysgrifennydd ysgrifenyddion,
    ysgubor ysguboriau, ysgwydd ysgwyddau, ysgyfarnog ysgyfarnogod, ystabl ystablau, ystadegyn ystadegau,
    ystafell ystafelloedd, ystlum ystlumod, ystod ystodau, ystrydeb ystrydebau, ystyr ystyron, ôl olion,
    ŵyr wyrion
    """
)
"""Singular to plurals."""

PERSONS_IN_YDD: Final = frozenset(
    (
        "adolygydd archwilydd arlunydd arolygydd arweinydd asesydd athronydd cemegydd cerflunydd"
        " cydlynydd cyfieithydd cyflwynydd cynghorydd cynhyrchydd cynllunydd cynrychiolydd"
        " cystadleuydd damcanydd darlithydd darllenydd dehonglydd derbynnydd dramodydd emynydd"
        " enillydd erlynydd fferyllydd gohebydd golygydd gwyddonydd hanesydd hawlydd hwylusydd"
        " ieithydd llefarydd llyfrgellydd nofelydd peiriannydd preswylydd rhaglennydd sylfaenydd"
        " sylwebydd trefnydd ymarferydd ymchwilydd ymgeisydd ymgynghorydd ymwelydd"
    ).split()
)
"""Persons in -ydd whose plural is in -wyr, as of *ymwelydd*; others in -wyr are of -wr or -iwr."""

# Longest first, so that a compound is read by its last part: priffyrdd, but cymdogion.
DERIVED: Final[dict[str, str]] = {
    "bleidleisiau": "bleidlais",
    "lythrennau": "lythyren",
    "ieithoedd": "iaith",
    "gareddau": "garedd",
    "weithiau": "waith",
    "gelloedd": "gell",
    "gloddiau": "glawdd",
    "deithiau": "daith",
    "feinciau": "fainc",
    "greigiau": "graig",
    "ddyddiau": "ddydd",
    "wyntoedd": "wynt",
    "ieithiau": "iaith",
    "weithwyr": "weithiwr",
    "wragedd": "wraig",
    "feibion": "fab",
    "bontydd": "bont",
    "wledydd": "wlad",
    "fyrddau": "fwrdd",
    "gyrsiau": "gwrs",
    "benodau": "bennod",
    "glybiau": "glwb",
    "diroedd": "dir",
    "iannau": "iant",
    "aethau": "aeth",
    "yddion": "ydd",
    "faoedd": "fa",
    "weddau": "wedd",
    "oriaid": "or",
    "ffyrdd": "ffordd",
    "luniau": "lun",
    "wyliau": "ŵyl",
    "byllau": "bwll",
    "frodyr": "frawd",
    "fannau": "fan",
    "gychod": "gwch",
    "iadau": "iad",
    "derau": "der",
    "ellau": "ell",
    "egwyr": "egydd",
    "feydd": "fa",
    "itïau": "iti",
    "ynnau": "yn",
    "ennau": "en",
    "annau": "an",
    "orion": "or",
    "igion": "ig",
    "ogion": "og",
    "olion": "ol",
    "edion": "ed",
    "lenni": "len",
    "gyrff": "gorff",
    "drefi": "dref",
    "nodau": "nod",
    "esau": "es",
    "adon": "ad",
    "yrau": "ur",
    "arau": "ar",
    "orau": "or",
    "erau": "er",
    "onau": "on",
    "inau": "in",
    "elau": "el",
    "alau": "al",
    "enni": "en",
    "gyrn": "gorn",
    "iaid": "",
    "ïau": "i",
    "wyr": "wr",
    "dai": "dy",
}
"""Endings and last parts of plurals that dictionaries lack, with those of the singular."""

ADJECTIVES: Final = _table(
    """
    agos nes nesaf nesa nesed agosach agosaf agosed, aml amlach amlaf amled,
    anodd anos anhawsaf anodded anoddach anoddaf, arall eraill, bach llai lleiaf lleia lleied,
    balch beilch balchach balchaf, brith braith brithion, buan cynted buanach buanaf,
    budr budron butrach butraf, bychan bechan bychain, byddar byddariaid,
    byr ber byrrach byrraf byrred byrion, caled celyd caletach caletaf caleted caledion,
    coch cochion cochach cochaf, crwn cron crynion crynnach, cryf cref cryfach cryfaf cryfed cryfion,
    cul culion culach culaf, cyfoethog cyfoethocach cyfoethocaf cyfoethoced cyfoethogion,
    cynnar cyntaf cynta cynharach cynharaf, da gwell gorau gora cystal, dall deillion,
    diweddar diwethaf diwetha diweddarach diweddaraf, drud drutach drutaf druted,
    drwg gwaeth gwaetha gwaethaf cynddrwg gwaethed, du duon duach duaf,
    dwfn dofn dyfnach dyfnaf dyfned dyfnion, enwog enwocach enwocaf enwogion, garw geirwon garwach garwaf,
    glas gleision glasach glasaf, gwirion gwirionach gwirionaf, gwan gweinion gwannach gwannaf gwanned,
    gwlyb gwleb gwlypach gwlypaf gwlyped gwlybion, gwyn gwen gwynion gwynnach gwynnaf gwynned,
    gwyrdd gwerdd gwyrddion gwyrddach gwyrddaf, hallt heilltion halltach,
    hardd heirdd harddach harddaf hardded, hawdd haws hawsaf hawsa hawsed,
    hen hŷn hynaf hyna hyned henach henaf, hir hwyaf cyhyd hirach hiraf hirion,
    hyfryd hyfrytach hyfrytaf hyfryted, hyll hell hyllach hyllaf hyllion,
    ifanc iau ieuengaf ieuenga ieuengach ifancach ifancaf ieuainc ifainc ieuangach, isel is isaf isa ised,
    llall lleill, llwm llom, llwyd llwydion llwydach, llydan lletach lletaf lleted llydain,
    llyfn llefn llyfnach llyfnaf llyfnion, llym llem llymach llymaf llymed llymion,
    main meinion meinach meinaf, marw meirw meirwon, mawr mwy mwyaf mwya mawrion,
    melyn melen melynion melynach melynaf, pwysig pwysicach pwysicaf pwysiced pwysigion,
    rhad rhatach rhataf rhated, sych sech sychach sychaf sychion, syml seml symlach symlaf symled,
    syth seth sythach sythaf, tebyg tebycach tebycaf tebyced, teg tecach tecaf teced,
    tenau teneuach teneuaf teneuon, tew tewach tewaf tewion, tlawd tlotach tlotaf tloted tlodion,
    tlws tlos tlysach tlysaf tlysion, trwm trom trymach trymaf trymed trymion,
    uchel uwch uchaf ucha uched cyfuwch cuwch, ysgafn ysgeifn ysgafnach ysgafnaf ysgafned
    """
)
"""Adjectives with the forms that look unlike them: comparison, feminine, plural."""


COLLECTIVE: Final = frozenset(
    (
        "banadl bedw brwyn ceirch derw dillad dodrefn eithin ffa glaswellt gwair gwenith gwlith gwymon"
        " haidd helyg hesg madarch mefus moron offer onn plu pys rhedyn tatws trigolion tywod winwns"
    ).split()
)
"""Collective nouns that are headwords themselves, as in UD_Welsh-CCG."""


@functools.cache
def compound_ends() -> Mapping[str, str]:
    """Return the singular of each plural that may end a compound, softened as compounds have it.

    >>> compound_ends()["brofion"], compound_ends()["ffyrdd"]
    ('brawf', 'ffordd')
    """
    return {
        mutate(plural, "soft"): mutate(single, "soft")
        for single, plurals in PLURALS.items()
        for plural in plurals.split()
        if len(plural) > _SHORT
    }


_SHORT = 4
