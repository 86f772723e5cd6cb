"""Makes the samples beside this file importable from every room's tests."""
