"""Words and patterns that we wrote ourselves, for what the packages lack."""

CORNISH = """
an ha hag yn dhe yw yma ow owth ev hwi ma nyns nag gans rag mes po mara dre dhiworth dhyworth dhymm dhymmo dhis dhodho
dhedhi dhyn dhywgh dhedha genev genes ganso gensi genen genowgh gansa ragov ragos ragdho rygdhi ragon ragowgh ragdha
warnav warnas warnodho warnedhi y'n dhe'n ha'n a'n re'n dha wra wrav wredh wren wrewgh wrons wrug wrugav wrussys
wrussyn wrussons esov esos usi eson esowgh esons eus esa esen eses esens bos bydh bydhav bydhyth bydhyn veu via vydh
vydhav vydhyn vedha yth ytho mos dos gul mynnes mynnav mynnydh mynn vynn vynnav gallav gyllydh yll yllyn godhvos gonn
godhor godhes kewsel kows kowsel kernewek kernowek kernow gernow gernewek bro meur ras lowr lowen lowena pub puptydh
dydh jydh nos myttin dohajydh gorthugher hedhyw haneth a-vorow lemmyn omma ottomma ottena pandra piw pyth ple'ma prag
fatel fatla pygemmys traow taklow tus dus gour gwreg benyn venyn mowes vowes myrgh vyrgh flogh fleghes chiow treveglos
eglos skol gwari gweles gwelav welav klewes kemeres kavos leverel lavar yn-medh redya skrifa skrif lyver lyvrow kath gath
margh vergh edhen pysk puskes dowr dhowr nor norvys howl loor steren ster gwyns gewer teg tegys nowydh nowodhow byghan
vyghan hir berr rudh gwyrdh onan unn unnek dewdhek dew diw teyr peswar peder pymp hwegh seyth eth ugens kans kynsa nessa
tressa arta hwath pell ogas dres dell kepar drefen awos ynwedh yndella yndelma nebes nebonan neppyth nagonan nahen travyth
onan aral erel ken kenn lies lies-plek moy lyha brassa gwella gwettha hwekka hweg drog da-lowr genysigeth penn bloodh
vloodh bledhen vledhen bledhynnyow seythen mis-genver mis-hwevrer mis-meurth mis-ebrel mis-me mis-metheven mis-gortheren
mis-est mis-gwynngala mis-hedra mis-du mis-kevardhu de-lun de-meurth de-merher de-yow de-gwener de-sadorn de-sul
kerensa gerensa kowetha kowethas kesva akademi yeth taves tavas keltek kelt sows sowsnek sowson bretonek breten kembra
kembrek wordhen wordhonek alban trevow tremenys usya usyes dyski dyskador studhya oberi ober weres gweres gwitha gwith
dalleth dallethvos dhalleth diwedh worfen prys brys pryv pryns mytern myternes arloedh arlodh maghteth mebyl desk daras
fenester leur nenlen gwely weli esedha a-sav gorthebi gorthyp govyn govynn govynnadow dehweles kentrevek trigys trigas
tregys triga devedhys gyllys kellys kevys gwrys leverys skrifys redys gwerthys gwerthji prena prenas perthi kov kovadh
klav yagh skwith nown sehes yeyn tomm poes skav uskis lent kales medhel lan mostys plos leun gwag ughel isel down efan
"""

SCOTS = """
ae aye bairn bairns braw cannae couldnae didnae dinnae disnae doesnae hasnae havenae isnae wasnae wouldnae shouldnae fae
frae gie gied gien hae haed haein heid hoose oot aboot doon toun roun ken kens kent kirk lass lassie mair maist muckle
nae naw noo oor sae tae thae thir yon wad wee wha whase whaur whan whit wis wull yer ye yin yince syne leid leids aw aye
efter afore atween baith ower owre wi wiout gaed gang gaun gaunae mak maks makkin tak taks takkin auld cauld bide bides
blether bonnie bonny breeks dreich dug een fitba fowk folk guid haar ilk ilka jist lang licht nicht richt richts sicht
bricht micht muin neist puir scunner sleekit stane stanes stour thegither thole thrawn wheesht wrang yestreen warld warl
wark warks wirk wirkin wurd wurds scots scottis ither anither mony ony onybody onything naebody naething awbody awthing
sel himsel hersel thaimsel oorsels thaim thair thare shuid shid cuid widna canna dinna didna isna wasna bein haein daein
gaein sayin tellin speirin speir spier redd greet greetin keek keekin lug lugs mooth thoum fit shae claes sark coo yowe
kye fushach fush swee airm airt airts brig burn ben brae loch lochan strath wynd close stramash stushie shoogle skelp
"""

