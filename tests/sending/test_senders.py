"""Each sender against a real server of its kind: what arrives, and what each refusal means."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import smpp34
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from hallserver.core.outgoing.reading import read_receivers
from hallserver.sending import senders
from hallserver.sending.message import Message
from hallserver.sending.refused import Refused, scrubbed
from hallserver.sending.senders import Letter, wechat
from tests.gateways import Gateway, gateway
from tests.running import free_port

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
UID = "msg_0123456789abcdef0123456789abcdef"
PLACES = {
    "id": UID,
    "text": "政务大厅：A001 号请到 3 号窗口办理",
    "number": "A001",
    "window": "3",
    "phone": "13800138000",
    "hall": "某县政务服务中心",
    "at": "2026-03-02 12:00:00",
    "level": 1,
    "reasons": ["办理慢", "没有办成"],
    "matter": "tax-file",
    "finished_at": "2026-03-02T03:59:00.000Z",
}


def letter(data: Path, sheet: str, *secrets: str, phone: str | None = None, **places: Any) -> Letter:
    """A message to the one receiver of a sheet."""
    receiver = next(iter(read_receivers(sheet).values()))
    told = {**PLACES, **places}
    message = Message(UID, "rating.given", NOON, {"seq": 7}, told, str(told["text"]), phone)
    return Letter(receiver, message, data, secrets)


def send(letter: Letter) -> None:
    """In a thread, as a courier does; the tests' own may have a browser's event loop."""
    with ThreadPoolExecutor(1) as courier:
        courier.submit(senders.send, letter).result()


@dataclass
class Mailbox:
    """A mail server's handler: takes mail, or refuses it."""

    refuses: str = ""
    kept: list[Any] = field(default_factory=list)

    async def handle_RCPT(self, *args: Any) -> str:  # noqa: N802 - its name in the library
        _, _, envelope, address, _ = args
        envelope.rcpt_tos.append(address)
        return "250 OK" if "nobody" not in address else "550 no such reader"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the same
        if self.refuses:
            return self.refuses
        self.kept.append(envelope)
        return "250 taken"


@contextmanager
def mail_server(box: Mailbox, **more: Any) -> Iterator[int]:
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **more)
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


