"""How long a warm question takes in one process, and a cold one in a new one. Prints; asserts nothing.

python benchmarks/latency.py [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

SYMBOLIC = (
    (
        "A {} kg block starts from rest and slides 5.0 m down a frictionless 30 degree incline. "
        "How fast is it moving at the bottom?"
    ),
    "What is the pressure of {} mol of an ideal gas in 10 L at 300 K?",
    "A car accelerates from 10 m/s to 30 m/s in {} s. What is its acceleration?",
    "An engine working between 600 K and 300 K has an efficiency of 70 %. How much work does it do per {} J of heat?",
    "How many moons do {} neighbours own?",
)
LABS = (
    "What is the boiling point of water at {} atm?",
    "What is the hydrostatic pressure under {} m of water at 40 C?",
    "How fast does the core E. coli model grow on glucose without oxygen?",
)


def main() -> None:
    """Warm p50 and p95 by kind, then cold wall times."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as home:
        os.environ["ECH0_HOME"] = home
        import ech0

        for kind, questions in (("symbolic", SYMBOLIC), ("with a lab", LABS)):
            for q in questions:
                ech0.ask(q.format(1.5))
            times = []
            for n in range(rounds):
                for q in questions:
                    begun = time.perf_counter()
                    ech0.ask(q.format(2 + 0.1 * n))
                    times.append(1000 * (time.perf_counter() - begun))
            times.sort()
            p50, p95 = statistics.median(times), times[int(0.95 * len(times))]
            print(f"warm, {kind:10}  n={len(times):3}  p50 {p50:6.0f} ms   p95 {p95:6.0f} ms")
        for kind, q in (("symbolic", SYMBOLIC[0]), ("with a lab", LABS[0])):
            walls = []
            for _ in range(3):
                begun = time.perf_counter()
                subprocess.run(
                    [sys.executable, "-m", "ech0.cli", "ask", q.format("2.0"), "--json"],
                    capture_output=True,
                    check=False,
                )
                walls.append(time.perf_counter() - begun)
            print(f"cold, {kind:10}  n=  3  median {statistics.median(walls):.2f} s")


if __name__ == "__main__":
    main()
