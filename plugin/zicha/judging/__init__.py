"""How a test becomes a Finding: verdicts, declared problems, questions and answers, page versions."""
