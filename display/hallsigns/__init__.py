"""LED signs: what the board says, on strips and modules that are no browser. A client of the public stream; decides nothing."""
