"""What is data about judging: form, checks, rules, questions, demands of the notice; their readers."""
