"""Read models: one module per subject. They read the tables, write nothing and decide nothing."""
