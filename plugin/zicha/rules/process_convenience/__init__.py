"""四、办理过程便利性: the form to fill in, and what is shared instead of papers (boxes D1, D2)."""
