"""Commands on served models: which there are, the line that serves one, starting it, proof, speed."""

import argparse
import json
import signal
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.commands.opening import put
from ech0.core.errors import InputError

if TYPE_CHECKING:
    from ech0.serving.bench import Shape
    from ech0.serving.budget import Plan
    from ech0.serving.catalogue import Model
    from ech0.serving.client import Client
    from ech0.serving.line import Line, Options

MARKS = {True: "ok", False: "failed", None: "unproved"}


def model_list(args: argparse.Namespace) -> int:
    """Print the models of the catalogue, the default first, each figure with its source in JSON."""
    from ech0.serving import catalogue

    models = sorted(map(catalogue.model, catalogue.names()), key=lambda m: (not m.default, m.id))
    if args.json:
        put([{**m.model_dump(mode="json"), "counted_parameters": m.architecture.count} for m in models])
        return 0
    for m in models:
        sys.stdout.write(f"{m.id}{'  (default)' if m.default else ''}\n")
        shape = f"{m.architecture.parameters} parameters, {m.context.tokens:,} tokens, {m.licence}, {m.released}"
        sys.stdout.write(f"  {m.maker}: {shape}; {', '.join(m.variants)}\n")
        for f in m.figures:
            sys.stdout.write(f"  {f.test} {f.value:g} ({f.by}: {f.source})\n")
        for what, why in m.unknown.items():
            sys.stdout.write(f"  not known, {what}: {why}\n")
    return 0


def model_command(args: argparse.Namespace) -> int:
    """Print the line that serves a model, and on standard error the memory plan; refuses what does not fit."""
    model, plan, options, home = _wanted(args)
    made = _line(model, plan, options, home)
    python = args.python or ("python" if plan.device == "gpu" else ".venv-vllm/bin/python")
    if args.json:
        rows = [{"what": what, "amount": amount, "known": how} for what, amount, how in plan.lines()]
        whole: dict[str, Any] = {"model": model.id, "plan": plan.model_dump(mode="json"), "lines": rows}
        put(
            {
                **whole,
                "line": made.model_dump(mode="json"),
                "shell": made.shell(python),
                "notes": _notes(model, plan, options),
            }
        )
        return 0
    _show(plan)
    for note in _notes(model, plan, options):
        sys.stderr.write(f"note: {note}\n")
    sys.stdout.write(made.shell(python) + "\n")
    return 0


def model_serve(args: argparse.Namespace) -> int:
    """Serve a model and watch over it until interrupted; prints the address each time that it has become ready."""
    from ech0.serving import machine
    from ech0.serving.client import Client
    from ech0.serving.line import checkpoint
    from ech0.serving.server import Patience, Server

    model, plan, options, home = _wanted(args)
    made, loaded = _line(model, plan, options, home), checkpoint(model, plan, options, home)
    if loaded.startswith(("/", ".", "~")) and not Path(loaded).expanduser().is_dir():
        raise InputError("--checkpoint", loaded, "; ".join(_notes(model, plan, options)) or "there is no such folder")
    _show(plan)
    url = f"http://{options.host}:{options.port}"
    log = args.log or home / "model" / f"{model.id}-{options.port}.log"
    sys.stderr.write(f"log: {log}\n")
    with closing(Client(url, seconds=5.0)) as client:
        server = Server(
            command=[machine.interpreter(args.python), *made.arguments],
            environment=made.environment,
            address=url,
            log=Path(log),
            well=client.healthy,
            say=lambda text: _say("serve", text),
            patience=Patience(start=args.wait, restarts=args.restarts),
        )
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: server.stopping.set())
        try:
            server.run(lambda: _ready(args, f"{url}/v1", options.served_as or model.id))
        except KeyboardInterrupt:
            server.stop()
    sys.stderr.write("serve: ended\n")
    return 0


def model_check(args: argparse.Namespace) -> int:
    """Ask a running server for all that ECH0 needs; 1 if something does not work."""
    from ech0.serving import catalogue
    from ech0.serving.client import Client
    from ech0.serving.probe import check

    with closing(Client(args.url, seconds=args.seconds)) as client:
        name = args.model or _first(client)
        thinks = catalogue.model(name).thinks if name in catalogue.names() else None
        findings = check(client, args.model, args.context, thinks=thinks)
    if args.json:
        put([f.model_dump(mode="json") for f in findings])
    else:
        for f in findings:
            sys.stdout.write(f"{MARKS[f.ok]:9} {f.name:17} {f.why}\n")
            if f.fix and not f.ok:
                sys.stdout.write(f"{'':27} fix: {f.fix}\n")
    return 1 if any(f.ok is False for f in findings) else 0


