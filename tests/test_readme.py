"""The README is true: its commands are run, its transcripts compared, its drawing redrawn, its tree held to disk."""

import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGING = (
    (re.compile(r"\b\d+\.\d\d s,"), "0.00 s,"),
    (re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}"), "RUN"),
    (re.compile(r"\S*/runs/RUN/index\.html"), "RUN/index.html"),
    (re.compile(r"\(run [0-9a-f]{12}\)"), "(run KEY)"),
)
"""What differs from run to run: times, ids, the folder, and keys, which hold the versions of libraries."""


def _blocks(kind: str) -> list[str]:
    parts = README.split("```")[1::2]  # what stands between fences, each with its kind on its first line
    return [body for part in parts for head, _, body in [part.partition("\n")] if head == kind]


def transcripts() -> list[tuple[str, str]]:
    """Every `$ ech0 ...` command of the README with the output printed under it."""
    found = []
    for block in _blocks("console"):
        command, _, output = block.partition("\n")
        if command.startswith("$ ech0"):
            found.append((command.removeprefix("$ "), output))
    return found


def _settled(text: str) -> str:
    for pattern, by in CHANGING:
        text = pattern.sub(by, text)
    return text.strip()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for all that the README runs."""
    return tmp_path_factory.mktemp("readme")


@pytest.mark.slow
@pytest.mark.parametrize("command", [c for c, _ in transcripts()])
def test_a_transcript_is_what_the_command_prints(command: str, home: Path) -> None:
    """Each command of the README prints what stands under it, times, ids and keys aside."""
    env = {**os.environ, "ECH0_HOME": str(home), "COLUMNS": "80"}
    words = [sys.executable, "-m", "ech0.cli", *shlex.split(command)[1:]]
    done = subprocess.run(words, capture_output=True, text=True, env=env, cwd=home, check=False)
    assert _settled(dict(transcripts())[command]) == _settled(done.stdout)


@pytest.mark.slow
def test_the_python_example_runs(home: Path) -> None:
    """The README's Python runs as it stands, assertions included."""
    for code in _blocks("python"):
        env = {**os.environ, "ECH0_HOME": str(home)}
        subprocess.run([sys.executable, "-c", code], check=True, env=env, cwd=home, capture_output=True)


def test_the_drawing_is_drawn_from_the_graph() -> None:
    """The README's drawing of the loop is what the compiled graph draws of itself."""
    from ech0.app import open_ech0

    (drawing,) = _blocks("mermaid")
    assert drawing.strip() == open_ech0().loop().graph().compile().get_graph().draw_mermaid().strip()


def test_the_tree_is_the_disk() -> None:
    """Every folder that the README's tree names is there, and every top folder with code or data is named."""
    tree = next(b for b in _blocks("") if b.startswith("ech0/"))
    named = {line.split("/")[0] for line in io.StringIO(tree) if line[:1].isalpha()}
    on_disk = {p.name for p in ROOT.iterdir() if p.is_dir() and p.name[0] not in "._" and any(p.glob("**/*.*"))}
    assert named == on_disk - {"build", "dist"}
