"""Speech engines: `say` returns half a call or a sentence as sound, or None if the engine cannot say it."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from array import array
from typing import Any, Protocol

from typing_extensions import override

from halldisplay.voice.sound import Sound, read_wav
from halldisplay.voice.words import Utterance

ENGINES = ("auto", "neural", "espeak", "chime")
_WORDS_PER_MINUTE = 150
_VOICES = {"zh": "cmn", "en": "en-us", "zh-HK": "yue"}
_TEN_S = 10


def voice_of(lang: str) -> str:
    """Return espeak-ng's voice for a language: special names for Chinese and Cantonese, else the language.

    >>> voice_of("en"), voice_of("zh-Hant"), voice_of("zh-HK"), voice_of("ug"), voice_of("kk-Arab")
    ('en-us', 'cmn', 'yue', 'ug', 'kk')
    """
    return _VOICES.get(lang) or _VOICES.get(lang.partition("-")[0]) or lang.partition("-")[0]


class NoEngine(RuntimeError):
    """The requested engine is not on this machine; the message says what to install."""


class Engine(Protocol):
    """A speech engine.

    Attributes:
        voice: names engine, voices and speed, on which a clip's file name depends besides its words.
    """

    voice: str

    def say(self, said: Utterance) -> Sound | None:
        """Return the speech, levelled; None if it cannot say it."""
        ...


class ChimeAlone(Engine):
    """Speaks nothing: calls have a chime and are shown. Always available."""

    voice = "chime"

    @override
    def say(self, said: Utterance) -> Sound | None:
        """Return None."""
        return None


class EspeakProgram(Engine):
    """espeak-ng as an installed program (Debian: `espeak-ng`)."""

    voice = f"espeak-ng {_WORDS_PER_MINUTE}"

    def __init__(self, program: str) -> None:
        self._program = program

    @override
    def say(self, said: Utterance) -> Sound | None:
        """Run the program once.

        Raises:
            NoEngine: it has no voice for the language.
        """
        command = [
            self._program,
            "-v",
            voice_of(said.lang),
            "-s",
            str(_WORDS_PER_MINUTE),
            "--stdout",
            said.text,
        ]
        told = subprocess.run(command, capture_output=True, check=False, timeout=_TEN_S)
        if told.returncode or not told.stdout:
            raise NoEngine(f"espeak-ng: {told.stderr.decode(errors='replace').strip()}")
        return read_wav(told.stdout).levelled()


class EspeakLibrary(Engine):
    """espeak-ng as the library in a wheel (`pip install hallqueue[speech]`); one thread at a time."""

    voice = f"espeak-ng {_WORDS_PER_MINUTE}"

    def __init__(self) -> None:
        import espeakng_loader

        self._heard = array("h")
        self._library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
        synchronous, rate = 2, 1
        self._rate = self._library.espeak_Initialize(
            synchronous, 0, espeakng_loader.get_data_path().encode(), 0
        )
        if self._rate <= 0:
            raise NoEngine("espeak-ng's library did not start")
        form = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._listener = form(self._hear)  # kept alive: the library calls it
        self._library.espeak_SetSynthCallback(self._listener)
        self._library.espeak_SetParameter(rate, _WORDS_PER_MINUTE, 0)

    @override
    def say(self, said: Utterance) -> Sound | None:
        """Speak into a buffer.

        Raises:
            NoEngine: the library refuses the voice or the words.
        """
        if self._library.espeak_SetVoiceByName(voice_of(said.lang).encode()):
            raise NoEngine(f"espeak-ng has no voice “{voice_of(said.lang)}”")
        words, utf8 = said.text.encode() + b"\0", 1
        del self._heard[:]
        if self._library.espeak_Synth(words, len(words), 0, 0, 0, utf8, None, None):
            raise NoEngine(f"espeak-ng did not speak “{said.text}”")
        self._library.espeak_Synchronize()
        return Sound(self._rate, self._heard[:]).levelled()

    def _hear(self, samples: int | None, count: int, _events: int | None) -> int:
        if samples and count:
            self._heard.frombytes(ctypes.string_at(samples, count * 2))
        return 0


def espeak() -> Engine:
    """Return espeak-ng, as a program or from the wheel.

    Raises:
        NoEngine: neither is installed.
    """
    if program := shutil.which("espeak-ng"):
        return EspeakProgram(program)
    try:
        return EspeakLibrary()
    except (ImportError, OSError) as error:
        raise NoEngine(
            "espeak-ng is not installed: apt-get install espeak-ng, or pip install hallqueue[speech]"
        ) from error
