"""The models that may be served: complete, sourced, and of the size that others publish."""

import json
import re

import pytest

from ech0.core.errors import InputError
from ech0.serving import catalogue
from ech0.serving.catalogue import model, names

EACH = pytest.mark.parametrize("name", names())


def test_the_default_is_the_science_distilled_one():
    """There is one default, and it is OpenReasoning-Nemotron-14B."""
    assert [n for n in names() if model(n).default] == ["openreasoning-nemotron-14b"]
    assert catalogue.default().id == "openreasoning-nemotron-14b"
    assert len(names()) == 5


@EACH
def test_the_shape_counts_to_the_published_parameters(name):
    """Layers, widths and vocabulary give the number of parameters that is published, to its last digit."""
    shape = model(name).architecture
    digits = re.fullmatch(r"(\d+\.(\d+)) B", shape.parameters)
    assert round((shape.count + shape.beside) / 1e9, len(digits[2])) == float(digits[1])


def test_phi_4_counts_to_the_bytes_of_its_files():
    """Two bytes a parameter are the bytes that others counted in the files of Phi-4, to one norm."""
    assert abs(2 * model("phi-4-reasoning").architecture.count - 29_319_004_160) <= 2 * 5120


def test_qwen3_without_embeddings_is_as_on_its_card():
    """Qwen3-14B has 13.2 B parameters without embeddings."""
    shape = model("qwen3-14b").architecture
    assert round((shape.count - shape.embeddings) / 1e9, 1) == 13.2


@EACH
def test_each_fact_has_its_source(name):
    """Licence, shape, context, parsers, variants and figures say where they come from; three variants are there."""
    m = model(name)
    sources = [m.licence_source, m.architecture.source, m.architecture.checked, m.context.source, m.parsers.source]
    sources += [v.source for v in m.variants.values()] + [f.source for f in m.figures]
    assert all(len(s) > 5 for s in sources)
    assert list(m.variants) == ["bf16", "fp8", "w4a16"]
    assert m.figures


def test_what_is_absent_without_a_reason_is_refused():
    """A model without a tool parser must say why it has none."""
    table = model("phi-4-reasoning").model_dump()
    table["unknown"].pop("parsers.tools")
    with pytest.raises(ValueError, match=r"parsers\.tools is absent"):
        catalogue.Model.model_validate(table)


def test_an_unknown_model_is_told_the_known_ones():
    """A name that is not there is refused with those that are."""
    with pytest.raises(InputError, match="openreasoning-nemotron-14b.*or give the folder"):
        model("gpt-14b")
    with pytest.raises(InputError, match="--variant: 'int2'.*bf16, fp8, w4a16"):
        model("qwen3-14b").variant("int2")


def checkpoint(folder, **more):
    """A folder with the config.json of a small model."""
    shape = {
        "model_type": "qwen3", "num_hidden_layers": 2, "hidden_size": 128, "intermediate_size": 256,
        "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 32, "vocab_size": 267,
        "tie_word_embeddings": True, "max_position_embeddings": 4096,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(shape | more))
    return str(folder)


@pytest.mark.slow
def test_a_checkpoint_is_read_from_its_folder(tmp_path):
    """The shape of a local checkpoint comes from its config.json, counted as transformers counts it."""
    from transformers import Qwen3Config, Qwen3ForCausalLM

    found = model(checkpoint(tmp_path))
    config = Qwen3Config(**json.loads((tmp_path / "config.json").read_text()))
    assert found.architecture.count == sum(p.numel() for p in Qwen3ForCausalLM(config).parameters())
    assert found.context.tokens == 4096
    assert list(found.variants) == ["bf16"]


def test_a_quantised_checkpoint_is_known_by_its_groups(tmp_path):
    """W4A16 of compressed-tensors is read as four bits with one scale a group."""
    groups = {"g": {"weights": {"num_bits": 4, "group_size": 64}}}
    found = model(checkpoint(tmp_path, quantization_config={"config_groups": groups}))
    assert found.variant("w4a16").group == 64


@pytest.mark.parametrize(
    ("config", "said"),
    [(None, "config.json"), ("{", "config.json"), ('{"model_type": "mamba"}', "qwen2, qwen3"),
     ('{"model_type": "qwen3"}', "complete the checkpoint")],
    ids=["none", "broken", "another architecture", "incomplete"],
)  # fmt: skip
def test_a_folder_that_is_no_checkpoint_is_refused(tmp_path, config, said):
    """No config.json, a broken one, one of another architecture and an incomplete one are each named."""
    if config is not None:
        (tmp_path / "config.json").write_text(config)
    with pytest.raises(InputError, match=said):
        model(str(tmp_path))