COLLOQUIAL = """
yndi yndy yndyn yndw yndwyt ydi ydy nagdi nagyw nacdi naci nacydi nag nagoes ia ie ynde ynte tydi tydy tydyn todd timod
ti'mod sti wsti wchi chimod chi'mod sbo debyg siŵr siwr dwi dw'n dyn nhw'n ma' mae'n o'dd oedd o'n o'ddo o'ddan oddan
neith neuthon naethon naeth nath nes wnes wnaeth ges gest gath gafodd gafon gaethon eis est aeth aethon es isio isho isie
eisie eisia rwan rŵan nawr fyny lawr lan mewn mas allan ffor' efo hefo gyda 'da 'di wedi 'na hwnna honna hwnne hynna
hynny fan'na fan'ma fanno fama fan'cw yma 'ma hyn rhywun rhywbeth rwbath rhywle rwla ryw rhyw jest jyst achos mor reit
dallt deall gwbod gwybod gwbo 'dach 'dan dach dan dwyt ti'n chi'n ni'n fi'n fo'n hi'n 'swn 'sa 'se 'sai baswn bysa bysen
byse byddwn bydda bydde smo so bo' bod fi fo fe ni nhw nw chdi fydd fydda fyddan fyddi 'chydig chydig tipyn bach lot
llwyth petha pethe pethau o'r i'r a'r yn'i ynddo arno fo'r gen gynno gynni gynnon gynnyn gen'i gyda'r wrtho wrthi wrtha
iddo iddi iddyn nain taid mam-gu tad-cu mam dad hogyn hogan hogia genod bachgan crwt merch plant blant mynd dod dŵad dwad
'nôl nol adra adre gartre cartra ysgol 'ynny felly 'lly lly 'te ta de 'de ynta fatha fath fel bach-bach mawr-mawr 'wan
bore p'nawn pnawn heno neithiwr ddoe fory echdoe drennydd wythnos diwrnod cofio licio lico hoffi meddwl deud dweud gweud
ddeudodd ddwedodd wedodd medda meddai siarad sgwrsio chwarae chware gneud gwneud neud neu'i rhoid rhoi roid cael cal cau
gwitho gweithio gwaith iawn ofnadwy uffernol andros eitha digon gormod rhy 'rioed erioed byth wastad weithia weithie
ambell pam sut shwd shwt shwmae su'mae lle ble pryd pwy be' beth faint sawl pa un hwyl diolch croeso plîs sori bechod
"""

ENGLISH_PATTERNS = """
{place} Council is asking residents for their views.
We are moving to {place} next month.
The meeting will be held in {place} town hall.
{name} {surname} was born in {place} and went to school there.
Buses between {place} and {place} run every hour.
Please contact {name} {surname} for more information.
The road through {place} is closed until Friday.
A report by {surname} and others was published last year.
Properties for sale near {place}
{name} said that the school in {place} would stay open.
{surname} scored twice as {place} won away from home.
How do I get to {place} from here?
The library at {place} opens on Monday.
Planning application for land at {place}
Population of {place} by age
{name} and {name} are going to the shops.
Thank you, {name}, see you tomorrow.
from {place}
in {place} and {place}
near {place}
the {place} area
{name} {surname} is the new chair
"""

