"""Seeded defects in figures, planted in correct translations, to measure what the checks find.

Each planter takes a random generator, a source and its correct target, and
gives the damaged target with the damaged places, or None where the pair offers
no place for it. The damage works on the surface of the text by patterns of its
own, so that it shares nothing with the code that it measures.

``python bench/defects_values.py FOLDER`` measures typed recall and false alarms
on FOLDER/flores-dev.vi and .id.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Planted = tuple[str, list[tuple[int, int]]] | None
Planter = Callable[[random.Random, str, str], Planted]

MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni"]
MONTHS += ["Juli", "Agustus", "September", "Oktober", "November", "Desember"]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"]
SMALL = ["dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
NUMBER = r"(?<![\w.,/:-])\d+(?:[.,]\d+)*(?![\w/:-]|[.,]\d)"
BARE_YEAR = r"(?<![\w.,/-])(?:1[5-9]|20)\d\d(?![\w/-]|[.,]\d)"
IN_DATE = rf"(?:pukul |jam |tanggal |tahun |{'|'.join(f'{month} ' for month in MONTHS)})$"


def replaced(target: str, start: int, end: int, text: str) -> Planted:
    """The target with ``text`` in place of ``[start, end)``, or None if that changes nothing."""
    if target[start:end] == text:
        return None
    return target[:start] + text + target[end:], [(start, start + len(text))]


def chosen(
    rng: random.Random, pattern: str, target: str, suits: Callable[[re.Match[str]], bool]
) -> re.Match[str] | None:
    """One match of the pattern that suits, at random."""
    matches = [match for match in re.finditer(pattern, target) if suits(match)]
    return rng.choice(matches) if matches else None


def is_plain(match: re.Match[str]) -> bool:
    """A number that is no part of a date or a time, and no year."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    dated = re.search(IN_DATE, before) or re.match(rf" (?:{'|'.join(MONTHS)})", after)
    return not dated and not re.fullmatch(BARE_YEAR, match[0])


def changed_digit(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, NUMBER, target, is_plain)
    if not match:
        return None
    places = [place for place in range(match.start(), match.end()) if target[place].isdigit()]
    place = rng.choice(places)
    least = 1 if place == match.start() else 0
    digit = rng.choice([str(d) for d in range(least, 10) if str(d) != target[place]])
    figure = target[match.start() : place] + digit + target[place + 1 : match.end()]
    return replaced(target, *match.span(), figure)


def swapped_digits(rng: random.Random, source: str, target: str) -> Planted:
    def suits(match: re.Match[str]) -> bool:
        return is_plain(match) and bool(re.search(r"([1-9])(?!\1)\d", match[0]))

    match = chosen(rng, NUMBER, target, suits)
    if not match:
        return None
    pairs = [found.start() for found in re.finditer(r"(?=([1-9])(?!\1)\d)", match[0])]
    place = match.start() + rng.choice(pairs)
    if target[place + 1] == "0" and place == match.start():
        return None
    return replaced(target, place, place + 2, target[place + 1] + target[place])


def lost_zero(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, r"(?<![\w.,/:-])[1-9]\d*0(?![\w/:-]|[.,]\d)", target, is_plain)
    return replaced(target, *match.span(), match[0][:-1]) if match else None


def wrong_scale(rng: random.Random, source: str, target: str) -> Planted:
    scales = ["ribu", "juta", "miliar", "triliun"]
    match = chosen(rng, rf"\b(?:{'|'.join(scales)})\b(?= )", target, lambda match: True)
    if not match or not re.search(
        r"\d $|\b(?:satu|dua|tiga|lima|puluh) $", target[: match.start()]
    ):
        return None
    return replaced(target, *match.span(), rng.choice([s for s in scales if s != match[0]]))


def lost_decimal(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, r"(?<![\w.,/:-])\d+,\d+(?![\w/:-]|[.,]\d)", target, is_plain)
    return replaced(target, *match.span(), match[0].replace(",", "")) if match else None


def number_word(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, rf"\b(?:{'|'.join(SMALL)})\b", target, lambda match: True)
    return (
        replaced(target, *match.span(), rng.choice([w for w in SMALL if w != match[0]]))
        if match
        else None
    )


def wrong_month(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, rf"\b(?:{'|'.join(MONTHS)})\b", target, lambda match: True)
    return replaced(target, *match.span(), rng.choice(MONTHS)) if match else None


def wrong_year(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, BARE_YEAR, target, lambda match: True)
    if not match:
        return None
    year = int(match[0]) + rng.choice([-10, -2, -1, 1, 2, 9, 100])
    return replaced(target, *match.span(), str(year))


def wrong_day(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, rf"\b\d{{1,2}}(?= (?:{'|'.join(MONTHS)}))", target, lambda match: True)
    return replaced(target, *match.span(), str(rng.randint(1, 28))) if match else None


def wrong_weekday(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, rf"\b(?:{'|'.join(DAYS)})\b", target, lambda match: True)
    return replaced(target, *match.span(), rng.choice(DAYS)) if match else None


