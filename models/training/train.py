"""Trains a translator on prepared data, on the CPU or on one GPU.

    python -m selaras.models.training.train DATA --output FOLDER --minutes 60

A run that was stopped goes on from its last checkpoint when it is started again.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import click
import torch
from selaras.errors import SettingsError
from selaras.models.training import batches, building, checkpoints, dataset
from selaras.models.training.batches import Batch, Order
from selaras.models.training.checkpoints import OPTIMISER, Checkpoint, Position
from selaras.models.training.commands import command
from selaras.models.training.dataset import Dataset
from selaras.models.training.frozen import FrozenStates, States
from selaras.models.training.loss import full_loss, sampled_loss
from selaras.models.training.network import Sizes
from selaras.models.training.schedule import Budget, Schedule
from torch import Tensor

_LOG = "log.jsonl"
_ENCODER = "encoder."
_MINUTE = 60.0
# Of which pass, its number there, the batch, and what the encoder's frozen layers say to it.
_Next = tuple[int, int, Batch, States | None]
# Options of the command that are the run's as they are.
_PLAIN = (
    "frozen",
    "encoder_rate",
    "cold",
    "device",
    "threads",
    "compiled",
    "others",
    "save_minutes",
)


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made; what it is made of stands in the data.

    The encoder's embeddings and first ``frozen`` layers do not learn; what of it learns,
    learns at the share ``encoder_rate`` of the rate.
    """

    budget: Budget
    schedule: Schedule
    order: Order
    frozen: int = 0
    encoder_rate: float = 1.0
    cold: bool = False
    device: str = "cpu"
    threads: int = 1
    smoothing: float = 0.1
    clip: float = 1.0
    decay: float = 0.01
    save_minutes: float = 5.0
    log_steps: int = 20
    keep: int = 8
    compiled: bool = False
    others: int = 0


