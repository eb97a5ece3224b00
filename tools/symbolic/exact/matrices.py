"""Matrices of exact numbers, row by row: what is found is multiplied back, or found a second way."""

from typing import Any

from ech0.core.errors import ClaimError
from tools.symbolic.exact.trees import Found, Problem, Refused, exactly, floated, spelled, sympied


def _matrix(asked: Problem, start: int = 0, count: int | None = None, rows: int | None = None) -> Any:
    import sympy

    numbers = [sympied(t) for t in asked.trees[start : None if count is None else start + count]]
    height = rows or asked.rows
    if not height or len(numbers) % height or not numbers or len(numbers) // height > 6:
        raise ClaimError("rows", "a matrix has up to six rows of equal length")
    return sympy.Matrix(height, len(numbers) // height, numbers)


def _square(asked: Problem) -> Any:
    found = _matrix(asked)
    if found.rows != found.cols:
        raise Refused("only a square matrix has that")
    return found


def _spelled(matrix: Any) -> str:
    rows = (", ".join(exactly(v) for v in matrix.row(r)) for r in range(matrix.rows))
    return f"[{', '.join(f'[{r}]' for r in rows)}]"


def _number(value: Any, how: str) -> Found:
    if value.free_symbols:
        return Found(spelled(value), None, how)
    return Found(exactly(value), floated(value), how)


def determinant(asked: Problem) -> Found:
    """By elimination without fractions, and by expansion along a row."""
    import sympy

    found = _square(asked)
    value = found.det(method="bareiss")
    if sympy.simplify(value - found.det(method="berkowitz")) != 0:
        raise ClaimError("determinant", "two ways differ")
    return _number(value, "another way to work it out gives the same")


def inverse(asked: Problem) -> Found:
    """The inverse; times the matrix it is the identity."""
    import sympy

    found = _square(asked)
    if found.det() == 0:
        raise Refused("its determinant vanishes, so that it has no inverse")
    made = found.inv()
    if sympy.simplify(made * found - sympy.eye(found.rows)) != sympy.zeros(found.rows):
        raise ClaimError("inverse", "its product with the matrix is not the identity")
    return Found(_spelled(made), None, "multiplied with the matrix, it gives the identity")


def transpose(asked: Problem) -> Found:
    """Rows as columns; done twice, it gives back the matrix."""
    found = _matrix(asked)
    if found != found.T.T:
        raise ClaimError("transpose", "it does not give back the matrix")
    return Found(_spelled(found.T), None, "done again, it gives back the matrix")


def trace(asked: Problem) -> Found:
    """The sum of the diagonal, which is that of the eigenvalues as well."""
    import sympy

    found = _square(asked)
    value = found.trace()
    x = sympy.Symbol("x_")
    if sympy.simplify(found.charpoly(x).all_coeffs()[1] + value) != 0:
        raise ClaimError("trace", "the characteristic polynomial says another")
    return _number(value, "it stands in the characteristic polynomial as well")


def rank(asked: Problem) -> Found:
    """How many rows are independent; as many as columns."""
    found = _matrix(asked)
    value = found.rank()
    if found.T.rank() != value:
        raise ClaimError("rank", "rows and columns differ")
    return Found(str(value), float(value), "the rank of the columns is the same")


def eigenvalues(asked: Problem) -> Found:
    """The roots of the characteristic polynomial: their sum is the trace, their product the determinant."""
    import sympy

    found = _square(asked)
    values = found.eigenvals(multiple=True)
    gaps = (sum(values) - found.trace(), sympy.prod(values) - found.det())
    zero = [abs(sympy.N((found - v * sympy.eye(found.rows)).det(), 30)) for v in values]
    if len(values) != found.rows or any(abs(sympy.N(g, 30)) > 1e-15 for g in gaps) or any(z > 1e-12 for z in zero):
        raise ClaimError("eigenvalues", "they do not fit trace and determinant")
    real = all(v.is_real for v in values)
    ordered = sorted(values, key=lambda v: float(sympy.N(v))) if real else values
    said = [_rooted(v) for v in ordered]
    parts = tuple((f"lambda{k}", exactly(v), float(sympy.N(v))) for k, v in enumerate(ordered, 1)) if real else ()
    how = "their sum is the trace, their product the determinant, and each makes the characteristic polynomial vanish"
    return Found(", ".join(said[:-1]) + f" and {said[-1]}" if len(said) > 1 else said[0], None, how, parts=parts)


def _rooted(value: Any) -> str:
    import sympy

    return exactly(value) if value.is_Rational or not value.is_real else f"{exactly(value)} (about {sympy.N(value, 6)})"


def multiply(asked: Problem) -> Found:
    """The product of two matrices; `points` hold the rows of the second one and how many numbers the first has."""
    import sympy

    rows, count = (int(sympied(p)) for p in asked.points)
    one, other = _matrix(asked, 0, count), _matrix(asked, count, None, rows)
    if one.cols != other.rows:
        raise Refused("the first has not as many columns as the second has rows")
    made = one * other
    probe = sympy.Matrix(other.cols, 1, [3 * k + 2 for k in range(other.cols)])
    if sympy.simplify(made * probe - one * (other * probe)) != sympy.zeros(one.rows, 1):
        raise ClaimError("product", "it does not act as the two one after the other")
    return Found(_spelled(made), None, "applied to a vector, it acts as its factors do one after the other")


def cross(asked: Problem) -> Found:
    """The cross product of two vectors of three numbers; it is at right angles to both."""
    import sympy

    if len(asked.trees) != 6:
        raise ClaimError("cross", "it takes two vectors of three numbers")
    one, other = _matrix(asked, 0, 3, 3), _matrix(asked, 3, 3, 3)
    made = one.cross(other)
    if sympy.simplify(made.dot(one)) != 0 or sympy.simplify(made.dot(other)) != 0:
        raise ClaimError("cross", "it is not at right angles to both")
    return Found(f"({', '.join(exactly(v) for v in made)})", None, "it is at right angles to both")
