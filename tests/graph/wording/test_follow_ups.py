"""What decisions send into the future, and when it is expected."""

from datetime import date

from each import each
from hypothesis import given
from hypothesis import strategies as st

from graph.minutes.document import Document
from graph.minutes.model import FollowUp
from graph.municipality.profile import load_profile
from graph.wording.follow_ups import read_follow_ups

PROFILE = load_profile("kalundborg")
DAY = date(2017, 9, 25)


def followed(words: str) -> list[FollowUp]:
    return read_follow_ups(Document("x.txt", words), 0, words, PROFILE, DAY)


@each(
    ("words", "found"),
    [
        ("Sagen skydes til ØK i december, så ØK får en status.", [("Økonomiudvalget", ("2017-12",), True)]),
        (
            "Sagen drøftes igen i direktionen i november, og sættes på i Økonomiudvalget i januar/februar.",
            [("Direktionen", ("2017-11",), True), ("Økonomiudvalget", ("2018-01", "2018-02"), True)],
        ),
        ("Mødet udsættes til 12. august.", [(None, ("2018-08-12",), True)]),
        ("Sagen genoptages den 3. oktober 2017.", [(None, ("2017-10-03",), False)]),
        ("Forelægges Kommunalbestyrelsen i marts 2019.", [("Kommunalbestyrelsen", ("2019-03",), False)]),
        ("Behandles i december/januar.", [(None, ("2017-12", "2018-01"), True)]),
        ("Sagen genoptages i september.", [(None, ("2017-09",), True)]),
        ("Godkendt. Rammerne genbesøges om et år.", [(None, ("2018-09",), True)]),
        ("Ordningen evalueres om et halvt år.", [(None, ("2018-03",), True)]),
        ("Sagen kommer igen om tre måneder.", [(None, ("2017-12",), True)]),
        ("Sagen kommer tilbage i ØK om 14 dage.", [("Økonomiudvalget", ("2017-10-09",), True)]),
        ("Der gives status i 1. kvartal.", [(None, ("2018-01", "2018-02", "2018-03"), True)]),
        ("Der gøres status i fjerde kvartal 2019.", [(None, ("2019-10", "2019-11", "2019-12"), False)]),
        ("Administrationen skal vende tilbage i maj.", [(None, ("2018-05",), True)]),
        ("Sagen vil blive drøftet i juni.", [(None, ("2018-06",), True)]),
        ("Udvalget udsatte sagen til mødet den 4. juni 2018.", [(None, ("2018-06-04",), False)]),
        ("Borgerservice melder tilbage til ØK om et halvt år.", [("Økonomiudvalget", ("2018-03",), True)]),
        ("Genfremsættes i 2. kvartal 2018.", [(None, ("2018-04", "2018-05", "2018-06"), False)]),
        ("Ordningen evalueres efter to år.", [(None, ("2019-09",), True)]),
        ("Sagen genoptages til efteråret.", [(None, ("2017-09", "2017-10", "2017-11"), True)]),
        ("Sagen genoptages i foråret 2019.", [(None, ("2019-03", "2019-04", "2019-05"), False)]),
        ("Der forelægges en plan inden sommerferien.", [(None, ("2018-06",), True)]),
        ("Udvalget orienteres inden årets udgang.", [(None, ("2017-12",), True)]),
        ("Forvaltningen undersøger sagen og melder tilbage i maj.", [(None, ("2018-05",), True)]),
        ("Der orienteres om sagen i foråret.", [(None, ("2018-03", "2018-04", "2018-05"), True)]),
        ("I foråret orienteres udvalget.", [(None, ("2018-03", "2018-04", "2018-05"), True)]),
        ("Naboerne orienteres i efteråret om byggeriet.", []),
        ("Udvalgets naboer orienteres i efteråret.", []),
        ("Forældrene orienteres inden sommerferien.", []),
        ("Ansøger melder tilbage inden årets udgang.", []),
        ("Direktionen udsatte sagen til sommeren 2018, nu godkendt.", []),
        ("Sagen, der blev udsat til sommeren 2016, er afsluttet.", []),
        ("Midler til udsatte børn fordeles i juni.", []),
        ("Skolen lukker efter to år.", []),
        ("Aftalen om 3 års drift drøftes.", []),
        ("En sag om 30 år gamle træer behandles.", []),
        ("Arbejdet går i gang om et år.", []),
        ("Emnet blev drøftet i maj.", []),
        ("Planen fra den 3. maj 2016 drøftes.", []),
        ("Der var møde i december.", []),
        ("Sagen drøftes igen.", []),
        ("Udvalget ønsker en ny status i 4. kvartal.", [(None, ("2017-10", "2017-11", "2017-12"), True)]),
        ("Ordningen tages op, når den har virket et år.", [(None, ("2018-09",), True)]),
        ("Forslaget forventes fremlagt til august.", [(None, ("2018-08",), True)]),
        ("ØK ser på sagen igen efter sommerferien.", [("Økonomiudvalget", ("2018-08",), True)]),
        ("Administrationen udarbejder et oplæg til udvalgets møde i marts.", [(None, ("2018-03",), True)]),
        ("Godkendt for en toårig periode, hvorefter ordningen evalueres.", [(None, ("2019-09",), True)]),
        ("Forvaltningen bedes komme med et forslag inden 1. juni 2018.", [(None, ("2018-06-01",), False)]),
        ("Næste status gives på udvalgets møde i uge 36 2018.", [(None, ("2018-09",), False)]),
        ("Sagen genoptages i uge 53 2020.", [(None, ("2020-12", "2021-01"), False)]),
        ("Sagen genoptages i uge 53 2021.", []),
        ("Sagen genoptages i uge 36 0000.", []),
        ("Sagen genoptages i uge 52 9999.", []),
        ("Godkendt som forsøg til udgangen af 2018, hvorefter sagen forelægges på ny.", [(None, ("2018-12",), False)]),
        ("Udvalget tager stilling i løbet af foråret.", [(None, ("2018-03", "2018-04", "2018-05"), True)]),
        ("Sagen bringes op efter nytår.", [(None, ("2018-01",), True)]),
        ("Ny status til udvalget primo 2018.", [(None, ("2018-01", "2018-02"), False)]),
        ("Sagen blev udsat til den 2. oktober.", [(None, ("2017-10-02",), True)]),
        ("Sagen blev udsat i februar.", []),
        ("Udvalget besluttede den 12. september at udsætte sagen.", []),
        ("Udvalget bad forvaltningen vende tilbage med sagen den 29. marts.", [(None, ("2018-03-29",), True)]),
        ("Udvalget ønskede en status den 29. marts.", [(None, ("2018-03-29",), True)]),
        ("Udvalget bad den 12. september forvaltningen om en status.", []),
        ("Udvalget besluttede at udskyde anlægget af stien til 2019.", []),
        ("Udvalget besluttede at udsætte lokalplanen til november.", [(None, ("2017-11",), True)]),
        ("På Direktionens møde den 12. september blev det besluttet at forelægge sagen igen.", []),
        ("Udvalget besluttede at genoptage sagen den 12. september.", [(None, ("2018-09-12",), True)]),
        ("Budgetopfølgningen pr. 31. oktober forelægges i december.", [(None, ("2017-12",), True)]),
        ("Godkendt. Status i maj 2018.", [(None, ("2018-05",), False)]),
        ("Sagen genoptages i begyndelsen af 2018.", [(None, ("2018-01", "2018-02"), False)]),
        ("Der følges op på sagen, når dommen foreligger.", [(None, (), False)]),
        ("Sagen blev udsat til maj og godkendes nu.", []),
        ("Borgerne får en orientering i maj.", []),
        ("Foreningen kommer på besøg på et møde i juni.", []),
        ("Udvalget fik på sit møde i juni en orientering.", []),
        ("Forvaltningen udarbejder skilte til åbningen i juni.", []),
        ("Der udbetales tilskud senest 1. juni.", []),
        ("Skolen forventes klar i august 2019.", []),
        ("Børn skal være klar til skole inden 1. august 2019.", []),
        ("Ansøgninger behandles inden for 4 uger.", []),
        ("Spildevandet behandles efter 3 måneder.", []),
        ("Efter 2 år har udvalget besluttet at genoptage sagen.", []),
        ("Efter to år behandles ansøgningen som en ny.", []),
        ("Vejen er udskudt til ultimo 2020.", []),
        ("Byrådet holder reception ved seminaret i oktober.", []),
        ("Sagen genoptages ikke i september.", []),
        ("Når ordningen har virket et år, drøftes den igen.", [(None, ("2018-09",), True)]),
        ("I maj drøftes sagen igen.", [(None, ("2018-05",), True)]),
        ("Et udkast skal være klar i maj.", [(None, ("2018-05",), True)]),
        ("Forvaltningen vender i juni tilbage med en beregning.", [(None, ("2018-06",), True)]),
        ("I juni vender forvaltningen tilbage.", [(None, ("2018-06",), True)]),
        ("Godkendt, idet udvalget inden jul skal se en status.", [(None, ("2017-12",), True)]),
        ("Det aftaltes, at administrationen i maj redegør for tiderne.", [(None, ("2018-05",), True)]),
        ("Udvalget bad administrationen om at vende tilbage i maj.", [(None, ("2018-05",), True)]),
        ("Punktet overføres til mødet den 7. juni 2018.", [(None, ("2018-06-07",), False)]),
        ("Et revideret udkast godkendes på udvalgets møde i maj.", [(None, ("2018-05",), True)]),
        ("Formanden sætter emnet på dagsordenen til aprilmødet.", [(None, ("2018-04",), True)]),
        ("Henvist til fornyet drøftelse i april.", [(None, ("2018-04",), True)]),
        ("Efter et år evalueres ordningen.", [(None, ("2018-09",), True)]),
        ("Forsøget løber i seks måneder og bliver derefter evalueret.", [(None, ("2018-03",), True)]),
        ("Udvalget orienteres halvårligt om fremdriften.", [(None, ("2018-03",), True)]),
        ("Udvalget ønsker en opfølgning om et kvartal.", [(None, ("2017-12",), True)]),
        ("Planen tages op i 2019.", [(None, tuple(f"2019-{month:02}" for month in range(1, 13)), False)]),
        ("Sagen forelægges på ny, når høringen er slut.", [(None, (), False)]),
        ("Når høringen er slut, genoptages sagen i ØK.", [("Økonomiudvalget", (), False)]),
        ("Punktet blev udsat, indtil der foreligger et svar.", [(None, (), False)]),
        ("Oversendes til forvaltningen, der vender tilbage, så snart tilbuddene er modtaget.", [(None, (), False)]),
        ("Udsat til næste møde.", [(None, (), False)]),
        ("Listen opdateres hvert kvartal.", []),
        ("Sagen dagsordenssættes igen i juni.", [(None, ("2018-06",), True)]),
        ("Der ønskes en status til maj.", [(None, ("2018-05",), True)]),
        ("Der holdes et møde om sagen den 19. maj.", [(None, ("2018-05-19",), True)]),
        ("Efter afprøvning i et halvt år forelægges resultaterne for udvalget.", [(None, ("2018-03",), True)]),
        ("Administrationen fik til opgave at komme med et oplæg i maj.", [(None, ("2018-05",), True)]),
        ("Beslutning om placering træffes i maj.", [(None, ("2018-05",), True)]),
        ("Udvalget drøftede, om sagen skal genoptages i juni.", []),
        ("Der blev ikke opnået enighed om forslaget, hvorfor sagen behandles igen på mødet i oktober.", [(None, ("2017-10",), True)]),
        ("Da der ikke er enighed om planen, genoptages sagen på mødet i oktober.", [(None, ("2017-10",), True)]),
        ("Der er ikke aftalt andet, end at forvaltningen vender tilbage i juni.", [(None, ("2018-06",), True)]),
        ("Der er ikke besluttet en model så forvaltningen vender tilbage i juni.", [(None, ("2018-06",), True)]),
        ("Ordningen evalueres efter prøvedrift i 1 år fra 1. januar.", []),
        ("Ordningen evalueres efter drift i 1 år.", []),
        ("Formanden orienterer i maj måneds nyhedsbrev.", []),
        ("Udvalget spurgte, om broen males, og forvaltningen orienterer i juni.", [(None, ("2018-06",), True)]),
        ("Sagen er planlagt genoptaget i juni.", [(None, ("2018-06",), True)]),
        ("Planen fremlægges af region og kommune på udvalgets møde i juni.", [(None, ("2018-06",), True)]),
        ("Sagen tages op efter høring i 8 uger.", []),
        ("Godkendt, og om føje tid genoptages sagen i maj.", [(None, ("2018-05",), True)]),
        ("Der er ikke truffet aftale om, at sagen genoptages i juni.", []),
        ("Elevrådet tager sagen op igen i juni.", []),
        ("Venstre vil tage sagen op i Folketinget i maj.", []),
        ("Sagen blev genoptaget efter mødet i februar.", []),
        ("Emnet tages op af foreningen i juni.", []),
        ("Ansøgningen kan genoptages, hvis der kommer nye oplysninger.", []),
        ("Sagen genoptages ikke, heller ikke når ministeriet har svaret.", []),
        ("Ansøgere orienteres, når pladserne er fordelt.", []),
        ("Eleverne evalueres to gange årligt.", []),
        ("Forældrebestyrelsen drøfter forslaget på sit møde i april.", []),
        ("Entreprenøren vender tilbage med en tidsplan i maj.", []),
        ("Vejen vender tilbage til privat fællesvej efter to år.", []),
        ("Tilskuddet udbetales halvårligt.", []),
        ("Udvalget vil ikke drøfte sagen igen i august.", []),
        ("Udvalget afviste, at forvaltningen skal udarbejde et oplæg til mødet i juni.", []),
        ("Udvalget afviste klagen og besluttede, at sagen genoptages i juni.", [(None, ("2018-06",), True)]),
        ("Forslaget om, at sagen forelægges til mødet i oktober, faldt.", []),
        ("Udvalget hørte, at et medlem vil drøfte sagen igen på sit partis møde i november.", []),
        ("Ansøger skal senest den 1. juni 2020 fjerne skuret, og sagen behandles i august.", [(None, ("2018-08",), True)]),
        ("Udsættelsen fra den 3. december 2020 gælder ikke.", []),
        ("Udsættes fra den 3. maj 2018 til den 4. juni 2018.", [(None, ("2018-06-04",), False)]),
        ("Hvis sagen udsættes til den 1. august 2020, bortfalder støtten.", []),
        ("Hvis naboerne klager, forelægges sagen igen i maj.", [(None, ("2018-05",), True)]),
        ("Formanden for Idrætsrådet inviteres til mødet i maj.", []),
        ("Borgergruppen inviterer til møde om sagen i maj.", []),
        ("Udvalget skal se på den nye skole i maj.", []),
        ("Udvalget modtager borgere til orientering i maj.", []),
        ("Udvalget vender retur fra studietur i maj.", []),
        ("Punktet flyttes ikke til mødet i maj.", []),
        ("Et mindretal foreslog, at sagen genoptages i maj.", []),
        ("Mindretallet ønsker, at ordningen evalueres om et år.", []),
        ("Socialdemokratiet foreslog at udskyde sagen til mødet i november.", []),
        ("I stedet foreslog Dansk Folkeparti en fornyet drøftelse i januar.", []),
        ("Et medlem spurgte, om sagen kommer igen i foråret.", []),
        ("Jens Bæk (O) ønskede sagen udsat til maj. Indstillingen blev vedtaget.", []),
        ("Venstre foreslog, at sagen udsættes til november. Udvalget tiltrådte forslaget.", [(None, ("2017-11",), True)]),
        ("Venstre foreslog, at sagen udsættes til november, hvilket blev enstemmigt vedtaget.", [(None, ("2017-11",), True)]),
        ("Venstre foreslog, at sagen udsættes til november. Forslaget blev sendt til afstemning og vedtaget.",
         [(None, ("2017-11",), True)]),
        ("Venstre foreslog, at sagen udsættes til november. Vedtaget.", [(None, ("2017-11",), True)]),
        ("Venstre foreslog, at sagen udsættes til november. Forslaget blev nedstemt, og planen vedtaget.", []),
        ("Venstre foreslog, at sagen udsættes til november. Planen blev vedtaget.", []),
        ("Venstre foreslog, at sagen udsættes til november. Forslaget blev ikke enstemmigt vedtaget.", []),
        ("Venstre foreslog, at sagen udsættes til november. Udvalget vedtog forslaget til lokalplan.", []),
        ("Bestyrelsen genoptager sagen i maj.", [(None, ("2018-05",), True)]),
        ("Havnebestyrelsen forventes at genoptage sagen i maj.", [(None, ("2018-05",), True)]),
        ("Region Sjælland forventes at genoptage sagen i maj.", []),
        ("Når høringen er slut, gives en redegørelse for sagen.", [(None, (), False)]),
        ("Udvalget ønsker en status på hvert møde, indtil ventetiden er kort.", []),
        ("Et flertal ønsker, at sagen forelægges igen i februar.", [(None, ("2018-02",), True)]),
        ("Udvalget kan genoptage sagen i foråret.", []),
        ("Sagen udskydes, så den kan behandles sammen med budgettet i oktober.", [(None, ("2017-10",), True)]),
        ("Der er ikke grundlag for at forelægge sagen igen i foråret.", []),
        ("Sagen henlægges uden at blive forelagt i december.", []),
        ("Ministeriet forventes at fremlægge et lovforslag i februar.", []),
        ("Kommunalbestyrelsen genoptager sagen i januar.", [("Kommunalbestyrelsen", ("2018-01",), True)]),
        ("Direktionen tager en fornyet drøftelse i uge 45.", [("Direktionen", ("2017-11",), True)]),
        ("Udvalget lovede at evaluere ordningen i andet halvår 2018.",
         [(None, tuple(f"2018-{month:02}" for month in range(7, 13)), False)]),
        ("Udvalget besluttede at vende tilbage til sagen i det nye år.", [(None, ("2018-01",), True)]),
        ("Punktet skubbes til næste møde.", [(None, (), False)]),
        ("Sagen sendes i høring, hvorefter den forelægges udvalget.", [(None, (), False)]),
        ("Udvalget holdt pause, hvorefter sagen blev genoptaget.", []),
        ("Næste afrapportering sker ved opfølgningen pr. 31. marts 2018.", [(None, ("2018-03-31",), False)]),
        ("Udvalget besluttede at lade sagen hvile til februar.", [(None, ("2018-02",), True)]),
        ("Forvaltningen undersøger reglerne og vender retur inden jul.", [(None, ("2017-12",), True)]),
        ("Byrådet vil modtage en årlig redegørelse.", [(None, ("2018-09",), True)]),
        ("Udvalget vil i juni se på, om taksterne skal justeres.", [(None, ("2018-06",), True)]),
        ("Sagen sendes retur til fornyet forelæggelse i december.", [(None, ("2017-12",), True)]),
        ("Efter to års drift fremlægges en evaluering.", [(None, ("2019-09",), True)]),
        ("Efter to års drift lukkes skolen.", []),
        ("Udvalget bad forvaltningen skaffe tal, inden sagen behandles i oktober.", [(None, ("2017-10",), True)]),
        ("Der indkaldes til møde med Ældrerådet om sagen i december.", [(None, ("2017-12",), True)]),
        ("Byggeriet genoptages i foråret.", []),
        ("Anmodningen om at genoptage sagen i november blev ikke imødekommet.", []),
    ],
)  # fmt: skip
def test_follow_ups(words: str, found: list[tuple[str | None, tuple[str, ...], bool]]) -> None:
    assert [(one.body, one.when, one.year_inferred) for one in followed(words)] == found


