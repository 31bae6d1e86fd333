"""Reports, the county's report, what is foreseen."""
