"""What is read: one module for each thing that people look at; reads the tables, writes nothing, decides nothing."""
