"""What surrounds the rows of an answer: filters and what they leave out, rows listed apart, what is inferred."""