def wrong_time(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, r"(?<=pukul )(\d{1,2})(?=[.: ])", target, lambda match: True)
    if not match:
        return None
    hour = (int(match[0]) + rng.choice([1, 2, 3, 5])) % 24
    return replaced(target, *match.span(), f"{hour:02d}")


def wrong_unit(rng: random.Random, source: str, target: str) -> Planted:
    swaps = {
        "km": "m",
        "kilometer": "meter",
        "meter": "kilometer",
        "m": "km",
        "mil": "meter",
        "kg": "g",
        "kilogram": "gram",
        "ton": "kg",
        "hektar": "meter",
        "hektare": "meter",
        "menit": "jam",
        "jam": "menit",
        "tahun": "bulan",
        "hari": "minggu",
        "mm": "cm",
        "cm": "mm",
        "bulan": "tahun",
        "kaki": "mil",
    }
    pattern = rf"(?<=\d )(?:{'|'.join(swaps)})\b(?![/²])"
    match = chosen(rng, pattern, target, lambda match: True)
    return replaced(target, *match.span(), swaps[match[0]]) if match else None


def lost_percent(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, r"(?<=\d)\s?(?:%|persen\b)", target, lambda match: True)
    if not match:
        return None
    start = re.search(r"[\d.,]+$", target[: match.start()])
    damaged = target[: match.start()] + target[match.end() :]
    return damaged, [(start.start() if start else match.start(), match.start())]


def wrong_currency(rng: random.Random, source: str, target: str) -> Planted:
    names = ["dolar AS", "dolar", "euro", "rupiah", "USD", "US$", "pound", "yen", "dong"]
    match = chosen(
        rng,
        rf"(?:(?<=\d )|(?<=ta )|(?<=ar ))(?:{'|'.join(map(re.escape, names))})",
        target,
        lambda match: True,
    )
    other = rng.choice(["rupiah", "euro", "yen"])
    return replaced(target, *match.span(), other) if match and match[0] != other else None


def dropped_number(rng: random.Random, source: str, target: str) -> Planted:
    match = chosen(rng, rf"{NUMBER} ", target, is_plain)
    if not match:
        return None
    damaged = target[: match.start()] + target[match.end() :]
    return damaged, [(max(0, match.start() - 1), match.start() + 1)]


PLANTERS: dict[str, dict[str, Planter]] = {
    "number": {
        "changed digit": changed_digit,
        "swapped digits": swapped_digits,
        "lost zero": lost_zero,
        "wrong scale word": wrong_scale,
        "lost decimal mark": lost_decimal,
        "wrong number word": number_word,
        "dropped number": dropped_number,
    },
    "date": {
        "wrong month": wrong_month,
        "wrong year": wrong_year,
        "wrong day": wrong_day,
        "wrong weekday": wrong_weekday,
    },
    "time": {"wrong hour": wrong_time},
    "unit": {"wrong unit": wrong_unit},
    "percent": {"lost per cent": lost_percent},
    "currency": {"wrong currency": wrong_currency},
}


def planted_lines(
    planter: Planter, pairs: Sequence[tuple[str, str]], seed: int
) -> list[tuple[int, str, list[tuple[int, int]]]]:
    """Every pair that offers a place, damaged: its number, the damaged target, the places."""
    found = []
    for number, (source, target) in enumerate(pairs):
        planted = planter(random.Random(f"{seed}:{number}"), source, target)
        if planted:
            found.append((number, *planted))
    return found


def checks_that_speak(pairs: Sequence[tuple[str, str]], number: int, target: str) -> set[str]:
    """The value checks that find something in the damaged pair, read between its neighbours."""
    from selaras.checks import registry
    from selaras.checks.parallel import context_of_segments

    first = max(0, number - 2)
    window = list(pairs[first : number + 3])
    window[number - first] = (window[number - first][0], target)
    sources, targets = zip(*window, strict=True)
    context = context_of_segments(sources, targets, "vi", "id")
    return {
        check
        for check in PLANTERS
        for finding in registry.modules()[check].CHECK.find(context)
        if finding.link == number - first
    }


def measure(pairs: Sequence[tuple[str, str]], seed: int, show: bool) -> None:
    """Print recall per defect: found by any value check, found by the right one."""
    for check, planters in PLANTERS.items():
        for name, planter in planters.items():
            lines = planted_lines(planter, pairs, seed)
            spoke = [checks_that_speak(pairs, number, target) for number, target, _ in lines]
            found, right = sum(map(bool, spoke)), sum(check in checks for checks in spoke)
            count = max(1, len(lines))
            print(
                f"{check:10} {name:20} {len(lines):4}  found {found / count:6.1%}"
                f"  by the right check {right / count:6.1%}"
            )
            for (number, target, places), checks in zip(lines, spoke, strict=True):
                if show and check not in checks:
                    words = [target[start:end] for start, end in places]
                    print(f"    {words} {checks}\n      {pairs[number][0]}\n      {target}")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sides = [
        (folder / f"flores-dev.{code}").read_text(encoding="utf-8").splitlines()
        for code in ("vi", "id")
    ]
    measure(list(zip(*sides, strict=True)), seed=7, show="--show" in sys.argv)
