"""A trained network as a CTranslate2 model, beside its tokenizers and its description.

python -m selaras.models.training.export CHECKPOINT --data FOLDER --output FOLDER
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from selaras.models import calibration
from selaras.models.description import MODEL, SOURCE_PIECES, TARGET_PIECES, Description
from selaras.models.store import write_checksums
from selaras.models.training import checkpoints, dataset
from selaras.models.training.commands import command
from selaras.models.training.dataset import About

# The model's card in its folder.
CARD = "README.md"

if TYPE_CHECKING:
    from selaras.models.training.network import Embedding, Network, SourceEncoder
    from torch import nn


def export(
    network: Network,
    data: Path,
    output: Path,
    quantization: str | None = "int8",
    longest_source: int = 0,
) -> None:
    """Write the network as a model that ``selaras models`` can install."""
    about = dataset.read_about(data)
    (output / MODEL).mkdir(parents=True, exist_ok=True)
    for name, kept in (
        (dataset.SOURCE_MODEL, SOURCE_PIECES),
        (dataset.TARGET_MODEL, TARGET_PIECES),
    ):
        shutil.copyfile(data / name, output / kept)
    # What was measured and told of other weights does not hold for these.
    for stale in (calibration.FILE, CARD):
        (output / stale).unlink(missing_ok=True)
    spec = _translator(network)
    spec.register_source_vocabulary([*_pieces(output / SOURCE_PIECES), *about.tags])
    spec.register_target_vocabulary(_pieces(output / TARGET_PIECES))
    spec.config.add_source_eos = True
    spec.config.layer_norm_epsilon = _epsilon(network)
    _save(spec, output / MODEL, quantization)
    replace(_described(about), longest_source=longest_source).write(output)
    write_checksums(output)


def export_encoder(
    encoder: SourceEncoder, layers: int, output: Path, quantization: str | None = "int8"
) -> None:
    """Write the first ``layers`` of the encoder alone, which takes ids."""
    from ctranslate2.specs import TransformerEncoderModelSpec

    spec = TransformerEncoderModelSpec(_encoder(encoder, layers))
    spec.config.layer_norm_epsilon = encoder.embedding.norm.eps
    spec.register_vocabulary([str(n) for n in range(encoder.embedding.pieces.num_embeddings)])
    output.mkdir(parents=True, exist_ok=True)
    _save(spec, output, quantization)


def _save(spec: Any, folder: Path, quantization: str | None) -> None:
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder))


def _epsilon(network: Network) -> float:
    return float(network.decoder.norm.eps)


def _described(about: About) -> Description:
    pairs = [direction.split("-") for direction in about.directions]
    tokens = {tag.strip("<2>"): tag for tag in about.tags}
    return Description(
        name=about.name,
        origin="trained with selaras.models.training",
        licence="Apache-2.0" if about.clean else "not to be passed on",
        source_languages=tuple(sorted({source for source, _ in pairs})),
        target_languages=tuple(sorted({target for _, target in pairs})),
        non_commercial=not about.clean,
        before=("{target}",),
        tokens=tokens,
    )


def _pieces(path: Path) -> list[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(number) for number in range(len(processor))]


def _translator(network: Network) -> Any:
    from ctranslate2.specs import TransformerSpec

    return TransformerSpec(
        _encoder(network.encoder, network.sizes.encoder_layers), _decoder(network)
    )


def _encoder(encoder: SourceEncoder, layers: int) -> Any:
    from ctranslate2.specs import TransformerEncoderSpec
    from ctranslate2.specs.common_spec import Activation

    spec = TransformerEncoderSpec(
        layers,
        encoder.heads,
        pre_norm=False,
        activation=Activation.GELU,
        layernorm_embedding=True,
    )
    _set_embedding(spec, spec.embeddings[0], encoder.embedding)
    for to, layer in zip(spec.layer, encoder.layers[:layers], strict=True):
        _set_linear(to.self_attention.linear[0], layer.attention.inputs)
        _set_linear(to.self_attention.linear[1], layer.attention.output)
        _set_norm(to.self_attention.layer_norm, layer.attention_norm)
        _set_feed_forward(to.ffn, layer)
    return spec


def _decoder(network: Network) -> Any:
    from ctranslate2.specs import TransformerDecoderSpec
    from ctranslate2.specs.common_spec import Activation

    decoder = network.decoder
    spec = TransformerDecoderSpec(
        len(decoder.layers),
        network.sizes.heads,
        pre_norm=True,
        activation=Activation.GELU,
        layernorm_embedding=True,
    )
    _set_embedding(spec, spec.embeddings, decoder.embedding)
    for to, layer in zip(spec.layer, decoder.layers, strict=True):
        _set_linear(to.self_attention.linear[0], layer.attention.inputs)
        _set_linear(to.self_attention.linear[1], layer.attention.output)
        _set_norm(to.self_attention.layer_norm, layer.attention_norm)
        for linear, part in zip(to.attention.linear, layer.cross.linears, strict=True):
            _set_linear(linear, part)
        _set_norm(to.attention.layer_norm, layer.cross_norm)
        _set_feed_forward(to.ffn, layer)
    _set_norm(spec.layer_norm, decoder.norm)
    spec.projection.weight = _array(decoder.embedding.pieces.weight)
    spec.projection.bias = _array(decoder.bias)
    return spec


def _set_embedding(spec: Any, pieces: Any, embedding: Embedding) -> None:
    """Positions are learned, and nothing is scaled: CTranslate2 must be told both."""
    spec.scale_embeddings = False
    pieces.weight = _array(embedding.pieces.weight)
    spec.position_encodings.encodings = _array(embedding.positions)
    _set_norm(spec.layernorm_embedding, embedding.norm)


def _set_feed_forward(spec: Any, layer: nn.Module) -> None:
    _set_linear(spec.linear_0, layer.inner)
    _set_linear(spec.linear_1, layer.outer)
    _set_norm(spec.layer_norm, layer.outer_norm)


def _set_linear(spec: Any, linear: nn.Linear) -> None:
    spec.weight, spec.bias = _array(linear.weight), _array(linear.bias)


def _set_norm(spec: Any, norm: nn.LayerNorm) -> None:
    spec.gamma, spec.beta = _array(norm.weight), _array(norm.bias)


def _array(parameter: Any) -> Any:
    """A copy: CTranslate2 makes int8 of it in place."""
    return parameter.detach().float().cpu().numpy().copy()


@command
@click.argument("checkpoint", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--float", "whole", is_flag=True, help="Keep float32 weights instead of int8.")
@click.option(
    "--longest-source",
    default=0,
    help="Cut sentences of more pieces at clauses before they are translated [default: 200].",
)
def main(checkpoint: Path, data: Path, output: Path, whole: bool, longest_source: int) -> None:
    """Write a checkpoint as a CTranslate2 model."""
    from selaras.models.training.building import rebuilt

    network = rebuilt(dataset.read(data), checkpoints.load(checkpoint))
    export(network, data, output, None if whole else "int8", longest_source)
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    click.echo(f"{output}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
