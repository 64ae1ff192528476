"""An ordinary modem of 3GPP TS 27.005 and 27.007 on a pty, written from the standards alone, with a dialogue laid over it.

A dialogue's answers come before the modem's own: the newest one that matches a command line, and is in force, wins.
"""
import asyncio
import os
import pty
import re
import time
import tty

import pdu

HOME = 1
PLACES = 30


def alternatives(text):
    """`R2;R3|R4` as [[R2, R3], [R4]]; what stands in brackets belongs to one expression."""
    found, depth, current = [[""]], 0, ""
    for character in text:
        depth += (character in "([") - (character in ")]")
        if depth == 0 and character == "|":
            found.append([""])
        elif depth == 0 and character == ";":
            found[-1].append("")
        else:
            found[-1][-1] += character
    return found


class Answer:
    """One `host` object of a dialogue: what it matches, what it says, and while it is in force."""

    def __init__(self, modem, spec):
        self.modem = modem
        self.spec = spec
        self.pattern = re.compile(spec["host"])
        self.left = spec.get("times")
        self.since = len(modem.wrote)
        self.begins = None

    def match(self, line):
        found = self.pattern.fullmatch(line)
        return found if found and self._in_force() else None

    def _in_force(self):
        spec, modem = self.spec, self.modem
        if self.left == 0 or "after" in spec and spec["after"] not in modem.marks:
            return False
        if spec.get("if_empty") and modem.memories[modem.reads]:
            return False
        if "if_memory" in spec and modem.reads != spec["if_memory"]:
            return False
        if "until_s" in spec and time.monotonic() > (self.begins or modem.powered_at) + spec["until_s"]:
            return False
        return not ("until" in spec and self._is_over(spec["until"]))

    def _is_over(self, condition):
        if condition.startswith("mark:"):
            return condition[5:] in self.modem.marks
        written = self.modem.wrote[self.since:]
        return any(all(any(re.fullmatch(r, w) for w in written) for r in group) for group in alternatives(condition))

    def note(self, line):
        if "again" in self.spec and re.fullmatch(self.spec["again"], line):
            self.begins = time.monotonic()

    def take(self, found):
        if self.left is not None:
            self.left -= 1
        if "selects" in self.spec:
            self.modem.reads = found.group(self.spec["selects"])
        return [re.sub(r"\{(\d)\}", lambda m: found.group(int(m.group(1))) or "", line) for line in self.spec["modem"]]


