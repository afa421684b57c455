"""Notifications and manifests say which exports of a folder are published, and lead nowhere out of it."""

from pathlib import Path

import pytest
from each import each

from graph.publishing.notices import left_out

LARGE = 1_000_000


def export(agenda: str) -> str:
    """An export of eDoc with an agenda of that identifier."""
    return (
        "<Root><e:OutputTypeEnumName>Minute</e:OutputTypeEnumName><e:Committee><e:Name>Byrådet</e:Name>"
        f"<e:Meeting><e:Agenda><e:Identifier>{agenda}</e:Identifier></e:Agenda></e:Meeting></e:Committee></Root>"
    )


def notification(agenda: str, time: str, path: str, publish: str = "true") -> str:
    return (
        f"<Root><e:Notification><e:Publish>{publish}</e:Publish><e:AgendaIdentifier>{agenda}</e:AgendaIdentifier>"
        f"<e:Timestamp>{time}</e:Timestamp><e:PathToXml>{path}</e:PathToXml></e:Notification></Root>"
    )


def told(folder: Path, files: dict[str, str], max_bytes: int = LARGE) -> dict[str, str]:
    """File -> the code that says why it is left out, of those that are."""
    paths = {name: folder / name for name in files}
    for name, text in files.items():
        paths[name].parent.mkdir(parents=True, exist_ok=True)
        paths[name].write_text(text, "utf-8")
    return {name: finding.code for name, finding in left_out(paths, max_bytes).items()}


def test_the_latest_notification_of_an_agenda_holds(tmp_path: Path) -> None:
    files = {
        "dagsorden.xml": export("A1"),
        "referat.xml": export("a1"),
        "andet.xml": export("b2"),
        "n1.xml": notification("a1", "2019-03-08T10:02:11", r"\UT\dagsorden.xml"),
        "n2.xml": notification("A1", "2019-03-14T09:30:40", r"\UT\REFERAT.XML"),
        "uden.xml": export("c3"),
    }
    assert told(tmp_path, files) == {
        "dagsorden.xml": "superseded", "n1.xml": "not-minutes", "n2.xml": "not-minutes",
    }  # fmt: skip


def test_a_withdrawal_leaves_out_all_of_its_agenda_until_it_is_published_again(tmp_path: Path) -> None:
    files = {
        "x/referat.xml": export("a1"),
        "n1.xml": notification("a1", "2019-03-08T10:00:00", r"x\referat.xml"),
        "n2.xml": notification("a1", "2019-03-09T10:00:00", r"x\referat.xml", "false"),
    }
    assert told(tmp_path, files)["x/referat.xml"] == "withdrawn-by-source"
    again = {"n3.xml": notification("a1", "2019-03-10T10:00:00", r"x\referat.xml")}
    assert "x/referat.xml" not in told(tmp_path, files | again)


@each(
    ("published", "withdrawn", "is_withdrawn"),
    [
        ("14-03-2019 09:30", "02-04-2019 08:00", True),
        ("02-04-2019 08:00:10", "14-03-2019 09:30", False),
        ("2019-03-14T09:30:00+01:00", "2019-03-14T08:31:00Z", True),
        ("2019-03-14T09:30:00.1234567+01:00", "14-03-2019 09:00", False),
        ("2019-03-14T09:30:00", "i dag", True),
        ("2019-03-14T09:30:00", "01-01-0001 00:00", True),
        ("", "2019-03-14T09:30:00", True),
    ],
)
def test_notifications_are_in_the_order_of_their_times_however_these_are_written(
    tmp_path: Path, published: str, withdrawn: str, is_withdrawn: bool
) -> None:
    both = notification("a1", published, "a.xml") + notification("a1", withdrawn, "a.xml", "false")
    files = {"a.xml": export("a1"), "n.xml": both.replace("</Root><Root>", "")}
    assert ("a.xml" in told(tmp_path, files)) == is_withdrawn


def test_a_notification_that_does_not_say_so_publishes_nothing(tmp_path: Path) -> None:
    files = {"referat.xml": export("a1"), "n.xml": notification("a1", "", r"\referat.xml", "")}
    assert told(tmp_path, files)["referat.xml"] == "withdrawn-by-source"


def test_a_path_is_looked_up_below_the_notifications_own_folder(tmp_path: Path) -> None:
    files = {
        "ut/referat.xml": export("a1"),
        "ut/UT/referat.xml": export("a1"),
        "referat.xml": export("a1"),
        "ut/n.xml": notification("a1", "2019", r"\UT\referat.xml"),
    }
    assert told(tmp_path, files) == {
        "ut/referat.xml": "superseded", "referat.xml": "superseded", "ut/n.xml": "not-minutes",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        r"..\..\hemmelig.xml", r"\..\hemmelig.xml", "C:\\Windows\\hemmelig.xml", r"\\server\share\hemmelig.xml",
        "/etc/passwd", "", "\\", "a" * 5000, "\\".join("a" * 5000),
    ],
)  # fmt: skip
def test_a_path_that_leads_out_of_the_folder_leads_nowhere(tmp_path: Path, path: str) -> None:
    (tmp_path / "hemmelig.xml").write_text(export("a1"))
    folder = tmp_path / "folder"
    files = {"referat.xml": export("a1"), "n.xml": notification("a1", "2019", path)}
    assert told(folder, files) == {"n.xml": "not-minutes"}


def test_a_manifest_withholds_what_it_says_is_not_published(tmp_path: Path) -> None:
    agenda = '<root><table name="agenda"><fields><field name="name">Referat</field></fields></table></root>'
    manifest = (
        '<root><table name="producedAgenda">'
        '<fields><field xmlfilename="1.xml"/><field publish="0"/></fields>'
        '<fields><field xmlfilename="2.xml"/><field publish="1"/></fields></table></root>'
    )
    files = {
        "a/m.xml": manifest,
        "a/1.XML": agenda,
        "a/f/2.xml": agenda,
        "a/f/1.xml": agenda,
        "1.xml": agenda,
    }
    assert told(tmp_path, files) == {
        "a/m.xml": "not-minutes", "a/1.XML": "withdrawn-by-source", "a/f/1.xml": "withdrawn-by-source",
    }  # fmt: skip


def test_what_cannot_be_read_is_left_to_its_reader(tmp_path: Path) -> None:
    files = {
        "cut.xml": export("a1")[:-9],
        "text.xml": "Referat",
        "n.xml": notification("a1", "2019", "x.xml")[:-9],
        "large.xml": export("a1") + " " * 2000,
    }
    assert told(tmp_path, files, max_bytes=1000) == {}
    (tmp_path / "cut.xml").unlink()
    assert left_out({"cut.xml": tmp_path / "cut.xml"}, LARGE) == {}
