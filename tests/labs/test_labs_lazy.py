"""Listing the labs must cost nothing: no simulator's library is imported until a lab runs."""

import json
import subprocess
import sys

import pytest

HEAVY = ("CoolProp", "pyscf", "cobra", "scipy", "astropy", "numpy", "pandas", "sympy", "yaml", "pint")


def test_listing_labs_imports_no_library() -> None:
    """Loading the registry and reading every card imports none of the libraries that labs run on."""
    code = (
        "import sys; from labs import LABS; cards = [lab.card for lab in LABS.values()]; assert len(cards) >= 6;"
        f"print(*[m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_labs_are_listed_by_what_people_call_their_field(capsys: pytest.CaptureFixture[str]) -> None:
    """`cancer lab` lists oncology and nothing else; an unknown field is refused with those that there are."""
    from ech0.cli import main

    assert main(["labs", "list", "--field", "cancer lab", "--json"]) == 0
    assert {row["field"] for row in json.loads(capsys.readouterr().out)} == {"oncology"}
    assert main(["labs", "list", "--field", "alchemy"]) == 2
    assert "oncology" in capsys.readouterr().err
