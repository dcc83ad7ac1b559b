import pytest
from django.test import Client


@pytest.fixture
def client_elsewhere():
    """Another browser."""
    return Client()
