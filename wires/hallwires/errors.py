"""What can go wrong with a device that is no browser, as one tree.

    DeviceError
    ├── BadSetting    permanent   the settings name no device that we can use
    ├── NotAllowed    permanent   the device file is there, and may not be opened by this user
    ├── Unreachable               not plugged in, refused, no such host, in use by another program
    ├── Torn                      the line broke in the middle of a conversation
    ├── Silent                    no answer in time
    ├── Garbled                   an answer that cannot be read: wrong speed, wrong wires, a disturbed line
    ├── Refused                   the device understood and said no
    ├── DeskAway                  the server does not answer, or says "later"
    └── DeskRefused   permanent   the server refused; `problem` is its own word for why

`permanent`: a retry cannot help; `code` never changes, and is what the office's list of devices says in words.
"""

from typing import ClassVar


class DeviceError(Exception):
    """An error of a device or of its line that the caller must handle."""

    code: ClassVar[str] = "device"
    permanent: ClassVar[bool] = False


class BadSetting(DeviceError):
    """The settings name no device that we can use."""

    code = "bad_setting"
    permanent = True


class NotAllowed(DeviceError):
    """The device file may not be opened by this user."""

    code = "not_allowed"
    permanent = True


class Unreachable(DeviceError):
    """No connection: not plugged in, refused, no such host, or in use."""

    code = "unreachable"


class Torn(DeviceError):
    """The line broke in the middle of a conversation."""

    code = "torn"


class Silent(DeviceError):
    """No answer in time."""

    code = "silent"


class Garbled(DeviceError):
    """An answer that cannot be read."""

    code = "garbled"


class Refused(DeviceError):
    """The device understood and said no."""

    code = "refused"


class DeskAway(DeviceError):
    """The server does not answer, or answers that it cannot at the moment."""

    code = "desk_away"


class DeskRefused(DeviceError):
    """The server understood and refused.

    Attributes:
        problem: the `code` of its problem document, such as `window_busy`; "" when it sent none.
        zh: its sentence in Chinese.
    """

    code = "desk_refused"
    permanent = True

    def __init__(self, sentence: str, problem: str = "", zh: str = "") -> None:
        super().__init__(sentence)
        self.problem = problem
        self.zh = zh or sentence
