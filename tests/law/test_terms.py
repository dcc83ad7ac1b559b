from accede.law.terms import CONSENT_KINDS, ActionKind


def test_every_kind_of_act_is_a_consent_but_four():
    assert set(ActionKind) - CONSENT_KINDS == {
        ActionKind.SIGNATURE,
        ActionKind.PROVISIONAL_APPLICATION,
        ActionKind.WITHDRAWAL,
        ActionKind.REVOCATION,
    }
