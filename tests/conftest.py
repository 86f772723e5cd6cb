"""Makes the samples beside this file importable from every room's tests."""

from hypothesis import settings

settings.register_profile("zicha", deadline=None)  # a busy machine is no failure
settings.load_profile("zicha")
