"""What people look at. `graph_page` is the only home of pyvis."""
