"""Directories that know people better than the hall does: an OIDC provider, an LDAP directory.

Each question is asked by a process of its own, which the desk starts, waits for and may end: network, TLS and
signatures are never on the desk's hub. Nothing here knows accounts; it tells who somebody is, and of which groups.
"""
