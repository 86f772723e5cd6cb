"""What this city adds to the plugin: nothing yet. Fixtures defined here win over the plugin's."""
