#!/usr/bin/env python3
"""Prints what one answered text costs the service. Usage: cost.py PATH_OF_JEDISNON

Instructions (callgrind), allocations (memcheck's count) and commits (fdatasync, by strace), each as the difference between
two runs of the same length with few and with many texts, so that the start and the idle work of a line do not count.
"""
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import run

FEW, MANY, SECONDS = 10, 110, 75


class Watched(run.Box):
    """A box whose service runs under another program."""

    def __init__(self, watcher):
        self.watcher = watcher
        super().__init__(1, "0s")

    def start(self, arguments, log, sign):
        if arguments[0] != "run":
            return super().start(arguments, log, sign)
        with open(log, "w") as output:
            process = subprocess.Popen([*self.watcher, run.BINARY, *arguments], stdout=output, stderr=output)
        self.processes.append(process)
        deadline = time.monotonic() + 120
        while sign not in pathlib.Path(log).read_text():
            if time.monotonic() > deadline or process.poll() is not None:
                raise SystemExit(f"the service did not start: {pathlib.Path(log).read_text()}")
            time.sleep(0.1)
        return process

    def answer(self, count):
        """So many texts of as many senders, one after the other; then the rest of the time."""
        end = time.monotonic() + SECONDS
        for number in range(count):
            self.tell(do="inject", modem=0, **{"from": f"+1514557{1000 + number}", "text": "salut"})
            while self.tell(do="state", modem=0)["state"]["submissions"] <= number:
                time.sleep(0.02)
        late = time.monotonic() - end
        if late > 0:
            print(f"warning: the texts took {late:.0f} s longer than both runs should", file=sys.stderr)
        time.sleep(max(-late, 0))

    def finish(self):
        service, simulator = self.processes[1], self.processes[0]
        service.send_signal(signal.SIGTERM)
        service.wait(timeout=120)
        log = pathlib.Path(self.folder + "/run.log").read_text()
        simulator.send_signal(signal.SIGTERM)
        simulator.wait(timeout=30)
        run.shutil.rmtree(self.folder)
        return log


def cost(watcher, pattern):
    """What one text adds to the number that `pattern` finds in the log."""
    totals = []
    for count in (FEW, MANY):
        box = Watched(watcher)
        box.answer(count)
        found = re.findall(pattern, box.finish())
        if not found:
            raise SystemExit(f"{watcher[0]} printed nothing that looks like {pattern}")
        # One number that was counted, or one sign for each.
        totals.append(int(found[-1].replace(",", "")) if found[-1] else len(found))
    return (totals[1] - totals[0]) / (MANY - FEW)


def stripped(binary):
    """A copy without the debugging information, which valgrind does not take from every compiler."""
    copy = tempfile.mkdtemp(prefix="jedisnon-cost-") + "/jedisnon"
    subprocess.run(["strip", "-o", copy, binary], check=True)
    return copy


if __name__ == "__main__":
    run.BINARY = stripped(run.BINARY)
    commits = cost(["strace", "-f", "-e", "trace=fdatasync,fsync"], r"f(?:data)?sync\(\d+\)()")
    instructions = cost(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"], r"Collected : (\d+)")
    allocations = cost(
        ["valgrind", "--leak-check=no", "--undef-value-errors=no"], r"total heap usage: ([\d,]+) allocs")
    print(f"one answered text: {instructions / 1e6:.2f} million instructions, {allocations:.0f} allocations, "
          f"{commits:.1f} syncs of the disk")
