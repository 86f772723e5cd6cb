"""The portal: one interface, and two makers of facts behind it, a live browser and the evidence of an earlier run."""
