"""The mail server that mails are handed to."""

from pathlib import Path

from graph.base.config import Config
from graph.subscriptions.mail import MailServer


def test_a_password_is_what_a_file_holds_without_the_marks_that_editors_leave(tmp_path: Path) -> None:
    (tmp_path / "code").write_bytes("\ufeffhemmelig kode \r\n".encode())
    config = Config(smtp_host="127.0.0.1", smtp_sender="a@b.dk", smtp_password_file=str(tmp_path / "code"))
    assert MailServer.of(config).password == "hemmelig kode "
