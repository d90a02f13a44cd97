"""Charts drawn with Vega-Altair and printed with vl-convert: SVG, PNG, one offline HTML file, the specification."""
