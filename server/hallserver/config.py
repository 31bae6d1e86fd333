"""Settings: read once from `DIR/settings.toml` and HALL_* variables, frozen; unknown names are errors."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from functools import cached_property
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from hallprinters.reach import LOOPBACK, PRIVATE, Network, Reach, read_networks
from hallserver.core.casework.rating_page import BadPage, check_page
from hallserver.core.casework.retention import RetainedKind, read_days
from hallserver.core.language.why import near
from hallserver.core.people.passwords import PASSWORD_RULES, PasswordRule
from hallserver.core.rights import STAFF_ROLES
from hallserver.directories.declared import BadDirectory, SignIn, read_sign_in
from hallserver.origins import origin
from hallserver.store.disk import durable

FILE = "settings.toml"
MISSPELT = 0.75  # similarity from which a HALL_* name counts as one of ours, misspelt
OTHERS = frozenset(
    {"HALL_ARCHIVE_FD", "HALL_DATA", "HALL_FONT", "HALL_SUPERVISOR", "HALL_TOKEN"}
)  # our own names that are no settings


class BadSetting(ValueError):
    """A setting that is unknown or of the wrong type; the message names it and the nearest known one."""


@dataclass(frozen=True)
class Settings:
    """How this server runs; the hall itself is described by its plan.

    Attributes:
        data: the folder with hall.db, its lock, socket and key.
        host, port: where the pages and the API are served.
        public_port, public_host: a second port, for a guest network: the visitor's own page and the public
        page only; 0: none.
        public_url: what a phone outside can reach, e.g. https://hall.example.cn; empty: no QR code on the
            slip.
        rating_page: the page of ratings of the province or city, shown as a QR code at windows; `{hall}`, `{window}`,
            `{number}`, `{matter}` and `{day}` in it are filled in. Empty: none.
        origins: further origins whose pages may open a socket, e.g. http://hall.lan:8000, separated by
            commas.
        cert, key: files of the certificate (with its chain) and its key; with them the hall answers over TLS
        only.
        proxies: addresses or networks, separated by commas, of proxies whose X-Forwarded-For, -Proto and
            -Prefix are trusted.
        min_call_s: how long a call must have been shown before it may be marked missed.
        longest_block_s: after this time it may be marked missed anyway; a call that no screen has shown by
            then is reported to the staff.
        spoken_within_s: after this time a call that no loudspeaker has spoken is reported to the staff, too.
        lease_s, job_life_s: of a print job.
        move_after_s: after this time with no byte sent a slip moves to the printer's neighbour.
        ping_s: the socket's heartbeat.
        store: where the hall's tables are, as postgresql://hall@db/halls; empty: the file `DIR/hall.db`.
        wait: where another server is this hall, wait for its end instead of refusing to open: for a pair of servers
            with one PostgreSQL (`hall ha`).
        standby_port: where a second machine gets its copy of the hall (hall standby); 0: nowhere.
        largest_pages: of the database, 0 for no limit; a limit protects other programs on the same disk.
        stock_fan_out: broadcasts use the library's own way, one queue per socket.
        voice: the engine that speaks calls: auto, neural, espeak, chime.
        voice_models: the folder with a neural voice's files; empty: `DIR/voice`.
        printer_networks: addresses or networks, separated by commas, in which a printer may be; empty: the
            private ones, and this machine if the hall listens on loopback only.
        silent_connections: of one address without a valid token; one more closes the one whose last request
            is oldest.
        join_s: how long a socket may be open before it has shown a valid token.
        socket_messages_s, socket_burst: what one socket may send, a second and at once.
        idle_minutes: without a hand at it for so long, a staff page is signed out; 0: never.
        account_rule: what is asked of passwords beside ten characters and no leaked one: nist (nothing), or
            gbt22239 (three kinds of characters, changed every 90 days).
        second_factor: roles, separated by commas, whose accounts must have a second factor; others may.
        private_days: how long private parts of the log can be read; then their keys are deleted, so backups
            cannot show them either.
        keep: the same by kind, as `concerns=180, codes=90`; what is not named is kept for private_days.
        numbers_a_minute: of one device; a faster one is reported in the log, the metrics and the fleet, but
            not refused.
        backup_to: the folder, on another disk or a share, in which a backup is made each day; empty: none.
        backup_at: the hour at which it is made, in the hall's time, as 20:30.
        backup_keep: how many of them stay.
        insecure_staff: allow staff pages over plain http on other than loopback; must be set explicitly.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    public_port: int = 0
    public_host: str = ""
    public_url: str = ""
    rating_page: str = ""
    origins: str = ""
    cert: str = ""
    key: str = ""
    min_call_s: int = 10
    longest_block_s: int = 30
    spoken_within_s: int = 60
    lease_s: int = 30
    job_life_s: int = 120
    move_after_s: int = 4
    ping_s: int = 5
    proxies: str = ""
    printer_networks: str = ""
    silent_connections: int = 200
    join_s: int = 5
    socket_messages_s: int = 20
    socket_burst: int = 100
    numbers_a_minute: int = 30
    idle_minutes: int = 30
    account_rule: str = "nist"
    second_factor: str = ""
    private_days: int = 365
    keep: str = ""
    backup_to: str = ""
    backup_at: str = "20:30"
    backup_keep: int = 14
    insecure_staff: bool = False
    back_office: bool = True
    stock_fan_out: bool = False
    voice: str = "auto"
    voice_models: str = ""
    largest_pages: int = 0
    store: str = ""
    wait: bool = False
    standby_port: int = 0

    @property
    def socket(self) -> Path:
        """Return the server's own socket; a user who may open it may administer the hall."""
        return self.data / "hall.sock"

    @cached_property
    def page_of_ratings(self) -> str:
        """Return the page of ratings elsewhere, or an empty text.

        Raises:
            BadSetting: it is no address.
        """
        try:
            return check_page(self.rating_page)
        except BadPage as error:
            raise BadSetting(f"rating_page: {error}") from error

    @cached_property
    def backup_hour(self) -> time:
        """Return when the day's backup is made.

        Raises:
            BadSetting: it is no hour.
        """
        try:
            return time.fromisoformat(self.backup_at)
        except ValueError as error:
            raise BadSetting(f"backup_at needs an hour like 20:30, not “{self.backup_at}”") from error

    @cached_property
    def kept_days(self) -> Mapping[RetainedKind, int]:
        """Return for how many days the private parts of each kind can be read.

        Raises:
            BadSetting: an unknown kind, or days out of bounds.
        """
        try:
            return read_days(self.keep, self.private_days)
        except ValueError as error:
            raise BadSetting(f"keep: {error}") from error

    @cached_property
    def proxy_networks(self) -> tuple[Network, ...]:
        """Return the networks of named proxies."""
        return read_networks(self.proxies)

    @cached_property
    def printer_reach(self) -> Reach:
        """Return where a printer's address may lead."""
        own = f"{PRIVATE}, {LOOPBACK}" if self.host in {"127.0.0.1", "localhost", "::1"} else PRIVATE
        return Reach(
            read_networks(self.printer_networks or own), frozenset({self.port, self.public_port} - {0})
        )

    @cached_property
    def passwords(self) -> PasswordRule:
        """Return what is asked of passwords.

        Raises:
            BadSetting: no such rule.
        """
        if self.account_rule not in PASSWORD_RULES:
            known = ", ".join(PASSWORD_RULES)
            raise BadSetting(f"account_rule is one of {known}, not “{self.account_rule}”")
        return PASSWORD_RULES[self.account_rule]

    @cached_property
    def factor_roles(self) -> frozenset[str]:
        """Return the roles whose accounts must have a second factor.

        Raises:
            BadSetting: no staff role.
        """
        named = frozenset(each.strip() for each in self.second_factor.split(",") if each.strip())
        if unknown := sorted(named - set(STAFF_ROLES)):
            raise BadSetting(f"second_factor names roles ({', '.join(STAFF_ROLES)}), not “{unknown[0]}”")
        return named

    @cached_property
    def sign_in(self) -> SignIn:
        """Return the directories by which staff may sign on, from `DIR/sign_in.toml`.

        Raises:
            BadSetting: a line of the file cannot be meant.
        """
        try:
            return read_sign_in(self.data)
        except BadDirectory as error:
            raise BadSetting(str(error)) from error

    @property
    def allowed_origins(self) -> list[str]:
        """Return the origins of our own pages."""
        own = self._own(self.host, self.port)
        own += self._own(self.public_host or self.host, self.public_port) if self.public_port else []
        more = [each.strip() for each in self.origins.split(",") if each.strip()]
        return own + more + ([self.public_url] if self.public_url else [])

    def _own(self, host: str, port: int) -> list[str]:
        scheme = "https" if self.cert else "http"
        hosts = {"127.0.0.1", "localhost"} if host in {"127.0.0.1", "localhost", "::1"} else {host}
        return [origin(scheme, each, port) for each in sorted(hosts)]