class Run:
    """One training run: the network, its optimiser, and how far it is."""

    def __init__(self, data: Dataset, sizes: Sizes, options: Options, folder: Path) -> None:
        torch.manual_seed(options.order.seed)
        self.network = building.fresh(data, sizes, options.cold).to(options.device)
        self.position = Position()
        self._data, self._options, self._folder = data, options, folder
        if not 0 <= options.frozen <= sizes.encoder_layers:
            raise SettingsError(f"The encoder has {sizes.encoder_layers} layers to freeze.")
        self._learning = self._parameters()
        self._optimiser = torch.optim.AdamW(
            self._groups(),
            lr=options.schedule.peak,
            betas=(0.9, 0.98),
            weight_decay=options.decay,
            fused=True,
        )
        self._states = self._frozen_states() if options.frozen else None
        self._decode: Any = torch.compile(self.network) if options.compiled else self.network
        self._stopped = False

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one."""
        found = checkpoints.saved(self._folder)
        if not found:
            return
        checkpoint = checkpoints.load(found[-1])
        if set(checkpoints.weight_names(checkpoint)) != set(self._learning):
            raise SettingsError(
                f"{self._folder} holds a run in which other weights learned: give the same "
                "options, or another folder."
            )
        building.put(self.network, checkpoint)
        self.position = checkpoint.position
        self._restore_optimiser(checkpoint)

    def start_from(self, checkpoint: Checkpoint) -> None:
        """Begin with the weights of another run's checkpoint."""
        learned = checkpoints.weight_names(checkpoint)
        if any(_is_frozen(name, self._options.frozen) for name in learned):
            raise SettingsError(
                f"The first {self._options.frozen} layers of the encoder learned in that run: "
                "they cannot be frozen here."
            )
        if different := building.differing_sizes(self.network, checkpoint):
            raise SettingsError(
                f"That run's network has other sizes ({different}): give the same options."
            )
        building.put(self.network, checkpoint)

    def stop(self, *_: int | FrameType | None) -> None:
        """End after the step at hand, with a checkpoint."""
        self._stopped = True

    def go(self) -> None:
        """Train until the budget is used or the run is stopped."""
        self.network.train()
        started = time.monotonic() - self.position.seconds
        saved = self.position.seconds
        losses: list[Tensor] = []
        for epoch, index, batch, memory in self._ahead():
            losses.append(self._step(batch, memory))
            self.position = Position(
                step=self.position.step + 1,
                epoch=epoch,
                batch=index + 1,
                seconds=time.monotonic() - started,
                tokens=self.position.tokens + batch.size,
            )
            if self.position.step % self._options.log_steps == 0:
                self._log(losses)
                losses.clear()
            if self.position.seconds - saved >= self._options.save_minutes * _MINUTE:
                self.save()
                saved = self.position.seconds
            if self._stopped or self._share() >= 1:
                break
        self.save()

    def save(self) -> None:
        """Write a checkpoint; older ones lose their optimiser's state, the oldest go."""
        state = self.network.state_dict()
        arrays = {name: _array(state[name]) for name in self._learning}
        options: dict[str, object] = {"sizes": asdict(self.network.sizes)}
        whole = Checkpoint(arrays | self._optimiser_arrays(), options, self.position)
        older = checkpoints.saved(self._folder)
        checkpoints.save(self._folder / f"step-{self.position.step:07}", whole)
        checkpoints.thin(older, self._options.keep - 1)

    def _share(self) -> float:
        return self._options.budget.share(self.position.step, self.position.seconds)

    def _parameters(self) -> dict[str, torch.nn.Parameter]:
        """What learns, by name."""
        named = self.network.named_parameters()
        return {name: p for name, p in named if not _is_frozen(name, self._options.frozen)}

    def _groups(self) -> list[dict[str, Any]]:
        """What learns, each part with its share of the rate."""
        groups: dict[float, list[torch.nn.Parameter]] = {}
        for name, parameter in self._learning.items():
            share = self._options.encoder_rate if name.startswith(_ENCODER) else 1.0
            groups.setdefault(share, []).append(parameter)
        return [{"params": params, "share": share} for share, params in groups.items()]

    def _frozen_states(self) -> FrozenStates:
        frozen, threads = self._options.frozen, self._options.threads
        return FrozenStates(self._data, self.network.encoder, frozen, threads)

    def _ahead(self) -> Iterator[_Next]:
        """The batches; with several threads or a GPU, each made while the one before is read."""
        if self._options.threads == 1 and self._options.device == "cpu":
            yield from self._batches()
            return
        batches_to_come = self._batches()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(next, batches_to_come)
            while True:
                ready = waiting.result()
                waiting = pool.submit(next, batches_to_come)
                yield ready

    def _batches(self) -> Iterator[_Next]:
        """Batches from where the run stands, pass after pass, without an end."""
        first = self.position.batch
        for epoch in count(self.position.epoch):
            planned = batches.plan(self._data, self._options.order, epoch)
            for index in range(first, len(planned)):
                batch = batches.batch(self._data, planned[index])
                memory = self._states.padded(batch.rows) if self._states else None
                yield epoch, index, batch, memory
            first = 0

    def _step(self, batch: Batch, memory: States | None) -> Tensor:
        """Learn from one batch; its loss, which is not waited for."""
        rate = self._options.schedule.rate(self.position.step, self._share())
        for group in self._optimiser.param_groups:
            group["lr"] = rate * group["share"]
        loss = self._loss(batch, memory)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._learning.values(), self._options.clip)
        self._optimiser.step()
        return loss.detach()

    def _loss(self, batch: Batch, memory: States | None) -> Tensor:
        target, expected = self._tensor(batch.target), self._tensor(batch.expected)
        device = torch.device(self._options.device)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            states = self._decoded(batch, memory, target)
            told = expected != batches.PAD
            return self._compared(states[told], expected[told])

    def _compared(self, states: Tensor, expected: Tensor) -> Tensor:
        decoder, options = self.network.decoder, self._options
        if options.others:
            return sampled_loss(decoder, states, expected, options.others)
        return full_loss(decoder, states, expected, options.smoothing)

    def _decoded(self, batch: Batch, memory: States | None, target: Tensor) -> Tensor:
        source = self._tensor(batch.source)
        mask = source != batches.PAD
        if memory is None:
            states: Tensor = self._decode(source, mask, target)
            return states
        below = self._tensor(memory).float()
        states = self.network.encoder.above(self._options.frozen, below, mask)
        return self.network.decoder(target, states, mask)

    def _tensor(self, array: Any) -> Tensor:
        return torch.from_numpy(array).to(self._options.device, non_blocking=True)

    def _log(self, losses: list[Tensor]) -> None:
        entry = asdict(self.position) | {
            "loss": round(float(torch.stack(losses).mean()), 4),
            "rate": max(group["lr"] for group in self._optimiser.param_groups),
            "tokens_per_second": round(self.position.tokens / self.position.seconds),
        }
        with (self._folder / _LOG).open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def _optimiser_arrays(self) -> dict[str, checkpoints.Array]:
        state = self._optimiser.state
        return {
            f"{OPTIMISER}{part}/{name}": _array(value)
            for name, parameter in self._learning.items()
            for part, value in state[parameter].items()
        }

    def _restore_optimiser(self, checkpoint: Checkpoint) -> None:
        for name, parameter in self._learning.items():
            self._optimiser.state[parameter] = {
                part: self._tensor(checkpoint.arrays[f"{OPTIMISER}{part}/{name}"].copy())
                for part in ("step", "exp_avg", "exp_avg_sq")
            }