WELSH_PATTERNS = """
Mae Cyngor {place} yn gofyn am farn trigolion.
Rydyn ni'n symud i ardal {place} fis nesaf.
Bydd y cyfarfod yn cael ei gynnal yn neuadd y dref, {place}.
Ganed {name} {surname} yn ardal {place} ac yno yr aeth i'r ysgol.
Mae bysiau rhwng {place} ac ardal {place} bob awr.
Cysylltwch â {name} {surname} i gael rhagor o wybodaeth.
Mae'r ffordd trwy ganol {place} ar gau tan ddydd Gwener.
Cyhoeddwyd adroddiad gan {surname} ac eraill y llynedd.
Tai ar werth ger {place}
Dywedodd {name} y byddai ysgol {place} yn aros ar agor.
Sgoriodd {surname} ddwywaith wrth i dîm {place} ennill oddi cartref.
Sut mae cyrraedd {place} o'r fan hon?
Mae'r llyfrgell ger {place} yn agor ddydd Llun.
Cais cynllunio ar gyfer tir ger {place}
Poblogaeth {place} yn ôl oedran
Mae {name} a {name} yn mynd i'r siopau.
Diolch, {name}, wela i di fory.
o gyfeiriad {place}
yn ardal {place}
ger {place}
ardal {place}
{name} {surname} yw'r cadeirydd newydd
"""

PLACE_WORDS = """
allt argoed bachau babell beddau berwyn betws blaenau bont bryn bryniau bwlch bylchau caerau cantref capel carnedd cemaes
ceunant cloddiau cog corlannau crai creigiau cribyn cutiau cwm cwrt cymer dawn ddôl deri derwen dinas dolydd dulas
dyffryn fagwyr felindre fforest ffrith ffynnon fron gaer garreg gaerwen garth gegin gell gelli gerlan gilfach golch
gorsedd graig groesffordd gwastad gyfeillion hafod hendre hiraeth lawnt llong llidiardau melinau milwr mawr marian morfa
mynachdy neuadd onnen pandy paradwys parc pennant pentir pentre pistyll porth ram rhiw rhos rhyd sarn sarnau sling
talwrn ton trap tywyn wern waun ynys ysbyty ystrad
"""
"""Names of settlements that are ordinary words of Welsh as well: they stay Welsh."""

AREAS = "gwynedd conwy powys ceredigion dyfed clwyd gwent eryri arfon meirionnydd llŷn bangor"
"""Areas and a city with one name in both languages that are not in the list of settlements, or common in Welsh."""

