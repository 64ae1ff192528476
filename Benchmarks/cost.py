#!/usr/bin/env python3
"""Prints what one answered text costs the service. Usage: cost.py PATH_OF_JEDISNON

Allocations (heaptrack), commits (fdatasync, by strace), instructions (QEMU in user mode, with a plugin that counts them) and time
of the processor, each as the difference between two runs of the same length with few and with many texts, so that the start and the
idle work of a line do not count.
"""
import os
import pathlib
import subprocess
import tempfile
import time

import run

FEW, MANY, SECONDS = 10, 210, 40


class Watched(run.Box):
    """A box whose service runs under another program, or beside a library."""

    def __init__(self, watcher=(), environment=None):
        self.watcher = watcher
        self.environment = environment or {}
        super().__init__(1, "0s")

    def start(self, arguments, log, sign):
        if arguments[0] != "run":
            return super().start(arguments, log, sign)
        environment = {key: value.format(folder=self.folder) for key, value in self.environment.items()}
        with open(log, "w") as output:
            process = subprocess.Popen(
                [*self.watcher, run.BINARY, *arguments], stdout=output, stderr=output, env=os.environ | environment)
        self.processes.append(process)
        deadline = time.monotonic() + 60
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
                time.sleep(0.01)
        late = time.monotonic() - end
        if late > 0:
            raise SystemExit(f"the texts took {late:.0f} s longer than a run shall")
        time.sleep(-late)

    def used(self):
        """Seconds of the processor that the service has used."""
        fields = pathlib.Path(f"/proc/{self.service.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def difference(measure):
    """What one text adds to a number."""
    return (measure(MANY) - measure(FEW)) / (MANY - FEW)


def syncs(count):
    """How often the disk was asked to write down."""
    box = Watched(["strace", "-f", "-e", "trace=fdatasync,fsync"])
    box.answer(count)
    number = pathlib.Path(box.folder + "/run.log").read_text().count("sync(")
    box.stop()
    return number


def allocations(count):
    """How often memory was asked for."""
    library = "/usr/lib/heaptrack/libheaptrack_preload.so"
    box = Watched(
        environment={"LD_PRELOAD": library, "DUMP_HEAPTRACK_OUTPUT": "{folder}/heap"})
    box.answer(count)
    with open(box.folder + "/heap", "rb") as heap:
        number = sum(line.startswith(b"+ ") for line in heap)
    box.stop()
    return number


def instructions(count):
    """Millions of instructions outside the kernel, of all threads."""
    with tempfile.TemporaryDirectory() as built:
        plugin = built + "/instructions.so"
        source = pathlib.Path(__file__).with_name("instructions.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", plugin, source], check=True)
        box = Watched(["qemu-x86_64", "-plugin", f"file={plugin},out={built}/number"])
        box.answer(count)
        box.stop()
        return int(pathlib.Path(built + "/number").read_text()) / 1e6


def processor(count):
    """Milliseconds of the processor."""
    box = Watched()
    box.answer(count)
    used = box.used()
    box.stop()
    return used * 1000


if __name__ == "__main__":
    print(f"one answered text: {difference(allocations):.0f} allocations, {difference(syncs):.1f} syncs of the disk, "
          f"{difference(instructions):.1f} million instructions, {difference(processor):.1f} ms of one core")
