"""What vLLM's own argument parser takes: run by the interpreter that has vLLM, prints it as JSON, or parses lines.

`.venv-vllm/bin/python tests/serving/vllm_flags.py > tests/serving/vllm_flags.json` records; with the argument `parse`
it reads lists of arguments from standard input.
"""

import json
import sys

from vllm.entrypoints.launchers.cli_args import make_arg_parser
from vllm.model_executor.layers.quantization import QUANTIZATION_METHODS
from vllm.reasoning import ReasoningParserManager
from vllm.tool_parsers import ToolParserManager
from vllm.utils.argparse_utils import FlexibleArgumentParser
from vllm.version import __version__


def parser():
    """The parser of the OpenAI-compatible server."""
    return make_arg_parser(FlexibleArgumentParser())


def record():
    """Every long flag: whether it takes a value, and from which choices; the names of parsers and quantisations."""
    flags = {}
    for action in parser()._actions:
        for name in action.option_strings:
            if name.startswith("--"):
                flags[name] = {"value": action.nargs != 0}
                if action.choices:
                    flags[name]["choices"] = sorted(map(str, action.choices))
    return {
        "vllm": __version__,
        "reasoning_parsers": sorted(ReasoningParserManager.list_registered()),
        "tool_parsers": sorted(ToolParserManager.list_registered()),
        "quantizations": sorted(QUANTIZATION_METHODS),
        "flags": dict(sorted(flags.items())),
    }


def main():
    """Record, or parse each list of arguments of standard input; argparse ends with code 2 and says which flag."""
    if sys.argv[1:] == ["parse"]:
        lines = json.load(sys.stdin)
        once = parser()
        parsed = [once.parse_args(line) for line in lines]
        keys = ("model", "max_model_len", "max_num_seqs", "kv_cache_dtype", "quantization", "reasoning_parser")
        sys.stdout.write(json.dumps([{k: getattr(p, k) for k in keys} for p in parsed]) + "\n")
    else:
        sys.stdout.write(json.dumps(record(), indent=1) + "\n")


if __name__ == "__main__":
    main()
