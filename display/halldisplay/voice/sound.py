"""Sound as samples: trim, level, join, write as WAV; and the hall's chime, which needs no engine."""

from __future__ import annotations

import io
import math
import wave
from array import array
from dataclasses import dataclass

RATE = 24_000
_FULL = 32_767
_LEVEL = 0.7  # the peak of every clip, so that no half is louder than the other
_QUIET = 0.012
_EDGE_S = 0.03
# two falling bell notes, as in public halls before an announcement: Hz, start in s, length in s
CHIME = ((659.26, 0.0, 0.9), (523.25, 0.32, 1.1))
_OVERTONES = ((1.0, 1.0), (2.0, 0.28), (3.0, 0.1))


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono samples of 16 bits at `rate` Hz."""

    rate: int
    samples: array[int]

    @property
    def seconds(self) -> float:
        """Return its length in seconds."""
        return len(self.samples) / self.rate

    @property
    def peak(self) -> float:
        """Return the loudest sample, 0 to 1."""
        return max(max(self.samples, default=0), -min(self.samples, default=0)) / _FULL

    def wav(self) -> bytes:
        """Return it as a WAV file (PCM, 16 bits, mono)."""
        told = io.BytesIO()
        with wave.open(told, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self.samples.tobytes())
        return told.getvalue()

    def levelled(self) -> Sound:
        """Return it without silence at its ends, at the common level of all clips."""
        limit = int(_QUIET * _FULL)
        loud = [i for i in range(0, len(self.samples), 16) if abs(self.samples[i]) > limit]
        if not loud:
            return Sound(self.rate, array("h"))
        edge = int(_EDGE_S * self.rate)
        kept = self.samples[max(0, loud[0] - edge) : loud[-1] + 16 + edge]
        gain = _LEVEL / Sound(self.rate, kept).peak
        return Sound(self.rate, array("h", (int(each * gain) for each in kept)))


def read_wav(data: bytes) -> Sound:
    """Read a mono WAV of 16 bits.

    Raises:
        ValueError: for another kind of file.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                raise ValueError("the WAV is not mono of 16 bits")
            return Sound(file.getframerate(), array("h", file.readframes(file.getnframes())))
    except (wave.Error, EOFError) as error:
        raise ValueError(f"no WAV: {error}") from error


def chime(rate: int = RATE) -> Sound:
    """Return the chime: two bell notes."""
    length = max(start + lasts for _, start, lasts in CHIME)
    mixed = [0.0] * int(length * rate)
    for hertz, start, lasts in CHIME:
        first = int(start * rate)
        for i in range(int(lasts * rate)):
            at = i / rate
            tone = sum(share * math.sin(2 * math.pi * hertz * times * at) for times, share in _OVERTONES)
            mixed[first + i] += tone * math.exp(-4.2 * at) * min(1.0, at / 0.004)
    most = max(map(abs, mixed))
    return Sound(rate, array("h", (int(each / most * _LEVEL * _FULL) for each in mixed)))


def joined(parts: list[Sound], pause_s: float = 0.12) -> Sound:
    """Join sounds with pauses, at the first one's sample rate."""
    rate = parts[0].rate
    told = array("h")
    for part in parts:
        if told:
            told.extend(array("h", bytes(2 * int(pause_s * rate))))
        told.extend(part.samples if part.rate == rate else _resampled(part, rate))
    return Sound(rate, told)


def _resampled(sound: Sound, rate: int) -> array[int]:
    """Resample by linear interpolation: enough for the command line; pages resample by themselves."""
    step, last = sound.rate / rate, len(sound.samples) - 1
    told = array("h")
    for i in range(int(len(sound.samples) / step)):
        at = i * step
        low = min(int(at), last)
        high = min(low + 1, last)
        told.append(int(sound.samples[low] + (sound.samples[high] - sound.samples[low]) * (at - low)))
    return told
