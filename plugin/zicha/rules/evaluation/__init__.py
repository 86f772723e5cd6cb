"""六、评价功能可用性: the evaluation function 好差评 (boxes F1 to F4)."""
