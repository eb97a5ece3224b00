"""The Sun, the planets and the Moon: what a question may ask of them outright, with its source. Knows no orbit."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pydantic import ValidationError

from ech0.core.data import home
from ech0.core.errors import InputError
from ech0.core.formula import Constant


@cache
def constants() -> Mapping[str, Constant]:
    """Each fact by the id under which it is quoted, `mars_mean_radius`; raises `InputError` for a malformed file."""
    import yaml

    try:
        whole = yaml.safe_load((home() / "configs" / "bodies.yaml").read_text(encoding="utf-8"))
        found = {}
        for body, facts in whole["bodies"].items():
            for kind, number in facts.items():
                how = whole["properties"][kind]
                source = whole["sources"]["B3" if (body, kind) == ("sun", "mean_radius") else how["source"]]
                title = body.capitalize() if body not in ("sun", "moon", "earth") else f"the {body.capitalize()}"
                kind_of = kind.replace("_", " ").replace("the sun", "the Sun").replace("the earth", "the Earth")
                made = Constant(
                    id=f"{body}_{kind}",
                    name=f"{kind_of} of {title}",
                    value=float(f"{number * how.get('factor', 1.0):.10g}"),
                    unit=how["unit"],
                    concept=kind,
                    source=source,
                    words=(body,),
                    of=body,
                )
                found[made.id] = made
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError, ValidationError) as error:
        raise InputError("configs/bodies.yaml", str(error)[:200], "write it as its head says") from error
    return MappingProxyType(found)
