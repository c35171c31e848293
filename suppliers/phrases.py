"""Phrases that are easy to say and hard to guess: four plain words and two digits."""

import re
import secrets
import unicodedata

COUNT = 4

_TEXT = """
able acorn actor album alley amber anchor angle apple april apron arch arrow atlas attic aunt autumn badge
baker bamboo banana barn basil basket beach bean bell bench berry birch bird biscuit blanket blossom blue boat
bonus book boot bottle bowl branch brass bread breeze brick bridge broom brush bucket butter button cabin cable
cactus camel camera candle canoe canvas carpet carrot castle cedar chair chalk cherry chess circle citrus clay
clock cloud clover coast cobalt cocoa comet compass copper coral cork corner cotton cradle crayon cream cricket
crown cup curtain daisy dancer desk diamond dinner dolphin donkey door dragon drawer drum eagle early earth easel
echo elbow elm ember engine fabric falcon feather fern fiddle field finch finger flag flame flower flute forest
fork fountain fox frame garden garlic gate ginger giraffe glass globe glove goat gold grape grass green guitar
hammer harbor hat hazel helmet herb hill honey hood horse house igloo ink iron island ivory jacket jasmine jelly
jewel juice jungle kettle kite kitten knot ladder lagoon lake lamp lantern laurel leaf lemon letter
lilac lime linen lion lizard lobster locket lotus magnet mango maple marble market meadow melon mirror mitten
moon morning moss mountain muffin mushroom napkin nectar needle nest nickel north notebook nutmeg oak ocean
olive onion orange orchard otter oven owl paddle palace panda paper parrot peach pearl pebble pencil pepper
piano pigeon pillow pine planet plum pocket pond rabbit rainbow raven ribbon river robin rocket rose saddle
salmon sand scarf shell silver sparrow spoon spring star stone sugar
tulip
"""

WORDS = tuple(_TEXT.split())
"""256 short words that learners of English know: with the two digits about 38 bits that nobody can guess."""


def new_phrase() -> str:
    """Return a phrase that nobody can guess, as it is written on a page."""
    words = [secrets.choice(WORDS) for _word in range(COUNT)]
    return f"{' '.join(words)} {secrets.randbelow(90) + 10}"


def same_phrase(asked: str, answered: str) -> bool:
    """Return whether an answer is the phrase, letter case, spaces and punctuation aside."""
    return bool(asked) and secrets.compare_digest(_key(asked).encode(), _key(answered).encode())


def _key(text: str) -> str:
    """Return letters and digits alone; letters of a full-width keyboard are the plain ones."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
