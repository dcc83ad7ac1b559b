"""Short words for what many tests ask of the record."""

from datetime import date

from accede.access.viewer import PUBLIC
from accede.record.queries import status, treaties, votes
from accede.targeting import queries as targeting

day = date.fromisoformat


def treaty(key="ccm"):
    return treaties.get_treaty(key, viewer=PUBLIC)


def status_rows(key="ccm", *, on):
    """ISO code to row."""
    table = status.status_table(treaty(key), on=day(on), viewer=PUBLIC, language="en")
    return {row.iso3: row for row in table}


def parties(key="ccm", *, on):
    return {iso3 for iso3, row in status_rows(key, on=on).items() if row.standing.status == "party"}


def signatories(key="ccm", *, on):
    return {iso3 for iso3, row in status_rows(key, on=on).items() if row.standing.status == "signatory"}


def counts(key="ccm", *, on):
    return status.counts(treaty(key), on=day(on), viewer=PUBLIC)


def vote_table(key="ccm", *, on="2026-03-01"):
    return votes.vote_table(treaty(key), on=day(on), viewer=PUBLIC, language="en")


def votes_on(symbol):
    """ISO code to vote."""
    table = vote_table()
    place = [call.resolution_id for call in table.roll_calls].index(symbol)
    return {row.iso3: row.choices[place] for row in table.rows if row.choices[place]}


def targets(*keys, on="2026-03-01", vote_on="", always=False):
    """ISO code to target."""
    ccm = treaty()
    call = votes.get_roll_call(ccm, vote_on, on=day(on), viewer=PUBLIC) if vote_on else None
    rows = targeting.targets(
        ccm, on=day(on), viewer=PUBLIC, language="en", keys=keys, roll_call=call, always=always
    )
    return {row.iso3: row for row in rows}
