"""How hypothesis searches in every test."""

from hypothesis import HealthCheck, settings

settings.register_profile("zicha", deadline=None)  # a busy machine is no failure
settings.register_profile(
    "mutants",  # each test runs once for every change that it could notice
    deadline=None, database=None, derandomize=True, max_examples=15, suppress_health_check=list(HealthCheck),
)  # fmt: skip
settings.load_profile("zicha")
