"""The hall's own languages at the door: what lies in its folder and can be read, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from halldisplay.catalogues import ALL, LARGEST, MOST, of_a_hall, parse
from hallserver.web.guests import is_for_guests
from hallserver.web.words import learn_languages, words_blueprint

QAA = "language = Qaa\n    .tag = qaa\n    .dir = ltr\n\ncommon-close = shut\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words").mkdir()
    return tmp_path / "words"


def client_of(data: Path) -> FlaskClient:
    app = Flask("words")
    app.register_blueprint(words_blueprint(learn_languages(data)))
    return app.test_client()


def test_a_hall_without_files_has_no_language_of_its_own(tmp_path: Path) -> None:
    assert client_of(tmp_path).get("/words/").json == []


def test_a_language_is_one_file_in_the_halls_folder(folder: Path) -> None:
    (folder / "qaa.ftl").write_text(QAA)
    client = client_of(folder.parent)

    assert client.get("/words/").json == [{"code": "qaa", "name": "Qaa", "tag": "qaa", "dir": "ltr"}]
    told = client.get("/words/qaa.ftl")
    assert parse("qaa", told.text) == parse("qaa", QAA)
    assert told.headers["Cache-Control"] == "no-cache"


def test_a_page_that_knows_it_already_is_sent_nothing(folder: Path) -> None:
    (folder / "qaa.ftl").write_text(QAA)
    client = client_of(folder.parent)
    tag = client.get("/words/qaa.ftl").headers["ETag"]

    again = client.get("/words/qaa.ftl", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_words_that_have_changed_are_sent_again(folder: Path) -> None:
    (folder / "qaa.ftl").write_text(QAA)
    tag = client_of(folder.parent).get("/words/qaa.ftl").headers["ETag"]
    (folder / "qaa.ftl").write_text(QAA.replace("shut", "open"))

    again = client_of(folder.parent).get("/words/qaa.ftl", headers={"If-None-Match": tag})

    assert again.status_code == 200
    assert "open" in again.text


@pytest.mark.parametrize(
    "path", ["qab.ftl", "zh.ftl", "secret.txt", "../hall.ftl", "%2e%2e/hall.ftl", "QAA.ftl", "qaa"]
)
def test_nothing_else_is_there(folder: Path, path: str) -> None:
    (folder / "qaa.ftl").write_text(QAA)
    (folder / "secret.txt").write_text("no words")
    (folder.parent / "hall.ftl").write_text(QAA)

    assert client_of(folder.parent).get(f"/words/{path}").status_code == 404


def test_a_broken_file_is_named_and_the_others_are_there(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "qaa.ftl").write_text(QAA)
    (folder / "qab.ftl").write_text("no catalogue at all")
    (folder / "zh.ftl").write_text(QAA)

    client = client_of(folder.parent)

    assert [each["code"] for each in client.get("/words/").json] == ["qaa"]
    assert "qab.ftl" in caplog.text
    assert "zh.ftl: this language is built in" in caplog.text


@pytest.mark.parametrize("text", [f"{QAA}a = {'{' * 5000}\n", f"{QAA}a = {'{ ' * 3000}$n{' }' * 3000}\n"])
def test_no_file_keeps_the_hall_from_opening(folder: Path, text: str) -> None:
    (folder / "qaa.ftl").write_text(QAA)
    (folder / "qab.ftl").write_text(text)
    (folder / "qac.ftl").mkdir()

    found, wrong = of_a_hall(folder)

    assert list(found) == ["qaa"]
    assert [each.partition(":")[0] for each in wrong] == ["qab.ftl", "qac.ftl"]


def test_a_language_too_many_is_named(folder: Path) -> None:
    for n in range(MOST + 1):
        (folder / f"qa-{n:03}.ftl").write_text(QAA)

    found, wrong = of_a_hall(folder)

    assert len(found) == MOST
    assert wrong == [f"qa-{MOST:03}.ftl: a hall has at most {MOST} languages"]


def test_what_all_files_take_to_read_is_bounded(folder: Path) -> None:
    for n in range(5):
        (folder / f"qa-{n:03}.ftl").write_text(QAA + "\n" * (LARGEST - len(QAA)))

    found, wrong = of_a_hall(folder)

    assert len(found) == ALL // LARGEST
    assert [each.partition(":")[0] for each in wrong] == ["qa-004.ftl"]


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("common-clse = shut", "no page says common-clse"),
        ("common-people = { $m }", "common-people has no place m"),
        ("common-people = { NUMBR($n) }", "common-people asks for NUMBR"),
        ('common-people = { "" }', "common-people is empty"),
    ],
)
def test_a_message_that_no_page_could_say_is_named_and_left_out(
    folder: Path, message: str, says: str
) -> None:
    (folder / "qaa.ftl").write_text(f"{QAA}{message}\n")

    found, wrong = of_a_hall(folder)

    assert wrong == [f"qaa.ftl: {says}"]
    assert list(found["qaa"].messages) == ["common-close"]
    assert message.split(maxsplit=1)[0] not in client_of(folder.parent).get("/words/qaa.ftl").text


@pytest.mark.parametrize(
    ("path", "there"), [("/words/", True), ("/words/ug.ftl", True), ("/words/a/b.ftl", False)]
)
def test_guests_have_the_languages_too(path: str, *, there: bool) -> None:
    assert is_for_guests("GET", path) is there
