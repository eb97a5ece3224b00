"""One real vLLM server of the shipped student, for all tests that need one."""

from pathlib import Path

import pytest

import ech0
from ech0.core.data import home
from ech0.core.errors import InputError
from ech0.train.serving import Server, interpreter

ROOT = Path(ech0.__file__).resolve().parents[1]
STUDENT = home() / "configs" / "student"


@pytest.fixture(scope="session")
def student_server(tmp_path_factory):
    """The server, started once: 20 to 40 s of processor time are its imports."""
    try:
        python = interpreter(ROOT)
    except InputError as error:
        pytest.skip(str(error))
    adapter = STUDENT / "adapters" / "quantum"
    lora = ("--enable-lora", "--max-loras", "2", "--max-lora-rank", "16") if adapter.is_dir() else ()
    with Server(python, STUDENT, tmp_path_factory.mktemp("vllm") / "server.log", lora) as server:
        yield server
