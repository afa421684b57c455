"""CSV in pieces, of which none is as large as the table."""

from graph.base.table_csv import as_csv, csv_pieces


def test_a_large_table_comes_in_pieces_and_no_text_is_a_formula() -> None:
    rows = [[at, f"={at}"] for at in range(2500)]
    pieces = list(csv_pieces(["antal", "navn"], iter(rows)))
    assert [piece.count(b"\r\n") for piece in pieces] == [1000, 1000, 501]
    assert b"".join(pieces) == as_csv(["antal", "navn"], rows)
    assert pieces[0].startswith(b"antal,navn\r\n0,'=0\r\n")
    assert as_csv(["navn"], [[None], ["-"]]) == b'navn\r\n""\r\n-\r\n'
