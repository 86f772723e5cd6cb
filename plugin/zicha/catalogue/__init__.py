"""Data about judging, and its readers: form, checks, rules, thresholds, elements, questions, the notice's demands."""
