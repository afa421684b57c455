"""What bodies did, by its verb in the past tense, as parts of expressions."""

SETTLED = "besluttede|vedtog|godkendte|tiltrådte|afviste|forkastede|bevilgede"
"""What settles a case."""
ASKED = "bad|ønskede"
"""What sends one to somebody, whose answer is ahead."""
PRETERITES = (
    f"{SETTLED}|{ASKED}|behandlede|drøftede|anbefalede|valgte|sendte|udsatte|oversendte|gav|tog|traf|henlagde|udpegede"
    "|orienterede|præsenterede|fremlagde|forelagde|bakkede|indstillede|bekræftede|udmøntede|prioriterede|afsatte"
)
"""Whatever a body did with a case."""
