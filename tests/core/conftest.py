"""Hypothesis without surprises: the same examples on every run, none kept between runs."""

from __future__ import annotations

import os

from hypothesis import settings

EXAMPLES = 500 if os.environ.get("HALL_SOAK") else 75
settings.register_profile("hall", derandomize=True, deadline=None, database=None, max_examples=EXAMPLES)
settings.load_profile("hall")
