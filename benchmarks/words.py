"""The words of the generated minutes. All of it is invented: places, people, cases and sentences.

Sentences hold slots: ``{unit}`` and ``{unit_s}`` (genitive) are filled with a unit of the profile, ``{thing}``
with what the case is about, the others with numbers and places. No sentence names a body, a unit or a
person in any other way, so what an item mentions is known from how its slots were filled.
"""

THINGS = (
    "Cykelstien", "Legepladsen", "Stianlægget", "Parkeringspladsen", "Færgelejet", "Klimatilpasningen", "Varmeværket",
    "Sportshallen", "Ungdomsklubben", "Byfornyelsen", "Genbrugspladsen", "Svømmehallen", "Skolevejen", "Kystsikringen",
    "Torvedagen", "Plejeboligerne", "Sommerteatret", "Regnvandsbassinet", "Lystbådehavnen", "Børnehaven", "Skovrejsningen",
    "Busruten", "Skaterbanen", "Kunstgræsbanen", "Nyttehaverne", "Gadelygterne", "Åmundingen", "Forsamlingshuset",
    "Mødestedet", "Digevejen", "Vandtårnet", "Grønttorvet", "Aktivitetshuset", "Stejlepladsen", "Kolonihaverne",
)  # fmt: skip
PLACES = (
    "Lyngnæs", "Møllebækken", "Tangø", "Nørre Viig", "Søndermarken", "Bøgelund", "Hejrekær", "Vesterhede", "Fladsø",
    "Kirkebakken", "Rævhøj", "Strandengen", "Oksekæret", "Skarpsø", "Tørvegraven", "Ellebæk", "Havrevænget", "Gåsetoften",
    "Birkemosen", "Lærkesøen", "Pilegården", "Stormvig", "Ravnehøj", "Klitlunden", "Engsvinget", "Hyldebjerg",
)  # fmt: skip
STAGES = (
    "skitseprojekt", "endeligt projekt", "høring", "anlægsregnskab", "ny aftale om drift", "ansøgning om tilskud",
    "takster og åbningstid", "placering", "udbud", "valg af løsning", "trafikforhold", "brugernes forslag", "lokalplan",
    "finansiering", "midlertidig indretning", "etape to", "revideret tidsplan", "samarbejde med foreningerne",
)  # fmt: skip
CLOSED = (
    "Køb af areal ved {place}", "Forhandling om lejemål i {place}", "Personsag", "Tilbud på arbejder ved {place}",
    "Kandidater til årets pris", "Retssag om {place}", "Salg af ejendom i {place}", "Kontrakt om kørsel",
)  # fmt: skip
FIRST = (
    "Agnete", "Bertil", "Cornelia", "Ditlev", "Elvira", "Frode", "Gudrun", "Helmer", "Isolde", "Jeppe", "Kamma", "Laurits",
    "Mildred", "Niels-Otto", "Oda", "Palle", "Rigmor", "Sylvester", "Tove", "Ulrik", "Vibe", "Werner", "Yrsa", "Åse",
)  # fmt: skip
MIDDLE = ("", "", "", " Bæk", " Due", " Holt", " Lind", " Ravn", " Siv", " Toft")
LAST = (
    "Agerhøne", "Bogfinke", "Dompap", "Engsnarre", "Fiskehejre", "Gulspurv", "Havørn", "Isfugl", "Jernspurv", "Kernebider",
    "Løvsanger", "Musvit", "Natravn", "Rørdrum", "Sandløber", "Tornirisk", "Vibeholm", "Ærfugl", "Sjagger", "Lomvie",
)  # fmt: skip
ROOMS = (
    "Fjordgade 12, mødelokale {n}",
    "Rådhuset, lokale {n}",
    "Det gamle toldhus, sal {n}",
    "Skolegade {n}, 1. sal",
)
KLE = (
    "00.22.02", "01.02.05", "04.08.00", "05.01.02", "05.13.00", "06.02.10", "13.05.01", "16.06.00", "17.01.00",
    "18.20.00", "20.01.00", "21.11.00", "24.10.00", "27.36.00", "82.06.00", "85.02.02",
)  # fmt: skip

