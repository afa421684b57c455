"""Minutes of which something is withdrawn."""

from support import OLDER_NUMBERS, newer, older

from graph.ontology.iris import Iris

BASE = "http://127.0.0.1:8000"


IRIS = Iris(BASE, "aadalsoe")


MEETING = f"{BASE}/id/aadalsoe/moede/direktionen/2023-06-26"


NAME = "Quintessa Vogterup"


FILES = {
    "a": newer(
        "Zebrafinkens volière\n\n20-004417\n\nBeslutning\n\nDirektionen anbefaler Karmoisinbroen.\n\nSagsfremstilling\n\n"
        f"Resume og sagens baggrund\n\nI Ådalsø Kommune har Quintessa\nVogterup bedt om en hættemåge. {NAME}s brev er"
        " vedlagt.\n\nIndstillinger\n\n"
        f"Havnechef {NAME} indstiller, at\n\n1. mågerne fodres\n\nBehandling\n\nDirektionen.\n\nBilag\n\n"
        "Skarnbassens rapport om mosen.pdf\n\nKort.pdf",
        "Andre sager\n\n20-004418\n\nBeslutning\n\nGodkendt.\n\nSagsfremstilling\n\nIntet.",
        "Eventuelt",
        participants=f"Anna Lund, {NAME}, Bo Ravn",
    ),
    "b": older(
        f"Asfalt\n\nSagsfremstilling\n\n1. Asfalt\n\nÅbent\n\n{OLDER_NUMBERS}\n\nVejen i Ådalsø Kommune.\n\nBilag\n\n"
        "Pergamentrullens fjerde blad.pdf 998-2017-275394\n\nDirektionens møde den 25. september 2017:\n\nGodkendt.\n\n"
        "Bilag\n\nPergamentrullens fjerde blad.pdf",
        f"Ansættelse\n\nSagsfremstilling\n\n2. Ansættelse\n\nLukket\n\n{OLDER_NUMBERS}\n\nBilag\n\nAnsøgningen.pdf",
        f"Parker\n\nSagsfremstilling\n\n3. Parker\n\nÅbent\n\n{OLDER_NUMBERS}\n\nQUINTESSA VOGTERUP har ringet.\n\n"
        "Direktionens møde den 25. september 2017:\n\nGodkendt.",
    ),
    "c": newer(
        "Vedtægter\n\n20-004419\n\nBeslutning\n\nGodkendt.\n\nSagsfremstilling\n\nSom den 26. juni 2023."
    )
    .replace("26. juni 2023 kl", "27. juni 2023 kl")
    .replace("26-06", "27-06"),
}
