from datetime import UTC, datetime

import pytest


@pytest.fixture
def at():
    """A moment on which all of the cast hold their roles."""
    return datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
