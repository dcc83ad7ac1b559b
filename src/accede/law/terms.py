"""The words of treaty law that the record stores: kinds of action, and the three statuses."""

from enum import StrEnum


class ActionKind(StrEnum):
    """What a State did towards a treaty, as its depositary records it.

    Declared in the order in which actions of one day are read: a State signs before it ratifies, applies
    provisionally what it has consented to, and takes back only what it has done.
    """

    SIGNATURE = "signature"
    DEFINITIVE_SIGNATURE = "definitive_signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    FORMAL_CONFIRMATION = "formal_confirmation"
    CONSENT_TO_BE_BOUND = (
        "consent_to_be_bound"  # notified to the depositary, as the CCW asks for its protocols
    )
    CONSENT_UNSPECIFIED = "consent_unspecified"  # a Party, by means that the source does not tell
    PROVISIONAL_APPLICATION = "provisional_application"
    WITHDRAWAL = "withdrawal"  # the notice; denunciation in the CCW's words
    REVOCATION = "revocation"  # of a notice, or of a consent, that has not yet taken effect


CONSENT_KINDS = frozenset(
    {
        ActionKind.DEFINITIVE_SIGNATURE,
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.ACCESSION,
        ActionKind.SUCCESSION,
        ActionKind.FORMAL_CONFIRMATION,
        ActionKind.CONSENT_TO_BE_BOUND,
        ActionKind.CONSENT_UNSPECIFIED,
    }
)
"""The kinds that express consent to be bound (Vienna Convention on the Law of Treaties, VCLT, art. 11)."""


class Status(StrEnum):
    """Where a State stands towards a treaty on a day. The three are disjoint, and one always holds."""

    PARTY = "party"
    SIGNATORY = "signatory"
    NEITHER = "neither"
