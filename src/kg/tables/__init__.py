"""Tables and what is written as one: statements, qualifiers, entities, sources, panels."""
