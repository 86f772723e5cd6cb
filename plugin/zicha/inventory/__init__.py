"""The inventory (事项清单): the departments' own YAML files, read into Matter, or refused with every mistake named.

`load` reads a folder such as matters/, `Inventory.select` narrows it, `schema` is for editors.
"""

from zicha.inventory.department_file import schema
from zicha.inventory.errors import InventoryError, SourceError
from zicha.inventory.loading import load
from zicha.inventory.selection import Inventory, SelectionError

__all__ = ["Inventory", "InventoryError", "SelectionError", "SourceError", "load", "schema"]
