"""What a decision sends into the future, and when that is expected: ``Sagen genoptages i september``. The
words decide; a work, a visit or a payment of a later time is no promise of the case."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from graph.base.remembered import of_one_text
from graph.minutes.dates import MONTHS
from graph.minutes.document import Document
from graph.minutes.model import FollowUp
from graph.municipality.profile import Profile
from graph.wording.alternatives import small
from graph.wording.clauses import CASE
from graph.wording.later_times import HAS_BEEN, later_times
from graph.wording.mentions import known_agents
from graph.wording.names import PARTY_NAMES
from graph.wording.numerals import NUMBER
from graph.wording.voters import read_voters

# A stop ends a sentence before a capital or the number of a point, so "ca. 3 mio. kr." has none inside, and
# "pr. 31. marts" neither.
_SENTENCE = re.compile(
    rf"(?:[^.!?]|\.(?!\s+(?:[A-ZÆØÅ]|\d{{1,2}}[.)]\s(?!\s*(?:{'|'.join(MONTHS)})(?!\w)))|\s*$))+[.!?]?"
)
_LEAD_IN = re.compile(r"[\s,;.]*(?:og\s+)?")
_REPORT = (
    r"(?:\w*status\w*|\w*orientering\w*|\w*evaluering\w*|\w*redegørelse\w*|\w*opfølgning\w*|\w*opsamling\w*|\w*tilbagemelding\w*"
    r"|\w*afrapportering\w*|\w*måling\w*|\w*opgørelse\w*|\w*rapport(?:en|er|erne)?|\w*oplæg\w*|\w*notat\w*"
    r"|\w*oversigt(?:en|er)?|\w*beregning(?:en|er|erne)?|\w*vurdering(?:en|er|erne)?|\w*prognose(?:n|r|rne)?|\w*analyse(?:n|r|rne)?|indstilling(?:en)?)"
)
_PLAN = (
    r"(?:[\w-]*forslag(?:et)?|udkast(?:et)?|\w*plan(?:en)?|\w*model(?:len|ler)?|kommissori(?:um|et)|ny\s+sag|(?<=en\s)sag"
    r"|scenari(?:er|erne)|resultat(?:et|er|erne)?|erfaringer(?:ne)?|tal(?:lene)?|løsning(?:en|er)?)"
)
_WORDS = r"(?:\w+\s+){0,5}?"
"""A few words inside a clause: what stands between a verb and what belongs to it."""
_BODY = (
    r"(?:\w*udvalget|byrådet|kommunalbestyrelsen|direktionen"
    r"|(?:\w+\s+){0,4}?\w*(?:møde(?:t)?|seminar(?:et)?))"
)
_AGAIN = r"(?:igen|på\s+ny|påny|fornyet|tilbage)"
_WILL = r"(?:skal|vil|bliver|bør|forventes|ventes|ønskes|ønsker|ønskede)"
_ASKS = r"(?:be(?:de)?r|bad|anmode[rd]e?|pålægger|pålagde|opfordre[rd]e?)"
_TO_TELL = (
    r"(?:drøfte|behandle|evaluere|revurdere|genoptage|genbesøge|følge\s+op|vende\s+(?:tilbage|retur)|se\s+(?:igen\s+på|på(?=,|\s*\Z|\s+(?:sagen|punktet|emnet|temaet|spørgsmålet)(?!\w)))|redegøre|orientere"
    r"|fremlægge|forelægge|præsentere|(?:træffe|tage)\s+(?:\w+\s+)?(?:beslutning|stilling))"
)
_HANDLING = (
    r"(?:(?:gen)?behandling|drøftelse|(?:godkend|vedtag)else|stillingtagen|beslutning|(?:fore|frem)læggelse)"
)
_COMES = (
    # "udskyde anlægget" is no case
    rf"(?:udsæt|udskyd)(?!(?:te|er?)\s+(?!{CASE}|\w*behandlingen|beslutningen|drøftelsen)\w{{3,60}}(?:en|et|ne)(?!\w))\w*"
    r"|udsatte\s+(?:sagen|punktet|behandlingen|beslutningen)|skydes",
    r"genoptag\w*|genbehandl\w*|genovervej\w*|genfrem(?:sættes?|lægges?|lagt|sat)|genvurderes|genbesøges|genoptræder",
    r"forelægges?|fremlægges?|præsenteres|evalueres|revurderes",
    rf"lægges\s+{_WORDS}(?:frem|op)\s+(?:for|til|i)|lægges\s+{_WORDS}frem",
    rf"(?:drøftes|behandles|vurderes|overvejes|prioriteres|besluttes)\s+{_WORDS}{_AGAIN}",
    rf"{_AGAIN}\s+(?:drøftes|behandles|vurderes|overvejes|på\s+dagsordenen)",
    rf"(?:drøftes|behandles|godkendes|vedtages|besluttes|afgøres)\s+(?:endeligt\s+)?(?:i|af|på|ved)\s+{_BODY}",
    r"tages\s+(?:\w+\s+)?op|tages\s+(?:(?:med|på)\s+)?igen|tages?\s+(?:sagen|punktet|emnet|spørgsmålet)\s+op|sam(?:les|ler|le)\s+op|bringes\s+(?:\w+\s+){0,3}op|følges\s+op|afrapporteres|rapporteres",
    r"dagsordenssæt\w*|møde\w*\s+om\s+(?:sagen|punktet|emnet|temaet)\s+(?:af)?holdes|(?:af)?hold(?:es|er)\s+(?:\w+\s+){0,2}møde\w*\s+om\s+(?:sagen|punktet|emnet|temaet)",
    rf"indkalde[rs]\s+til\s+(?!\w*(?:borger|åbning|info|orientering)\w*møde)\w*(?:møde|drøftelse)\w*\s+{_WORDS}om\s+(?:sagen|punktet|emnet|temaet)",
    r"tages\s+med\s+(?:på|i|til)\s+(?:\w+\s+)?\w*(?:budget|opfølgning|møde|revision|drøftelse)\w*",
    rf"ønskes\s+{_WORDS}(?:{_REPORT}|{_PLAN})",
    rf"(?:sæt|optag)(?:tes|ter|te|es)\s+(?:{_WORDS}på\s+{_WORDS}\w*dagsordene?n?|på)",
    r"komme[rs]?\s+(?:igen|tilbage|på\s+(?:igen|dagsordenen))|tilbagemelding\w*|status\s+gives",
    rf"komme[rs]?\s+{_WORDS}til\s+{_WORDS}{_HANDLING}",
    rf"(?:til|på)\s+(?:ny|fornyet|endelig|videre|politisk)\s+{_HANDLING}|til\s+(?:et\s+)?(?:opfølgnings|status|evaluerings)møde",
    rf"(?:er|står|skal)\s+{_WORDS}på\s+{_WORDS}\w*dagsorden(?:en)?",
    r"(?:at\s+se|ses\s+der)\s+(?:\w+\s+){0,3}?på(?=[^.;]{0,80}?\b(?:igen|om)\b)",
    r"ser\s+(?:igen\s+)?på\s+(?:sagen|punktet|forslaget)|(?:sagen|punktet)\s+(?:igen|tilbage|på\s+ny)"
    r"|(?:sagen|punktet)\s+(?:hviler?|afventer)|i\s+bero|(?<=\A)afventer",
    rf"tage[rs]?\s+{_WORDS}stilling|træffe[rs]\s+{_WORDS}beslutning|beslutning(?:en)?\s+(?:om\s+{_WORDS})?træffes",
    rf"(?:gives|gøres|laves|foretages|udarbejdes|gennemføres|fremsendes|forelægges|sendes|aflægges)\s+{_WORDS}{_REPORT}",
    rf"(?:skal|vil|bør)\s+{_WORDS}foreligge\s+{_WORDS}(?:{_REPORT}|{_PLAN})",
    rf"{_WILL}\s+{_WORDS}"
    r"(?:forelagt|fremlagt|evalueret|revurderet|genoptaget|genbehandlet|genvurderet|præsenteret|taget\s+op|sat\s+på|lagt\s+frem)",
)
"""What is said of a case that comes again."""
_HAPPENS = (
    r"(?<!blev\s)(?<!var\s)(?:udsat|udskudt)|(?:udsat|udskudt),?\s+(?:ind)?til|drøftes|behandles|revideres|opdateres",
    r"skubbes|(?:flyttes|rykkes|overføres|oversendes|henvises)\s+(?:\w+\s+){0,2}til\s+(?:\w+\s+){0,3}\w*møde(?:t)?(?!\w)",
    rf"{_WILL}\s+{_WORDS}(?:drøftet|behandlet|klar)|fortsætte[rs]?|ses\s+{_WORDS}{_AGAIN}"
    rf"|(?:endelig\s+)?{_HANDLING}\s+(?:forventes|ventes|sker)|sker|finder\s+sted|(?:for)?ventes\s+(?:at\s+)?(?:færdig|foreligge|være\s+klar)",
)
"""What is said of a case, and of schools as well: a promise where the case is the subject, or nothing."""
_HAS = (
    r"(?:får|modtager(?!\s+\w+\s+til(?!\w))|ønske[rd]e?|forvente[rd]e?|afvente[rd]e?|imødeser|ser\s+frem\s+til|efterlys(?:er|te)"
    r"|be(?:der|d|de)\s+om|bad\s+om|anmode[rd]e?\s+om|(?:skal|vil)\s+(?:\w+\s+){0,3}?(?:have|se|høre|modtage|gives))"
)
_TELLS = (
    rf"melde[rs]?\s+{_WORDS}tilbage|vende[rs]?\s+{_WORDS}(?:tilbage|retur)(?!\s+fra(?!\w))|følge[rs]?\s+{_WORDS}op",
    rf"orienterer\s+(?:igen\s+)?(?:i|til|inden)\s+(?:{'|'.join(MONTHS)})(?!\s+måneds\b)",
    r"orienteres|drøfter|behandler|genoptager|genbesøger|(?:re)?evaluerer|revurderer|redegøre?r?|(?:af)?rapporterer",
    r"orientere?r?\s+(?:igen\s+)?(?:udvalget|byrådet|direktionen|om\s)",
    rf"(?:(?:vil|skal|bedes|pålægges\s+at|anmodes\s+om\s+at|(?:beslutte(?:de|r)|aftal(?:te|er)|love(?:de|r)|agter|planlægger|er\s+enige\s+om|enedes\s+om)\s+at)\s+{_WORDS}|{_ASKS}\s+{_WORDS}(?:om\s+)?at\s+{_WORDS})(?:\w+\s+)?{_TO_TELL}",
    rf"(?:fremlægger|forelægger|præsenterer|(?:giver|afgiver|(?:af)?leverer|fremsender|udarbejder|laver|kommer\s+{_WORDS}med)"
    rf"(?=[^,.;]{{0,80}}\b(?:{_REPORT}|{_PLAN})(?!\w)))",
    rf"sætter\s+{_WORDS}på\s+{_WORDS}\w*dagsordene?n?|tager\s+{_WORDS}op(?:\s+igen)?"
    rf"|(?:tager|holder|får)\s+{_WORDS}(?:ny|fornyet|endelig|opfølgende)\s+{_HANDLING}",
    rf"{_HAS}\s+{_WORDS}(?:{_REPORT}|{_PLAN}|forelagt|genoptaget|fremlagt|{_AGAIN}|at\s+(?:se|få|drøfte|behandle)\s+{_WORDS}{_AGAIN})",
    rf"(?:bedes|anmodes\s+om\s+at|pålægges\s+at|skal|(?:får|fik)\s+til\s+opgave\s+at)\s+{_WORDS}(?:komme\s+med"
    rf"|(?:udarbejde|forberede|fremsende|levere)\s+(?:\w+\s+){{0,3}}(?:{_REPORT}|{_PLAN}))",
)
"""That somebody will be told: a promise of the case where a body, the administration or nobody is named."""
_LATER = re.compile(
    rf"\b(?:{'|'.join(_COMES)}|(?P<happens>{'|'.join(_HAPPENS)})|(?P<tells>{'|'.join(_TELLS)}))\b|^\W*(?:til\s+)?(?:ny|næste|fornyet|endelig)\s+(?:{_HANDLING}|{_REPORT})(?!\w)"
    rf"|^\W*(?:status|evaluering|opfølgning|tilbagemelding|afrapportering)\s+(?=(?:i|om|til|inden|senest|primo|medio|ultimo)\s)",
    re.IGNORECASE,
)
_THOSE_OF_THE_CASE = re.compile(
    r"\b(?:(?:forvaltningen|administrationen|udvalget|direktionen|chefen|direktøren),\s+(?:der|som)"
    r"|(?:\w*udvalget|\w*forvaltningen|administrationen|direktionen|byrådet|kommunalbestyrelsen|borgmesteren|\w*sekretariatet|formanden"
    r"|\w*(?:chefen|direktøren)|(?:arbejds|styre|projekt|følge)gruppen|sagen|punktet|emnet|spørgsmålet|forslaget|det\s+(?:aftal|beslut)tes,\s+at)"
    r"|(?<!,\s)der)\b",
    re.IGNORECASE,
)
_LEADS_TO_A_VERB = re.compile(
    r"\s+(?:(?:skal|vil|bør|løbende|herefter|derefter|derfor|også|igen|ligeledes|samtidig|efterfølgende|årligt|halvårligt|kvartalsvist|månedligt)\s+){0,3}",
    re.IGNORECASE,
)
_THE_CASE = (
    r"(?:(?:sagen|sag|(?:dette\s+)?punkt(?:et)?|den\s+igen|emnet|temaet|spørgsmålet"
    r"|mødet|behandlingen|drøftelsen|beslutningen|indstillingen|det)(?!\w)"
    rf"|(?:(?:den|det|de|ny|nyt|nye|næste|en|et|endelig|endelige|endeligt|revideret|reviderede)\s+){{0,2}}(?:{_PLAN}|{_REPORT})(?!\w))"
)
_CLAUSE_BEGINS = re.compile(r"[,;:]|(?<!\w)(?:at|og|men|hvorefter|så)(?!\w)", re.IGNORECASE)
_OF_THE_CASE = re.compile(
    rf"\W*(?:(?:herefter|derefter|derfor|dog|inden|før|når|punkt\s+\d+)\s+)?{_THE_CASE}|\W*(?:godkend|tiltr|vedt|anbefal|udsat|udsæt|drøft|taget\s)",
    re.IGNORECASE,
)
_OPENS_WITH_A_TIME = re.compile(
    r"\W*(?:i|til|om|inden|efter|når|på|den|primo|medio|ultimo|herefter|derefter|derfor|dog)(?!\w)",
    re.IGNORECASE,
)
_CASE_BEHIND = re.compile(rf"\s+(?:(?:herefter|derefter|derfor|dog|igen)\s+)?{_THE_CASE}", re.IGNORECASE)
_NOT = r"(?<!\w)(?:ikke(?!\s+(?:alene|kun|blot|bare|mindst|senere)(?!\w))|hverken|aldrig)(?!\w)"
_DENIES = re.compile(_NOT, re.IGNORECASE)
_NOT_BEHIND = re.compile(rf"\s+(?:\w+\s+){{0,2}}?{_NOT}", re.IGNORECASE)
# "finder ikke anledning til at genoptage": what a denied verb leads to is denied.
_NOT_BEFORE = re.compile(
    rf"{_NOT}\s+(?:\w+\s+){{0,2}}\Z|(?:{_NOT}|(?<!\w)(?:ingen|intet|afstår|afstod|undlader|undlod|fraråder))\s+(?:\w+\s+){{0,4}}at\s+(?:\w+\s+){{0,2}}\Z",
    re.IGNORECASE,
)
_CAN_BEFORE = re.compile(
    r"(?<!\w)(?:kan|kunne)\s+(?:\w+\s+){0,3}\Z|(?<!\w)(?:uden|i\s+stedet\s+for)\s+at\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(
    r"(?<!\w)(?:blev|var|er)\s+(?:(?!planlagt|\w*ventet|besluttet|aftalt|vedtaget|ønsket)\w+\s+)?\Z",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"gen\w+t", re.IGNORECASE)
_PARTICIPLE_OR_PASSIVE = re.compile(r"genoptag(?:es|et)", re.IGNORECASE)
# "Byggeriet genoptages": what goes on as it did, and is no case.
_OF_WORKS = re.compile(
    r"(?<!\w)\w*(?:arbejde|byggeri|drift|kørsel|undervisning|produktion|udgravning|trafik|sejlads|aktivitet|betaling|levering|træning)"
    r"(?:n|t|et|en|er|erne|s)?\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_SO_THAT = re.compile(r"(?<!\w)(?:så|således)\s+(?:at\s+)?(?:\w+\s+){0,3}\Z", re.IGNORECASE)
# "Udsættelsen fra maj gælder ikke": what is said of a postponement stands far behind it.
_NOT_VALID = re.compile(rf"\Audsættelse\w*+[^,;:]{{0,200}}?{_NOT}", re.IGNORECASE)
_PEOPLE = (
    r"(?<!\w)(?:elev|barn|børn|borger|beboer|medarbejder|ansøger|lejer|bruger|patient|nabo|ejer|lods?ejer|grundejer|bygherre|entreprenør"
    r"|klager|forpagter|virksomhed|lærer|pædagog|forældre|unge|ledige|kursist|deltager|folketing|regering|region(?-i:\s+[A-ZÆØÅ]\w+)?|staten|KL"
    rf"|elevråd|(?-i:{PARTY_NAMES})|(?!kommunal)[\w-]{{0,40}}(?:ministeri|(?<!be)styrelse|forening|firma|selskab|domstol|direktorat|regionsråd)|[\w-]{{3,40}}nævn)(?:e|n|en|et|er|erne|ne|ene)?"
)
_OTHERS = re.compile(_PEOPLE, re.IGNORECASE)
_BY_OTHERS = re.compile(
    rf"[^,;:.]{{0,40}}\saf\s{_PEOPLE}(?!\w)(?!\s+(?:og|samt)\s+(?:kommune|forvaltning|administration|\w*udvalg|direktion))",
    re.IGNORECASE,
)
# "Eleverne evalueres": people are not taken up again.
_OF_PEOPLE = re.compile(
    rf"{_PEOPLE}\s+(?:(?:(?:for)?vente[rs]|skal|vil|agter|planlægger)\s+(?:at\s+)?(?:\w+\s+)?)?\Z",
    re.IGNORECASE,
)
# "og fjerne" and ", hvor sagen" go on with the clause before them, "og sagen" does not.
_CLAUSE = re.compile(
    r"(?:(?!\s(?:og\s+(?!\w{3,60}e\s)|men\s|så\s|hvorefter\s))(?:[^,;:]|,(?=\s+hvor\s)))+", re.IGNORECASE
)
_DUTY_OF_OTHERS = re.compile(
    rf"{_PEOPLE}\s+(?:skal|pålægges|påbydes|forpligtes|har\s+pligt)(?!\w)|(?<!\w)(?:skal|pålægges|påbydes|forpligtes)\s+(?:den\s+|de\s+)?{_PEOPLE}(?!\w)",
    re.IGNORECASE,
)
_OF_GUESTS = re.compile(r"(?<!\w)(?:inviter\w*|indby(?:d|des|der)|indbudt|deltage[rs]?)(?!\w)", re.IGNORECASE)
# "i sin byrådsgruppe": what a member takes home.
_AT_A_PARTY = re.compile(
    r"(?<!\w)(?:sit|sin|deres|partiets|partiernes)\s+(?:eget\s+|egen\s+)?"
    r"(?:parti(?:s|gruppe|forening)?|(?:byråds|kommunalbestyrelses)?gruppes?|bagland|generalforsamling|landsmøde)(?!\w)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"(?<!\w)(?:afvis(?:te|er|es|t)|afslog|afslår|forkast(?:er|ede|es|et)|nedstemte|modsatte\s+sig|stemte\s+imod|var\s+imod)(?:,?\s+at\s|\s)"
    r"(?:(?!,\s+(?:men|og|hvorefter|idet|så)\s|\s+men\s|\s+og\s+\w*(?:ede|satte|sendte|bad|traf|tog|drog)(?!\w))[^;:])*"
    rf"|{_NOT}\s+(?:\w+\s+){{0,2}}?(?:aftal[te]|enighed|besluttet|vedtaget|planlagt|bestemt|lovet)(?:\s+om)?"
    r"(?:,?\s+at\s(?:(?!,\s+(?:men|og|hvor(?:efter|for|på)|idet|så)\s|\s+men\s)[^;:])*|\s(?:(?!\s(?:men|og|hvor(?:efter|for|på)|idet|så)\s)[^,;:])*)"
    r"|(?<!\w)(?:[\w-]*forslag(?:et)?|ønske(?:t)?|anmodning(?:en)?|begæring(?:en)?)\s+(?:(?:fra|af)\s+[^,;:]{1,60}?\s+)?(?:om|til)(?!\w)"
    r"(?:(?!\s(?:vedtog|vedtaget|tiltrådt|godkendt|men|mens)(?!\w))[^;:]){0,400}?\s"
    r"(?:faldt|falder|bortfald\w*|forkast\w*|nedstem\w*|afvis\w*|ikke\s+(?:\w+\s+)?(?:vedtaget|tiltrådt|godkendt|imødekommet|flertal))(?!\w)",
    re.IGNORECASE,
)
"""What was proposed and is not to be, or was not agreed on."""
_QUESTION = re.compile(
    r"(?:(?:,|\sog)\s+(?:om|hvornår)|(?<!\w)hvorvidt)\s+"
    rf"(?!nødvendigt|muligt|fornødent|lidt|(?:(?:cirka|ca\.|senest)\s+)?(?:{NUMBER}|kort(?:ere)?|føje|længere|nogen|nogle|få)\s"
    r"(?:\w+\s+)?(?:tid|dage?|uger?|måned(?:er)?|kvartal(?:er)?|år)(?!\w))[^,;:]*",
    re.IGNORECASE,
)
"""What is asked: `drøftede, om sagen skal genoptages i juni`; a time behind `om` is none."""
_CONDITION = re.compile(
    r"(?<!\w)(?:hvis|såfremt|dersom|medmindre)\s(?:(?!\s\w+es\s+(?:sagen|punktet|emnet|spørgsmålet)(?!\w))[^,;:])*"
    r"(?:,\s+(?:at|som|der)\s[^,;:]*)*",
    re.IGNORECASE,
)
"""What may be; what then comes of it stands outside."""
_WANTS = re.compile(
    r"(?<!\w)(?:(?:foresl(?:og|år)|begære(?:de|r)|opfordre(?:de|r)\s+til|ønske(?:de|r)|ville\s+have|vil\s+have|anbefale(?:de|r)|henstille(?:de|r)\s+til"
    r"|(?:anmode(?:de|r)|bad|beder)\s+om|indstiller?(?:de)?|støtte(?:de|r)|spurgte|spørger|håbe(?:de|r)|mente|mener|fandt|finder|udtalte|gav\s+udtryk|stemte\s+for|gik\s+ind\s+for|går\s+ind\s+for)(?!\w)"
    r"|(?:stille(?:de|r)|fremsat(?:te)?|fremsætter)\s+(?:et\s+|som\s+)?[\w-]{0,20}forslag(?!\w))",
    re.IGNORECASE,
)
# Those who are fewer than the body.
_FEWER = re.compile(
    r"(?<!\w)(?:mindretal(?:let)?|medlem(?:met|mer|merne)?|(?:næst)?formand(?:en)?|borgmesteren)(?!\w)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?<!\w)(?:flertal(?:let)?|enigt?|enige|alle|samtlige|øvrige|enstemmigt|udvalget|byrådet)(?!\w)",
    re.IGNORECASE,
)
_ONE_OR_TWO = re.compile(r"\s+(?:(?:et|en|to|flere|enkelte|nogle)\s+)?", re.IGNORECASE)
_STOP = re.compile(r"[.!?](?:\s|$)")
_TURN = re.compile(
    r";|,?\s+men\s|,?\s+mens\s|,\s+(?:hvorefter|hvorpå|og\s+(?:det|udvalget|byrådet))\s", re.IGNORECASE
)
_SAID_AT_ADOPTION = r"(?:(?:enstemmigt|herefter|derefter|også|dermed|således|derfor|så)\s+){0,3}"
_PROPOSAL = r"(?<!at\s)(?<!\w)(?:(?:ændrings|mod)?forslaget|ønsket|begæringen)"
_ADOPTED = r"(?:vedtaget|tiltrådt|imødekommet)(?!\w)(?!,?\s+(?:at|til)\s)"
_WAS_ADOPTED = re.compile(
    rf"(?:{_PROPOSAL}(?:\s+om\s+\w+)?|(?<!at\s)(?<!\w)(?:dette|det|hvilket))\s+(?:blev|er)\s+"
    rf"(?:(?!og\s)\w+\s+){{0,6}}?(?:og\s+{_SAID_AT_ADOPTION})?{_ADOPTED}"
    rf"|(?<!\w)(?:vedtog|vedtager|tiltrådte|tiltræder|imødekom|tilsluttede\s+sig|fulgte)\s+{_SAID_AT_ADOPTION}"
    rf"(?:{_PROPOSAL}(?!\s+(?:til|fra)(?!\w))|(?:dette|det)(?=\s*(?:[.,;]|\Z)))"
    r"|(?<!\w)(?:enige?\s+(?:heri|herom)|enighed\s+(?:herom|om\s+(?:dette|det|forslaget)(?=\s*(?:[.,;]|\Z))))(?!\w)",
    re.IGNORECASE,
)
"""That the proposal, and nothing else, was adopted, in the sentence that tells it or the next."""
_ADOPTED_IN_SHORT = re.compile(rf"\W*(?:{_PROPOSAL}\s+)?{_SAID_AT_ADOPTION}{_ADOPTED}", re.IGNORECASE)
_FELL = re.compile(
    r"(?<!\w)(?:ned(?:stemt|lagt)|forkast|afvis|afslå|afslag|faldt|bortfald)\w*|(?<!\w)nægt", re.IGNORECASE
)
_THE_CASE_ITSELF = re.compile(r"(?:sagen|punktet|emnet|spørgsmålet|forslaget)(?!\w)", re.IGNORECASE)
_SUBORDINATE = re.compile(r"(?<!\w)(?:at|idet|så|hvorefter|hvorpå|ligesom)\s+\Z", re.IGNORECASE)
_FEW_WORDS = re.compile(r"\s+(?:[\w./]+\s+){0,7}")
_ONE_WORD = re.compile(r"\w+\s+")
_AND_TELLS = re.compile(r"\s[^,.;:]*\bog\s+", re.IGNORECASE)
# "udarbejder et oplæg til udvalgets møde i oktober": what those of the case do for a later meeting.
_FOR_A_MEETING = re.compile(
    r"\b(?:på|til|ved)\s+(?:(?:\w{2,60}s|det|sit|et|næste|kommende|førstkommende|første|ordinære)\s+){0,3}"
    r"(?:(?:tema|byråds|kommunalbestyrelses|udvalgs|direktions)?møde(?:t)?|(?:budget|tema)?seminar(?:et)?)\s+"
    r"(?=(?:i|den|om|primo|medio|ultimo)\s)",
    re.IGNORECASE,
)
# "overføres til mødet den 7. juni", "inviteres til udvalgets møde": whatever is done, the case is before it.
_TO_THEIR_MEETING = re.compile(
    r"(?<=\w\s)(?:på|til|ved)\s+(?:(?:(?:\w*udvalgets|byrådets|kommunalbestyrelsens|direktionens)\s+)?(?:det\s+)?"
    r"(?:næste|kommende|førstkommende|ordinære)\s+)?(?:(?:udvalgs|byråds|tema)?mødet|(?<=s\s)møde|(?<=e\s)møde)\s+"
    r"(?=(?:i|den|primo|medio|ultimo|her\s+i)\s)",
    re.IGNORECASE,
)
_PREPARES = re.compile(
    r"(?<!\w)(?:udarbejd|forbered|fremsend|lever|undersøg|afdæk|beregn|formuler|kvalificer|fremlæg|forelæg|præsenter|redegør|orienter"
    r"|(?:medbring|kommer\s+med))",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:blev|fik|var|havde|har|er\s+blevet|\w+(?:ede|tog|traf|gav|sendte|meldte))\b", re.IGNORECASE
)
# What was put off once and is done now is no promise.
_DONE_NOW = re.compile(
    r"\bnu\s+(?:er\s+|blev\s+)?(?:godkend|tiltr|vedtag|behandle|drøfte|afslutte)"
    r"|\b(?:godkend|tiltr|vedtag|afslutte)\w*\s+nu\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?<!\w)(?:når|så\s+snart|først\s+når|indtil|hvis|såfremt|i\s+tilfælde\s+af|i\s+forbindelse\s+med|afvente[rs]?)\s+\w[^.;,]*"
    r"|(?<!\w)til\s+(?:\w+\s+){1,5}(?:er|foreligger|har|kommer)(?!\w)"
    r"|(?<!\w)(?:efter|ved)\s+(?:(?:den|det|de|\w+(?:s|ste|ende))\s+){0,3}\w{4,60}(?:en|et|ne)(?!\w)"
    r"|(?<!\w)(?:på|til)\s+(?:\w+\s+){0,2}(?:næste|kommende|førstkommende|efterfølgende)\s+(?:\w+\s+)?\w*møde(?:t|r)?(?!\w)"
    r"|\A[^.;]{5,300}?(?=,?\s(?:hvorefter|hvorpå)\s)",
    re.IGNORECASE,
)
"""What is waited for, where no time is told: an event, a paper, the next meeting."""
_AS_LONG_AS = re.compile(r"indtil(?!\w)", re.IGNORECASE)
_PUT_OFF = re.compile(r"(?<!\w)(?:ud(?:sat|sæt|skyd|skudt)|hviler|afvent|i\s+bero)", re.IGNORECASE)
_THEREUPON = re.compile(r",?\s(?:hvorefter|hvorpå)\s", re.IGNORECASE)
_RETURNS = re.compile(
    rf"(?<!\w)(?:{_AGAIN}|følges\s+op|gen(?:optag|behandl|fremsæt|fremlæg|vurder|overvej|besøg)\w*|fore(?:læg\w*|lagt)|hviler|afvent\w*|i\s+bero"
    rf"|udsat|udsæt\w*|udskyd\w*|udskudt|skubbes|flyttes|rykkes|overføres|\w*dagsorden(?:en)?|tager\s+stilling|beslutning|tages\s+op|orienter\w*|{_REPORT})(?!\w)",
    re.IGNORECASE,
)
_MAY = re.compile(r"(?<!\w)(?:kan|kunne|må)\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE)
_NEXT = 120
"""Characters of the sentence behind one, in which it may be told that it was adopted."""
_CLOSING = " .!?\n"
_LONGEST = 4000  # characters; a longer stretch without a stop is no sentence


_MEETS = ("møde", "seminar")


@cache
def _promising() -> tuple[tuple[re.Pattern[str], Sequence[str]], ...]:
    """What any promise has, over small letters: an expression for these alone goes much faster, and few
    sentences have it. Beside each are words of which it has one."""
    looks = (_LATER, ("",)), (_FOR_A_MEETING, _MEETS), (_TO_THEIR_MEETING, _MEETS)
    return tuple((re.compile(one.pattern), words) for one, words in looks)


@of_one_text
def _may_promise(words: str) -> bool:
    seen = small(words)
    return any(any(word in seen for word in looks) and one.search(seen) for one, looks in _promising())


def read_follow_ups(document: Document, start: int, raw: str, profile: Profile, day: date) -> list[FollowUp]:
    """Each time told in a sentence that sends the case into the future, with the body named for it, or the
    sentence where it tells what is waited for; ``raw`` are the words of a decision of that ``day``, which
    begin at ``start``."""
    found: list[FollowUp] = []
    for sentence in _SENTENCE.finditer(raw):
        words = sentence[0]
        if len(words) > _LONGEST or not _may_promise(words):
            continue
        agents = known_agents(profile).find(words)
        words = _of_the_decision(words)
        words = _without_wishes(words, raw[sentence.end() : sentence.end() + _NEXT])
        told = _CONDITION.sub(lambda clause: "·" * len(clause[0]), words)
        if _DONE_NOW.search(told) or not _promises(told, [m.quote.span for m in agents]):
            continue
        bodies = [(m.quote.span.start, m.name) for m in agents if m.kind == "body"]
        since, times = 0, later_times(told, day)
        if not times and (span := _waits(words)):
            outside = [name for place, name in bodies if not span[0] <= place < span[1]]
            lead = _LEAD_IN.match(words)
            begin = lead.end() if lead else 0
            quote = document.quote(
                start + sentence.start() + begin, start + sentence.start() + len(words.rstrip(_CLOSING))
            )
            found.append(FollowUp(quote, outside[-1] if outside else None, (), False))
        for begin, end, when, inferred in times:
            named = [name for place, name in bodies if since <= place < begin]
            lead = _LEAD_IN.match(words, since)
            since = lead.end() if lead else since
            if end == times[-1][1] and not _LATER.search(words, since, end):  # which comes behind the time
                end = max(end, len(words.rstrip(_CLOSING)))
            quote = document.quote(start + sentence.start() + since, start + sentence.start() + end)
            found.append(FollowUp(quote, named[-1] if named else None, when, inferred))
            since = end
    return found


def _of_the_decision(words: str) -> str:
    """The words with blanks for what is refused and what is others' to do, each character in its place."""

    def blank(part: re.Match[str]) -> str:
        return " " * len(part[0])

    def unless_others(clause: re.Match[str]) -> str:
        guests = _OF_GUESTS.search(clause[0]) and not _LATER.search(clause[0])
        if guests or _AT_A_PARTY.search(clause[0]):
            return blank(clause)
        theirs = _DUTY_OF_OTHERS.search(clause[0])
        before_us = _FOR_A_MEETING.search(clause[0]) or _TO_THEIR_MEETING.search(clause[0])
        return blank(clause) if theirs and not before_us else clause[0]

    return _CLAUSE.sub(unless_others, _QUESTION.sub(blank, _REFUSED.sub(blank, words)))


