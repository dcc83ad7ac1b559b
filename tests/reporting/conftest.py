import pytest
from django.utils import translation


@pytest.fixture
def in_language():
    """Activates a language for the test, and takes it back."""
    before = translation.get_language()
    yield translation.activate
    translation.activate(before or "en")
