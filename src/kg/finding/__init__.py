"""From what a user types to a thing, and from a thing to its names."""
