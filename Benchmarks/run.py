#!/usr/bin/env python3
"""Prints the figures the design is measured by. Usage: run.py PATH_OF_JEDISNON [--quick]

Simulated modems with 5 ms per AT command; the service at its default settings but for the caps, which are lifted.
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

from box import BINARY, QUICK, Box, when

PDU = "07912143658709F1040B918100551512F20000111010214365000AE8329BFD4697D9EC37"


def reply_path():
    """From the announcement to AT+CMGS, one text at a time."""
    box = Box(1, "0s")
    count = 30 if QUICK else 200
    delays, trips = box.answer_each(count)
    box.stop()
    print(f"first command after the announcement -> AT+CMGS: p50 {delays[len(delays) // 2]:.0f} ms, "
          f"p99 {delays[int(len(delays) * 0.99)]:.0f} ms ({count} texts, 5 ms per AT command)")
    print(f"AT round trips per reply: median {statistics.median(trips):.0f}, most {max(trips)}")


def burst():
    """A hundred texts of a hundred senders that wait on the SIM."""
    box = Box(1, "0s")
    start = time.time()
    for number in range(100):
        box.tell(do="inject", modem=0, **{"from": f"+1514558{1000 + number}", "text": f"texte {number}"})
    while box.tell(do="state", modem=0)["state"]["submissions"] < 100:
        time.sleep(0.05)
    submissions = box.tell(do="submitted", modem=0)["submissions"]
    took = when(submissions[-1]["at"]) - when(submissions[0]["at"])
    print(f"burst of 100 senders: {99 / took:.0f} replies a second on one modem (from the first to the last; "
          f"{time.time() - start:.1f} s in all)")
    box.stop()


def flood():
    """Fifty senders write without end, to burn the money."""
    box = Box(1, "6s")
    count = 2_000 if QUICK else 20_000
    start, slowest, numbers = time.monotonic(), 0.0, 0
    while numbers < count:
        for _ in range(500):
            sender = f"+1514559{1000 + numbers % 50}"
            box.tell(do="inject", modem=0, **{"from": sender, "text": f"insulte {numbers}"})
            numbers += 1
        while box.tell(do="state", modem=0)["state"]["waiting_in_network"] > 200:
            time.sleep(0.05)
        asked = time.monotonic()
        subprocess.run([BINARY, "status", "--config", box.config, "--json"], capture_output=True)
        slowest = max(slowest, time.monotonic() - asked)
    while True:
        line = json.loads(
            subprocess.run([BINARY, "status", "--config", box.config, "--json"], capture_output=True, text=True).stdout)["lines"][0]
        if line["received"] >= count:
            break
        time.sleep(0.2)
    took = time.monotonic() - start
    submissions = [s["to"] for s in box.tell(do="submitted", modem=0)["submissions"]]
    size = sum(path.stat().st_size for path in pathlib.Path(box.folder + "/state").iterdir())
    print(f"{count} texts of 50 senders in {took:.0f} s: {line['received']} counted, "
          f"{max(submissions.count(to) for to in set(submissions))} reply a sender at most, {size / 1e6:.1f} MB on disk, "
          f"slowest status {slowest * 1000:.0f} ms as a whole process")
    box.stop()


def raids():
    """The raid of 2017 and one with forged numbers, by `rehearse raid`; one by calls, and `status` meanwhile."""
    folder = tempfile.mkdtemp(prefix="jedisnon-bench-")
    config = folder + "/jedisnon.toml"
    pathlib.Path(config).write_text(
        '[service]\nstate_dir = "state"\nsocket = "c.sock"\n[budget]\ncurrency = "CAD"\nper_month = 80.00\n[tariff]\n'
        'sms_segment = 0.02\n[[line]]\nid = "montreal"\nnumber = "+15145550101"\nmodem = { device = "m" }\n')
    count = 2_000 if QUICK else 20_000
    for attackers in ("few", "forged"):
        said = subprocess.run(
            [BINARY, "rehearse", "raid", "--json", "--config", config, "--attackers", attackers, "--texts", str(count)],
            capture_output=True, text=True, check=True).stdout
        report = json.loads(said)
        print(f"raid of {count} texts in four hours, {attackers}: {report['replied']} replies, {report['spent']} CAD, "
              f"{report['octets'] / 1e6:.1f} MB, played in {report['seconds']:.0f} s")
    shutil.rmtree(folder)

    box = Box(1, "6s")
    calls = 30 if QUICK else 300
    start, slowest = time.monotonic(), 0.0
    for number in range(calls):
        box.tell(do="ring", modem=0, **{"from": f"+1514558{1000 + number % 8}"})
        while box.tell(do="state", modem=0)["state"]["ringing"]:
            time.sleep(0.01)
        if number % 10 == 0:
            asked = time.monotonic()
            subprocess.run([BINARY, "status", "--config", box.config, "--json"], capture_output=True)
            slowest = max(slowest, time.monotonic() - asked)
    took = time.monotonic() - start
    line = json.loads(
        subprocess.run([BINARY, "status", "--config", box.config, "--json"], capture_output=True, text=True).stdout)["lines"][0]
    print(f"raid of {calls} calls of 8 people in {took:.0f} s: {line['calls']} counted, {line['replied']} replies, "
          f"slowest status {slowest * 1000:.0f} ms as a whole process")
    box.stop()


def idle(count):
    """Memory and processor of a service with nothing to do."""
    box = Box(count, "6s")
    ticks = os.sysconf("SC_CLK_TCK")

    def used():
        fields = pathlib.Path(f"/proc/{box.service.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / ticks

    time.sleep(3)
    before, seconds = used(), 15 if QUICK else 65
    time.sleep(seconds)
    share = (used() - before) / seconds * 100
    status = pathlib.Path(f"/proc/{box.service.pid}/status").read_text()
    def megabytes(field):
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field)) / 1024

    print(f"{count} idle lines: {megabytes('VmRSS'):.0f} MB resident, {megabytes('RssAnon'):.0f} MB of it not from files, "
          f"{share:.1f} % of one core")
    box.stop()


def codec():
    """PDUs a second through `pdu decode`, the whole process."""
    count = 50_000 if QUICK else 200_000
    start = time.monotonic()
    subprocess.run(
        [BINARY, "pdu", "decode", "--json", "-"], input=(PDU + "\n") * count, stdout=subprocess.DEVNULL, text=True,
        check=True)
    print(f"pdu decode --json: {count / (time.monotonic() - start):,.0f} PDUs a second")


def size():
    """The program as the package ships it, and the part of it that is data of the library for languages (ICU)."""
    folder = tempfile.mkdtemp(prefix="jedisnon-bench-")
    symbols = subprocess.run(["nm", "-S", BINARY], capture_output=True, text=True, check=True).stdout.splitlines()
    data = sum(int(line.split()[1], 16) for line in symbols if line.split()[-1].startswith("icudt") and len(line.split()) == 4)
    subprocess.run(["strip", "-o", folder + "/stripped", BINARY], check=True)
    print(f"the program, stripped: {os.path.getsize(folder + '/stripped') / 1e6:.0f} MB, {data / 1e6:.0f} of it data of ICU")
    shutil.rmtree(folder)


if __name__ == "__main__":
    size()
    codec()
    reply_path()
    burst()
    flood()
    raids()
    for lines in (1, 8, 64):
        idle(lines)
