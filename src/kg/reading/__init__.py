"""One reading of a statement: its time, certainty and words; what counts; what a store covers."""
