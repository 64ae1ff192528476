"""The real program in a folder of its own: its configuration, its process, and what it tells over its control socket."""
import asyncio
import json
import os
import pathlib
import shutil
import signal
import tempfile

TABLES = ("policy", "budget", "tariff", "privacy", "voice", "service")


def toml(value):
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, list):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    return str(value)


class Box:
    """One folder, one line `a` on the tty `m`, one service."""

    def __init__(self, binary, keys=None, pin=None, other=None, modem=None):
        self.binary = binary
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="jedisnon-case-"))
        self.config = self.folder / "jedisnon.toml"
        self.process = None
        keys = dict(keys or {})
        tables = {name: dict(keys.pop(name, {})) for name in TABLES}
        keys.pop("lines", None)
        tables["service"] |= {"state_dir": "state", "socket": "c.sock", "time_zone": "America/Toronto"}
        no_caps = {"countries": ["CA"], "min_send_interval": "0s", "replies_per_day": 0, "replies_lifetime": 1000,
                   "raid_senders": 0}
        tables["policy"] = no_caps | tables["policy"]
        line = {"id": "a", "number": "+15145550101", "modem": modem or {"device": str(self.folder / "m")},
                "calls": "hang-up"} | keys
        if pin:
            (self.folder / "pin").write_text(pin + "\n")
            (self.folder / "pin").chmod(0o600)
            line["pin_file"] = "pin"
        lines = [line]
        if other:
            lines.append({"id": "b", "number": "+15145550102", "modem": {"iccid": other["iccid"]}, "calls": "hang-up"})
        text = "".join(
            f"[{name}]\n" + "".join(f"{k} = {toml(v)}\n" for k, v in table.items()) + "\n"
            for name, table in tables.items() if table)
        self.config.write_text(text + "".join(
            "[[line]]\n" + "".join(f"{k} = {toml(v)}\n" for k, v in entry.items()) for entry in lines))

    async def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                self.binary, "run", "--config", self.config, stdout=log, stderr=log,
                env=os.environ | {"SWIFT_BACKTRACE": "enable=no"})

    async def stop(self):
        if self.process and self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self.process.wait(), 15)
            except asyncio.TimeoutError:
                self.process.kill()
                await self.process.wait()
        code, self.process = self.process and self.process.returncode, None
        return code

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self, last=12):
        path = self.folder / "log"
        return "\n".join(path.read_text(errors="replace").splitlines()[-last:]) if path.exists() else ""

    async def ask(self, route):
        """The body of an answer of the control socket; nothing while nobody listens there."""
        try:
            reader, writer = await asyncio.open_unix_connection(str(self.folder / "c.sock"))
        except OSError:
            return None
        try:
            writer.write(f"GET {route} HTTP/1.1\r\nHost: box\r\nConnection: close\r\n\r\n".encode())
            data = await asyncio.wait_for(reader.read(), 20)
        except (OSError, asyncio.TimeoutError):
            return None
        finally:
            writer.close()
        head, _, body = data.partition(b"\r\n\r\n")
        if b"transfer-encoding: chunked" in head.lower():
            body, rest = b"", body
            while rest:
                size, _, rest = rest.partition(b"\r\n")
                count = int(size, 16)
                body, rest = body + rest[:count], rest[count + 2:]
        return body if head.split(b" ", 2)[1:2] == [b"200"] else None

    async def line(self, name="a"):
        """How `status` shows a line."""
        body = await self.ask("/v1/status")
        lines = json.loads(body)["lines"] if body else []
        return next((line for line in lines if line["id"] == name), None)

    async def events(self):
        """All events, numbers and texts unmasked."""
        body = await self.ask("/v1/events?reveal=true") or b""
        return [json.loads(row) for row in body.decode().splitlines() if row.strip()]

    async def command(self, *arguments, timeout=60):
        """(exit code, output, errors) of a command of the program; the code is negative for a signal."""
        process = await asyncio.create_subprocess_exec(
            self.binary, *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE, env=os.environ | {"SWIFT_BACKTRACE": "enable=no"})
        output, errors = await asyncio.wait_for(process.communicate(), timeout)
        return process.returncode, output.decode(errors="replace"), errors.decode(errors="replace")
