#!/usr/bin/env python3
"""Tells net-snmp's daemon what a switch with PoE would (pass_persist): switch.py TABLE [HOOK]

TABLE holds a line for each value, "OID TYPE VALUE", and is read anew at each question, so that a test can change it. What is set goes into it too, as into a switch: a port
that is switched off is disabled, one that is switched on delivers. HOOK is told "PORT on|off" of each. TABLE.log gets a line for what was set.
"""
import fcntl
import subprocess
import sys

PORTS = "1.3.6.1.2.1.105.1.1.1."
ADMIN, STATUS = "3", "6"


def key(oid):
    return [int(part) for part in oid.split(".")]


class Table:
    """The file, held by one reader or writer at a time."""

    def __enter__(self):
        self.file = open(sys.argv[1], "r+", encoding="utf-8")
        fcntl.flock(self.file, fcntl.LOCK_EX)
        self.rows = {}
        for line in self.file.read().splitlines():
            oid, kind, value = (line.split(" ", 2) + [""])[:3]
            self.rows[oid] = (kind, value)
        return self

    def __exit__(self, *_):
        self.file.close()

    def save(self):
        self.file.seek(0)
        self.file.truncate()
        self.file.write("".join(f"{oid} {kind} {value}\n" for oid, (kind, value) in self.rows.items()))
        self.file.flush()


def say(*lines):
    sys.stdout.write("".join(line + "\n" for line in lines))
    sys.stdout.flush()


def tell(table, oid):
    if oid in table.rows:
        say("." + oid, *table.rows[oid])
    else:
        say("NONE")


def put(table, oid, text):
    kind, value = text.split(" ", 1)
    if oid not in table.rows or "locked" in table.rows:
        return say("not-writable")
    table.rows[oid] = (table.rows[oid][0], value)
    column, group, port = oid[len(PORTS):].split(".") if oid.startswith(PORTS) else ("", "", "")
    if column == ADMIN:
        table.rows[f"{PORTS}{STATUS}.{group}.{port}"] = ("integer", "3" if value == "1" else "1")
    table.save()
    with open(sys.argv[1] + ".log", "a", encoding="utf-8") as log:
        log.write(f"{oid} {value}\n")
    say("DONE")
    if column == ADMIN and len(sys.argv) > 2:
        subprocess.run([sys.argv[2], port, "on" if value == "1" else "off"], stdout=subprocess.DEVNULL, check=False)


for line in iter(sys.stdin.readline, ""):
    command = line.strip()
    if command == "PING":
        say("PONG")
    # The daemon ends what is to be set with one line too many.
    if command in ("PING", ""):
        continue
    oid = sys.stdin.readline().strip().lstrip(".")
    with Table() as table:
        if command == "get":
            tell(table, oid)
        elif command == "getnext":
            after = sorted((o for o in table.rows if o[0].isdigit() and key(o) > key(oid)), key=key)
            tell(table, after[0] if after else "")
        elif command == "set":
            put(table, oid, sys.stdin.readline().strip())
