"""Simulated modems and the service on them, for the benchmarks."""
import datetime
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

BINARY = str(pathlib.Path(sys.argv[1]).resolve())
QUICK = "--quick" in sys.argv


class Box:
    """So many simulated modems, and the service on them."""

    def __init__(self, count, interval, settings=""):
        self.folder = tempfile.mkdtemp(prefix="jedisnon-bench-")
        self.control = self.folder + "/sim.sock"
        self.processes = []
        self.line = None
        self.start(
            ["simulate", "--count", str(count), "--link-prefix", self.folder + "/m", "--control", self.control,
             "--latency", "5ms"], self.folder + "/sim.log", '"ready":true')
        config = self.folder + "/jedisnon.toml"
        lines = "\n".join(
            f'[[line]]\nid = "l{n}"\nnumber = "+1514556{1000 + n}"\nmodem = {{ device = "m{n}" }}' for n in range(count))
        pathlib.Path(config).write_text(
            f'[service]\nstate_dir = "state"\nsocket = "c.sock"\n{settings}[policy]\nreplies_per_day = 0\nraid_senders = 0\n'
            f'min_send_interval = "{interval}"\n{lines}\n')
        self.config = config
        self.start_service()

    def start_service(self):
        """Starts the service, and waits until its lines are ready."""
        self.service = self.start(["run", "--config", self.config], self.folder + "/run.log", "ready:")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if subprocess.run([BINARY, "status", "--config", self.config], capture_output=True).returncode == 0:
                return
            time.sleep(0.1)
        raise SystemExit(f"the lines did not become ready: see {self.folder}")

    def stop_service(self):
        """Stops the service, and leaves the modems."""
        self.processes.remove(self.service)
        self.service.send_signal(signal.SIGTERM)
        self.service.wait(timeout=60)

    def start(self, arguments, log, sign):
        with open(log, "w") as output:
            process = subprocess.Popen([BINARY, *arguments], stdout=output, stderr=output)
        self.processes.append(process)
        deadline = time.monotonic() + 30
        while sign not in pathlib.Path(log).read_text():
            if time.monotonic() > deadline or process.poll() is not None:
                raise SystemExit(f"{arguments[0]} did not start: {pathlib.Path(log).read_text()}")
            time.sleep(0.02)
        return process

    def tell(self, **request):
        if self.line is None:
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(self.control)
            self.line = connection.makefile("rw")
        self.line.write(json.dumps(request) + "\n")
        self.line.flush()
        answer = json.loads(self.line.readline())
        if not answer["ok"]:
            raise SystemExit(f"the simulator refused {request}: {answer}")
        return answer

    def answer_each(self, count, first=1000):
        """So many texts of as many senders, one after the other: sorted milliseconds from the first command after the
        announcement to AT+CMGS, and round trips for each."""
        delays, trips = [], []
        begun = self.tell(do="state", modem=0)["state"]["submissions"]
        for number in range(count):
            before = len(self.tell(do="commands", modem=0)["commands"])
            self.tell(do="inject", modem=0, **{"from": f"+1514557{first + number}", "text": "salut"})
            while self.tell(do="state", modem=0)["state"]["submissions"] <= begun + number:
                time.sleep(0.01)
            commands = self.tell(do="commands", modem=0)["commands"][before:]
            start, send = commands[0], next(c for c in commands if c["text"].startswith("AT+CMGS"))
            # The modem takes a command as soon as it is announced to; its latency is part of the answer to it.
            delays.append((when(send["at"]) - when(start["at"])) * 1000)
            trips.append(commands.index(send) + 2)
        return sorted(delays), trips

    def stop(self):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
        shutil.rmtree(self.folder)


def when(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