def mail_sheet(port: int, more: str = 'tls = "none"', to: str = '"a@county.example"') -> str:
    return (
        f'[receivers.m]\nkind = "smtp"\nhost = "127.0.0.1"\nport = {port}\nsender = "hall@county.example"\n'
        f'to = [{to}]\nevents = ["rating.given"]\ntimeout_s = 2\n{more}\n'
    )


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A folder with an authority's certificate, and what a server certified by it uses."""
    folder = tmp_path_factory.mktemp("authority")
    made = trustme.CA()
    made.cert_pem.write_to_path(folder / "ca.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.issue_cert("127.0.0.1").configure_cert(context)
    return folder, context


def test_a_mail_arrives_in_chinese_with_the_messages_own_id(tmp_path: Path) -> None:
    box = Mailbox()
    with mail_server(box) as port:
        send(letter(tmp_path, mail_sheet(port)))
        send(letter(tmp_path, mail_sheet(port)))

    first, again = (message_from_bytes(each.content, policy=default) for each in box.kept)
    assert first["Message-ID"] == again["Message-ID"] == f"<{UID}@county.example>"
    assert first["Subject"] == "某县政务服务中心：政务大厅：A001 号请到 3 号窗口办理"
    assert "A001 号请到 3 号窗口办理" in first.get_content()
    assert box.kept[0].rcpt_tos == ["a@county.example"]


@pytest.mark.parametrize("way", ["tls", "starttls"])
def test_mail_goes_over_tls_with_a_password_and_only_to_whom_the_authority_knows(
    authority: tuple[Path, ssl.SSLContext], way: str
) -> None:
    folder, context = authority
    box, words = Mailbox(), []

    def knows(_server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:
        words.append(said.password)
        return AuthResult(success=said.password == b"open sesame")

    tls: dict[str, Any] = (
        {"ssl_context": context} if way == "tls" else {"tls_context": context, "require_starttls": True}
    )
    more = f'tls = "{way}"\nca = "ca.pem"\nuser = "hall"\npassword_env = "X"'
    with mail_server(box, authenticator=knows, auth_require_tls=way != "tls", **tls) as port:
        send(letter(folder, mail_sheet(port, more), "open sesame"))
        with pytest.raises(Refused) as wrong:
            send(letter(folder, mail_sheet(port, more), "wrong"))
        with pytest.raises(Refused, match="CERTIFICATE_VERIFY_FAILED"):
            send(letter(folder, mail_sheet(port, more.replace('ca = "ca.pem"\n', "")), "open sesame"))

    assert (len(box.kept), words[0], wrong.value.permanent) == (1, b"open sesame", False)


@pytest.mark.parametrize(("said", "permanent"), [("451 later", False), ("554 never", True)])
def test_a_mail_servers_word_says_whether_to_ask_again(tmp_path: Path, said: str, permanent: bool) -> None:
    with mail_server(Mailbox(refuses=said)) as port, pytest.raises(Refused, match=said) as refused:
        send(letter(tmp_path, mail_sheet(port)))

    assert refused.value.permanent is permanent


def test_a_mail_that_some_readers_got_is_not_sent_to_them_again(tmp_path: Path) -> None:
    box = Mailbox()
    with mail_server(box) as port, pytest.raises(Refused, match="nobody@") as refused:
        send(letter(tmp_path, mail_sheet(port, to='"a@county.example", "nobody@county.example"')))

    assert (len(box.kept), refused.value.permanent) == (1, True)


def test_a_mail_server_that_trickles_is_left_after_the_time_it_has(tmp_path: Path) -> None:
    with gateway() as silent:  # waits for a request, as the mail client waits for a greeting
        port = silent.server.server_address[1]
        with pytest.raises(Refused, match=r"time|Timeout"):
            send(letter(tmp_path, mail_sheet(int(port))))


SMS = """
[receivers.sms]
kind = "http"
url = "{url}/send"
visitors = true
secret_env = "X"
timeout_s = 1
{more}
[receivers.sms.fields]
mobile = "{{phone}}"
"content.text" = "{{text}}"
apikey = "{{secret}}"
[receivers.sms.accepted]
field = "result.code"
values = ["0"]
permanent = ["4"]
"""


def test_an_sms_gateway_gets_the_fields_that_the_sheet_names(tmp_path: Path) -> None:
    with gateway((200, '{"result": {"code": 0}}')) as sms:
        send(letter(tmp_path, SMS.format(url=sms.url, more=""), "key-1", phone="13800138000"))
        send(letter(tmp_path, SMS.format(url=sms.url, more='as = "form"'), "key-1"))
        send(letter(tmp_path, SMS.format(url=sms.url, more='as = "query"\nmethod = "GET"'), "key-1"))

    text = PLACES["text"]
    assert sms.asked[0].json == {"mobile": "13800138000", "content": {"text": text}, "apikey": "key-1"}
    assert sms.asked[1].form == {"mobile": "13800138000", "content.text": text, "apikey": "key-1"}
    assert (sms.asked[2].method, sms.asked[2].query) == ("GET", sms.asked[1].form)
    assert {each.headers["idempotency-key"] for each in sms.asked} == {UID}


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ('{"result": {"code": 9, "msg": "busy"}}', False),
        ('{"result": {"code": 4, "msg": "no such number"}}', True),
        ('{"ok": true}', False),
        ("<html>please sign in</html>", False),
        ("[" * 5000, False),
    ],
)
def test_a_gateway_that_refuses_with_200_is_not_believed(
    tmp_path: Path, answer: str, permanent: bool
) -> None:
    with gateway((200, answer)) as sms, pytest.raises(Refused) as refused:
        send(letter(tmp_path, SMS.format(url=sms.url, more=""), "key-1"))

    assert refused.value.permanent is permanent


def test_an_answer_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with gateway((200, "x" * 5_000_000)) as sms, pytest.raises(Refused, match=r"no “result\.code”"):
        send(letter(tmp_path, SMS.format(url=sms.url, more=""), "key-1"))


