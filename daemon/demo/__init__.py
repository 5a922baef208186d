"""`case-intake demo`: the main job shown with nothing to install or configure, by the same code that `run` uses."""
