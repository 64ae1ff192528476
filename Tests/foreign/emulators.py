"""Each modem of python-gsmmodem's tests, locked and not: it must become ready and answer a text and a caller.

What the imitation has an answer of its own for, it answers; everything else is an ordinary modem's (Tests/cases/modem.py).
"""
import asyncio
import importlib
import pathlib
import re
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent.parent / "cases"), sys.argv[1]]
from box import Box  # noqa: E402
from modem import Modem  # noqa: E402

WRITER, CALLER = "+15145550123", "+15145550124"
PIN = "1234"


class Imitation(Modem):
    """An ordinary modem that answers as the imitated one does, where that is known."""

    def __init__(self, link, fake):
        super().__init__(link)
        self.fake = fake

    def _command(self, line):
        fake, command = self.fake, line + "\r"
        locked = fake.pinLock and not line.startswith("AT+CPIN") and command not in fake.commandsNoPinRequired
        knows = command in fake.responses or fake.deviceBusyErrorCounter or locked
        changes = line in ("AT+CFUN=1", "AT+CFUN?", "AT+CSCA?") or line.startswith('AT+CPIN="')
        if not knows and not changes:
            return super()._command(line)
        self.wrote.append(line)
        if line == "AT+CSCA?":
            fake.smscNumber = fake.smscNumber or "+15147654321"
        lines = [text.strip() for text in fake.getResponse(command)]
        is_final = re.fullmatch(r"OK|ERROR|\+CM[ES] ERROR.*|COMMAND NOT SUPPORT", lines[-1])
        for text in lines[:-1] if is_final else lines:
            self._line(text)
        if is_final:
            self._final(lines[-1])
        return None

    def calls(self, number):
        """Rings, as the imitated modem announces a caller, until it is hung up on."""
        said = [text.strip() for text in self.fake.getIncomingCallNotification(number)]
        clip = next(text for text in said if text.startswith("+CLIP"))
        self.rings({"number": number, "clip": clip, "clcc": True})


async def eventually(check, seconds):
    """Waits until a check says nothing; what it says in the end."""
    fault = None
    for _ in range(seconds * 4):
        fault = await check()
        if not fault:
            return None
        await asyncio.sleep(0.25)
    return fault


async def play(binary, fake, locked):
    """What is wrong with one modem; nothing when all is right."""
    fake.pinLock = locked
    box = Box(binary, {"calls": "hang-up-and-text"}, pin=PIN if locked else None)
    modem = Imitation(box.folder / "m", fake)
    modem.identity = [fake.responses.get(f"AT+CG{k}\r", ["Imitation"])[0].strip() for k in ("MI", "MM")]

    async def ready():
        line = await box.line() or {"state": None, "detail": None}
        return None if line["state"] == "ready" else f"{line['state']}: {line['detail']}\n{box.log()}\n{modem.wrote[-12:]}"

    def sent_to(*numbers):
        async def check():
            sent = [number for number, _ in modem.sent]
            return None if sent == list(numbers) else f"sent to {sent}"
        return check
    try:
        await box.start()
        fault = await eventually(ready, 60)
        if not fault:
            modem.put(1, "SM", 1, "Salut", **{"from": WRITER})
            modem.says(['+CMTI: "SM",1'])
            fault = await eventually(sent_to(WRITER), 20)
        if not fault:
            modem.calls(CALLER)
            fault = await eventually(sent_to(WRITER, CALLER), 20)
        code = await box.stop()
        return fault or (code and f"the service ended with {code}")
    finally:
        await box.stop()
        modem.close()
        box.remove()


async def main():
    fakes = importlib.import_module("fakemodems")
    wrong = 0

    async def one(kind, locked):
        nonlocal wrong
        fault = await play(sys.argv[2], kind(), locked)
        wrong += bool(fault)
        print(f"{'FAIL' if fault else 'ok  '} {kind.__name__}{', its SIM locked' if locked else ''}", flush=True)
        if fault:
            print("     " + str(fault).replace("\n", "\n     "))

    kinds = [type(fake) for fake in fakes.createModems()] + [fakes.GenericTestModem]
    await asyncio.gather(*(one(kind, locked) for kind in kinds for locked in (False, True)))
    return 1 if wrong else 0


sys.exit(asyncio.run(main()))
