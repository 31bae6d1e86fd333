"""The catalogue, sheets, the day and a hall's first morning."""