def test_a_reason_that_is_kept_has_neither_secrets_nor_anybodys_number() -> None:
    said = 'mobile +86 138-0013-8000 refused, key "key-1-secret"\nid 330127199001011234'

    assert scrubbed(said, ["key-1-secret", "13800138000"]) == 'mobile … refused, key "***" id …'


WECHAT = """
[receivers.w]
kind = "wechat"
url = "{url}"
app_id = "wx1"
secret_env = "X"
to = "openid-1"
template_id = "t-1"
events = ["rating.given"]
[receivers.w.data]
first = "{{text}}"
keyword1 = "{{number}}"
"""
SENT = "/cgi-bin/message/template/send"


@pytest.fixture
def wechat_server() -> Iterator[Gateway]:
    wechat._tokens.clear()
    with gateway((200, '{"errcode": 0, "errmsg": "ok"}')) as made:
        made.answers["/cgi-bin/token"] = '{"access_token": "token-1", "expires_in": 7200}'
        yield made


def test_a_template_message_goes_to_its_follower_under_one_token(
    tmp_path: Path, wechat_server: Gateway
) -> None:
    for _ in range(2):
        send(letter(tmp_path, WECHAT.format(url=wechat_server.url), "app-secret"))

    asked = [each for each in wechat_server.asked if each.path == SENT]
    assert [each.path for each in wechat_server.asked] == ["/cgi-bin/token", SENT, SENT]
    assert asked[0].query == {"access_token": "token-1"}
    assert asked[0].json["touser"] == "openid-1"
    assert asked[0].json["data"]["keyword1"] == {"value": "A001"}
    assert len({each.json["client_msg_id"] for each in asked}) == 1


def test_an_old_token_is_renewed_and_a_stranger_is_told_once(tmp_path: Path, wechat_server: Gateway) -> None:
    wechat_server.script = ((200, '{"errcode": 42001}'), (200, '{"errcode": 0}'), (200, '{"errcode": 40003}'))
    sheet = WECHAT.format(url=wechat_server.url)
    send(letter(tmp_path, sheet, "app-secret"))
    with pytest.raises(Refused, match="errcode 40003") as refused:
        send(letter(tmp_path, sheet, "app-secret"))

    assert [each.path for each in wechat_server.asked].count("/cgi-bin/token") == 2
    assert refused.value.permanent


PROVINCE = """
as = "json"
join = ";"
time_format = "%Y%m%d%H%M%S"
[fields]
"data.projectNo" = "{matter}"
"data.satisfaction" = "{level}"
"data.evalDetail" = "{reasons}"
"data.assessTime" = "{at}"
"data.resultTime" = "{finished_at}"
"data.no" = "{id}"
[headers]
x-app-key = "{secret}"
[codes.level]
1 = "FCBMY"
5 = "FCMY"
[codes.reasons]
"办理慢" = "510"
"*" = "599"
[accepted]
field = "status"
values = ["OK"]
"""
RATINGS = '[receivers.p]\nkind = "ratings"\nurl = "{url}/eval"\nmapping = "province.toml"\nsecret_env = "X"\n'


def test_a_rating_reaches_the_province_in_its_own_fields_codes_and_time(tmp_path: Path) -> None:
    (tmp_path / "province.toml").write_text(PROVINCE)
    with gateway((200, '{"status": "OK"}')) as province:
        send(letter(tmp_path, RATINGS.format(url=province.url), "key-1"))

    assert province.asked[0].json["data"] == {
        "projectNo": "tax-file",
        "satisfaction": "FCBMY",
        "evalDetail": "510;599",
        "assessTime": "20260302120000",
        "resultTime": "20260302115900",
        "no": UID,
    }
    assert province.asked[0].headers["x-app-key"] == "key-1"


@pytest.mark.parametrize(
    ("change", "said", "permanent"),
    [
        (('1 = "FCBMY"\n', ""), "no code for level “1”", True),
        (('"{matter}"', '"{mater}"'), "did you mean “matter”", False),
        (("[fields]", "[feilds]"), "did you mean “fields”", False),
    ],
)
def test_a_mapping_that_lacks_something_says_what(
    tmp_path: Path, change: tuple[str, str], said: str, permanent: bool
) -> None:
    (tmp_path / "province.toml").write_text(PROVINCE.replace(*change))
    with gateway() as province, pytest.raises(Refused, match=said) as refused:
        send(letter(tmp_path, RATINGS.format(url=province.url), "key-1"))

    assert refused.value.permanent is permanent
    assert not province.asked


