"""Which release may stand in for one that is damaged: the latest before it that is whole, and that tells
nothing which is withdrawn, closed or stopped since."""

from collections.abc import Iterator

from graph.base.config import Config, OperatorError
from graph.privacy import ledger
from graph.privacy.visibility import may_be_asked
from graph.release import archive, integrity
from graph.release.archive import Release
from graph.store.oxigraph import Store


def candidates(damaged: Release, config: Config) -> Iterator[Release]:
    """The releases that may stand in for a damaged one as far as what they tell goes, the latest first. Their
    files are still to be looked at."""
    known, askable = ledger.read(config), _askable(damaged)
    for one in reversed(archive.releases(config)):
        if one.sequence >= damaged.sequence or not one.readable:
            continue
        alike = one.manifest.base_iri == config.base_iri and ledger.tells_no_more(one.manifest, known)
        if alike and (one.id in askable if askable is not None else _compared(one, damaged)):
            yield one


def standing_in(damaged: Release, config: Config) -> Release | None:
    """The first of :func:`candidates` that is whole (:func:`graph.release.integrity.damaged`)."""
    return next((one for one in candidates(damaged, config) if not integrity.damaged(one)), None)


def _askable(release: Release) -> tuple[str, ...] | None:
    """What a release says itself of those before it; ``None`` where that cannot be read."""
    try:
        listed = integrity.read_list(release)
    except OperatorError:
        return None
    return listed.askable if listed else None


def _compared(one: Release, damaged: Release) -> bool:
    """Whether what the damaged one holds still shows that the other may be asked; in doubt it may not."""
    try:
        with Store.open_read_only(one.store) as before, Store.open_read_only(damaged.store) as after:
            return may_be_asked(one, before, damaged, after)
    except (OSError, RuntimeError, OperatorError):
        return False
