"""The versions of what others rely on, by semver.org 2.0.0. The program's own stands in pyproject.toml.

What each promises is said in docs/versions.md; `tests/tools/promises.py` holds what was promised under a version, and
a test refuses a change without the number that it needs. The schema's number stands in `store/disk/version.py`.
"""

API = "1.0.0"  # the outside contract: docs/api.md, /api/openapi.json, the events of the socket
LOG = "1.0.0"  # the kinds of events with their facts, and how they are chained
