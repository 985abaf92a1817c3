"""The model as a whole: a step in, what may be answered out."""

from collections.abc import Callable, Mapping

from model import (
    accounts,
    accruals,
    batches,
    chart,
    exchanges,
    holds,
    interest,
    matches,
    open_items,
    periods,
    posting,
    rates,
    reading,
)
from model.state import World
from model.step import Outcome, Raised, RefusalError, Row, Rows, Step

DOMAINS: Mapping[str, tuple[int, int]] = {
    "amount": (1, 1_000_000_000_000_000),
    "sold": (1, 1_000_000_000_000_000),
    "fee": (1, 1_000_000_000_000_000),
    "transfer_limit": (1, 1_000_000_000_000_000),
    "day_limit": (1, 1_000_000_000_000_000),
    "limit": (1, 500),
    "days": (0, 92),
}
TEXTS = {"memo": 140, "name": 140, "reason": 140, "source": 140}

READS: Mapping[str, Callable[[World, Row], list[Outcome]]] = {
    "get_account": accounts.get_account,
    "list_accounts": accounts.list_accounts,
    "list_transfers": reading.list_transfers,
    "get_statement": reading.get_statement,
    "get_value_statement": reading.get_value_statement,
    "get_value_balances": reading.get_value_balances,
    "list_rates": rates.list_rates,
    "list_exchanges": exchanges.list_exchanges,
    "list_interest_terms": interest.list_interest_terms,
    "preview_interest": accruals.preview_interest,
    "trial_balance": reading.trial_balance,
    "get_hold": holds.get_hold,
    "list_holds": holds.list_holds,
    "list_headings": chart.list_headings,
    "get_heading_balances": chart.get_heading_balances,
    "get_period": periods.get_period,
    "list_periods": periods.list_periods,
    "list_period_balances": periods.list_period_balances,
    "list_matches": matches.list_matches,
    "list_open_items": open_items.list_open_items,
    "suggest_matches": open_items.suggest_matches,
    "tables": reading.tables,
}

WRITES: Mapping[str, Callable[[World, Row], list[Outcome]]] = {
    "open_book": accounts.open_book,
    "open_account": accounts.open_account,
    "freeze_account": accounts.freeze_account,
    "close_account": accounts.close_account,
    "set_account_limits": accounts.set_account_limits,
    "open_heading": chart.open_heading,
    "move_heading": chart.move_heading,
    "set_account_heading": chart.set_account_heading,
    "set_rates": rates.set_rates,
    "set_interest_terms": interest.set_interest_terms,
    "exchange": exchanges.exchange,
    "accrue_interest": accruals.accrue_interest,
    "post_transfer": posting.post_transfer,
    "post_transfers": batches.post_transfers,
    "post_adjustment": posting.post_adjustment,
    "reverse_transfer": posting.reverse_transfer,
    "authorise_hold": holds.authorise_hold,
    "capture_hold": holds.capture_hold,
    "void_hold": holds.void_hold,
    "expire_holds": holds.expire_holds,
    "match_transfers": matches.match_transfers,
    "match_exact": open_items.match_exact,
    "unmatch_transfers": matches.unmatch_transfers,
    "soft_close_period": periods.soft_close_period,
    "close_period": periods.close_period,
    "reopen_period": periods.reopen_period,
}


def answers(world: World, step: Step) -> list[Outcome]:
    """Return what may be answered to a step, and carry it out."""
    if step.what == "clock":
        world.now = step.args["now"]
        return [Rows([])]
    if step.what == "verify":
        return [Rows([])]
    if not is_in_domains(step.args):
        return [Raised("23514")]
    routine = READS.get(step.what) or WRITES[step.what]
    try:
        return routine(world, dict(step.args))
    except RefusalError as refused:
        return [*refused.raised]


def learn(world: World, step: Step, seen: Outcome) -> None:
    """Take over what the ledger alone decides: when a month is closed, and ids of its own."""
    if not isinstance(seen, Rows):
        return
    if step.what == "close_period" and seen.rows[0]["state"] == "closed":
        book, first = world.books[step.args["book_id"]], step.args["period_start"]
        if book.periods[first].state != "closed":
            periods.seal(world, book, first)
    if step.what == "exchange":
        exchanges.learn_exchange(world, dict(step.args), seen.rows[0])
    if step.what == "expire_holds":
        holds.learn_expired(world, dict(step.args), [*seen.rows])


def is_in_domains(args: Mapping[str, object]) -> bool:
    """Whether every argument is what its domain takes; null is."""
    for name, (least, most) in DOMAINS.items():
        value = args.get(name)
        if isinstance(value, int) and not least <= value <= most:
            return False
    if not interest.are_sound(args):
        return False
    texts = ((args.get(name), most) for name, most in TEXTS.items())
    return all(not isinstance(text, str) or 1 <= len(text) <= most for text, most in texts)
