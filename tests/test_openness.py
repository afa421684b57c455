"""The words that close an item, in every dress, and titles that only speak of something closed."""

import pytest

from graph.openness import line_mark, title_mark

# A title of an item that is closed, and the title it has.
HEADS = {
    "Lukket: Salg af grund": "Salg af grund",
    "LUKKET: Salg af grund": "Salg af grund",
    "lukket : Salg af grund": "Salg af grund",
    "Lukket - Salg af grund": "Salg af grund",
    "Lukket – Salg af grund": "Salg af grund",
    "Lukket — Salg af grund": "Salg af grund",
    "Lukket \u2212 Salg af grund": "Salg af grund",
    "Lukket \u2011 Salg af grund": "Salg af grund",
    "Lukket. Salg af grund": "Salg af grund",
    "Lukket; Salg af grund": "Salg af grund",
    "Lukket | Salg af grund": "Salg af grund",
    "Lukket / Salg af grund": "Salg af grund",
    "Lukket\tSalg af grund": "Salg af grund",
    "Lukket   Salg af grund": "Salg af grund",
    "(Lukket) Salg af grund": "Salg af grund",
    "(lukket) - Salg af grund": "Salg af grund",
    "[Lukket] Salg af grund": "Salg af grund",
    "[LUKKET]: Salg af grund": "Salg af grund",
    "{Lukket} Salg af grund": "Salg af grund",
    "<Lukket> Salg af grund": "Salg af grund",
    "«Lukket» Salg af grund": "Salg af grund",
    "- Lukket: Salg af grund": "Salg af grund",
    "* Lukket: Salg af grund": "Salg af grund",
    "**Lukket:** Salg af grund": "Salg af grund",
    "**Lukket**: Salg af grund": "Salg af grund",
    "__Lukket__: Salg af grund": "Salg af grund",
    "_Lukket:_ Salg af grund": "Salg af grund",
    "<b>Lukket:</b> Salg af grund": "Salg af grund",
    "<strong>Lukket</strong>: Salg af grund": "Salg af grund",
    "Lukket&nbsp;: Salg af grund": "Salg af grund",
    "Luk&shy;ket: Salg af grund": "Salg af grund",
    "Lukket punkt: Salg af grund": "Salg af grund",
    "Lukket punkt - Salg af grund": "Salg af grund",
    "Lukket punkt Salg af grund": "Salg af grund",
    "Lukket sag: Salg af grund": "Salg af grund",
    "Lukket sag Salg af grund": "Salg af grund",
    "Lukket pkt.: Salg af grund": "Salg af grund",
    "Lukket dagsordenspunkt: Salg af grund": "Salg af grund",
    "Lukket dagsordenpunkt: Salg af grund": "Salg af grund",
    "Lukket møde: Salg af grund": "Salg af grund",
    "Lukket behandling: Salg af grund": "Salg af grund",
    "Lukket del: Salg af grund": "Salg af grund",
    "Lukket dagsorden: Salg af grund": "Salg af grund",
    "Fortrolig: Salg af grund": "Salg af grund",
    "Fortroligt: Salg af grund": "Salg af grund",
    "FORTROLIGT - Salg af grund": "Salg af grund",
    "Fortroligt punkt: Salg af grund": "Salg af grund",
    "Fortrolig sag - Salg af grund": "Salg af grund",
    "(Fortroligt) Salg af grund": "Salg af grund",
    "Fortrolig publicering: Salg af grund": "Salg af grund",
    "Lukket/fortroligt: Salg af grund": "Salg af grund",
    "Lukket og fortroligt: Salg af grund": "Salg af grund",
    "Ikke offentlig: Salg af grund": "Salg af grund",
    "Ikke offentligt punkt: Salg af grund": "Salg af grund",
    "Ikke-offentligt: Salg af grund": "Salg af grund",
    "Ikke-offentlig sag: Salg af grund": "Salg af grund",
    "Ikkeoffentlig: Salg af grund": "Salg af grund",
    "Ej offentlig: Salg af grund": "Salg af grund",
    "Tavshedsbelagt: Salg af grund": "Salg af grund",
    "Personsag: Salg af grund": "Salg af grund",
    "Personsag - Salg af grund": "Salg af grund",
    "For lukkede døre: Salg af grund": "Salg af grund",
    "Lukkede døre: Salg af grund": "Salg af grund",
    "Undtaget fra offentlighed: Salg af grund": "Salg af grund",
    "Undtaget fra offentligheden - Salg af grund": "Salg af grund",
    "Luk\u00adket: Salg af grund": "Salg af grund",
    "Luk\u200bket: Salg af grund": "Salg af grund",
    "L\u2060u\u2060kket: Salg af grund": "Salg af grund",
    "\ufeffLukket: Salg af grund": "Salg af grund",
    "Lukket\u200e: Salg af grund": "Salg af grund",
    "Luk\u034fket: Salg af grund": "Salg af grund",
    "Luk\U000e0020ket: Salg af grund": "Salg af grund",
    "Lukket\ufe0f: Salg af grund": "Salg af grund",
    "Luk-ket: Salg af grund": "Salg af grund",
    "L u k k e t : Salg af grund": "Salg af grund",
    "L U K K E T: Salg af grund": "Salg af grund",
    "L.u.k.k.e.t: Salg af grund": "Salg af grund",
    "\uff2c\uff55\uff4b\uff4b\uff45\uff54\uff1aSalg af grund": "Salg af grund",
    "Lukket\uff1aSalg af grund": "Salg af grund",
    "Lukket\ua789 Salg af grund": "Salg af grund",
    "Lukket\u2236 Salg af grund": "Salg af grund",
    "Lukk\u0435t: Salg af grund": "Salg af grund",  # a Cyrillic letter
    "Iukket: Salg af grund": "Salg af grund",  # as OCR reads it
    "1ukket: Salg af grund": "Salg af grund",
    "Lu̲k̲k̲et: Salg af grund": "Salg af grund",
    "Lukket:Salg af grund": "Salg af grund",
    "Lukket)Salg af grund": "Salg af grund",
    "☒ Lukket: Salg af grund": "☒ Lukket: Salg af grund",
}
OTHERS = [
    "Salg af grund (lukket)",
    "Salg af grund (Lukket)",
    "Salg af grund (LUKKET)",
    "Salg af grund (lukket punkt)",
    "Salg af grund (lukket sag)",
    "Salg af grund (fortrolig)",
    "Salg af grund (fortroligt)",
    "Salg af grund (personsag)",
    "Salg af grund (ikke offentlig)",
    "Salg af grund (ikke-offentligt)",
    "Salg af grund (for lukkede døre)",
    "Salg af grund (behandles for lukkede døre)",
    "Salg af grund (punktet er lukket)",
    "Salg af grund (lukket, jf. styrelseslovens § 10)",
    "Salg af grund (lukket punkt, jf. § 10, stk. 2)",
    "Salg af grund (§ 10, stk. 2)",
    "Salg af grund (jf. § 10)",
    "Salg af grund, jf. styrelseslovens § 10, stk. 2",
    "Salg af grund [lukket]",
    "Salg af grund {lukket}",
    "Salg (lukket) af grund",
    "Salg af grund (delvist lukket)",
    "Salg af grund - lukket",
    "Salg af grund – lukket",
    "Salg af grund — Lukket",
    "Salg af grund \u2212 lukket",
    "Salg af grund: lukket",
    "Salg af grund, lukket",
    "Salg af grund. Lukket.",
    "Salg af grund / lukket",
    "Salg af grund | Lukket",
    "Salg af grund\tLukket",
    "Salg af grund   lukket",
    "Salg af grund *lukket*",
    "Salg af grund **(lukket)**",
    "Salg af grund <i>(lukket)</i>",
    "Salg af grund LUKKET",
    "Salg af grund Lukket",
    "Salg af grund - lukket punkt",
    "Salg af grund - lukket sag",
    "Salg af grund, lukket dagsordenspunkt",
    "Salg af grund som lukket punkt",
    "Salg af grund - fortroligt",
    "Salg af grund - FORTROLIGT",
    "Salg af grund – personsag",
    "Salg af grund - ikke offentligt",
    "Salg af grund - for lukkede døre",
    "Salg af grund for lukkede døre",
    "Salg af grund bag lukkede døre",
    "Salg af grund - lukket, jf. styrelseslovens § 10",
    "Salg af grund - lukket i henhold til styrelsesloven",
    "Salg af grund - lukket efter § 10",
    "Salg af grund - luk\u00adket",
    "Salg af grund (luk\u200bket)",
    "Salg af grund (l u k k e t)",
    "Salg af grund (Lukk\u0435t)",
    "Salg af grund \uff08lukket\uff09",
    "Salg af grund - undtaget fra offentlighed",
    "Salg af grund, undtaget fra offentligheden",
    "Salg af grund - ikke til offentliggørelse",
    "Salg af grund ☒ Lukket ☐ Åbent",
    "Salg af grund [x] Lukket [ ] Åbent",
    "Salg af grund - Åben/lukket: Lukket",
    "Lukket, jf. styrelseslovens § 10: Salg af grund",
    "Lukket, Salg af grund",
    "LUKKET Salg af grund",
    "LUKKET salg af grund",
    "Lukket Salg af grund",
    "FORTROLIGT Salg af grund",
    "Lukket",
    "LUKKET PUNKT",
    "Lukket punkt",
    "Lukket sag",
    "Fortroligt",
    "Personsag",
    "Personsager",
    "Personsag om en medarbejder",
    "Lukket møde",
    "Lukket møde om salg af grund",
    "Lukkede punkter",
    "Den lukkede del",
    "Lukkede døre",
    "Punktet behandles for lukkede døre",
    "Lukket, jf. § 10, stk. 2",
]
OPEN = [
    "Lukket svømmehal i uge 42",
    "Lukket fritidsklub for 10-12-årige",
    "Lukket land på banegården",
    "Lukket skole tages i brug",
    "Lukket SFO i sommerferien",
    "Lukket institution i december",
    "LUKKET SVØMMEHAL I UGE 42",
    "Lukkede veje under byfesten",
    "Lukkede daginstitutioner i juleferien",
    "Lukket del af Strandvejen åbner igen",
    "Lukket kredsløb i akvakultur",
    "Lukning af Strandens Skole",
    "Lukning af svømmehal",
    "Luk op for kulturen",
    "Lukketider i daginstitutioner",
    "Lukkedage i dagtilbud 2024",
    "Lukkeloven",
    "Strandvejen lukket for gennemkørsel",
    "Svømmehallen er lukket i uge 42",
    "Svømmehallen er lukket",
    "Svømmehallen - lukket i uge 42",
    "Stranden - lukket efter storm",
    "Biblioteket - lukket på grund af renovering",
    "Havnevej - lukket indtil videre",
    "Havnen lukker",
    "Fortrolighedspolitik",
    "Fortrolig rådgivning til unge",
    "Fortrolige samtaler i ungehuset",
    "Fortrolighed i sagsbehandlingen",
    "Tavshedspligt i nævn og råd",
    "Hemmelige haver i byen",
    "Hemmeligheder på havnen",
    "Offentlighed i forvaltningen",
    "Offentlige toiletter",
    "Offentlig høring af lokalplan",
    "Ikke offentligt ejede boliger",
    "Åbent hus på rådhuset",
    "Åbent: Salg af grund",
    "Åbent punkt: Salg af grund",
    "Åbne møder i byrådet",
    "Genåbning af lukket skole",
    "Støtte efter § 10",
    "Dispensation efter planlovens § 10",
    "Salg af grund (§ 100)",
    "Salg af grund (ikke lukket)",
    "Salg af grund (ikke fortrolig)",
    "Salg af grund (tidligere lukket)",
    "Salg af grund ☐ Lukket ☒ Åbent",
    "Salg af grund [ ] Lukket [x] Åbent",
    "Salg af grund (åbent punkt)",
    "Den lukkede afdeling på Havnegade",
    "Det lukkede bibliotek får nyt liv",
    "De lukkede skoler",
    "En lukket gruppe på nettet",
    "Plukket frugt i skolerne",
    "Slukket gadebelysning",
    "Slukket: gadelys om natten",
    "Personsagsbehandling",
    "Havnebad (åbent hele året)",
    "Døre til Borgerhuset",
    "Adgang til stranden",
    "Status: økonomi",
    "Type af belægning",
]
CLOSED_LINES = [
    "Lukket", "LUKKET", "Lukket.", "(Lukket)", "[Lukket]", "- Lukket", "* Lukket *", "**Lukket**", "<b>Lukket</b>",
    "Lukket:", "Lukket sag", "Lukket punkt", "Lukket dagsordenspunkt", "Lukket pkt.", "Fortroligt", "Fortrolig sag",
    "Fortrolig publicering", "Ikke offentlig", "Ikke-offentligt punkt", "Personsag", "For lukkede døre", "Tavshedsbelagt",
    "Behandles for lukkede døre", "Punktet behandles for lukkede døre.", "Punktet er lukket.", "Sagen er fortrolig.",
    "Lukket, jf. styrelseslovens § 10", "Lukket punkt, jf. § 10, stk. 2", "Lukket i henhold til kommunestyrelsesloven",
    "Lukket (styrelseslovens § 10)", "Lukket efter § 10", "Punktet er lukket af hensyn til køber.", "Punktet lukkes, jf. § 10.", "Lukket punkt, da det rummer personoplysninger.",
    "Punktet behandles for lukkede døre, jf. styrelseslovens § 10, stk. 2.", "Sagen behandles som lukket punkt.",
    "Dette punkt behandles for lukkede døre, da det indeholder personoplysninger.", "Undtaget fra offentlighed",
    "Mødet holdes for lukkede døre", "Punktet blev behandlet for lukkede døre.", "Dagsordenspunktet er fortroligt",
    "Åben/lukket: Lukket", "Åbent/lukket: Lukket", "Åben / Lukket: Lukket punkt", "Åben/lukket\tLukket",
    "Offentlighed: Nej", "Offentlighed: Lukket", "Offentlighed: Ikke offentlig", "Offentlig: Nej", "Offentligt: nej",
    "Status: Lukket", "Status = Lukket", "Type: Lukket", "Punkttype: Lukket punkt", "Adgang: Fortrolig", "Adgang: Lukket",
    "Åbent punkt: Nej", "Åbent: nej", "Åben sag: Nej", "Lukket punkt: Ja", "Lukket: Ja", "Lukket? Ja", "Fortroligt: Ja",
    "Fortrolighed: Ja", "Må offentliggøres: Nej", "Publiceres: Nej", "Publicering: Fortrolig", "Kan offentliggøres: nej",
    "Sagsnr.: 22-005501 Åben/lukket: Lukket", "Sagsnr.: 22-005501   Status: Lukket", "Mødetype: Lukket møde",
    "☒ Lukket ☐ Åbent", "☐ Åbent ☒ Lukket", "Lukket ☒ Åbent ☐", "Åbent ☐ Lukket ☒", "[x] Lukket", "(X) Lukket",
    "[X] Lukket [ ] Åbent", "[ ] Åbent [x] Lukket", "( ) Åbent (x) Lukket", "☑ Lukket", "✓ Lukket", "■ Lukket □ Åbent",
    "Lukket: ☒", "Lukket [x]", "X Lukket", "☐ Åbent", "Åbent ☐ Lukket ☐", "\uf0fe Lukket \uf0a8 Åbent", "☒ Lukket punkt",
    "Luk\u00adket", "L u k k e t", "Lukket\u200b sag", "Lukk\u0435t", "2. Lukket", "Punkt 2 lukket", "Lukket: Salg af grund",
    "3. Lukket: Salg af grund", "Lukket punkt: Salg af grund", "(Lukket) Salg af grund", "Lukket/fortroligt",
]  # fmt: skip
CLOSED_HEADINGS = [
    "LUKKET MØDE", "Lukket møde", "Lukkede punkter", "LUKKEDE PUNKTER", "Lukket dagsorden", "Den lukkede del",
    "Lukket del", "Den lukkede dagsorden", "Lukkede sager", "Fortrolige sager", "Ikke-offentlige punkter", "Lukket referat",
    "Lukket tillægsdagsorden", "Dagsorden - lukket del", "Dagsorden (lukket møde)", "Lukket mødedel", "Lukkede dagsordenspunkter",
    "Punkter for lukkede døre", "Følgende punkter behandles for lukkede døre:", "Sager til behandling for lukkede døre",
    "L U K K E T  M Ø D E", "**Lukkede punkter**", "B. Lukket dagsorden", "II. Lukkede punkter", "Lukkede punkter:",
]  # fmt: skip
OPEN_LINES = [
    "Åbent", "ÅBENT", "Åbent punkt", "Åben sag", "Åben", "Offentligt", "Åben/lukket: Åben", "Åbent/lukket: Åbent",
    "Offentlighed: Ja", "Offentlighed: Åben", "Lukket: Nej", "Lukket punkt: Nej", "Fortroligt: nej", "Åbent punkt: Ja",
    "☐ Lukket ☒ Åbent", "☒ Åbent ☐ Lukket", "[x] Åbent [ ] Lukket", "Status: Åbent", "Åbne punkter", "ÅBENT MØDE",
    "Åben dagsorden", "Den åbne del", "Offentlige punkter", "Punktet er åbent", "Aabent",
]  # fmt: skip
NO_LINES = [
    "Svømmehallen er lukket i uge 42.", "Krikanden lukkes indtil videre.", "Lukket på grund af storm", "Biblioteket holder lukket juleaften.", "Lukket: lørdag og søndag",
    "Lukket 1. juli til 5. august", "Sagen om den lukkede skole blev drøftet.", "Mandag lukket, tirsdag åbent kl. 10.",
    "Åbningstider: mandag lukket", "Lukketider", "Åben/lukket", "Godkendt.", "Der er åbent hus på rådhuset.",
    "Sagen er lukket og arkiveret i 2019.", "Adgang til stranden", "Type: Lukket institution", "Offentlig høring: 8 uger",
    "Udvalget behandlede punkt 7 for åbne døre.", "Fortrolig rådgivning gives til unge.", "Beslutning: Nej",
    "Døren er lukket.", "Hemmelig afstemning blev foretaget.", "Orientering: ingen", "Økonomi", "Ja", "Nej", "x", "☒ Ja ☐ Nej",
]  # fmt: skip


