"""轮次: the store of what was handed in, round by round, and what became of each problem from one to the next."""