def read_settings(data: Path, environ: Mapping[str, str] | None = None, **said: Any) -> Settings:
    """Read `DIR/settings.toml`, then HALL_*, then the command line's values; later ones win.

    The environment is shared: a HALL_* variable that resembles no setting belongs to another program.

    Raises:
        BadSetting: for an unknown name or a wrong type.
    """
    known = {name: kind for name, kind in get_type_hints(Settings).items() if name != "data"}
    found: dict[str, Any] = {}
    file = data / FILE
    if file.is_file():
        for name, value in tomllib.loads(file.read_text()).items():
            if name not in known:
                raise BadSetting(f"{file}: unknown setting “{name}”{near(name, known).en}")
            found[name] = _typed(str(file), name, value, known[name])
    for key, value in (os.environ if environ is None else environ).items():
        name = key.removeprefix("HALL_").lower()
        if not key.startswith("HALL_") or key in OTHERS:
            continue
        if name in known:
            found[name] = _typed(key, name, value, known[name])
        elif hint := near(name, known, MISSPELT).en:
            raise BadSetting(f"{key}: unknown setting “{name}”{hint}")
    found |= {name: value for name, value in said.items() if value is not None}
    settings = Settings(data=data, **found)
    _ = (
        settings.kept_days,
        settings.backup_hour,
        settings.passwords,
        settings.factor_roles,
        settings.sign_in,
        settings.page_of_ratings,
    )  # what is written in words is read here, before anything opens
    return settings


