"""What is written under a closed heading is not shown, whatever became of the minutes."""

from benchmarks.mutate import judge

COPIES = 24
"""Of ten thousand (``make ordeal``): some of each kind."""


def test_no_copy_shows_what_is_closed() -> None:
    fates = [judge(seed) for seed in range(COPIES)]
    assert sum(len(fate.mutant.closed) for fate in fates) > 5 * COPIES
    assert len({fate.mutant.name for fate in fates}) > 8
    bad = [(fate.seed, fate.raised, fate.shown, fate.displaced) for fate in fates if fate.bad]
    assert bad == []


def test_a_copy_of_a_number_is_the_same_each_time() -> None:
    assert judge(3).mutant == judge(3).mutant
