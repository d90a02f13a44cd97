"""Documents as blocks, and how blocks are written: text, Markdown. It knows nothing of statements."""