WELSH_LABELS = """
adborth addysg adeilad adeiladau adnabod adnoddau adran adrannau adroddiad adroddiadau aelod aelodau amaethyddiaeth
amcan amcangyfrif amgylchedd amlder amser anabl anabledd anghenion anhysbys anifeiliaid ansawdd anweithgar arall ardal
ardaloedd arian arolwg arolygon asiantaeth atebion awdurdod awdurdodau aws baban beicio benyw benywod bil biliau
blwyddyn blynyddoedd blynyddol bwrdd bwyd byrddau bysiau cadeirydd cais canlyniad canlyniadau canol canolfan
canolfannau canolrif canran canrannau carchar cartref cartrefi categori categorïau ceisiadau chw chwe chwef chwefr
cleifion cludiant coedwigaeth coleg colegau colofn costau crefydd croeso cronfa cwestiwn cwestiynau cwmni cwmnïau cwrs
cwynion cychwyn cyfanswm cyfansymiau cyfartaledd cyfeiriad cyfeiriadau cyfeirnod cyfenw cyffredin cyflog cyflogaeth
cyflogau cyflwr cyfnod cyfradd cyfraddau cyfran cyfrif cyllid cyllideb cymraeg cymru cymuned cymunedau cynghorau
cynghorydd cyngor cynllun cynlluniau cynllunio cynnydd cynnyrch cynradd cyrsiau cysylltu cysylltwch damwain damweiniau
dangosydd dangosyddion dechrau derbyn derbyniadau dewis dinas disgrifiad disgybl disgyblion diwedd diweddaru
diweddarwyd diweithdra diwrnod diwrnodau diwydiannau diwydiant diwylliant dogfen dogfennau dosbarth dosbarthiad
dwyrain dwysedd dyblyg dydd dyddiad dyddiadau dyddiol dyn dynion dŵr ebr economi eiddo elusen elusennau enillion enw
enwau eraill ethnig etholaeth etholaethau etholiad ewro fferm ffermydd ffi ffigur ffigurau ffioedd ffonio ffordd ffydd
ffynhonnell ffyrdd ffôn galwedigaeth genedigaethau genethod geni gofal gofalwr gofalwyr gogledd gor gorff gorllewin
gorsaf gorsafoedd gradd graddau grantiau grwpiau grŵp gwariant gwasanaeth gwasanaethau gwastraff gwe gweddw gwefan
gweithgaredd gweithgareddau gweithlu gweithwyr gwely gwelyau gwenwyn gwerth gwerthiant gwerthoedd gwlad gwledig
gwledydd gwryw gwrywod gwybodaeth gwyrdd haen hamdden hanes heddlu hil hunaniaeth hyd hyfforddiant hŷn iaith iau ie
iechyd ieithoedd incwm ion isaf israddedig lefel lefelau llai llawn llawr lleoedd lleol lleoliad lleoliadau llesiant
llety llif llinell lliw llu llun lluniau llyfr llyfrau llyfrgell llyfrgelloedd llygredd llys llysoedd llywodraeth
lwfans maint manylion marwolaeth marwolaethau mathau maw med meddyg meddygon meh menyw menywod mer merch merched mesur
mesurau mewnforio mis misoedd misol mudo myfyriwr myfyrwyr mynediad nac naddo nage nam natur neges nifer niferoedd
nodau nodiadau nodyn nos oed oedolion oedolyn oedran oedrannau oriau pawb pellter pennaeth pensiwn pensiynwyr
perchennog pobl poblogaeth porthladd prawf preifat preswylwyr priod priodas priodasau pris prisiau profion prosiect
prosiectau pwnc pwysau pynciau pysgodfeydd pysgota rha rhag rhagolwg rhanbarth rhanbarthau rhent rhenti rhestr rheswm
rhiant rhieni rhif rhifau rhyw rhywedd safle safleoedd safon safonau sefydliad sefydliadau sgiliau sgôr siroedd statws
sul swm swydd swyddfa swyddi symiau tac tach tai taldra taliad taliadau tanwydd teitl teulu teuluoedd tir tlodi tocyn
tocynnau traffig trafnidiaeth tref trefi trefol treth trethi trigolion trosedd troseddau troseddu trwydded trwyddedau
tymheredd tymor tystysgrif tŷ uchaf uned unedau uwch uwchradd wardiau wythnos wythnosau wythnosol ymarfer ymateb
ymatebion ymchwil ymweliad ymweliadau ymwelwyr ynni ysbytai ysbyty ysgol ysgolion ystad ystadegau ystod ôl
"""
"""One-word headings, categories and buttons of Welsh public data, with months and days cut short.

Words that are as much English (`plant`, `sector`, `mai`, `mar`, `sad`) are not here.
"""

ENGLISH_LABELS = """
address adult adults age ages amount annual answer answers applications apr april area areas aug august average beds
births board budget building buildings buses business carers category census charity children city class code codes
college colleges column comments community companies complaints contact costs council councils count country county
courses crime crimes culture daily date dates day days deaths dec december decrease density department description
details disability disease district districts document documents earnings east economy education elections email
employment end energy english environment error estimate ethnicity expenditure farms feb february fee fees female
figures finance fisheries floor food forestry frequency fri friday fuel full gender girls government grade grants
group groups growth health help home homes hospital hospitals hour hours house housing identity income increase
indicator indicators industry information jan january job jobs jul july jun june justice key label language languages
length level levels libraries library licence list living local location locations lower male march marital maximum
may mean measure measures median member members men method migration minimum mon monday month monthly months mortality
name names nationality nature next north note notes nov november number numbers occupation oct october office officers
other others outcome outcomes owner parents part patients payment payments pension people percent percentage period
persons phone place planning police pollution population postcode poverty price prices primary prison project projects
property provider provisional public published pupils quality quarter question questions range rank rate rates ratio
reason reference region regions religion report reports residents response responses result results road roads rounded
row rural salary sales sat saturday school schools score search secondary sep sept september series service services
sex size skills social source south start statistics status street students subject sun sunday suppressed survey table
taxes term thu thur thurs thursday ticket title total totals tourism town towns trade traffic training transport
travel trend tue tues tuesday type types unemployment unit units universities university unknown updated upper urban
users value values vehicle vehicles visitors visits wages waiting ward wards waste water wealth website wed wednesday
weds week weekly weeks welcome welfare wellbeing west women workers workforce year yearly years yes young youth
"""
"""The same in English."""
