"""The hall's voice on the command line: play a call to test it."""

from __future__ import annotations

from pathlib import Path

import click

from hallserver.cli.options import FOLDED

ENGINES = ("auto", "neural", "espeak", "chime")
PLAYERS = (("paplay",), ("aplay", "-q"), ("afplay",))


@click.group()
def voice() -> None:
    """Listen to the hall's voice."""


@voice.command()
@click.argument("ticket", type=FOLDED)
@click.argument("window", type=FOLDED)
@click.option("--lang", type=click.Choice(["zh", "en", "both"]), default="both", show_default=True)
@click.option("--engine", type=click.Choice(ENGINES), default="auto", show_default=True)
@click.option("--models", type=click.Path(file_okay=False, path_type=Path), default=Path("data/voice"))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write a WAV instead of playing it."
)
def say(ticket: str, window: str, lang: str, engine: str, models: Path, out: Path | None) -> None:
    """Say a call: the chime, then Chinese, then English."""
    from halldisplay.voice.choosing import choose
    from halldisplay.voice.engines import NoEngine
    from halldisplay.voice.sound import chime, joined
    from halldisplay.voice.words import LANGS, halves

    try:
        speaker = choose(engine, models)
        parts = [chime()]
        for each in LANGS if lang == "both" else (lang,):
            parts += [sound for half in halves(ticket, window, each) if (sound := speaker.say(half))]
    except NoEngine as error:
        raise click.ClickException(str(error)) from error
    whole = joined(parts)
    if out is not None:
        out.write_bytes(whole.wav())
        click.echo(f"{out}: {whole.seconds:.1f} s, {speaker.voice}")
        return
    _play(whole.wav())


def _play(wav: bytes) -> None:
    import shutil
    import subprocess
    import tempfile

    player = next((each for each in PLAYERS if shutil.which(each[0])), None)
    if player is None:
        raise click.ClickException("this machine has no player (paplay, aplay); write a file with --out")
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(wav)
        file.flush()
        subprocess.run([*player, file.name], check=True)


COMMANDS = (voice,)
