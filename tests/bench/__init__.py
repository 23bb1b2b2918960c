"""A benchmark: a maker of fictional stories, and the race of builders over their pages."""
