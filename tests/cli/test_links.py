"""`hall serve --links`: a one-time link for every row that has one, and they open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from halldisplay.built import pages
from hallserver.cli.running import _print_links
from tests.running import serving


def test_each_link_of_a_page_is_printed_and_lets_in(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(data, "--desk-only") as running, running.client() as client:
        _print_links(data, running.url)
        printed = capsys.readouterr().out
        codes = re.findall(r"#link=(\S+)", printed)
        let_in = [
            client.post("/links", json={"code": code}, headers={"Idempotency-Key": code}) for code in codes
        ]

    links = [link for page in pages() for link in page.links]
    assert all(f"  {link.label} " in printed for link in links)
    assert sorted(each.json()["role"] for each in let_in) == sorted(link.role for link in links if link.role)
    assert "<window>" not in printed
