"""A morning in the big hall: windows open, people called and waiting, reports, cases and notices in their dozens."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import Browser, BrowserContext, Page

from tests import big
from tests.actors import Actor, Clerk, Refused, Visitor
from tests.running import RunningHall
from tests.screens.reaching import arrived, settled

OPEN, CALLED = 60, 39
WAITING_AT_THE_LARGEST = 70
PARKED, CASES, CONCERNS, NOTICES, HELPS, PASSED = 14, 70, 60, 4, 3, 25
DESK = "40"
"""A window with everything at it: numbers that are parked, one that is served, a long comment."""


class BigMorning:
    """The hall, and the keys to each of its pages."""

    def __init__(self, running: RunningHall) -> None:
        self.running, self._named, self._rating = running, 0, ""
        self.clerks = {code: self._clerk(code) for code in map(str, range(1, OPEN + 1)) if code != DESK}
        self.visitor = Visitor(running, running.token("kiosk", "kiosk-1"))
        self.manager = Actor(running, running.token("manager", "big"))
        self.desk = running.token("window", DESK, staffer="any")
        self._at_the_desk()
        self._accept_cases()
        self._call()
        self._wait()
        self._report()

    def close(self) -> None:
        """Let all connections go."""
        for each in (*self.clerks.values(), self.visitor, self.manager):
            each.close()

    def page(self, context: BrowserContext, path: str, role: str, lang: str) -> Page:
        """The page, come in and drawn."""
        page = context.new_page()
        page.goto(f"{self.running.url}{path}?lang={lang}{self._key(role, path)}")
        arrived(page)
        return page

    def _key(self, role: str, path: str) -> str:
        followed = {"follower": self.waiting, "served": self.served, "called": self.called}
        if role in followed:
            return f"#{followed[role]['follow']}"
        if role in {"manager", "supervision"}:
            link = {"role": role, "name": role}
            return f"#link={self.running.local('POST', '/api/v1/local/links', link)['token']}"
        if role in {"window", "any window"}:
            return f"#token={self.desk}" + (f"&window={DESK}" if role == "window" else "")
        if role == "nobody":
            return ""
        if role == "rating":  # a window has one, and a new token for an old name ends the one before
            self._rating = self._rating or self.running.token(role, path.rpartition("/")[2])
            return f"#token={self._rating}"
        self._named += 1
        return f"#token={self.running.token(role, f'{role}-{self._named}')}"

    def calls_again(self) -> None:
        """Half of those who are called are recalled: screens that come in now have something to say."""
        for code in map(str, range(1, CALLED // 2)):
            self.clerks[code].does("recall")

    def ends_a_service(self) -> None:
        """Somebody at window 41 may rate now."""
        self.visitor.takes_ticket(self._matter_at("41"))
        self.clerks["41"].serves("consulted")

    def _clerk(self, code: str) -> Clerk:
        return Clerk(self.running, self.running.token("window", code, staffer="any"), window=code)

    def _at_the_desk(self) -> None:
        """Numbers parked one after the other, then one in service, with words that were given along."""
        matter = self._matter_at(DESK)
        with Clerk(self.running, self.desk, window=DESK) as clerk:
            for n in range(PARKED):
                self.visitor.takes_ticket(matter)
                clerk.calls_next()
                clerk.does("start")
                clerk.does("park", reason=f"取补材料{n}（复印件未盖章，需返回单位补盖）")
            self.visitor.takes_ticket(matter)
            clerk.calls_next()
            clerk.does("start")

    def _accept_cases(self) -> None:
        promised = [code for n, code in enumerate(big.codes_of(0), 1) if n % 3 == 0]
        clerk = self.clerks["1"]
        for n in range(CASES):
            self.visitor.takes_ticket(promised[n % len(promised)])
            clerk.calls_next()
            clerk.does("start")
            clerk.does("finish", outcome="accepted", reason="须现场勘验")

    def _call(self) -> None:
        """Everybody presses Next, and nobody has come yet."""
        for clerk in list(self.clerks.values())[:CALLED]:
            self.called = self.visitor.takes_ticket(
                big.LONGEST_MATTER if clerk.window == "39" else self._matter_at(clerk.window)
            )
            assert clerk.calls_next() is not None
        clerk = self.clerks["50"]
        self.visitor.takes_ticket(self._matter_at("50"))
        clerk.calls_next()
        clerk.does("start")

    def _wait(self) -> None:
        for department in range(len(big.MATTERS)):
            with suppress(Refused):  # what no window serves today is not waited for
                self.visitor.takes_ticket(big.codes_of(department)[-1])
        self.served = self.visitor.takes_ticket(self._matter_at("60"))
        for _ in range(PASSED):
            ahead = self.visitor.takes_ticket(self._matter_at("60"))
            self.clerks["60"].does("call", ticket=ahead["id"], reason="老年人行动不便，优先办理")
            self.clerks["60"].does("start")
            self.clerks["60"].does("finish", outcome="consulted")
        for _ in range(WAITING_AT_THE_LARGEST):
            self.visitor.takes_ticket(big.codes_of(0)[1])
        self.waiting = self.visitor.takes_ticket(big.LONGEST_MATTER)

    def _report(self) -> None:
        with Actor(self.running, self.running.token("guide", "guide-big")) as guide:
            for n in range(CONCERNS):
                guide.act(
                    "/concerns",
                    {"kind": "not_told", "matter": big.codes_of(0)[n], "words": "一次未讲清楚" * 12},
                )
        for _ in range(HELPS):
            self.visitor.act("/help")
        for n in range(NOTICES):
            self.manager.act(
                "/notices",
                {
                    "zh": (f"第{n}号公告：因系统升级，部分事项暂停办理，请合理安排时间。" * 3)[:60],
                    "en": (
                        f"Notice {n}: some services pause while the system is renewed; please plan your visit. "
                        * 3
                    )[:120].strip(),
                },
            )

    def _matter_at(self, window: str) -> str:
        department = (
            0
            if int(window) <= big.AT_THE_LARGEST
            else 1 + (int(window) - 1 - big.AT_THE_LARGEST) % (len(big.MATTERS) - 1)
        )
        return big.codes_of(department)[0 if department != 1 else -1]


class Stage:
    """The pages that are open now: one of each language, of one address; the next address closes them."""

    def __init__(self, morning: BigMorning, browser: Browser) -> None:
        self._morning, self._browser = morning, browser
        self._address = ("", "")
        self._pages: dict[str, Page] = {}

    def page(self, path: str, role: str, lang: str, letters: str) -> Page:
        """The page at its beginning."""
        if self._address != (path, role):
            self.clear()
            self._address = (path, role)
        if lang not in self._pages:
            context = self._browser.new_context(reduced_motion="reduce", has_touch=True)
            self._pages[lang] = self._morning.page(context, path, role, lang)
        page = self._pages[lang]
        begin(page)
        set_letters(page, large=letters == "large")
        return page

    def clear(self) -> None:
        """Close them all."""
        for each in self._pages.values():
            each.context.close()
        self._pages = {}


def begin(page: Page) -> None:
    """Back to where the page begins, by its own buttons, and every list to its first item."""
    if page.locator("dialog[open]").count():
        page.keyboard.press("Escape")
    for way_back in ("[data-testid=done]", ".decide .pair button", ".title button", "[data-tab=usual]"):
        if page.locator(way_back).count():
            page.locator(way_back).first.click()


def set_letters(page: Page, *, large: bool) -> None:
    """Large letters or usual ones: a kiosk has a button for them; elsewhere somebody has set the browser to them."""
    kiosk = page.get_by_test_id("large")
    if kiosk.count():
        if (kiosk.get_attribute("aria-pressed") == "true") is not large:
            kiosk.click()
    else:
        browser = page.context.new_cdp_session(page)
        browser.send("Page.setFontSizes", {"fontSizes": {"standard": 24 if large else 16}})
        browser.detach()
    settled(page)
