"""二、办事指南准确性: the guide against the approved list, against itself, and its forms (boxes B1 to B3)."""
