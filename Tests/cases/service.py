"""Plays the entries of service.json that are about configurations, the tty and the doctor."""
import asyncio
import json
import os
import shutil
import signal
import subprocess
import termios

from box import Box
from dialogue import SLACK, Wrong
from modem import Modem

PLAYED = {"s10", "s15", "s16", "s17", "s18"}


class Player:
    """A case in play."""

    def __init__(self, binary, case):
        self.binary, self.case = binary, case
        keys = {k: v for k, v in case.get("config", {}).items() if k != "modem"}
        self.box = Box(binary, keys, modem=case.get("config", {}).get("modem"))
        self.modem = None

    async def play(self):
        words = {step["do"] for step in self.case["steps"]}
        try:
            if "for_each" in words:
                await self._broken_configurations()
            elif "sysfs" in words:
                await self._doctor()
            elif "tty" in words:
                await self._tty()
            else:
                raise Wrong(f"steps that nobody knows: {words}")
        finally:
            await self.box.stop()
            if self.modem:
                self.modem.close()

    def _right(self, key):
        return next((right[key] for right in self.case["right"] if key in right), None)

    async def _become(self, state, seconds=60):
        for _ in range(int((seconds + SLACK) * 5)):
            line = await self.box.line()
            if line and line["state"] == state:
                return
            await asyncio.sleep(0.2)
        raise Wrong(f"never {state}: {line}")

    async def _answers(self, number):
        self.modem.put(1, "SM", 1, "allo", **{"from": number})
        self.modem.says(['+CMTI: "SM",1'])
        for _ in range(50):
            if [to for to, _ in self.modem.sent] == [number]:
                return
            await asyncio.sleep(0.2)
        raise Wrong(f"sent to {self.modem.sent}")

    async def _broken_configurations(self):
        step = self.case["steps"][0]
        good = self.box.config.read_text()
        broken = [good + text for text in step["append"]]
        self.modem = Modem(self.box.folder / "m")
        for text in broken:
            self.box.config.write_text(text)
            code, _, errors = await self.box.command("run", "--config", str(self.box.config))
            if code != self._right("exit_at_start"):
                raise Wrong(f"`run` ended with {code} on {text[-12:]!r}: {errors[-300:]}")
            line = f"jedisnon.toml:{good.count(chr(10)) + 1}"
            if "jedisnon.toml" not in errors or not any(f"{n}" in errors for n in range(1, text.count("\n") + 2)):
                raise Wrong(f"the error does not name {line}: {errors}")
        self.box.config.write_text(good)
        await self.box.start()
        await self._become("ready")
        for text in broken:
            self.box.config.write_text(text)
            self.box.process.send_signal(signal.SIGHUP)
            await asyncio.sleep(1)
            if self.box.process.returncode is not None or not await self.box.line():
                raise Wrong(f"the service died at SIGHUP on {text[-12:]!r}")
        await self._answers("+15145550123")

    async def _tty(self):
        self.modem = Modem(self.box.folder / "m")
        step = next(step for step in self.case["steps"] if step["do"] == "tty")
        subprocess.run(["stty", "-F", self.modem.path, *step["set"]], check=True)
        await self.box.start()
        await self._become("ready")
        iflag, _, cflag, *_ = termios.tcgetattr(self.modem.slave)
        for name in self._right("tty_flags_clear"):
            bit = 0o20000000000 if name == "CRTSCTS" else getattr(termios, name)
            if (cflag if name.startswith(("C", "P")) else iflag) & bit:
                raise Wrong(f"{name} is still set")
        for right in self.case["right"]:
            for after in right.get("after", []):
                await self._answers(after["from"])

    async def _doctor(self):
        device = next(step for step in self.case["steps"] if step["do"] == "sysfs")
        description = self.box.folder / "usb.umockdev"
        description.write_text(sysfs(device))
        if not shutil.which("umockdev-run"):
            raise Wrong("umockdev-run is missing")
        process = await asyncio.create_subprocess_exec(
            "umockdev-run", "--device", str(description), "--", self.binary, "doctor", "--json", "--config",
            str(self.box.config), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env=os.environ | {"SWIFT_BACKTRACE": "enable=no"})
        output, errors = await asyncio.wait_for(process.communicate(), 60)
        try:
            findings = json.loads(output)["findings"]
        except (ValueError, KeyError):
            raise Wrong(f"doctor ended with {process.returncode}: {output[-300:]} {errors[-300:]}")
        wanted = self._right("finding")
        for finding in findings:
            if finding.get("severity") in ("fine", "ok", None) or wanted.get("severity", finding["severity"]) != finding["severity"]:
                continue
            text = json.dumps(finding, ensure_ascii=False)
            if all(name in text for name in wanted["names"]):
                if "brltty" in wanted.get("mend", "") and "apt remove brltty" not in text:
                    continue
                return
        raise Wrong(f"no finding names {wanted['names']}: {json.dumps(findings, ensure_ascii=False, indent=1)}")


def sysfs(step):
    """A USB device, and its tty where it has one, as umockdev describes them."""
    port, (vendor, product) = step["usb"], step["id"].split(":")
    device = f"/devices/pci0000:00/0000:00:14.0/usb1/{port}"
    lines = [
        f"P: {device}", "E: SUBSYSTEM=usb", "E: DEVTYPE=usb_device", f"E: ID_VENDOR_ID={vendor}", f"E: ID_MODEL_ID={product}",
        f"A: idVendor={vendor}\\n", f"A: idProduct={product}\\n", "A: bDeviceClass=00\\n", "A: devnum=2\\n", "A: authorized=1\\n",
        "A: product=Stick\\n"]
    lines += [f"A: {key}={value}\\n" for key, value in step.items() if key.startswith("power/")]
    interface = f"{device}/{port}:1.{2 if step.get('tty') else 0}"
    number = interface[-1]
    lines += ["", f"P: {interface}", "E: SUBSYSTEM=usb", "E: DEVTYPE=usb_interface", f"A: bInterfaceNumber=0{number}\\n",
              "A: bInterfaceClass=ff\\n", ""]
    if step.get("tty"):
        node = step["tty"]
        lines += [f"P: {interface}/{node}", "E: SUBSYSTEM=usb-serial", "L: driver=../../../../../../../bus/usb-serial/drivers/option1",
                  "", f"P: {interface}/{node}/tty/{node}", "E: SUBSYSTEM=tty", f"E: DEVNAME=/dev/{node}", f"E: ID_VENDOR_ID={vendor}",
                  f"E: ID_USB_INTERFACE_NUM=0{number}", f"L: device=../../../{node}", ""]
    return "\n".join(lines) + "\n"
