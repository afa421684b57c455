"""Several sites followed into one graph: three that are served on loopback, and feeds that are none."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from firstagenda import Handler, Site, reply
from firstagenda import served as answering
from replay import graph_of
from samples import put, sample, write
from serving import served

from graph.base.config import Config, OperatorError
from graph.following.union import UNION, Polled, follow
from graph.ontology.iris import Iris
from graph.publishing.publish import publish, rollback
from graph.publishing.withdraw import withdraw
from graph.release import archive

pytestmark = pytest.mark.usefixtures("little_ontology")

WORDS = "Karmoisinbroen males grøn."


@dataclass
class Followed:
    """Sites that are served, and a folder into which they are followed."""

    configs: list[Config]
    addresses: list[str]
    folder: Path

    def poll(self) -> list[Polled]:
        polled = follow(self.addresses, self.folder)
        assert [one.problem for one in polled] == [""] * len(self.addresses)
        return polled

    def union(self) -> bytes:
        return (self.folder / UNION).read_bytes()

    def expected(self) -> bytes:
        """The union of what the current releases hold, made without any feed."""
        graphs = (graph_of(archive.Release(archive.current(config))) for config in self.configs)
        return "".join(f"{line}\n" for line in sorted(set().union(*graphs))).encode()


def config_of(folder: Path, name: str) -> Config:
    return Config(base_iri=f"https://{name}.example.dk", data_dir=folder / name / "data", removed_share=1.0)


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    configs = [config_of(tmp_path, name) for name in "abc"]
    with ExitStack() as stack:
        addresses = []
        for day, config in enumerate(configs, start=12):
            config.data_dir.parent.mkdir()
            put(config, one=str(day), two="26")
            addresses.append(f"http://127.0.0.1:{stack.enter_context(served(config))}/changes")
        yield Followed(configs, addresses, tmp_path / "followed")


def test_three_sites_converge_to_their_union_and_what_one_withdraws_is_gone_after_one_poll(
    followed: Followed,
) -> None:
    a, b, c = followed.configs
    polled = followed.poll()
    assert all(one.anew for one in polled)
    assert followed.union() == followed.expected()
    assert [one.versions for one in followed.poll()] == [0, 0, 0]  # nothing is read twice

    put(a, one="12", three="19")  # one comes, one goes
    write(b.data_dir.parent / "minutes", one=sample("13", decision=WORDS))
    publish(b.data_dir.parent / "minutes", b)
    polled = followed.poll()
    assert [one.anew for one in polled] == [False] * 3
    assert [one.versions > 0 for one in polled] == [True, True, False]
    assert followed.union() == followed.expected()
    assert WORDS.encode() in followed.union()

    withdraw(
        f"{Iris(b.base_iri, 'aadalsoe').meeting('direktionen', '2023-09-13')}/punkt/1", "persondata", "x", b
    )
    assert [one.anew for one in followed.poll()] == [False] * 3
    assert followed.union() == followed.expected()
    kept = [path.name for path in followed.folder.iterdir() if WORDS.encode() in path.read_bytes()]
    assert kept == []

    rollback(a)  # its log ends before what was read of it
    assert [one.anew for one in followed.poll()] == [True, False, False]
    assert followed.union() == followed.expected()

    followed.configs, followed.addresses = [a, c], [followed.addresses[0], followed.addresses[2]]
    followed.poll()
    assert followed.union() == followed.expected()
    assert b"https://b.example.dk/" not in b"".join(path.read_bytes() for path in followed.folder.iterdir())


def test_a_site_that_begins_anew_is_read_anew(tmp_path: Path) -> None:
    first, second = config_of(tmp_path, "a"), config_of(tmp_path / "again", "a")
    for config, day in ((first, "12"), (second, "19")):
        config.data_dir.parent.mkdir(parents=True)
        put(config, anew=day)  # which no other test has published before
        second_of_the_clock = int(time.time())
        while int(time.time()) == second_of_the_clock:
            time.sleep(0.05)  # a feed tells its times by the second, and two sites begin at different ones
    with served(first) as port:
        followed = Followed([first], [f"http://127.0.0.1:{port}/changes"], tmp_path / "followed")
        followed.poll()
    with served(second, port):
        followed.configs = [second]
        assert [one.anew for one in followed.poll()] == [True]
    assert followed.union() == followed.expected()


TREE, AS = "https://w3id.org/tree#", "https://www.w3.org/ns/activitystreams#"
ROOT = f"<https://x.dk/changes#stream> <{TREE}view> <https://x.dk/changes> .\n"
ELSEWHERE = f"<https://x.dk/r> <{TREE}node> <https://y.dk/changes/1/1> .\n"
BLANK = (
    f'<https://x.dk/m> <{AS}object> <https://x.dk/1> .\n<https://x.dk/m> <https://w3id.org/sagsgraf/ns#order> "1" .\n'
    "<https://x.dk/1> <https://x.dk/p> _:b <https://x.dk/m> .\n"
)
OTHERS = BLANK.replace("_:b", '"x"').replace("<https://x.dk/1>", "<https://y.dk/1>")
SLIPPED = BLANK.replace("_:b", '"x"').replace(
    "<https://x.dk/1> <https://x.dk/p>", "<https://y.dk/1> <https://x.dk/p>"
)
NO_NUMBER = BLANK.replace("order", "no").replace("_:b", '"x"')
PAGES = {"1": BLANK, "2": NO_NUMBER, "3": OTHERS, "4": SLIPPED}


def quads(text: str) -> Handler:
    return reply(200, text.encode(), "application/n-quads")


def page_of(number: str) -> Handler:
    """A feed that has one of the pages."""
    return quads(f"{ROOT}<https://x.dk/r> <{TREE}node> <https://x.dk/changes/{number}/1> .\n")


NO_FEEDS = {
    "404": (reply(404), "is no feed: status 404"),
    "a page": (reply(200, b"<html>"), "is no feed: status 200, text/html"),
    "nonsense": (quads("<html>"), "is no feed"),
    "nothing": (quads(""), "there is no stream in it"),
    "elsewhere": (quads(ROOT + ELSEWHERE), "leads elsewhere"),
    "blank nodes": (page_of("1"), "blank nodes"),
    "no number": (page_of("2"), "without its number"),
    "of another": (page_of("3"), "speaks of what is not its own"),
    "of another, within": (page_of("4"), "speaks of what is not its own"),
    "in another's name": (quads(ROOT.replace("x.dk", "a.example.dk")), "gives its things those of another"),
    "a redirect": (reply(302, Location="https://y.dk/"), "is no feed: status 302"),
}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """A site with the minutes of a day; tests must not change it."""
    config = config_of(tmp_path_factory.mktemp("one"), "a")
    config.data_dir.parent.mkdir()
    put(config, one="12")
    return config


@pytest.mark.parametrize("name", NO_FEEDS)
def test_what_is_no_feed_is_told_and_hinders_no_other(name: str, one: Config, tmp_path: Path) -> None:
    answer, said = NO_FEEDS[name]
    answers = {"/changes": [answer]} | {f"/changes/{n}/1": [quads(text)] for n, text in PAGES.items()}
    with served(one) as port, answering(Site({}, answers=answers)) as site:
        good = f"http://127.0.0.1:{port}/changes"
        follow([good], tmp_path)  # whose name is its own from now on
        bad, fine = follow([f"{site.address}/changes", good], tmp_path)
    assert said in bad.problem
    assert "\n" not in bad.problem
    assert fine.problem == ""
    assert (tmp_path / UNION).read_bytes() == Followed([one], [], tmp_path).expected()


def test_a_site_that_is_away_keeps_what_it_said(one: Config, tmp_path: Path) -> None:
    with served(one) as port:
        followed = Followed([one], [f"http://127.0.0.1:{port}/changes"], tmp_path)
        followed.poll()
    (away,) = follow(followed.addresses, followed.folder)
    assert "gives no answer" in away.problem
    assert followed.union() == followed.expected()


def test_two_do_not_follow_into_one_folder(tmp_path: Path) -> None:
    def again(*_: object) -> None:
        with pytest.raises(OperatorError, match="another process is following into"):
            follow([], tmp_path)

    follow(["http://127.0.0.1:9/changes"], tmp_path, again)
