"""Which shipping lane a parcel took, read from the words a file uses for its shipping method."""

UNKNOWN = "unknown"

# First match wins, so the narrower words stand first. The lead times of each lane are policy data.
_WORDS = (
    ("super economy", "cainiao_super_economy"),
    ("supereconomy", "cainiao_super_economy"),
    ("economy", "cainiao_economy"),
    ("saver", "cainiao_economy"),
    ("cainiao premium", "cainiao_premium"),
    ("premium", "aliexpress_premium"),
    ("cainiao standard", "cainiao_standard"),
    ("choice", "aliexpress_choice"),
    ("selection", "aliexpress_choice"),
    ("aliexpress standard", "aliexpress_standard"),
    ("epacket", "epacket"),
    ("dhl", "courier"),
    ("fedex", "courier"),
    ("ups", "courier"),
)


def lane_of(shipping_method: str | None) -> str:
    """Return the key of the lane; `unknown` where the words say nothing."""
    words = " ".join((shipping_method or "").casefold().replace("-", " ").replace("_", " ").split())
    padded = f" {words} "
    return next((lane for word, lane in _WORDS if f" {word} " in padded), UNKNOWN)
