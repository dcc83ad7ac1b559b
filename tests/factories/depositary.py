"""A treaty's status as the depositary's XML has it, written from what the record says, with a State or two more."""

from datetime import date
from xml.sax.saxutils import escape

MARKS = {
    "accession": " a",
    "acceptance": " A",
    "approval": " AA",
    "succession": " d",
    "ratification": "",
    "consent_unspecified": "",
}
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def status_file(rows, *, title, more=()):
    """The file. `rows` are those of `accede status`; `more` are names with the day of their accession."""
    joined = [row for row in rows if row["signature_date"] or row["consent_date"]]
    entries = [
        _row(
            row["name"],
            _day(row["signature_date"]),
            _day(row["consent_date"]) + MARKS.get(row["consent_means"], ""),
            left=bool(row["withdrawal_effective_date"]),
        )
        for row in joined
    ]
    entries += [_row(name, "", f"{_day(day)} a", left=False) for name, day in more]
    return f"""<?xml version="1.0" encoding="utf-8"?>
<MTDSG><Treaty>
<Header><ExternalData><Titlesect>{escape(title)}</Titlesect></ExternalData></Header>
<Participants><Table><TGroup>
<Thead><Row><Entry>Participant</Entry><Entry>Signature</Entry><Entry>Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification</Entry></Row></Thead>
<Tbody><Rows>
{chr(10).join(entries)}
</Rows></Tbody>
</TGroup></Table></Participants>
</Treaty></MTDSG>
"""


def _row(name, signature, consent, *, left):
    cells = [f"[{cell}]" if left and cell else cell for cell in (name, signature, consent)]
    return f"<Row>{''.join(f'<Entry>{escape(cell)}</Entry>' for cell in cells)}</Row>"


def _day(text):
    if not text:
        return ""
    day = date.fromisoformat(text)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