def _without_wishes(words: str, behind: str) -> str:
    """The words with blanks for what fewer than the body want, each character in its place, unless it was
    adopted: a minority, a party, members, somebody by name."""
    for wants in _WANTS.finditer(words):
        start = max((turn.end() for turn in _TURN.finditer(words, 0, wants.start())), default=0)
        lead = _LEAD_IN.match(words, start)
        subject = words[start : wants.start()]
        turned = _ONE_OR_TWO.match(words, wants.end())
        voters = read_voters(words, lead.end() if lead else start, wants.start(), subject=True)
        fewer = _FEWER.search(subject) or (voters is not None and voters.named)
        if not fewer and turned:  # "I stedet foreslog Venstre"
            voters = read_voters(words, turned.end(), subject=True)
            fewer = _FEWER.match(words, turned.end()) or (voters is not None and voters.named)
        if not fewer or _MORE.search(subject):
            continue
        turn = _TURN.search(words, wants.end())
        end = turn.start() if turn else len(words)
        if not _is_adopted(words[wants.end() :]) and not _is_adopted_next(_STOP.split(behind, 1)[0]):
            words = words[: wants.start()] + " " * (end - wants.start()) + words[end:]
    return words


def _is_adopted(words: str) -> bool:
    """Whether words tell of a wish, and of nothing else, that it was adopted, and do not deny it."""
    for adopted in _WAS_ADOPTED.finditer(words):
        clause = _CLAUSE_BEGINS.split(words[: adopted.start()])[-1] + words[adopted.start() : adopted.end()]
        if not _DENIES.search(clause) and not _FELL.search(clause):
            return True
    return False


