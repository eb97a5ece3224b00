"""What the scripted server says for each source: small answers of our own making, in the form of the real ones.

`answers_*.py` hold them by field, each as (query, rules, later, ids, more, since, keys), the last two if there are any.
`rules`: (text in the address or the body of the request, body); the first that fits is taken. `later`: the rules once
the source has one thing more. `ids`: what the first pull gives, `more`: what the second adds. `since`: a first cursor.
"""

import json
import runpy
from pathlib import Path
from types import SimpleNamespace


def case(query, rules, later, ids, more, since=None, keys=None):
    """One source's script; what is no text becomes JSON."""
    packed = [
        [(part, body.encode() if isinstance(body, str) else json.dumps(body).encode()) for part, body in some]
        for some in (rules, later)
    ]
    return SimpleNamespace(
        query=query, rules=packed[0], later=packed[1], ids=ids, more=more, since=since, keys=keys or {}
    )


CASES = {
    name: case(*told)
    for file in sorted(Path(__file__).parent.glob("answers_*.py"))
    for name, told in runpy.run_path(str(file))["CASES"].items()
}
