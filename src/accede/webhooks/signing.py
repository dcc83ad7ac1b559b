"""Signatures after the Standard Webhooks convention: HMAC-SHA256 over the key, the time and the body of a call."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode("ascii")


def headers(*, key: str, at: datetime, body: bytes, signed_by: Sequence[str]) -> dict[str, str]:
    """What a call carries. One signature for each secret, so that a secret can be changed without a gap."""
    time = str(int(at.timestamp()))
    return {
        "webhook-id": key,
        "webhook-timestamp": time,
        "webhook-signature": " ".join(signature(each, key, time, body) for each in signed_by),
    }


def signature(secret: str, key: str, time: str, body: bytes) -> str:
    secret_bytes = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(secret_bytes, f"{key}.{time}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode("ascii")
