"""How hypothesis searches in every test."""

from hypothesis import settings

settings.register_profile("zicha", deadline=None)  # a busy machine is no failure
settings.load_profile("zicha")