@dataclass
class Centre:
    """An SMS centre over SMPP, by another library than the one that sends."""

    refuses: int | None = None
    got: list[tuple[str, int, bytes]] = field(default_factory=list)
    port: int = field(default_factory=free_port)

    async def run(self, ready: threading.Event, over: asyncio.Event) -> None:
        server = smpp34.Server("127.0.0.1", self.port, system_id="centre")
        await server.start()
        ready.set()
        while not over.is_set():
            try:
                event = await asyncio.wait_for(server.next(), 0.1)
            except TimeoutError:
                continue
            if isinstance(event, smpp34.SubmitSmEvent):
                if self.refuses is not None:
                    event.reject(self.refuses)
                    continue
                self.got.append((event.destination_addr, event.data_coding, event.short_message))
                event.accept(str(len(self.got)))
        await server.stop()


@contextmanager
def centre(**said: Any) -> Iterator[Centre]:
    made, ready = Centre(**said), threading.Event()
    loop, over = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(made.run(ready, over),), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
        loop.close()


def smpp_sheet(port: int) -> str:
    return (
        f'[receivers.c]\nkind = "smpp"\nhost = "127.0.0.1"\nport = {port}\nsystem_id = "hall"\nsource = "12345"\n'
        'password_env = "X"\nvisitors = true\ntimeout_s = 3\n'
    )


def test_a_chinese_text_reaches_an_sms_centre_whole_and_a_long_one_in_parts(tmp_path: Path) -> None:
    with centre() as made:
        send(letter(tmp_path, smpp_sheet(made.port), "secret", phone="13800138000"))
        send(
            letter(tmp_path, smpp_sheet(made.port), "secret", phone="+85251234567", text="请带齐材料。" * 20)
        )

    to, coding, text = made.got[0]
    parts = made.got[1:]
    assert (to, coding, text.decode("utf-16-be")) == ("13800138000", 8, PLACES["text"])
    assert {each[0] for each in parts} == {"85251234567"}
    assert "".join(each[2][6:].decode("utf-16-be") for each in parts) == "请带齐材料。" * 20


@pytest.mark.parametrize(
    ("code", "permanent"), [(smpp34.ESME_RTHROTTLED, False), (smpp34.ESME_RINVDSTADR, True)]
)
def test_an_sms_centres_status_says_whether_to_ask_again(tmp_path: Path, code: int, permanent: bool) -> None:
    with centre(refuses=code) as made, pytest.raises(Refused, match="SMPP") as refused:
        send(letter(tmp_path, smpp_sheet(made.port), "secret", phone="13800138000"))

    assert (refused.value.permanent, made.got) == (permanent, [])


def test_an_sms_centre_that_says_nothing_is_left_after_the_time_it_has(tmp_path: Path) -> None:
    with gateway() as silent, pytest.raises(Refused, match=r"time|Timeout|Connection"):
        send(letter(tmp_path, smpp_sheet(silent.server.server_address[1]), "secret", phone="13800138000"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the library's own, of Python's older modules
def test_what_apprise_covers_is_told_and_a_refusal_is_met(tmp_path: Path) -> None:
    sheet = '[receivers.a]\nkind = "apprise"\naddress_env = "X"\nevents = ["rating.given"]\n'
    with gateway("take", (500, "no")) as service:
        address = service.url.replace("http://", "json://")
        send(letter(tmp_path, sheet, address))
        with pytest.raises(Refused, match="JSON"):
            send(letter(tmp_path, sheet, address))
        with pytest.raises(Refused, match="none that apprise knows"):
            send(letter(tmp_path, sheet, "nothing://at all"))

    assert service.taken[0].json["title"] == "某县政务服务中心"
    assert "A001" in service.taken[0].json["message"]
