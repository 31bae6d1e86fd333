"""The files of a pair, a folder for each machine: filled-in templates, for whoever carries them there."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from hallserver.ha import pair as pairs
from hallserver.ha.pair import DATABASE, FILE, ROLE, Machine, Pair, put_private
from hallserver.origins import at

README = "README.md"
OF_ALL = ("etcd.yml", "hall-etcd.service")
OF_SERVERS = (
    "patroni.yml",
    "bootstrap.sh",
    "bootstrap.sql",
    "hall-patroni.service",
    "keepalived.conf",
    "hall-ready",
    "hallqueue-pair.conf",
    "pgpass",
)
RUN = frozenset({"bootstrap.sh", "hall-ready"})


def write(pair: Pair, folder: Path) -> list[Path]:
    """Write everything below a folder, and what is known of the pair; return the folders of the machines."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pairs.keep(pair, folder / FILE)
    put_private(folder / README, fill(README, _of_pair(pair)))
    made = []
    for machine in pair.machines:
        own = folder / machine.name
        write_machine(pair, machine, own)
        made.append(own)
    return made


def write_machine(pair: Pair, machine: Machine, folder: Path) -> None:
    """Write the files of one machine."""
    folder.mkdir(mode=0o700, exist_ok=True)
    words = {**_of_pair(pair), **_of_machine(pair, machine)}
    for name in (*OF_ALL, *(OF_SERVERS if machine in pair.servers else ())):
        put_private(folder / name, fill(name, words), 0o700 if name in RUN else 0o600)


def fill(template: str, words: Mapping[str, str]) -> str:
    """Return a template with its words; of a word that is empty, the line goes too."""
    said = resources.files("hallserver.ha").joinpath("templates", template).read_text("utf-8")
    for key, word in words.items():
        said = said.replace(f"@{key}@", word) if word else said.replace(f"@{key}@\n", "")
    return said


def _of_pair(pair: Pair) -> dict[str, str]:
    """The words that are the same in all files."""
    secret = pair.passwords
    etcd = ", ".join(f'"{at(each.address, each.ports.etcd)}"' for each in pair.machines)
    cluster = ",".join(
        f"{each.name}={pair.scheme}://{at(each.address, each.ports.peers)}" for each in pair.machines
    )
    passlines = "\n".join(
        f"{each.address.replace(':', chr(92) + ':')}:{each.ports.postgres}:{DATABASE}:{ROLE}:{secret.hall}"
        for each in pair.servers
    )
    return {
        "SCOPE": pair.scope,
        "SCHEME": pair.scheme,
        "A": pair.a.address,
        "B": pair.b.address,
        "WITNESS": pair.witness.address,
        "FILES_A": pair.a.files,
        "FILES_B": pair.b.files,
        "FILES_W": pair.witness.files,
        "DATA_A": pair.a.data,
        "FLOATING": pair.floating,
        "FLOATING_ADDRESS": pair.floating.partition("/")[0],
        "INTERFACE": pair.interface,
        "ROUTER": str(pair.router),
        "HALL": pair.hall,
        "PORT": str(pair.a.ports.hall),
        "STORE": pair.store,
        "DATABASE": DATABASE,
        "ROLE": ROLE,
        "USER": pair.user,
        "SERVER": pair.server,
        "PROGRAMS": pair.programs,
        "PATRONI": pair.patroni,
        "ETCD": pair.etcd,
        "ETCD_HOSTS": etcd,
        "CLUSTER": cluster,
        "FAILSAFE": str(pair.failsafe).lower(),
        "SUPERUSER": secret.superuser,
        "REPLICATION": secret.replication,
        "REWIND": secret.rewind,
        "REST": secret.rest,
        "HALL_PASSWORD": secret.hall,
        "PASSLINES": passlines,
        "HBA": "\n".join(f"    - {line}" for line in _who_may_come(pair)),
        **_tls(pair),
    }


def _of_machine(pair: Pair, machine: Machine) -> dict[str, str]:
    """The words of one machine."""
    return {
        "NAME": machine.name,
        "ADDRESS": _bracketed(machine.address),
        "OWN": machine.address,
        "DATA": machine.data,
        "FILES": machine.files,
        "PEER": pair.other(machine).address,
        "ETCD_PORT": str(machine.ports.etcd),
        "PEERS_PORT": str(machine.ports.peers),
        "PATRONI_PORT": str(machine.ports.patroni),
        "POSTGRES_PORT": str(machine.ports.postgres),
    }


def _who_may_come(pair: Pair) -> list[str]:
    """Lines of pg_hba.conf: the two servers, by password, and nobody else."""
    kind = "hostssl" if pair.tls else "host"
    lines = []
    for address in dict.fromkeys(each.address for each in pair.servers):
        one = ipaddress.ip_network(address)
        lines.append(f"{kind} replication replicator {one} scram-sha-256")
        lines.append(f"{kind} all all {one} scram-sha-256")
    return lines


def _tls(pair: Pair) -> dict[str, str]:
    """The lines that name certificates; none of them without TLS."""
    if not pair.tls:
        return dict.fromkeys(("REST_TLS", "ETCD_TLS", "AUTH_TLS", "SSL", "SECURITY"), "")
    ca, crt, key = (f"{pair.tls}/{name}" for name in ("ca.crt", "server.crt", "server.key"))
    both = f"  cert-file: {crt}\n  key-file: {key}\n  trusted-ca-file: {ca}\n  client-cert-auth: true"
    return {
        "REST_TLS": f"  certfile: {crt}\n  keyfile: {key}\n  cafile: {ca}",
        "ETCD_TLS": f"  cacert: {ca}\n  cert: {crt}\n  key: {key}",
        "AUTH_TLS": f"      sslmode: verify-ca\n      sslrootcert: {ca}",
        "SSL": f'    ssl: "on"\n    ssl_cert_file: {crt}\n    ssl_key_file: {key}\n    ssl_ca_file: {ca}',
        "SECURITY": f"client-transport-security:\n{both}\npeer-transport-security:\n{both}",
    }


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address
