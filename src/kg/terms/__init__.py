"""Names, dates and numbers: everything that can be said about a single term without knowing the model."""
