"""What this machine has: memory of its GPU and its own, and an interpreter with vLLM. Asks; changes nothing."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from ech0.core import data
from ech0.core.errors import InputError
from ech0.serving.sizes import MIB, shown

VENV = Path(".venv-vllm") / "bin" / "python"
"""Where `make vllm` puts the interpreter, from the root of a checkout."""


def gpu_memory() -> tuple[int, str]:
    """Bytes of the first GPU, and how that is known; raises `InputError` if NVIDIA's tool does not say."""
    cure = "give it, as in --gpu-memory 24GiB; or --cpu"
    tool = shutil.which("nvidia-smi")
    if tool is None:
        raise InputError("--gpu-memory", "not given", f"no nvidia-smi here to ask: {cure}")
    words = [tool, "--query-gpu=memory.total", "--format=csv,noheader,nounits"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=30, check=True)
        return int(done.stdout.split()[0]) * MIB, "the first GPU, as nvidia-smi says"
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        raise InputError("--gpu-memory", "not given", f"nvidia-smi could not say ({error}): {cure}") from error


def main_memory() -> tuple[int, str]:
    """Bytes of main memory that are free now, and how that is known; raises `InputError` if that is hidden."""
    try:
        count = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError) as error:
        raise InputError(
            "--memory", "not given", "this system does not say what is free; give it, as in --memory 16GiB"
        ) from error
    return _reclaimable(count), "free in this machine now"


def _reclaimable(free: int) -> int:
    """Linux counts what it would give back on demand as available; elsewhere only what is free."""
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return free
    rows = dict(row.split(":", 1) for row in text.splitlines())
    return max(free, int(rows.get("MemAvailable", "0 kB").split()[0]) * 1024)


def interpreter(given: str | None) -> str:
    """The Python that has vLLM: the one given, `.venv-vllm` here or in the checkout, or this one.

    Raises:
        InputError: None of them is there.
    """
    if given is not None:
        found = shutil.which(given)
        if found is None:
            raise InputError("--python", given, "there is no such program")
        return found
    for folder in (Path.cwd(), data.home()):
        if (folder / VENV).is_file():
            return str(folder / VENV)
    if find_spec("vllm") is not None:
        return sys.executable
    raise InputError(
        "--python", "not given", f"no {VENV} and no vLLM in {sys.executable}; `make vllm`, or pip install vllm on a GPU"
    )


def told(memory: tuple[int, str]) -> str:
    """Memory in words."""
    return f"{shown(memory[0])}, {memory[1]}"
