"""The face: one object over a project and its store."""
