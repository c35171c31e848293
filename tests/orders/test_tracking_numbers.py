"""Tracking numbers: what a check digit and a shape can say, and what they cannot."""

import json
from pathlib import Path

import pytest

from orders.tracking_numbers import Look, Plausibility, look_of, number_key

FITS, SHAPE = Plausibility.DIGIT_FITS, Plausibility.SHAPE_FITS
WRONG, UNKNOWN = Plausibility.DIGIT_WRONG, Plausibility.UNKNOWN_SHAPE


@pytest.mark.parametrize(
    ("number", "look"),
    [
        ("RB123456785GB", Look(FITS, "UPU S10")),
        ("rb 123 456 785 gb", Look(FITS, "UPU S10")),
        ("RB123456786GB", Look(WRONG, "UPU S10")),
        # The digit fits; nobody issues numbers under this country, and these letters are reserved.
        ("RB123456785XX", Look(WRONG, "UPU S10")),
        ("JB123456785GB", Look(WRONG, "UPU S10")),
        ("1Z5R89390357567127", Look(FITS, "UPS")),
        ("1Z5R89390357567128", Look(WRONG, "UPS")),
        ("YT2305321266042817", Look(SHAPE, "YunExpress")),
        ("LP00675700340000", Look(SHAPE, "Cainiao")),
        ("UG123456789YP", Look(SHAPE, "Yanwen")),
        ("GFUS01012345678901", Look(SHAPE, "GOFO")),
        # AliExpress Standard's own numbers look like nothing; that is no fault of theirs.
        ("62727952231", Look(UNKNOWN)),
        ("", Look(UNKNOWN)),
        ("=1+1", Look(UNKNOWN)),
    ],
)
def test_a_number_looks_like_what_its_letters_and_digits_say(number: str, look: Look) -> None:
    assert look_of(number) == look


@pytest.mark.parametrize("remainder", range(11))
def test_both_special_remainders_of_s10_are_known(remainder: int) -> None:
    weights = (8, 6, 4, 2, 3, 5, 9, 7)
    digit = {10: 0, 11: 5}.get(11 - remainder, 11 - remainder)
    serial = next(
        f"{n:08d}"
        for n in range(10**8)
        if sum(int(d) * w for d, w in zip(f"{n:08d}", weights, strict=True)) % 11 == remainder
    )
    fitting = [last for last in range(10) if look_of(f"RB{serial}{last}CN").plausibility is FITS]
    assert fitting == [digit]


def test_numbers_are_compared_without_spaces_dashes_and_case() -> None:
    assert number_key(" rb-123 456785 gb ") == "RB123456785GB"


CHECKED = {
    "ups.json": ("UPS",),
    "s10.json": ("S10",),
    "usps.json": ("USPS 20", "USPS IMpb N", "USPS IMpb C"),
    "dhl.json": ("DHL Express",),
    "dpd.json": ("DPD (28)", "DPD (14)"),
    "fedex.json": ("FedEx Express (12)", "FedEx Ground", "FedEx Ground 96 (22)"),
    "yunexpress.json": ("YunExpress",),
    "gofo.json": ("GOFO Express (US)",),
}


@pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, names in CHECKED.items() for name in names]
)
def test_published_numbers_fit_and_published_forgeries_do_not(
    shared_data: Path, file: str, name: str
) -> None:
    kinds = json.loads((shared_data / "tracking_numbers" / file).read_text())["tracking_numbers"]
    numbers = next(kind["test_numbers"] for kind in kinds if kind["name"] == name)
    assert {look_of(number).plausibility for number in numbers["valid"]} <= {FITS, SHAPE}
    assert not {look_of(number).plausibility for number in numbers["invalid"]} & {FITS, SHAPE}
