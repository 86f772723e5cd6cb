"""Records: what is talked about (Matter), what is observed (facts), what is concluded (Problem, Verdict, Finding)."""
