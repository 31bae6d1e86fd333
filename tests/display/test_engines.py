"""One contract over all engines: what they say is speech, of a call's length, at one level; and the chime needs none."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest

from halldisplay.voice import neural
from halldisplay.voice.choosing import choose
from halldisplay.voice.clips import Clips
from halldisplay.voice.engines import ChimeAlone, Engine, NoEngine, espeak
from halldisplay.voice.sound import Sound, chime, joined, read_wav
from halldisplay.voice.words import LANGS, Half, Sentence, halves

MODELS = Path(os.environ.get("HALL_TEST_VOICE_MODELS", "data/voice"))


@pytest.fixture(scope="module", params=["espeak", "neural"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine that speaks; one that is not installed is skipped, and said."""
    try:
        return choose(request.param, MODELS)
    except NoEngine as error:
        if request.param == "espeak":
            warnings.warn(pytest.PytestWarning(f"NO SPEECH WAS HEARD IN THIS RUN: {error}"), stacklevel=1)
        pytest.skip(f"NOT HEARD: {error}")


def test_a_call_is_speech_of_a_calls_length(engine: Engine) -> None:
    for lang in LANGS:
        for half in halves("A001", "3", lang):
            sound = engine.say(half)

            assert sound is not None
            assert 0.6 < sound.seconds < 5.0, half.text
            assert 0.65 < sound.peak <= 0.71
            assert loud_share(sound) > 0.25, f"{half.text} is mostly silence"


def test_other_words_sound_otherwise(engine: Engine) -> None:
    one, two = (engine.say(Half("ticket", code, "zh")) for code in ("A001", "A009"))

    assert one is not None
    assert two is not None
    assert one.samples != two.samples


def test_a_sentence_is_read_or_left_out(engine: Engine) -> None:
    said = engine.say(Sentence("居民身份证换领", "zh"))

    assert said is None or said.seconds > 0.5


def test_espeak_reads_other_languages_and_says_which_it_cannot() -> None:
    try:
        speaker = espeak()
    except NoEngine as error:
        pytest.skip(f"NOT HEARD: {error}")
    said = speaker.say(Sentence("قوش كەپسىز", "ug"))

    assert said is not None
    assert said.seconds > 0.5
    with pytest.raises(NoEngine, match="voice"):
        speaker.say(Sentence("[Ĥéłłó]", "qaa"))


def test_the_chime_alone_says_nothing_and_always_works() -> None:
    assert ChimeAlone().say(Half("ticket", "A001", "zh")) is None
    assert choose("chime", Path("nowhere")).voice == "chime"


def test_the_chime_is_two_notes_that_fade() -> None:
    rung = chime()

    assert 1.0 < rung.seconds < 2.0
    assert rung.peak > 0.6
    assert max(map(abs, rung.samples[-200:])) < 0.05 * 32_767


def test_a_wav_reads_back_and_joins_at_one_rate(engine: Engine) -> None:
    sound = engine.say(Half("window", "3", "en"))
    assert sound is not None
    again = read_wav(sound.wav())
    whole = joined([chime(), sound])

    assert again == sound
    assert abs(whole.seconds - chime().seconds - sound.seconds - 0.12) < 0.02


def test_what_is_no_wav_is_refused() -> None:
    with pytest.raises(ValueError, match="no WAV"):
        read_wav(b"RIFFnothing")


def test_an_unknown_file_is_no_voice(tmp_path: Path) -> None:
    for name in ("model.onnx", "zf_xiaoxiao.bin", "af_heart.bin"):
        (tmp_path / name).write_bytes(b"x" * 1024)

    with pytest.raises(NoEngine, match="pinned"):
        neural.Neural(tmp_path)


class Counting(ChimeAlone):
    """An engine that remembers how often it spoke."""

    voice = "counting 1"

    def __init__(self) -> None:
        self.said = 0

    def say(self, said: Half | Sentence) -> Sound | None:
        self.said += bool(said.text)
        return chime(8000)


def test_a_clip_is_made_once_and_found_by_its_words(tmp_path: Path) -> None:
    clips, speaker = Clips(tmp_path / "clips"), Counting()
    half = Half("ticket", "A001", "zh")
    assert clips.find(half) is None
    clips.name_voice(speaker.voice)

    first, second = clips.make(speaker, half), clips.make(speaker, half)

    assert first == second == clips.find(half)
    assert speaker.said == 1
    assert clips.find(Half("ticket", "A001", "en")) is None


def test_a_clip_of_a_second_engine_is_found_under_the_halls_voice(tmp_path: Path) -> None:
    """The neural voice has Chinese and English only; espeak-ng speaks the hall's own languages beside it."""
    clips, beside = Clips(tmp_path), Counting()
    clips.name_voice("neural 1")
    said = Sentence("A 0 0 1 نومۇر", "ug")

    made = clips.make(beside, said)

    assert made is not None
    assert clips.find(said) == made
    assert clips.make(beside, said) == made
    assert beside.said == 1


def test_another_voice_has_clips_of_its_own(tmp_path: Path) -> None:
    clips, speaker = Clips(tmp_path), Counting()
    clips.name_voice(speaker.voice)
    clips.make(speaker, Half("ticket", "A001", "zh"))

    clips.name_voice("counting 2")

    assert clips.find(Half("ticket", "A001", "zh")) is None


def test_the_chime_alone_leaves_no_clip(tmp_path: Path) -> None:
    clips = Clips(tmp_path)
    clips.name_voice("chime")

    assert clips.make(ChimeAlone(), Half("ticket", "A001", "zh")) is None
    assert list(tmp_path.glob("*.wav")) == []


def loud_share(sound: Sound) -> float:
    """The share of 20 ms pieces in which something is heard."""
    size = sound.rate // 50
    pieces = [sound.samples[at : at + size] for at in range(0, len(sound.samples) - size, size)]
    return sum(max(map(abs, piece)) > 1000 for piece in pieces) / len(pieces)
