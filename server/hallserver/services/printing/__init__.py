"""Commands of printing: the spool, the printers, the content of slips."""
