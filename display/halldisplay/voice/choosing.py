"""Which engine speaks: the one that was asked for, or the best that is there."""

from __future__ import annotations

import logging
from pathlib import Path

from halldisplay.voice.engines import ChimeAlone, Engine, NoEngine, espeak
from halldisplay.voice.neural import Neural

_logger = logging.getLogger(__name__)


def voice_for_own_languages(engine: Engine) -> Engine:
    """Who speaks a hall's own languages: the neural voice knows Chinese and English only, so espeak-ng does beside it."""
    if not isinstance(engine, Neural):
        return engine
    try:
        return espeak()
    except NoEngine as error:
        _logger.warning("%s; the hall's own languages are not spoken", error)
        return ChimeAlone()


def choose(name: str, models: Path) -> Engine:
    """The engine of that name; `auto` takes the best that is there, and says loudly when there is only the chime.

    Args:
        name: one of `ENGINES`.
        models: where a neural model's files lie.

    Raises:
        NoEngine: the one that was asked for is not there.
    """
    if name == "chime":
        return ChimeAlone()
    if name == "espeak":
        return espeak()
    if name == "neural":
        return Neural(models)
    for make in (lambda: Neural(models), espeak):
        try:
            return make()
        except NoEngine as error:
            _logger.info("%s", error)
    _logger.warning("NO VOICE: no speech engine is installed; calls are rung and shown, not spoken")
    return ChimeAlone()
