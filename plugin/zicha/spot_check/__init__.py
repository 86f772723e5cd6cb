"""抽检: which rows of handed-in ledgers are inspected anew, and how far what is seen then agrees with them."""
