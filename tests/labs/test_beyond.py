"""What ECH0 does not compute, and says so."""

from ech0.core.errors import NotSupported
from labs.beyond import beyond


def test_each_says_why_and_what_data_would_change_it():
    """Every entry becomes the typed error with its reason and its need; ids and wordings are unique."""
    rows = beyond()
    words = [w for b in rows for w in b.words]
    assert len({b.id for b in rows}) == len(rows) >= 8
    assert len(set(words)) == len(words)
    for b in rows:
        error = b.error()
        assert isinstance(error, NotSupported)
        assert b.reason in str(error)
        assert b.needs in str(error)
