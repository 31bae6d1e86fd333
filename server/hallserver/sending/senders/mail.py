"""Mail over SMTP (RFC 5321): TLS from the first byte or by STARTTLS; the Message-ID is the message's own id."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from http import HTTPStatus

from hallserver.core.language.why import Why
from hallserver.core.outgoing.receivers import Mail
from hallserver.sending.deadline import deadline
from hallserver.sending.http import trusting
from hallserver.sending.refused import Refused
from hallserver.sending.senders import Letter

FOR_GOOD = HTTPStatus.INTERNAL_SERVER_ERROR  # a reply of 5yz is a permanent negative one (RFC 5321, 4.2.1)


def send(letter: Letter) -> None:
    """Hand the mail over; the server has taken it for all its readers, or it is refused."""
    receiver: Mail = letter.receiver
    plug: smtplib.SMTP = _maker(letter)
    try:
        with deadline(receiver.timeout_s, lambda: plug.sock):
            _hand_over(plug, letter)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise Refused(f"SMTP {error.recipients}", permanent=min(codes) >= FOR_GOOD) from error
    except smtplib.SMTPAuthenticationError as error:  # somebody will set the password right
        wrong = Why(
            "邮件服务器不接受该密码", f"SMTP {error.smtp_code}: the server does not take the password"
        )
        raise Refused(wrong) from error
    except smtplib.SMTPResponseException as error:
        said = (
            error.smtp_error.decode("utf-8", "replace")
            if isinstance(error.smtp_error, bytes)
            else error.smtp_error
        )
        raise Refused(f"SMTP {error.smtp_code} {said}", permanent=error.smtp_code >= FOR_GOOD) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    finally:
        plug.close()


def _maker(letter: Letter) -> smtplib.SMTP:
    receiver: Mail = letter.receiver
    if receiver.tls == "tls":
        authority = trusting(str(letter.data / receiver.ca) if receiver.ca else "")
        return smtplib.SMTP_SSL(timeout=receiver.timeout_s, context=authority)
    return smtplib.SMTP(timeout=receiver.timeout_s)


def _hand_over(plug: smtplib.SMTP, letter: Letter) -> None:
    receiver: Mail = letter.receiver
    plug._host = receiver.host  # type: ignore[attr-defined]  # the name that TLS checks, where it is connected later
    plug.connect(receiver.host, receiver.port)
    if receiver.tls == "starttls":
        plug.starttls(context=trusting(str(letter.data / receiver.ca) if receiver.ca else ""))
    if receiver.user:
        plug.login(receiver.user, letter.secrets[0])
    refused = plug.send_message(_mail(letter), from_addr=receiver.sender, to_addrs=list(receiver.to))
    if refused:  # some of its readers: asked again, the others would get it twice
        raise Refused(f"SMTP {refused}", permanent=True)
    with suppress(smtplib.SMTPException, OSError):  # it has been taken already
        plug.quit()


def _mail(letter: Letter) -> EmailMessage:
    receiver: Mail = letter.receiver
    mail = EmailMessage(policy=SMTP)
    domain = Address(addr_spec=receiver.sender).domain
    mail["Message-ID"] = f"<{letter.message.uid}@{domain}>"
    mail["Date"] = format_datetime(letter.message.at)
    mail["From"] = receiver.sender
    mail["To"] = ", ".join(receiver.to)
    mail["Subject"] = " ".join(letter.fill(receiver.subject).split())
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    mail.set_content(letter.fill(receiver.body))
    return mail
