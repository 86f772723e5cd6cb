"""A department's list as the 事项库 exports it (xlsx, xls, csv or JSON), turned into the department's YAML.

The way: source.py reads the file into tables of cells that know their place; heads.py finds the row of heads;
columns.py knows what a head means; values.py reads a cell by the kind of its element; assembling.py makes matters of
rows; department_yaml.py writes them into the file without touching what people wrote there.
"""
