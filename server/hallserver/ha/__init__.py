"""A pair of servers and a witness: the files that make one are written here, its doors asked, its faults drilled.

The pair itself is Patroni's, etcd's and keepalived's work. This package knows no table of a hall but for who writes it,
changes nothing on another machine, and is used by the command line alone.
"""
