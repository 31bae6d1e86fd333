"""The routes, a module for each topic: a row that says who may ask what, and a handler that translates."""