def _is_frozen(name: str, layers: int) -> bool:
    """Whether the weight of this name is in the encoder's embeddings or its first ``layers``."""
    if not layers or not name.startswith(_ENCODER):
        return False
    part, _, rest = name.removeprefix(_ENCODER).partition(".")
    return part != "layers" or int(rest.partition(".")[0]) < layers


def _array(tensor: Tensor) -> checkpoints.Array:
    return tensor.detach().float().cpu().numpy()


def run(
    data: Dataset, sizes: Sizes, options: Options, folder: Path, start: Path | None = None
) -> Run:
    """Train as ``options`` say, going on where an earlier run in ``folder`` stopped."""
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    folder.mkdir(parents=True, exist_ok=True)
    training = Run(data, sizes, options, folder)
    if start is not None:
        training.start_from(checkpoints.load(start))
    training.resume()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, training.stop)
    training.go()
    return training


@command
@click.argument("data", type=click.Path(path_type=Path, file_okay=False))
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--minutes", default=0.0, help="Stop after so many; the learning rate falls to fit.")
@click.option("--steps", default=0, help="Stop after so many.")
@click.option(
    "--start", type=click.Path(path_type=Path, exists=True), help="A checkpoint's folder."
)
@click.option("--device", default="cpu", show_default=True)
@click.option(
    "--frozen", default=0, help="The encoder's first so many layers do not learn: for the CPU."
)
@click.option("--encoder-rate", default=1.0, help="The encoder's share of the learning rate.")
@click.option("--cold", is_flag=True, help="The decoder's layers start from chance.")
@click.option("--compile", "compiled", is_flag=True, help="Compile the network first.")
@click.option("--encoder-layers", default=0, help="Fewer than the data's start holds.")
@click.option("--decoder-layers", default=2, show_default=True)
@click.option("--decoder-inner", default=0, help="The decoder's inner width, if it starts cold.")
@click.option("--dropout", default=0.0, show_default=True)
@click.option("--tokens", default=1500, show_default=True, help="Pieces in a batch, with padding.")
@click.option("--peak", default=1e-3, show_default=True, help="The highest learning rate.")
@click.option("--warm-up", default=100, show_default=True, help="Steps until the highest rate.")
@click.option("--hold", default=0.0, help="The share of the run in which the rate does not fall.")
@click.option("--short-first", is_flag=True, help="The first pass begins with short rows.")
@click.option("--weight", "weights", multiple=True, help="Of a kind of text, as prose=3.")
@click.option("--direction", "directions", multiple=True, help="Only this one, as vi-id.")
@click.option("--others", default=0, help="Compare with so many other pieces only: for the CPU.")
@click.option("--save-minutes", default=5.0, show_default=True)
@click.option("--threads", default=1, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(data: Path, output: Path, start: Path | None, **chosen: Any) -> None:
    """Train a translator."""
    prepared = dataset.read(data)
    wanted = ("encoder_layers", "decoder_layers", "decoder_inner", "dropout")
    sizes = building.sizes_for(prepared, **{n: chosen[n] for n in wanted if chosen[n]})
    options = Options(
        budget=Budget(chosen["minutes"], chosen["steps"]),
        schedule=Schedule(chosen["peak"], chosen["warm_up"], hold=chosen["hold"]),
        order=Order(
            chosen["tokens"],
            chosen["seed"],
            chosen["short_first"],
            _weights(prepared, chosen["weights"]),
            chosen["directions"],
        ),
        **{name: chosen[name] for name in _PLAIN},
    )
    done = run(prepared, sizes, options, output, start)
    click.echo(f"step {done.position.step}, {done.position.tokens} pieces told")


def _weights(data: Dataset, given: tuple[str, ...]) -> dict[str, float]:
    """``kind=weight`` as numbers by kind."""
    try:
        found = {kind: float(weight) for kind, weight in (pair.split("=") for pair in given)}
    except ValueError:
        raise SettingsError("A weight is given as KIND=NUMBER, such as prose=3.") from None
    if unknown := found.keys() - data.about.kinds.keys():
        raise SettingsError(f"The data know no kind of text called {sorted(unknown)[0]}.")
    return found


if __name__ == "__main__":
    main()