def model_bench(args: argparse.Namespace) -> int:
    """Measure a running server and compare it with what its memory allows."""
    from ech0.serving import bandwidth, bench
    from ech0.serving.client import Client

    speed = None
    if args.bandwidth is not None:
        speed = bandwidth.measured() if args.bandwidth == "here" else bandwidth.given(args.bandwidth)
    with closing(Client(args.url, seconds=args.seconds)) as client:
        name = args.model or str(next(iter(client.models()), {"id": ""})["id"])
        if not name:
            raise InputError("URL", args.url, "it lists no model")
        report = bench.bench(
            client,
            name,
            concurrency=args.concurrency,
            tokens=args.tokens,
            json_calls=args.calls,
            shape=None if speed is None else _shape(args, name),
            bandwidth=speed,
            say=lambda text: _say("bench", text),
        )
    if args.json:
        put(report.model_dump(mode="json"))
    else:
        sys.stdout.write("\n".join(bench.described(report)) + "\n")
    return 0


def _first(client: "Client") -> str | None:
    """The first model that a server lists, if it answers."""
    from ech0.core.errors import RunFailed

    try:
        return next((str(m["id"]) for m in client.models()), None)
    except RunFailed:
        return None


def _shape(args: argparse.Namespace, name: str) -> "Shape | None":
    """What a step of this model reads, if it is one whose size is known."""
    from ech0.serving import bench, catalogue, sizes

    known = args.like or (name if name in catalogue.names() else None)
    if known is None:
        return None
    model = catalogue.model(known)
    if args.variant is None and len(model.variants) > 1:
        raise InputError("--variant", "not given", f"say which is served: {', '.join(model.variants)}")
    variant = args.variant or next(iter(model.variants))
    return bench.Shape(
        weights=sizes.read_bytes(model.architecture, model.variant(variant)),
        kv_per_token=sizes.kv_bytes(model.architecture, args.kv),
        source=f"{model.id} {variant}",
    )


def _wanted(args: argparse.Namespace) -> "tuple[Model, Plan, Options, Path]":
    """The model, its plan, the options and the data folder that the flags name."""
    from ech0.core.settings import load
    from ech0.serving import budget, catalogue, machine, sizes
    from ech0.serving.line import Options

    home = load({"paths.home": args.home})[0].paths.home
    model = catalogue.default() if args.name is None else catalogue.model(args.name)
    device = "cpu" if args.cpu else "gpu"
    if args.memory is not None:
        memory = (sizes.size(args.memory, "--gpu-memory"), "given")
    else:
        memory = machine.main_memory() if args.cpu else machine.gpu_memory()
    usual = "fp8" if device == "gpu" and "fp8" in model.variants else next(iter(model.variants))
    wish = budget.Wish.model_validate(
        {
            "variant": args.variant or usual,
            "memory": memory[0],
            "found": memory[1],
            "device": device,
            "context": _count("--context", args.context),
            "sequences": _count("--sequences", args.sequences),
            "kv": args.kv,
        }
    )
    options = Options(
        host=args.host,
        port=args.port,
        served_as=args.served_as,
        checkpoint=args.checkpoint,
        adapters=args.adapters,
        speculate=args.speculate,
        reasoning=args.reasoning_parser,
        tools=args.tool_parser,
    )
    return model, budget.plan(model, wish), options, home


def _say(who: str, text: str) -> None:
    sys.stderr.write(f"{who}: {text}\n")
    sys.stderr.flush()


def _count(field: str, value: int | None) -> int | None:
    if value is not None and value < 1:
        raise InputError(field, value, "at least 1")
    return value


def _line(model: "Model", plan: "Plan", options: "Options", home: Path) -> "Line":
    from ech0.serving.line import line

    return line(model, plan, options, home)


def _show(plan: "Plan") -> None:
    for what, amount, how in plan.lines():
        sys.stderr.write(f"{what:13} {amount:>16}  {how}\n")


def _notes(model: "Model", plan: "Plan", options: "Options") -> list[str]:
    """What the line does not show: where the weights come from, and what is not known."""
    variant = model.variant(plan.variant)
    notes: list[str] = []
    if options.checkpoint is None and variant.checkpoint is None:
        where = "" if variant.online else "; put it into the folder after --model, or give --checkpoint"
        notes.append(f"{plan.variant}: {model.unknown[f'variants.{plan.variant}.checkpoint']}{where}")
    if model.parsers.reasoning is None and options.reasoning is None:
        notes.append(f"no reasoning parser: {model.unknown['parsers.reasoning']}")
    if model.parsers.tools is None and options.tools is None:
        notes.append(f"no tool parser: {model.unknown['parsers.tools']}")
    return notes


def _ready(args: argparse.Namespace, url: str, served: str) -> None:
    sys.stdout.write((json.dumps({"url": url, "model": served}) if args.json else url) + "\n")
    sys.stdout.flush()
