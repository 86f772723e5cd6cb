"""What is talked about (Matter), what is observed (facts), what is concluded (Finding), and the official form."""
