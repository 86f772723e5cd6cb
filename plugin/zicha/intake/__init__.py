"""`zicha take-in`: what people wrote in a workbook, a page's answers or a file, back into the inventory."""