@given(st.integers(0, 99), st.none() | st.integers(0, 9999))
def test_any_week_of_any_year_is_read(week: int, year: int | None) -> None:
    found = followed(f"Sagen genoptages i uge {week}{'' if year is None else f' {year:04}'}.")
    assert all(one.when[-1] >= "2017-09" for one in found)
    if year and 2018 <= year < 9999:
        assert bool(found) == (1 <= week <= date(year, 12, 28).isocalendar().week)


def test_a_week_after_new_year_is_of_the_year_of_its_weeks() -> None:
    words = "Sagen genoptages i uge 36."
    (found,) = read_follow_ups(Document("x.txt", words), 0, words, PROFILE, date(2018, 12, 31))
    assert found.when == ("2019-09",)


def test_follow_ups_quote_their_own_words() -> None:
    found = followed("Sagen drøftes igen i november, og sættes på i ØK i januar.")
    assert [one.quote.text for one in found] == ["Sagen drøftes igen i november", "sættes på i ØK i januar"]


def test_what_is_waited_for_is_quoted_with_what_comes_then() -> None:
    (found,) = followed("Drøftet. Når høringen er slut, forelægges sagen igen.")
    assert found.quote.text == "Når høringen er slut, forelægges sagen igen"


def test_a_time_before_what_is_promised_is_quoted_with_it() -> None:
    (found,) = followed("Godkendt. Prøves i en toårig periode, hvorefter ordningen evalueres.")
    assert found.quote.text == "Prøves i en toårig periode, hvorefter ordningen evalueres"