class Modem:
    """The modem, its SIM and its messages."""

    def __init__(self, link):
        master, slave = pty.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        # The slave stays open here, so that the port is there while nobody else has it.
        self.master, self.slave, self.path = master, slave, os.ttyname(slave)
        os.symlink(self.path, link)
        self.stored = {"E": 1, "V": 1, "Q": 0, "S0": 0}
        self.iccid, self.imei = "89302720000000000001", "490154203237518"
        self.identity = ["Case", "C1"]
        self.memories = {"SM": {}, "ME": {}}
        self.messages, self.answers, self.marks = {}, [], set()
        self.wrote, self.sent = [], []
        self.pin, self.refused, self.pin_tries = None, None, 3
        self.call = None
        self.buffer, self.body = b"", None
        self.power_up()
        asyncio.get_running_loop().add_reader(master, self._read)

    def power_up(self):
        """What a modem that has just got its power has in force."""
        self.powered_at = time.monotonic()
        self.settings = dict(self.stored)
        self.cmee, self.cnmi, self.clip, self.cfun, self.cscs = 0, [0, 0, 0, 0, 0], 0, 1, "GSM"
        self.reports = {"CREG": 0, "CGREG": 0, "CEREG": 0}
        self.reads = "SM"
        self.cpms = ["SM", "SM", "SM"]

    def close(self):
        asyncio.get_running_loop().remove_reader(self.master)
        if self.call:
            self.call.cancel()
        os.close(self.master)
        os.close(self.slave)

    # What the dialogue does.

    def add(self, spec):
        self.answers.append(Answer(self, spec))

    def change(self, settings, is_running):
        for name, value in settings.items():
            if name == "CNMI":
                self.cnmi[:len(value)] = value
            elif name == "CLIP":
                self.clip = value
            else:
                self.settings[name] = value
                if not is_running:
                    self.stored[name] = value

    def setting(self, name):
        return self.cnmi if name == "CNMI" else self.clip if name == "CLIP" else self.settings[name]

    def put(self, n, memory, index, text, stored=True, **sender):
        self.messages[n] = pdu.deliver(sender["from"], text)
        if stored:
            self.store(memory, index, self.messages[n][0])

    def store(self, memory, index, hexadecimal):
        self.memories[memory][index] = [0, hexadecimal]

    def says(self, lines):
        for line in lines:
            if line.startswith("+CMTI:") and not (self.cnmi[0] and self.cnmi[1] == 1):
                continue
            self._line(self._filled(line))

    def rings(self, spec):
        self.call = asyncio.ensure_future(self._ring(spec))

    async def _ring(self, spec):
        self.caller, self.rung = spec, 0
        while True:
            self.rung += 1
            self._line("RING")
            if self.clip and spec.get("clip") is True:
                self._line(f'+CLIP: "{spec["number"]}",145,"",0,"",0')
            elif self.clip and isinstance(spec.get("clip"), str):
                self._line(spec["clip"])
            if self.settings["S0"] and self.rung >= self.settings["S0"]:
                return
            await asyncio.sleep(3)

    def _hang_up(self):
        if self.call:
            self.call.cancel()
            self.call = None
            self._line("NO CARRIER")

    # Lines and octets.

    def _filled(self, line):
        def value(found):
            key, n, cut = found.group(1), int(found.group(2)), found.group(3)
            hexadecimal, length = self.messages[n]
            text = hexadecimal if key == "pdu" else str(length + (1 if key == "len+1" else 0))
            return text[:int(cut)] if cut else text
        return re.sub(r"\{(pdu|len\+1|len):(\d+)(?::(-\d+))?\}", value, line)

    def _write(self, data):
        try:
            os.write(self.master, data)
        except BlockingIOError:
            pass  # Nobody reads: what a modem says then is lost.

    def _line(self, text):
        self._write((f"\r\n{text}\r\n" if self.settings["V"] else f"{text}\r\n").encode())

    FINALS = {"OK": "0", "CONNECT": "1", "RING": "2", "NO CARRIER": "3", "ERROR": "4"}

    def _final(self, text):
        if self.settings["Q"]:
            return
        if self.settings["V"]:
            self._write(f"\r\n{text}\r\n".encode())
        elif text in self.FINALS:
            self._write(f"{self.FINALS[text]}\r".encode())
        else:
            self._write(f"{text}\r\n".encode())

    def _read(self):
        try:
            data = os.read(self.master, 4096)
        except (BlockingIOError, OSError):
            return
        for octet in data:
            character = bytes([octet])
            if self.settings["E"] and octet not in (0x1A, 0x1B):
                self._write(character)
            if self.body is not None:
                self._take_body(octet)
            elif octet == 0x0D:
                line, self.buffer = self.buffer.decode("latin-1").strip(), b""
                position = line.upper().find("AT")
                if position >= 0:
                    self._command(line[position:])
            elif octet not in (0x0A, 0x1A, 0x1B):
                self.buffer += character

    def _take_body(self, octet):
        if octet == 0x1B:
            self.body = None
            return self._final("OK")
        if octet != 0x1A:
            self.body += bytes([octet])
            return None
        hexadecimal, self.body = self.body.decode("latin-1").strip(), None
        self.sent.append((pdu.recipient(hexadecimal), hexadecimal))
        self._line(f"+CMGS: {len(self.sent) % 256}")
        return self._final("OK")

    def _command(self, line):
        self.wrote.append(line)
        for answer in self.answers:
            answer.note(line)
        for answer in reversed(self.answers):
            found = answer.match(line)
            if found:
                said = [self._filled(text) for text in answer.take(found)]
                is_final = bool(said) and re.fullmatch(r"OK|ERROR|\+CM[ES] ERROR.*|COMMAND NOT SUPPORT|NO CARRIER", said[-1])
                for text in said[:-1] if is_final else said:
                    self._line(text)
                if is_final:
                    self._final(said[-1])
                if re.fullmatch(r"AT\+CFUN=.*", line) and is_final and said[-1] == "OK":
                    self._ordinary(line)
                return
        if self.refused and self.pin and not line.upper().startswith("AT+CPIN"):
            return self._final(self.refused)
        for text in self._ordinary(line):
            if text is None:
                return
            if re.fullmatch(r"OK|ERROR|\+CM[ES] ERROR.*|NO CARRIER", text):
                self._final(text)
            else:
                self._line(text)

    # What an ordinary modem answers.

    def _ordinary(self, line):
        """The lines of the answer, its final result last; None = nothing more for now."""
        out, end = [], "OK"
        for part in self._parts(line[2:]):
            lines, end = self._one(part)
            out += lines
            if end != "OK":
                break
        return out + [end]

    @staticmethod
    def _parts(text):
        """The commands of one line: basic ones stand side by side, extended ones end at a `;`."""
        parts = []
        while text:
            basic = re.match(r"(&?[A-Za-z]\d*|S\d+(=\d*|\?))", text) if text[0] not in "+^#*$%" else None
            sreg = re.match(r"[Ss]\d+(=\d*|\?)", text)
            if sreg or basic:
                found = sreg or basic
                parts.append(found.group(0))
                text = text[found.end():].lstrip("; ")
            else:
                end = re.match(r'(?:"[^"]*"|[^;"])*', text).end() or len(text)
                parts.append(text[:end])
                text = text[end:].lstrip("; ")
        return parts

    def _error(self, code):
        return [], f"+CME ERROR: {code}" if self.cmee else "ERROR"

    def _one(self, text):
        name = re.match(r"[+]?[A-Z&]+\d*", text.upper())
        name = name.group(0) if name else text
        if re.match(r"[EVQ]\d?$", name):
            self.settings[name[0]] = int(name[1:] or 0)
            return [], "OK"
        if name.startswith("S0"):
            value = re.match(r"S0=(\d+)", text.upper())
            if value:
                self.settings["S0"] = int(value.group(1))
                return [], "OK"
            return [f"{self.settings['S0']:03}"], "OK"
        if name in ("X", "X1", "X4", "&C1", "&D2", "&D0", "&K0"):
            return [], "OK"
        if name in ("Z", "Z0", "&F", "&F0"):
            self.settings = dict(self.stored) if name[0] == "Z" else {"E": 1, "V": 1, "Q": 0, "S0": 0}
            return [], "OK"
        if name in ("H", "H0"):
            self._hang_up()
            return [], "OK"
        if name == "A":
            return [], "NO CARRIER"
        if name == "I":
            return [" ".join(self.identity)], "OK"
        handler = getattr(self, "_" + name[1:].lower(), None) if name.startswith("+") else None
        return handler(text[len(name):]) if handler else self._error(4)

    def _cgmi(self, _): return [self.identity[0]], "OK"
    def _cgmm(self, _): return [self.identity[1]], "OK"
    def _cgmr(self, _): return ["1.0"], "OK"
    def _cgsn(self, _): return [self.imei], "OK"
    def _cimi(self, _): return ["302720000000001"] if not self.pin else [], "OK" if not self.pin else "ERROR"
    def _ccid(self, _): return [f"+CCID: {self.iccid}"], "OK"
    def _csq(self, _): return ["+CSQ: 20,99"], "OK"
    def _cesq(self, _): return ["+CESQ: 99,99,255,255,20,60"], "OK"
    def _cops(self, _): return ['+COPS: 0,0,"Test",7' if self.cfun == 1 else "+COPS: 0"], "OK"
    def _csca(self, _): return ['+CSCA: "+15147654321",145'], "OK"
    def _csms(self, a): return ["+CSMS: 0,1,1,1" if a == "?" else "+CSMS: 1,1,1"], "OK"
    def _cvhu(self, _): return [], "OK"
    def _crc(self, _): return [], "OK"
    def _ccwa(self, _): return [], "OK"
    def _cnma(self, _): return [], "OK"
    def _cnum(self, _): return ['+CNUM: "","+15145550101",145'], "OK"
    def _cpinr(self, _): return [f"+CPINR: SIM PIN,{self.pin_tries},3"], "OK"

    def _cmee(self, a):
        if a.startswith("=") and a[1:].isdigit():
            self.cmee = int(a[1:])
            return [], "OK"
        return [f"+CMEE: {self.cmee}"], "OK"

    def _cscs(self, a):
        if a == "=?":
            return ['+CSCS: ("GSM","IRA","UCS2")'], "OK"
        if a == "?":
            return [f'+CSCS: "{self.cscs}"'], "OK"
        self.cscs = a[1:].strip('"')
        return [], "OK"

    def _cfun(self, a):
        if a == "?":
            return [f"+CFUN: {self.cfun}"], "OK"
        if a == "=?":
            return ["+CFUN: (0,1,4),(0,1)"], "OK"
        values = [int(v) for v in a[1:].split(",")]
        if len(values) > 1 and values[1] == 1:
            self.power_up()
        self.cfun = values[0]
        return [], "OK"

    def _cpin(self, a):
        if a == "?":
            return (["+CPIN: SIM PIN"] if self.pin else ["+CPIN: READY"]), "OK"
        if self.pin and a[1:].strip('"') == self.pin:
            self.pin = None
            return [], "OK"
        self.pin_tries -= 1
        return self._error(16)

    def _registration(self, name, a):
        if a == "?":
            return [f"+{name}: {self.reports[name]},{HOME if self.cfun == 1 else 0}"], "OK"
        if a == "=?":
            return [f"+{name}: (0-2)"], "OK"
        self.reports[name] = int(a[1:].split(",")[0])
        return [], "OK"

    def _creg(self, a): return self._registration("CREG", a)
    def _cgreg(self, a): return self._registration("CGREG", a)
    def _cereg(self, a): return self._registration("CEREG", a)

    def _clip(self, a):
        if a == "?":
            return [f"+CLIP: {self.clip},1"], "OK"
        self.clip = int(a[1:].split(",")[0])
        return [], "OK"

    def _clcc(self, _):
        if not self.call:
            return [], "OK"
        spec = self.caller
        knows = spec.get("clcc") and self.rung >= spec.get("clcc_from_ring", 1)
        return [f'+CLCC: 1,1,4,0,0,"{spec["number"]}",145' if knows else "+CLCC: 1,1,4,0,0"], "OK"

    def _chup(self, _):
        self._hang_up()
        return [], "OK"

    # Messages.

    def _cmgf(self, a):
        if a == "?":
            return ["+CMGF: 0"], "OK"
        return ([], "OK") if a == "=0" else ([], "+CMS ERROR: 303")

    def _cnmi(self, a):
        if a == "=?":
            return ["+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)"], "OK"
        if a == "?":
            return ["+CNMI: " + ",".join(map(str, self.cnmi))], "OK"
        values = [int(v) for v in a[1:].split(",") if v]
        if len(values) < 1 or values[0] > 3:
            return [], "+CMS ERROR: 302"
        self.cnmi[:len(values)] = values
        return [], "OK"

    def _usage(self, names):
        return "+CPMS: " + ",".join(f"{len(self.memories[n])},{PLACES}" for n in names)

    def _cpms(self, a):
        if a == "=?":
            return ['+CPMS: ("SM","ME"),("SM","ME"),("SM","ME")'], "OK"
        if a == "?":
            return ["+CPMS: " + ",".join(f'"{n}",{len(self.memories[n])},{PLACES}' for n in self.cpms)], "OK"
        names = re.findall(r'"(\w+)"', a)
        if not names or any(n not in self.memories for n in names):
            return [], "+CMS ERROR: 302"
        self.cpms[:len(names)] = names
        self.reads = names[0]
        return [self._usage(self.cpms)], "OK"

    def _cmgl(self, a):
        if a != "=4":
            return [], "+CMS ERROR: 302"
        lines = []
        for index, entry in sorted(self.memories[self.reads].items()):
            lines += [f"+CMGL: {index},{entry[0]},,{pdu.length_of(entry[1])}", entry[1]]
            entry[0] = 1
        return lines, "OK"

    def _cmgr(self, a):
        entry = self.memories[self.reads].get(int(a[1:]))
        if not entry:
            return [], "+CMS ERROR: 321"
        status, entry[0] = entry[0], 1
        return [f"+CMGR: {status},,{pdu.length_of(entry[1])}", entry[1]], "OK"

    def _cmgd(self, a):
        index, _, how = a[1:].partition(",")
        if how and how != "0":
            self.memories[self.reads].clear()
        else:
            self.memories[self.reads].pop(int(index), None)
        return [], "OK"

    def _cmgs(self, _):
        self.body = b""
        self._write(b"\r\n> ")
        return [], None
