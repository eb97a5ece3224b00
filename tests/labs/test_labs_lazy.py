"""Listing the labs must cost nothing: no simulator's library is imported until a lab runs."""

import json
import subprocess
import sys

HEAVY = ("CoolProp", "pyscf", "cobra", "scipy", "astropy", "numpy", "pandas", "sympy", "yaml", "pint")


def test_listing_labs_imports_no_library() -> None:
    """Loading the registry and reading every card imports none of the libraries that labs run on."""
    code = (
        "import sys; from labs import LABS; cards = [lab.card for lab in LABS.values()]; assert len(cards) >= 6;"
        f"print(*[m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_labs_are_listed_by_what_people_call_their_field() -> None:
    """`cancer lab` lists oncology and nothing else; an unknown field is refused with those that there are."""

    def listed(field: str) -> subprocess.CompletedProcess[str]:
        code = "import sys; from ech0.cli import main; sys.exit(main())"
        line = [sys.executable, "-c", code, "labs", "list", "--json", "--field", field]
        return subprocess.run(line, capture_output=True, text=True, check=False)

    assert {row["field"] for row in json.loads(listed("cancer lab").stdout)} == {"oncology"}
    refused = listed("alchemy")
    assert refused.returncode == 2
    assert "oncology" in refused.stderr
