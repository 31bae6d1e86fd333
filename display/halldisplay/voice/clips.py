"""Stored clips: files named by the hash of (voice, words), under `DIR/clips`; each is written atomically."""

from __future__ import annotations

import hashlib
from pathlib import Path

from halldisplay.voice.engines import Engine
from halldisplay.voice.words import Utterance

VOICE = "voice.txt"
MOST = 20_000  # about 1.5 GB; far more than a month's numbers


class Clips:
    """A folder of clips; one process makes them, others read them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def voice(self) -> str | None:
        """Return the voice last set by `name_voice`; None if it never was."""
        try:
            return (self.folder / VOICE).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def name_voice(self, voice: str) -> None:
        """Set the voice in force."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / VOICE, voice.encode())

    def path(self, said: Utterance, voice: str) -> Path:
        """Return a clip's path, whether it exists or not."""
        words = f"{voice}\n{said.lang}\n{said.text}".encode()
        return self.folder / f"{hashlib.sha256(words).hexdigest()[:32]}.wav"

    def find(self, said: Utterance) -> Path | None:
        """Return a clip made with the voice in force; None if there is none (yet)."""
        voice = self.voice
        path = self.path(said, voice) if voice else None
        return path if path and path.is_file() else None

    def make(self, engine: Engine, said: Utterance) -> Path | None:
        """Make a clip unless it exists; None when the engine cannot say it.

        It is named by the hall's voice, also when another engine speaks beside it: readers know that voice only.
        """
        path = self.path(said, self.voice or engine.voice)
        if path.is_file():
            return path
        sound = engine.say(said)
        if sound is None or not sound.samples:
            return None
        _write(path, sound.wav())
        return path

    def forget_old(self) -> int:
        """Keep the newest `MOST` clips; return how many were deleted."""
        made = sorted(self.folder.glob("*.wav"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in made[MOST:]:
            path.unlink()
        return len(made[MOST:])


def _write(path: Path, data: bytes) -> None:
    whole = path.with_suffix(".part")
    whole.write_bytes(data)
    whole.replace(path)
