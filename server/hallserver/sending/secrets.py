"""Secrets of receivers: each in a file of the hall's folder, or in an environment variable; never in the sheet."""

from __future__ import annotations

import os
from pathlib import Path

from hallserver.core.language.why import Why
from hallserver.core.outgoing.receivers import Receiver
from hallserver.sending.refused import Refused


def read_secrets(data: Path, receiver: Receiver) -> tuple[str, ...]:
    """Return the receiver's secrets, read anew for each message: a changed one counts at once.

    Raises:
        Refused: one cannot be read; the message waits until it can.
    """
    return tuple(_read(data, file, variable) for file, variable in receiver.secrets)


def _read(data: Path, file: str, variable: str) -> str:
    if variable:
        found = os.environ.get(variable, "")
        if not found:
            raise Refused(Why(f"未设置环境变量 {variable}", f"the variable {variable} is not set"))
        return found
    try:
        return (data / file).read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise Refused(Why(f"无法读取密钥文件 {file}", f"the secret in {file} cannot be read")) from error
