"""Listing the labs must cost nothing: no simulator's library is imported until a lab runs."""

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
