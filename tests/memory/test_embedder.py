"""MiniLM without torch says what MiniLM with torch says."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ech0.core.errors import InputError, StateError
from memory.embedder import WIDTH, MiniLM, reference_vectors

TEXTS = [
    "What is the boiling point of water at 2 bar?",
    "a",
    "Ünïcode: Δ, ℃, naïve, 水, µM; K_m = 5\n\ttabs",
    "The CKD-EPI 2021 equation estimates filtration. " * 40,
    "x " * 600,
    "pneumonoultramicroscopicsilicovolcanoconiosis 3.14159265358979e-23",
]


@pytest.fixture(scope="module")
def model() -> MiniLM:
    """One loaded model for all tests here."""
    return MiniLM()


def test_vectors_have_unit_length(model: MiniLM) -> None:
    """Every text has one vector of 384 numbers and length one."""
    made = np.array(model.embed(TEXTS))
    assert made.shape == (len(TEXTS), WIDTH)
    assert np.allclose(np.linalg.norm(made, axis=1), 1.0, atol=1e-6)
    assert model.embed([]) == []


def test_same_text_same_bits(model: MiniLM) -> None:
    """A text's vector depends neither on its neighbours nor on the process state nor on when it is made."""
    together = model.embed(TEXTS)
    assert [model.embed([text])[0] for text in reversed(TEXTS)][::-1] == together
    assert MiniLM().embed(TEXTS[:3]) == together[:3]


def test_meaning_is_near(model: MiniLM) -> None:
    """Texts of one meaning lie nearer than texts of another."""
    ask, same, other = np.array(
        model.embed(["How efficient can a heat engine be?", "The Carnot limit of engines", "Frogs lay eggs in ponds"])
    )
    assert ask @ same > 0.4 > ask @ other


def test_empty_text_is_refused(model: MiniLM) -> None:
    """A text without a word has no meaning, and no vector is invented for it."""
    with pytest.raises(InputError):
        model.embed(["fine", " \n"])


def test_missing_weights_are_named(tmp_path: Path) -> None:
    """A folder without weights raises `StateError` with a cure."""
    with pytest.raises(StateError, match="reinstall"):
        MiniLM(tmp_path).embed(["text"])


def test_no_torch_is_imported() -> None:
    """Embedding imports neither torch nor transformers nor sentence-transformers, and opens no socket."""
    code = (
        "import sys\n"
        "def no(event, args):\n"
        "    if event.startswith('socket.connect') or event == 'socket.getaddrinfo': raise SystemExit(event)\n"
        "sys.addaudithook(no)\n"
        "from memory.embedder import MiniLM\n"
        "MiniLM().embed(['water'])\n"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_agrees_with_sentence_transformers(model: MiniLM) -> None:
    """The vectors are those of sentence-transformers, to rounding, also for cut and unusual texts."""
    ours, theirs = model.array(TEXTS), reference_vectors(TEXTS)
    assert (ours * theirs).sum(axis=1).min() > 0.99999
    assert np.abs(ours - theirs).max() < 1e-5
