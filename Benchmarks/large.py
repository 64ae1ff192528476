#!/usr/bin/env python3
"""Prints what a large log costs the service beside an empty one. Usage: large.py PATH_OF_JEDISNON [EVENTS] [--keep FOLDER]

The same box is measured empty, then with ten million events of a hundred thousand people over the last sixty days, about 3 GB:
the way of a reply alone and beside four followers, `status` and `events --since 1m` as whole processes beside them, and the time
from the start to the first answer on the socket when the disk is read anew. The hashes of the leaves are made up: nothing here
reads them but the export, which `evidence.py` measures. With --keep the state folder with the events is kept, and taken again by
the next run.
"""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import time

from box import BINARY, QUICK, Box

EVENTS = int(next((word for word in sys.argv[2:] if word.isdigit()), 100_000 if QUICK else 10_000_000))
PEOPLE, DAYS, BLOCK = 100_000, 60, 1024
TEXTS = 30 if QUICK else 200
PDU = bytes.fromhex("07912143658709F1040B918100551512F20000111010214365000AE8329BFD4697D9EC37")
KEPT = sys.argv[sys.argv.index("--keep") + 1] if "--keep" in sys.argv else None
# The database of the benchmark is larger than the ceiling that a box has by default.
SETTINGS = '[privacy]\ndatabase_limit = "64GiB"\n'


def fill(path, events):
    """Writes so many events with their leaves, as many texts of each person; the indexes are made again at the end."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous = OFF")
    indexes = database.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name IN ('event', 'leaf') AND sql IS NOT NULL").fetchall()
    for name, _ in indexes:
        database.execute(f"DROP INDEX {name}")
    now = int(time.time() * 1000)
    start = now - DAYS * 86_400_000
    first, place = (
        database.execute(f"SELECT ifnull(max({column}), {none}) + 1 FROM {table}").fetchone()[0]
        for column, table, none in (("seq", "event", 0), ("position", "leaf", -1)))
    database.executemany(
        "INSERT INTO sender (id, hash, kind, key, seen_at) VALUES (?, ?, 'number', ?, ?)",
        ((1000 + n, n.to_bytes(32, "big"), f"+1{438_200_0000 + n}", now) for n in range(PEOPLE)))
    database.executemany(
        "INSERT INTO event (seq, at, line, kind, sender, text, reason, details, pdu) "
        "VALUES (?, ?, 'l0', 'sms_received', ?, ?, 'raid', '{}', ?)",
        ((first + n, start + n * (now - start) // events, 1000 + n * 7919 % PEOPLE, f"You will regret this, number {n}", PDU)
         for n in range(events)))
    salt = bytes(range(16))
    database.executemany(
        "INSERT INTO leaf (position, seq, hash, n, previous, who, what) VALUES (?, ?, ?, 1, NULL, ?, ?)",
        ((place + n, first + n, n.to_bytes(32, "big"), salt, salt) for n in range(events)))
    database.executemany(
        "INSERT OR IGNORE INTO leaf_block (block, root) VALUES (?, ?)",
        ((block, block.to_bytes(32, "big")) for block in range((place + events) // BLOCK)))
    for _, sql in indexes:
        database.execute(sql)
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def forget_cache(folder):
    """Drops the files of a folder from the memory of the kernel."""
    for path in pathlib.Path(folder).iterdir():
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def seconds_of(*arguments):
    """How long the program takes as a whole process."""
    started = time.monotonic()
    subprocess.run([BINARY, *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - started


def slowest_of(times, *arguments):
    """Milliseconds of the slowest of several runs, and of the median."""
    taken = sorted(seconds_of(*arguments) * 1000 for _ in range(times))
    return f"{taken[times // 2]:.0f} ms, slowest {taken[-1]:.0f}"


def measure(box, name, first):
    """Prints the figures of a box as it is now."""
    folder, config = box.folder + "/state", ["--config", box.config]
    forget_cache(folder)
    started = time.monotonic()
    process = box.start(["run", *config], box.folder + "/run.log", "ready:")
    print(f"{name}: start to ready with a cold cache {time.monotonic() - started:.2f} s", flush=True)
    box.processes.remove(process)
    process.terminate()
    process.wait()
    box.start_service()
    print(f"{name}: events --since 1m {slowest_of(9, 'events', '--since', '1m', *config)}", flush=True)
    p50, p99 = {}, {}
    for followers in (0, 4):
        running = [
            subprocess.Popen([BINARY, "events", "--follow", "--last", "1", *config], stdout=subprocess.DEVNULL)
            for _ in range(followers)]
        time.sleep(1)
        delays, _ = box.answer_each(TEXTS, first)
        first += TEXTS
        p50[followers], p99[followers] = delays[len(delays) // 2], delays[int(len(delays) * 0.99)]
        print(f"{name}, {followers} followers: AT+CMGS after p50 {p50[followers]:.0f} ms, p99 {p99[followers]:.0f} ms; "
              f"status {slowest_of(9, 'status', *config)}", flush=True)
        for process in running:
            process.terminate()
            process.wait()
    status = pathlib.Path(f"/proc/{box.service.pid}/status").read_text()
    resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
    size = sum(path.stat().st_size for path in pathlib.Path(folder).iterdir())
    print(f"{name}: {resident:.0f} MB resident, {size / 1e6:.0f} MB on disk", flush=True)
    return p50, p99


def main():
    box = Box(1, "0s", SETTINGS)
    box.stop_service()
    empty = measure(box, "empty", 1000)
    box.stop_service()
    began = time.monotonic()
    state = box.folder + "/state"
    if KEPT and os.path.exists(KEPT):
        shutil.rmtree(state)
        shutil.copytree(KEPT, state)
    else:
        fill(state + "/jedisnon.db", EVENTS)
        if KEPT:
            shutil.copytree(state, KEPT)
    name = f"{EVENTS:,} events"
    print(f"{name}: written in {time.monotonic() - began:.0f} s", flush=True)
    large = measure(box, name, 3000)
    for followers in (0, 4):
        ratios = [full[followers] / none[followers] for full, none in zip(large, empty)]
        print(f"{name}, {followers} followers: p50 {ratios[0]:.2f} times, p99 {ratios[1]:.2f} times that of the empty box (aim 1.3)")
    box.stop()


if __name__ == "__main__":
    main()
