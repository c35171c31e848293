"""A pytest plugin for the drill: a property that fails has failed, and nobody reads the smallest example."""

from hypothesis import Phase, settings

settings.register_profile("drill", phases=(Phase.explicit, Phase.generate), database=None)
