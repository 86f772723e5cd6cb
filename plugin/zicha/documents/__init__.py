"""Documents: a downloaded file → its type, its text, whether it is blank, whose it is.

`reader.DocumentReader` reads a file in a child process (`worker`), so that no file can crash, hang or fill this one.
There `inspection.inspect` sniffs the type, lets the reader of that type fetch rows of text (`word`, `word97`,
`word_xml`, `sheets`, `sheet_xml`, `opendocument`, `pdf`, `ofd`, `rtf`, `web`, `single_file_pages`, `pictures`,
`archives`), and reads from the text how far it is filled in and whose
it is (`filling`, `people`, `places`), and which part of the file has no text. What a viewer does not show is left out:
`encryption` opens what opens without a password, `packages` finds the document in a package, `hidden_cells` and
`far_cells` say what of a workbook nobody sees. `views` shows a form to a person who is asked about it.
"""
