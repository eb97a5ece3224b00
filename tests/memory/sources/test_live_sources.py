"""Each source as it is today, over the network: only with ECH0_LIVE=1, and with a key where one is needed."""

import os
from pathlib import Path

import pytest

from memory.http import Client
from memory.sources import sources
from memory.webcache import WebCache

OPEN = [s for s in sources().values() if not s.closed and s.name != "nist"]


@pytest.mark.live
@pytest.mark.parametrize("declared", OPEN, ids=lambda s: s.name)
def test_the_example_of_a_source_gives_records(declared, tmp_path: Path):
    """The query that a source gives as its example has results, in the form that it declares."""
    if declared.key is not None and declared.key.required and not os.environ.get(declared.key.variable):
        pytest.skip(f"set {declared.key.variable} to a key from {declared.key.get}")
    contact = "https://github.com/ech0-lab/ech0" if declared.name != "edgar" else os.environ.get("CONTACT", "")
    if not contact:
        pytest.skip("the SEC asks who you are: set CONTACT to an e-mail address")
    client = Client(WebCache(tmp_path), "live", contact=contact, seconds=60.0)
    found = []
    for batch in declared.over(client, declared.example).pull(None):
        found += batch.documents
        if found:
            break
    assert found
    assert all(set(record.data) == set(declared.fields) for record in found)
