"""A portal written apart from the embedded one, and what the inspection makes of it by a profile of its own."""
