"""Staff accounts: list, open, another link, another role, shut."""

from __future__ import annotations

from functools import partial

from hallserver.contract import AccountLink, AccountsView, Done
from hallserver.contract.requests import AccountBody, MoveAccountBody, ReasonBody
from hallserver.services.context import CommandContext
from hallserver.services.people import accounts, devices
from hallserver.views.people.accounts import accounts_view
from hallserver.web.door import Act, Call, route


@route("GET", "/accounts", permission="account.keep", response=AccountsView)
def read_accounts(call: Call) -> AccountsView:
    """List all staff accounts: role, pages signed in, when last, links that are still good."""
    with call.hall.reading() as connection:
        return accounts_view(connection, call.hall.plan, call.who, call.now)


@route("POST", "/accounts", permission="account.keep", body=AccountBody, response=AccountLink, status=201)
def open_account(call: Call) -> Act:
    """Open an account, or a shut one again; its owner comes in by the one-time link and sets a password."""
    body: AccountBody = call.body
    wish = accounts.Wish(body.name, body.role, body.department)
    secret = devices.new_secret()
    return Act(
        partial(accounts.open_account, who=call.who, wish=wish, secret=secret), partial(shown_once, secret)
    )


@route("POST", "/accounts/{name}/link", permission="account.keep", response=AccountLink, status=201)
def make_link(call: Call) -> Act:
    """Make another one-time link for an account, as for a forgotten password."""
    secret = devices.new_secret()
    made = partial(accounts.make_link, who=call.who, name=call.args["name"], secret=secret)
    return Act(made, partial(shown_once, secret))


@route("POST", "/accounts/{name}/move", permission="account.keep", body=MoveAccountBody)
def move_account(call: Call) -> Act:
    """Give an account another role or department; its pages are signed out."""
    wish = accounts.Wish(call.args["name"], call.body.role, call.body.department)

    def command(work: CommandContext) -> Done:
        accounts.move_account(work, call.who, wish)
        return Done()

    return Act(command)


@route("POST", "/accounts/{name}/shut", permission="account.keep", body=ReasonBody)
def shut_account(call: Call) -> Act:
    """Shut an account: its pages are signed out at once, its links are void."""

    def command(work: CommandContext) -> Done:
        accounts.shut_account(work, call.who, call.args["name"], call.body.reason)
        return Done()

    return Act(command)


def shown_once(secret: str, told: AccountLink, repeated: bool) -> AccountLink:
    """The code is in no stored answer: whoever repeats the request makes another link."""
    return told if repeated else AccountLink(told.account, told.role, secret, told.until)