def add_settings(data: Path, values: Mapping[str, str | int]) -> None:
    """Add settings to `DIR/settings.toml`, above what somebody has written there; the file is whole at any moment."""
    file = data / FILE
    kept = file.read_text("utf-8") if file.is_file() else ""
    # a JSON string is a TOML string
    added = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
    durable.put(file, lambda beside: beside.write_text(added + kept, "utf-8"))
    durable.sync(data)


def replace_setting(data: Path, name: str, value: str | int | None) -> None:
    """Give one setting another value in `DIR/settings.toml`, or take it out; all else stays as somebody has written it.

    Raises:
        BadSetting: the setting stands there in a way that only a person can change.
    """
    file = data / FILE
    text = file.read_text("utf-8") if file.is_file() else ""
    kept = re.sub(rf"^[ \t]*{re.escape(name)}[ \t]*=.*\n?", "", text, flags=re.MULTILINE)
    fresh = kept if value is None else f"{name} = {json.dumps(value, ensure_ascii=False)}\n{kept}"
    before = {each: said for each, said in tomllib.loads(text).items() if each != name}
    wanted = before if value is None else {**before, name: value}
    try:
        is_so = tomllib.loads(fresh) == wanted
    except tomllib.TOMLDecodeError:
        is_so = False
    if not is_so:
        raise BadSetting(f"{file}: write {name} in one line of its own, as {name} = …")
    durable.put(file, lambda beside: beside.write_text(fresh, "utf-8"))
    durable.sync(data)


def as_environ(settings: Settings) -> dict[str, str]:
    """Return the settings as environment variables for another process of this hall."""
    return {f"HALL_{each.name.upper()}": str(getattr(settings, each.name)) for each in fields(Settings)}


def _typed(where: str, name: str, value: Any, kind: type) -> Any:
    if kind is bool:  # accepts yes and no besides true, false, 1 and 0
        value = {"yes": True, "no": False}.get(str(value).lower(), value)
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        raise BadSetting(f"{where}: {name} needs {kind.__name__}, not “{value}”") from error
