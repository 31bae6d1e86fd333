"""Hypothesis without surprises: the same examples on every run, none kept between runs."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("hall", derandomize=True, deadline=None, database=None, max_examples=150)
settings.load_profile("hall")