RESUME = (
    "{thing} ved {place} har været på tale i flere år, og der foreligger nu et forslag.",
    "Der er kommet {n} henvendelser om {thing} ved {place}, og de peger i samme retning.",
    "{unit} har samlet erfaringerne fra de første {n} måneder med {thing}.",
    "Aftalen om {thing} udløber ved årets slutning, og der skal tages stilling til, hvad der så skal ske.",
    "Forslaget gælder {thing} ved {place} og kan gennemføres inden for den afsatte ramme.",
    "Sagen er forberedt af {unit} sammen med naboerne ved {place}.",
    "Her gives en status på {thing}, og der peges på tre veje videre.",
)
BODY_TEXT = (
    "{unit} har talt trafikken i {n} uger og fundet, at den er faldet med {pct} pct. siden sidste tælling.",
    "Naboerne ved {place} har ønsket, at der plantes en hæk, inden arbejdet går i gang.",
    "Et flertal af brugerne foretrækker den løsning, der koster {kr} kr., frem for den billigste.",
    "{unit_s} beregning viser, at udgiften kan holdes på {kr} kr., hvis arbejdet samles i én etape.",
    "Der er {n} skridt fra døren til vandet, og det er de {n}, der skaber problemet om vinteren.",
    "Foreningen ved {place} stiller med frivillige, men kan ikke løfte opgaven alene.",
    "Erfaringerne fra {place} er gode: Besøget steg med {pct} pct. i det første år.",
    "Det er undersøgt, om grunden kan bære {thing}, og svaret er ja, hvis der pæles til {n} meters dybde.",
    "Ifølge {unit} vil en ændring kræve {n} timer om ugen, som i dag bruges på andre opgaver.",
    "Der har været holdt åbent hus, hvor {n} borgere skrev deres mening på gule sedler.",
    "På sedlerne stod der oftest, at {place} skal blive ved med at være, som {place} er.",
    "Materialet er genbrugt fra den gamle bro og har ligget tørt siden {year}.",
    "Vinden er målt hver time i {n} døgn, og den kommer sjældnere fra vest, end man skulle tro.",
    "{unit} og naboerne er enige om, at belysningen skal dæmpes efter klokken 23.",
    "Hvis der ventes et år, stiger prisen efter alt at dømme med {pct} pct.",
    "Tegningerne blev vist på torvet i {place}, hvor de fik lov at hænge i {n} dage.",
    "En enkelt har klaget over støjen, og det er samme borger, som har klaget over stilheden.",
    "{unit_s} vurdering er, at forslaget ikke ændrer på forholdene for de bløde trafikanter.",
    "Der er fundet {n} padder på arealet, og de skal have et nyt vandhul, før der graves.",
    "Skolen ved {place} har skrevet en tegneserie om forløbet, og den er sat op i forhallen.",
    "Om sommeren er der kø fra klokken ni, mens der om vinteren sjældent er mere end {n} ad gangen.",
    "Den tekniske levetid er {n} år, men erfaringen siger, at det holder noget længere.",
    "{unit} har hentet tilbud fra tre firmaer, som alle kan begynde inden for {n} uger.",
    "Det billigste tilbud lyder på {kr} kr. og det dyreste på {kr} kr., begge uden moms.",
    "Ordningen har været prøvet før, men dengang manglede der både skilte og vilje.",
    "Borgerne i {place} har samlet {n} underskrifter på et ark, som er tørret på en radiator.",
    "Arbejdet kan deles, så den første halvdel er færdig før høst og resten før jul.",
    "Efter {unit_s} opfattelse er det bedre at reparere end at rive ned og bygge nyt.",
    "{thing} bruges i dag af {n} hold om ugen, og ventelisten er på {n} personer.",
    "Det foreslås, at skiltene bliver blå, for de røde er falmet på et enkelt år.",
    "Når isen går, flytter sandet sig, og så passer kortet ikke længere med {place}.",
    "Der mangler stadig svar fra {n} af de adspurgte, og de får en venlig påmindelse.",
    "{unit} tager imod ideer frem til udgangen af måneden og svarer alle, der skriver.",
    "Forslaget er prøvet af i {place}, hvor det virkede, indtil det begyndte at regne.",
    "Det er aftalt, at nøglen ligger hos {unit}, og at den skal kvitteres for.",
)
BULLETS = (
    "En løsning med faste bænke og et bord til kaffen",
    "En løsning uden bænke, men med {n} træer",
    "Bredere fortov på den ene side ved {place}",
    "Ingen ændring i de første {n} år",
    "Fælles indkøb af grus, sand og flis",
    "Skiltning på dansk og tysk",
)
MONEY = (
    "Udgiften er {kr} kr. og holdes inden for rammen.",
    "Der er afsat {kr} kr., og resten dækkes af fonde.",
    "Driften koster {kr} kr. årligt, som findes ved omprioritering.",
    "Ingen.",
    "Forslaget er udgiftsneutralt.",
)
POINTS = (
    "forslaget om {thing_low} ved {place} sættes i gang",
    "udgiften på {kr} kr. afholdes af puljen til mindre anlæg",
    "naboerne ved {place} høres i {n} uger",
    "der arbejdes videre med den løsning, der bevarer træerne",
    "ordningen prøves i {n} måneder og derefter gøres op",
    "der gives et tilskud på {kr} kr. til foreningen ved {place}",
    "tidsplanen for {thing_low} lægges fast",
    "skiltene udskiftes, efterhånden som de falmer",
)
REMARKS = (
    "der holdes øje med støjen",
    "skiltene bliver blå",
    "naboerne ved {place} får besked i god tid",
    "tallene gøres op igen om {n} måneder",
    "træerne ved {place} bevares",
)
FILES = (
    "Notat om {thing_low}", "Kort over {place}", "Høringssvar fra {place}", "Tegning {n}", "Regneark_{n}_{year}",
    "Referat fra borgermøde i {place}", "Tidsplan for {thing_low}", "Foto af {place} i blæst",
)  # fmt: skip

POSTPONED = ("Sagen genoptages {when}.", "Sagen tages op igen {when}.", "Sagen kommer igen {when}.")
PROMISES = (
    "Ordningen evalueres {when}.",
    "Emnet drøftes igen {when}.",
    "Forholdene genbesøges {when}.",
    "Administrationen vender tilbage {when}.",
    "Der gives en status {when}.",
    "Sagen forelægges {body} {when}.",
)
WHEN = (
    "i {month}",
    "i {month} {year}",
    "den {day}. {month} {year}",
    "om et år",
    "om et halvt år",
    "om {count} måneder",
)
COUNTS = ("to", "tre", "4", "fem", "otte", "9")
# What tells of a time as well, and promises nothing.
LOOKALIKES = (
    "Arbejdet ventes færdigt i {month}.",
    "Høringen løber til {month}.",
    "Aftalen gælder til {month} {year}.",
    "Emnet blev også drøftet i {month}.",
    "Planerne fra {month} er ikke ændret.",
)
