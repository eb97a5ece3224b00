"""The documentation of the labs is what their declarations say."""

from pathlib import Path

import pytest

from labs.pages import pages

DOCS = Path(__file__).parents[2] / "docs" / "labs"


@pytest.mark.skipif(not DOCS.exists(), reason="the documentation is not shipped with the wheel")
def test_the_checked_in_pages_are_current():
    """Each page is what its lab declares today, no lab lacks one, and none is left of a lab that is gone:
    `python -m labs.pages docs/labs` writes them."""
    kept = {p.name: p.read_text(encoding="utf-8") for p in DOCS.glob("*.md")}
    assert kept == pages()
