"""一、网上办事申报易用性: logging in, and the way to the application form (boxes A1 to A7)."""