@pytest.mark.parametrize(("title", "own"), HEADS.items())
def test_a_mark_at_the_head_closes_and_is_no_part_of_the_title(title: str, own: str) -> None:
    mark = title_mark(title)
    assert mark is not None
    assert mark.closed
    assert title[mark.end :] == own


@pytest.mark.parametrize("title", OTHERS)
def test_a_mark_elsewhere_closes(title: str) -> None:
    mark = title_mark(title)
    assert mark is not None
    assert mark.closed
    assert mark.end == 0


@pytest.mark.parametrize("title", OPEN)
def test_a_title_may_speak_of_something_closed(title: str) -> None:
    mark = title_mark(title)
    assert mark is None or not mark.closed


@pytest.mark.parametrize("line", CLOSED_LINES)
def test_a_line_that_closes(line: str) -> None:
    mark = line_mark(line)
    assert mark is not None
    assert mark.closed


@pytest.mark.parametrize("line", CLOSED_HEADINGS)
def test_a_heading_that_closes_all_that_follows(line: str) -> None:
    mark = line_mark(line)
    assert mark is not None
    assert (mark.closed, mark.scope) == (True, "following")


@pytest.mark.parametrize("line", OPEN_LINES)
def test_a_line_that_opens(line: str) -> None:
    mark = line_mark(line)
    assert mark is not None
    assert not mark.closed


@pytest.mark.parametrize("line", NO_LINES)
def test_a_line_that_says_nothing_of_it(line: str) -> None:
    assert line_mark(line) is None
