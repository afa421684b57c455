"""The loss report of a document."""

from support import newer, read

from graph.minutes.loss_report import loss, measures


def test_everything_left_open_is_named() -> None:
    text = newer(
        "Havnebad\n\nEn løs sætning.\n\nBeslutning\n\nDet drøftes med Martin.\n\nBehandling\n\nKlimanævnet, Direktionen",
        contents="Havnebro.....\t3\nBroen.....\t5",
    )
    told = loss(read(text + "\n\nPunkt 3: Eventuelt"))
    assert told.pop("share_read") < 1
    assert told == {
        "unread_lines": [[18, 18]],
        "items_without_heading": [2],
        "items_not_in_contents": [3],
        "titles_that_differ": [1],
        "decisions_of_unknown_wording": [1],
        "unresolved_bodies": ["Klimanævnet"],
        "unresolved_people": ["Martin"],
    }


def test_minutes_in_order_have_nothing_to_tell() -> None:
    told = measures(read(newer("Havnebad\n\n23-007348\n\nBeslutning\n\nGodkendt.", "Eventuelt")))
    assert told.pop("andel-laest") == 1
    assert set(told.values()) == {0}


def test_an_unknown_body_in_the_head_is_unresolved() -> None:
    assert loss(read(newer("A").replace("Direktionen", "Klimanævnet")))["unresolved_bodies"] == [
        "Klimanævnet"
    ]