def _is_adopted_next(sentence: str) -> bool:
    """Whether the sentence behind a wish tells that it was adopted, perhaps in a word (``Vedtaget.``)."""
    return _is_adopted(sentence) or _ADOPTED_IN_SHORT.match(sentence) is not None


def _waits(words: str) -> tuple[int, int] | None:
    """Where a sentence that sends the case into the future tells what it waits for, if it comes back then."""
    until = _UNTIL.search(words)
    if until is None or not _RETURNS.search(words):
        return None
    if _AS_LONG_AS.match(until[0]) and not _PUT_OFF.search(words):
        return None  # "en status på hvert møde, indtil ventetiden er kort"
    if _THEREUPON.match(words, until.end()) and _PAST.search(words):
        return None  # "Udvalget holdt pause, hvorefter sagen blev genoptaget"
    if not words[: until.start()].strip() and HAS_BEEN.match(words, until.end() + 1):
        return None  # "Efter høringen har udvalget genoptaget sagen"
    if any(_MAY.search(words[max(0, one.start() - 80) : one.start()]) for one in _LATER.finditer(words)):
        return None
    return until.span()


def _promises(words: str, agents: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence, which names agents there, sends the case into the future."""
    ours = [span for span in agents if not _OTHERS.fullmatch(words, *span)]
    named = [*ours, *(match.span() for match in _THOSE_OF_THE_CASE.finditer(words))]
    if any(_is_of_the_case(words, match, named) for match in _LATER.finditer(words)):
        return True
    meeting = _FOR_A_MEETING.search(words)
    if meeting is not None and any(start < meeting.start() for start, _ in named):
        denied = _DENIES.search(_CLAUSE_BEGINS.split(words[: meeting.start()])[-1])
        if _PREPARES.search(words) and not _PAST.search(words) and not denied:
            return True
    own = _TO_THEIR_MEETING.search(words)
    if own is None or _OF_PEOPLE.search(words[: own.start()]):
        return False
    clause = _CLAUSE_BEGINS.split(words[: own.start()])[-1]
    return not (_PAST.search(clause) or _DENIES.search(clause))


def _is_of_the_case(words: str, later: re.Match[str], named: Sequence[tuple[int, int]]) -> bool:
    """Whether a verb sends the case into the future: one of telling does where those of the case are its
    subject, before it or, turned round, right behind it; neighbours and applicants are not."""
    before = words[max(0, later.start() - 80) : later.start()]
    if _NOT_BEHIND.match(words, later.end()) or _NOT_BEFORE.search(before):
        return False
    if _CAN_BEFORE.search(before) and not _SO_THAT.search(words[: later.start()]):
        return False
    if _WAS_DONE.search(before) and _PARTICIPLE.fullmatch(later[0]):
        return False  # "Sagen blev genoptaget efter mødet i maj"
    if _BY_OTHERS.match(words, later.end()):
        return False
    if _PARTICIPLE_OR_PASSIVE.fullmatch(later[0]) and _OF_WORKS.search(before):
        return False
    if _DENIES.search(later[0]) or _NOT_VALID.search(words[later.start() :]):
        return False
    if later["happens"]:
        return _happens_to_the_case(words, later)
    if later["tells"] is None:
        return _OF_PEOPLE.search(before) is None
    for start, end in named:
        if _SUBORDINATE.search(words, max(0, start - 12), start) and _FEW_WORDS.fullmatch(
            words, end, later.start()
        ):
            return True
        if (
            start < later.end()
            and _ONE_WORD.fullmatch(words, later.start(), start)
            and not _THE_CASE_ITSELF.match(words, start)
        ):
            return True  # "vender forvaltningen tilbage"
        if _LEADS_TO_A_VERB.fullmatch(words, end, later.start()):
            return True
        if words[later.end() : start] == " " and not _THE_CASE_ITSELF.match(words, start):
            return True
        if not words[:start].strip() and _AND_TELLS.fullmatch(words, end, later.start()):
            return True
    return False


def _happens_to_the_case(words: str, later: re.Match[str]) -> bool:
    """Whether the case, or a report of it, is the subject of a verb, in its clause or, turned round, behind
    it; or nothing is."""
    clauses = _CLAUSE_BEGINS.split(words[: later.start()])
    before = next((clause for clause in reversed(clauses) if clause.strip(" ()\n")), "")
    if not before or _OF_THE_CASE.match(before):
        return True
    return bool(_OPENS_WITH_A_TIME.match(before) and _CASE_BEHIND.match(words, later.end()))
