#!/usr/bin/env python3
"""Prints what the log of leaves costs: evidence.py PATH_OF_JEDISNON [EVENTS]

A million events are written into a database as an older version would have left them; the program then gives each its leaf, and
exports a sender with 10,000 contacts. No modem is needed.
"""
import os
import pathlib
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

BINARY = str(pathlib.Path(sys.argv[1]).resolve())
EVENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
CONTACTS = 10_000
START = 1_795_564_800_000
PDU = bytes.fromhex("07912143658709F1040B918100551512F20000111010214365000AE8329BFD4697D9EC37")


def run(*arguments):
    """Runs the program: seconds, and the most memory in MB."""
    started = time.monotonic()
    process = subprocess.Popen([BINARY, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{arguments[0]}: {errors.decode()}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def main():
    folder = tempfile.mkdtemp(prefix="jedisnon-bench-")
    config = folder + "/jedisnon.toml"
    pathlib.Path(config).write_text(
        '[service]\nstate_dir = "state"\nsocket = "c.sock"\n'
        '[[line]]\nid = "l"\nnumber = "+15145561000"\nmodem = { device = "none" }\n')
    service = subprocess.Popen([BINARY, "run", "--config", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while subprocess.run([BINARY, "events", "--config", config, "--socket", folder + "/c.sock"], capture_output=True).returncode:
        time.sleep(0.1)
    service.terminate()
    service.wait()
    path = folder + "/state/jedisnon.db"
    database = sqlite3.connect(path)
    for table in ("leaf", "leaf_block", "head"):
        database.execute(f"DELETE FROM {table}")
    database.execute("DELETE FROM event")
    database.executemany(
        "INSERT INTO sender (id, hash, kind, key, seen_at) VALUES (?, ?, 'number', ?, ?)",
        ((n, n.to_bytes(8, "big") + bytes(24), f"+1514{2_000_000 + n}", START) for n in range(1, 101)))
    every = EVENTS // CONTACTS
    database.executemany(
        "INSERT INTO event (at, line, kind, sender, text, reason, details, pdu) VALUES (?, 'l', 'sms_received', ?, ?, 'raid', '{}', ?)",
        ((START + n, 1 if n % every == 0 else 2 + n % 99, f"You will regret this, number {n}", PDU) for n in range(EVENTS)))
    database.commit()
    database.close()
    before = os.path.getsize(path)
    first = folder + "/first.json"
    person = ["export", "--sender", "s-0000000000000001", "--purpose", "bench", "--config", config, "--out"]
    appended, _ = run(*person, first)
    os.unlink(first)
    took, memory = run(*person, first)
    page, page_memory = run(*person, folder + "/page.html")
    table, table_memory = run(*person, folder + "/table.csv")
    checked, check_memory = run("verify-export", first)
    page_checked, _ = run("verify-export", folder + "/page.html")
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"leaves, {EVENTS} events: appended with their commitments in {appended - took:.1f} s, "
          f"{(os.path.getsize(path) - before) / EVENTS:.0f} octets each")
    print(f"export of {CONTACTS} contacts out of {EVENTS} events: {took:.1f} s, {memory:.0f} MB (aim 2 s, 100 MB), "
          f"{os.path.getsize(first) / 1e6:.1f} MB of JSON; as a page {page:.1f} s, {page_memory:.0f} MB; "
          f"as a table {table:.1f} s, {table_memory:.0f} MB")
    print(f"verify-export: {checked:.1f} s, {check_memory:.0f} MB; of the page {page_checked:.1f} s")
    shutil.rmtree(folder)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
