"""五、结果获取便捷性: the progress of a case, and the licence on line (boxes E1, E2, G1)."""
