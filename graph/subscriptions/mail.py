"""Mails handed to the municipality's mail server (SMTP, RFC 5321)."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from graph.base.config import Config, OperatorError
from graph.base.files import Closing

_SECONDS = 30.0


class NotSentError(Exception):
    """A mail was not taken, for sure. ``permanent`` says that it never will be (RFC 5321, section 4.2.1). The
    message names no mail address."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


class UncertainError(Exception):
    """The connection broke when the mail was under way: it may have been taken, or not."""


@dataclass
class MailServer(Closing):
    """A mail server; one connection is kept open for all mails."""

    host: str
    port: int
    security: str
    user: str
    sender: str
    password: str = field(default="", repr=False)
    _client: smtplib.SMTP | None = None

    @classmethod
    def of(cls, config: Config) -> "MailServer":
        """That of the settings; raises :class:`OperatorError` for a password file that cannot be read."""
        password = config.smtp_password
        if config.smtp_password_file:
            try:
                password = Path(config.smtp_password_file).read_text(encoding="utf-8-sig").rstrip("\r\n")
            except (OSError, UnicodeDecodeError) as error:
                raise OperatorError(f"smtp_password_file: cannot be read: {error}") from None
        return cls(
            config.smtp_host,
            config.smtp_port,
            config.smtp_security,
            config.smtp_user,
            config.smtp_sender,
            password,
        )

    def close(self) -> None:
        """Take leave of the server."""
        client, self._client = self._client, None
        if client:
            try:
                client.quit()
            except (smtplib.SMTPException, OSError):  # it has hung up already
                client.close()

    def open(self) -> None:
        """Greet the server, if that is not done; raises :class:`NotSentError` when it takes no mails."""
        self._connected()

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Hand over a mail; raises :class:`NotSentError`, and :class:`UncertainError` when nobody knows."""
        client = self._connected()
        try:
            for code, _ in (client.mail(self.sender), client.rcpt(recipient)):
                if not 200 <= code < 300:
                    client.rset()
                    raise NotSentError(f"the mail server answers {code}", permanent=code >= 500)
        except (smtplib.SMTPException, OSError) as error:
            self._client = None
            client.close()
            raise NotSentError(f"the mail server hung up ({type(error).__name__})") from None
        try:
            code, _ = client.data(message.as_bytes(policy=SMTP))
        except smtplib.SMTPDataError as error:  # before any of the mail was sent
            raise NotSentError(f"the mail server answers {error.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            self._client = None
            client.close()
            raise UncertainError(type(error).__name__) from None
        if not 200 <= code < 300:
            raise NotSentError(f"the mail server answers {code}", permanent=code >= 500)

    def _connected(self) -> smtplib.SMTP:
        if self._client is None:
            try:
                self._client = self._connect()
            except (smtplib.SMTPException, OSError, UnicodeError) as error:
                code = getattr(error, "smtp_code", "")
                said = code or getattr(error, "strerror", "") or type(error).__name__
                raise NotSentError(f"{self.host}:{self.port} cannot be used: {said}") from None
        return self._client

    def _connect(self) -> smtplib.SMTP:
        trust = ssl.create_default_context()
        client: smtplib.SMTP
        if self.security == "tls":
            client = smtplib.SMTP_SSL(self.host, self.port, timeout=_SECONDS, context=trust)
        else:
            client = smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
        try:
            if self.security == "starttls":
                client.starttls(context=trust)
            if self.user:
                client.login(self.user, self.password)
            client.ehlo_or_helo_if_needed()
        except BaseException:
            client.close()
            raise
        return client
