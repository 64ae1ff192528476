#!/usr/bin/env python3
"""A USB modem for a qemu guest, without hardware.

The device side of the usbredir protocol (facts: usbredirproto.h 0.7, USB 2.0 chapter 9, Bulk-Only Transport 1.0).
qemu connects to --listen with `-device usb-redir`; the guest's own kernel finds a device with the descriptors of a real
modem and binds option, usb_wwan, qmi_wwan or usb-storage to it. Each serial interface is one tty of a modem simulator:

    stick.py --model ec25 --listen /tmp/usb0 --port 2=/tmp/modem0 --port 1=/tmp/modem0-pcm --control /tmp/usb0.ctl --log /tmp/usb0.jsonl

The device is plugged in while the tty of its AT port exists: a simulated modem that vanishes is an unplug, one that comes back a plug.
DTR of the guest opens and closes the tty. First line on stdout when ready: {"ready":true}.

Control, one JSON object a line: {"op":"unplug"}, {"op":"plug"}, {"op":"state"}, {"op":"hang","on":true} (control answered, bulk not:
firmware hung), {"op":"dead","on":true} (nothing answered), {"op":"on_reset","send":{...},"to":"/tmp/ctl"} (what a reset of a configured device tells
the simulator, once), {"op":"on_reset","do":"unhang"}, {"op":"rebirth","s":3} (disconnect and come back), {"op":"quit"}.
"""
import argparse, collections, json, os, selectors, socket, struct, sys, termios, time, tty

(HELLO, CONNECT, DISCONNECT, RESET, IFINFO, EPINFO, SETCONF, GETCONF, CONFSTATUS, SETALT, GETALT, ALTSTATUS, STARTISO, STOPISO, ISOSTATUS, STARTINT, STOPINT,
 INTSTATUS, ALLOCSTREAMS, FREESTREAMS, STREAMSTATUS, CANCEL, FREJECT, FFILTER, DISCONNECTACK, STARTBULK, STOPBULK, BULKSTATUS) = range(28)
CONTROL, BULK, ISO, INT, BUFBULK = range(100, 105)
OK, CANCELLED, INVAL, IOERROR, STALL = range(5)
CAP_STREAMS, CAP_VERSION, CAP_FILTER, CAP_ACK, CAP_MAXPACKET, CAP_ID64, CAP_LEN32, CAP_BULKRECV = range(8)
CAPS = 1 << CAP_VERSION | 1 << CAP_ACK | 1 << CAP_MAXPACKET | 1 << CAP_ID64 | 1 << CAP_LEN32

# interface: (class, subclass, protocol, [endpoints], extra class descriptors, kind); an endpoint is (address, type, size, interval)
CDC_EXTRA = bytes.fromhex("0524001001" "0524010000" "04240202" "0524060000")


def serial(i_in, i_out, i_int=None, cls=(0xff, 0, 0), extra=b""):
    eps = ([(i_int, 3, 10, 9)] if i_int else []) + [(i_in, 2, 512, 0), (i_out, 2, 512, 0)]
    return cls + (eps, extra, "serial")


V = (0xff, 0xff, 0xff)
STORAGE = (8, 6, 0x50)
MODELS = {
    "ec25": dict(vid=0x2c7c, pid=0x0125, bcd=0x0318, strings=["Quectel", "EC25-AF"], at=2, ifs=[
        serial(0x81, 0x01, cls=V), serial(0x82, 0x02, 0x83, extra=CDC_EXTRA), serial(0x84, 0x03, 0x85, extra=CDC_EXTRA), serial(0x86, 0x04, 0x87, extra=CDC_EXTRA),
        V + ([(0x89, 3, 8, 9), (0x88, 2, 512, 0), (0x05, 2, 512, 0)], b"", "qmi")]),
    "e173": dict(vid=0x12d1, pid=0x1001, bcd=0, strings=["HUAWEI Technology", "HUAWEI Mobile"], at=2, ifs=[
        serial(0x82, 0x01, 0x81, cls=V), serial(0x83, 0x02, cls=V), serial(0x84, 0x03, cls=V), STORAGE + ([(0x04, 2, 512, 0), (0x85, 2, 512, 0)], b"", "storage")]),
    "e173-1436": dict(vid=0x12d1, pid=0x1436, bcd=0, strings=["HUAWEI Technology", "HUAWEI Mobile"], at=4, ifs=[
        serial(0x82, 0x01, 0x81, cls=V), V + ([(0x83, 3, 16, 5), (0x84, 2, 512, 0), (0x02, 2, 512, 0)], b"", "dead"), V + ([(0x85, 2, 512, 0), (0x03, 2, 512, 0)], b"", "dead"),
        serial(0x86, 0x04, cls=V), serial(0x87, 0x05, cls=V)]),
    "e173-cdrom": dict(vid=0x12d1, pid=0x1446, bcd=0, strings=["HUAWEI Technology", "HUAWEI Mobile"], at=None, then="e173", ifs=[
        STORAGE + ([(0x01, 2, 512, 0), (0x81, 2, 512, 0)], b"", "storage")]),
    "sim7600": dict(vid=0x1e0e, pid=0x9001, bcd=0x0318, strings=["SimTech, Incorporated", "SimTech, Incorporated"], at=2, ifs=[
        serial(0x81, 0x01, cls=V), serial(0x82, 0x02, 0x83, extra=CDC_EXTRA), serial(0x84, 0x03, 0x85, extra=CDC_EXTRA), serial(0x86, 0x04, 0x87, extra=CDC_EXTRA),
        serial(0x88, 0x05, 0x89, extra=CDC_EXTRA), V + ([(0x8b, 3, 8, 9), (0x8a, 2, 512, 0), (0x06, 2, 512, 0)], b"", "qmi")]),
}


class Model:
    def __init__(self, name):
        m = MODELS[name]
        self.name, self.vid, self.pid, self.bcd, self.strings, self.at, self.then, self.ifs = name, m["vid"], m["pid"], m["bcd"], m["strings"], m["at"], m.get("then"), m["ifs"]
        self.device = struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x0200, 0, 0, 0, 64, self.vid, self.pid, self.bcd, 1, 2, 0, 1)
        self.qualifier = struct.pack("<BBHBBBBBB", 10, 6, 0x0200, 0, 0, 0, 64, 1, 0)
        body, self.eps = b"", {}
        for n, (c, s, p, eps, extra, kind) in enumerate(self.ifs):
            body += struct.pack("<BBBBBBBBB", 9, 4, n, 0, len(eps), c, s, p, 0) + extra
            for a, t, size, interval in eps:
                body += struct.pack("<BBBBHB", 7, 5, a, t, size, interval)
                self.eps[a] = (n, t, size, interval)
        self.config = struct.pack("<BBHBBBBB", 9, 2, 9 + len(body), len(self.ifs), 1, 0, 0xa0, 250) + body
        self.kind = [i[5] for i in self.ifs]
        self.ep_in = {n: a for a, (n, t, _, _) in self.eps.items() if t == 2 and a & 0x80}


class Storage:
    """A CD-ROM drive without a disc, as far as a kernel and usb_modeswitch look at it. True from `out` = the switch message came."""
    SWITCH = bytes.fromhex("55534243123456780000000000000011062000000100000000000000000000")

    def __init__(self): self.out_left, self.answers = 0, collections.deque()

    def out(self, data):
        if self.out_left:
            self.out_left -= len(data)
            if self.out_left <= 0: self.answers.append(self.csw)
            return False
        if len(data) != 31 or data[:4] != b"USBC": return False
        if data[15] == 0x11 or data == self.SWITCH: return True
        tag, want, flags = data[4:8], struct.unpack("<I", data[8:12])[0], data[12]
        op = data[15]
        reply, status = b"", 0
        if op == 0x12: reply = bytes([5, 0x80, 2, 2, 31, 0, 0, 0]) + b"HUAWEI  Mass Storage    2.31"
        elif op == 0x03: reply = bytes([0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x3a, 0, 0, 0, 0, 0])
        elif op in (0x1e, 0x1b): pass
        else: status = 1
        reply = reply[:want]
        self.csw = b"USBS" + tag + struct.pack("<IB", want - len(reply), status)
        if flags & 0x80 and want: self.answers.append(reply)
        if not flags & 0x80 and want: self.out_left = want
        else: self.answers.append(self.csw)
        return False


class Fake:
    def __init__(self, a):
        self.a = a
        self.ports = dict((int(k), v) for k, v in (p.split("=", 1) for p in a.port))
        self.sel = selectors.DefaultSelector()
        self.log = open(a.log, "a", buffering=1) if a.log else None
        self.start_model = a.model
        self.wanted, self.hang, self.dead, self.hooks = not a.unplugged, False, False, []
        self.back_at = 0
        self.peer = None
        self.stats = collections.Counter()
        self.listener = self.listen(a.listen, self.accept)
        if a.control: self.listen(a.control, self.accept_control)
        self.clear(Model(a.model))

    def listen(self, path, fn):
        if os.path.exists(path): os.unlink(path)
        s = socket.socket(socket.AF_UNIX); s.bind(path); s.listen(4)
        self.sel.register(s, selectors.EVENT_READ, lambda: fn(s.accept()[0]))
        return s

    def say(self, ev, **kw):
        if self.log: self.log.write(json.dumps(dict(t=time.monotonic(), wall=time.strftime("%T"), ev=ev, **kw)) + "\n")

    # ---- the wire
    def clear(self, model=None):
        for n in list(getattr(self, "fd", {})): self.close_port(n)
        if model: self.model = model
        self.connected = self.configured = False
        self.fd, self.rx, self.waiting, self.ints = {}, collections.defaultdict(bytearray), collections.defaultdict(collections.deque), set()
        self.txq = collections.defaultdict(bytearray)
        self.storage = Storage()
        self.mini = collections.defaultdict(bytearray)

    def accept(self, s):
        if self.peer: s.close(); return
        self.peer, self.inb, self.hello = s, b"", False
        self.outb = bytearray()
        self.id64 = self.len32 = self.maxpacket = self.version = False
        self.ack = False
        self.clear(Model(self.start_model))
        s.setblocking(False)
        self.sel.register(s, selectors.EVENT_READ, self.readable)
        self.say("qemu", on=True)
        self.send(HELLO, 0, b"jedisnon stick".ljust(64, b"\0") + struct.pack("<I", CAPS))

    def gone(self):
        self.sel.unregister(self.peer); self.peer.close(); self.peer = None
        self.clear(Model(self.start_model))
        self.say("qemu", on=False)

    def send(self, type, id, data):
        if not self.peer: return
        self.outb += struct.pack("<IIQ" if self.id64 else "<III", type, len(data), id) + data
        self.flush()

    def flush(self):
        while self.outb:
            try: n = self.peer.send(self.outb)
            except BlockingIOError:
                self.sel.modify(self.peer, selectors.EVENT_READ | selectors.EVENT_WRITE, self.readable); return
            except OSError: return
            del self.outb[:n]
        self.sel.modify(self.peer, selectors.EVENT_READ, self.readable)

    def readable(self):
        if self.outb: self.flush()
        try: d = self.peer.recv(1 << 18)
        except BlockingIOError: return
        except OSError: d = b""
        if not d: return self.gone()
        self.inb += d
        while self.peer:
            h = 16 if self.id64 else 12
            if len(self.inb) < h: return
            type, length, id = struct.unpack("<IIQ" if self.id64 else "<III", self.inb[:h])
            if len(self.inb) < h + length: return
            body, self.inb = self.inb[h:h + length], self.inb[h + length:]
            self.packet(type, id, body)

    def packet(self, type, id, b):
        if type == HELLO:
            caps = struct.unpack("<I", b[64:68])[0] if len(b) >= 68 else 0
            both = caps & CAPS
            self.id64, self.len32 = bool(both >> CAP_ID64 & 1), bool(both >> CAP_LEN32 & 1)
            self.maxpacket, self.version, self.ack = bool(both >> CAP_MAXPACKET & 1), bool(both >> CAP_VERSION & 1), bool(both >> CAP_ACK & 1)
            self.hello = True
            self.say("hello", peer=b[:64].rstrip(b"\0").decode("latin1"), caps=hex(caps))
            return
        if type == DISCONNECTACK: return
        if self.dead and type not in (CANCEL,): return
        if type == RESET:
            was = self.configured
            self.stats["reset"] += 1
            if was: self.stats["reset_configured"] += 1
            self.say("reset", configured=was)
            self.configured = False
            for n in list(self.fd): self.close_port(n)
            if was:
                for h in self.hooks: self.run_hook(h)
                self.hooks = []
        elif type == SETCONF:
            self.configured = b[0] != 0
            self.say("configuration", n=b[0])
            self.send(CONFSTATUS, id, bytes([OK, b[0]]))
        elif type == GETCONF: self.send(CONFSTATUS, id, bytes([OK, 1 if self.configured else 0]))
        elif type == SETALT: self.send(ALTSTATUS, id, bytes([OK, b[0], b[1]]))
        elif type == GETALT: self.send(ALTSTATUS, id, bytes([OK, b[0], 0]))
        elif type == STARTINT: self.ints.add(b[0]); self.send(INTSTATUS, id, bytes([OK, b[0]]))
        elif type == STOPINT: self.ints.discard(b[0]); self.send(INTSTATUS, id, bytes([OK, b[0]]))
        elif type == CANCEL: self.cancel(id)
        elif type == CONTROL: self.control(id, b)
        elif type == BULK: self.bulk(id, b)
        elif type == INT: self.send(INT, id, struct.pack("<BBH", b[0], OK, 0))
        elif type in (FREJECT,): self.say("rejected_by_filter")
        elif type in (FFILTER, STARTISO, STOPISO, STARTBULK, STOPBULK): pass
        else: self.say("unknown_packet", type=type)

    # ---- control transfers
    def control(self, id, b):
        ep, req, rtype, _, value, index, length = struct.unpack("<BBBBHHH", b[:10])
        status, data = OK, b""
        if rtype & 0x60 == 0 and req == 6: data = self.descriptor(value >> 8, value & 255)
        elif rtype & 0x60 == 0 and req == 0: data = b"\0\0"
        elif rtype & 0x60 == 0 and req in (1, 3): pass
        elif rtype == 0x21 and req == 0x22: self.dtr(index, value & 1)
        elif rtype == 0x21 and req == 0x20: pass
        elif rtype == 0xa1 and req == 0x21 and self.model.kind[index & 255] == "serial": data = struct.pack("<IBBB", 115200, 0, 0, 8)
        elif rtype == 0xa1 and req == 0xfe: data = b"\0"
        elif rtype == 0x21 and req == 0xff: self.storage = Storage()
        else: data = None
        if data is None: status, data = STALL, b""
        if req != 6: self.say("control", rtype=hex(rtype), req=hex(req), value=value, index=index, status=status)
        data = data[:length] if rtype & 0x80 else b""
        self.send(CONTROL, id, struct.pack("<BBBBHHH", ep, req, rtype, status, value, index, len(data) if rtype & 0x80 else length if status == OK else 0) + data)

    def descriptor(self, type, n):
        if type == 1: return self.model.device
        if type == 2: return self.model.config if n == 0 else None
        if type == 6: return self.model.qualifier
        if type == 3:
            if n == 0: return struct.pack("<BBH", 4, 3, 0x0409)
            if n <= len(self.model.strings):
                t = self.model.strings[n - 1].encode("utf-16-le")
                return bytes([2 + len(t), 3]) + t
        return None

    # ---- bulk transfers
    def bulk_packet(self, id, ep, status, data=b"", length=None):
        n = len(data) if length is None else length
        self.send(BULK, id, struct.pack("<BBHI", ep, status, n & 0xffff, 0) + (struct.pack("<H", n >> 16) if self.len32 else b"") + data)

    def bulk(self, id, b):
        h = 10 if self.len32 else 8
        ep, _, length = struct.unpack("<BBH", b[:4])
        if self.len32: length |= struct.unpack("<H", b[8:10])[0] << 16
        n = self.model.eps.get(ep, (None,))[0]
        if n is None: return self.bulk_packet(id, ep, STALL)
        if ep & 0x80:
            self.waiting[ep].append((id, length)); self.feed(n)
            return
        if self.hang: self.waiting[ep].append((id, length)); return
        data, kind = b[h:], self.model.kind[n]
        if kind == "storage":
            if self.storage.out(data):
                self.bulk_packet(id, ep, OK, length=len(data))
                self.say("switched")
                if self.model.then: self.become(self.model.then, 1.5)
                return
        elif kind == "serial":
            if n in self.fd:
                self.txq[n] += data; self.push(n)
            elif n not in self.ports and n != 0: self.little_at(n, data)
        self.bulk_packet(id, ep, OK, length=len(data))
        if kind == "storage": self.answer_storage(n)

    def answer_storage(self, n):
        ep = self.model.ep_in[n]
        while self.storage.answers and self.waiting[ep]:
            id, length = self.waiting[ep].popleft()
            self.bulk_packet(id, ep, OK, self.storage.answers.popleft()[:length])

    def little_at(self, n, data):
        """A second AT port that no simulator answers: it says OK to AT, ERROR to the rest."""
        for c in data:
            if c == 13:
                line = bytes(self.mini[n]).strip().upper(); self.mini[n].clear()
                if line: self.rx[n] += b"\r\nOK\r\n" if line in (b"AT", b"ATE0", b"ATZ") else b"\r\nERROR\r\n"
            elif c not in (10, 27): self.mini[n].append(c)
        self.feed(n)

    def cancel(self, id):
        for ep, q in self.waiting.items():
            for item in q:
                if item[0] == id:
                    q.remove(item); self.bulk_packet(id, ep, CANCELLED); return

    def feed(self, n):
        ep = self.model.ep_in.get(n)
        if ep is None or self.hang: return
        if self.model.kind[n] == "storage": return self.answer_storage(n)
        q, data = self.waiting[ep], self.rx[n]
        while q and data:
            id, length = q.popleft()
            part = bytes(data[:length]); del data[:length]
            self.stats["bytes_in"] += len(part)
            self.bulk_packet(id, ep, OK, part)

    # ---- the ttys of the simulator
    def dtr(self, n, on):
        self.say("dtr", interface=n, on=bool(on))
        if n not in self.ports: return
        if on and n not in self.fd: self.open_port(n)
        if not on: self.close_port(n)

    def open_port(self, n):
        try: fd = os.open(self.ports[n], os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError as e: return self.say("tty_missing", interface=n, error=str(e))
        tty.setraw(fd)
        self.fd[n] = fd
        self.rx[n].clear()
        self.sel.register(fd, selectors.EVENT_READ, lambda: self.from_tty(n))

    def close_port(self, n):
        fd = self.fd.pop(n, None)
        if fd is None: return
        self.sel.unregister(fd); os.close(fd)
        self.rx[n].clear(); self.txq[n].clear()

    def from_tty(self, n):
        if self.txq[n]: self.push(n)
        try: d = os.read(self.fd[n], 4096)
        except BlockingIOError: return
        except OSError: d = b""
        if not d:
            self.close_port(n)
            if n == self.model.at and self.connected: self.say("tty_gone", interface=n); self.disconnect()
            return
        self.rx[n] += d
        self.feed(n)

    def push(self, n):
        fd = self.fd[n]
        try:
            while self.txq[n]: del self.txq[n][:os.write(fd, self.txq[n])]
            self.sel.modify(fd, selectors.EVENT_READ, lambda: self.from_tty(n))
        except BlockingIOError: self.sel.modify(fd, selectors.EVENT_READ | selectors.EVENT_WRITE, lambda: self.from_tty(n))
        except OSError: pass

    # ---- plug and unplug
    def is_there(self):
        if not self.wanted or time.monotonic() < self.back_at: return False
        at = MODELS[self.a.model]["at"] if MODELS[self.a.model]["at"] is not None else MODELS[MODELS[self.a.model]["then"]]["at"]
        return at not in self.ports or os.path.exists(self.ports[at])

    def connect(self):
        m = self.model
        n = len(m.ifs)
        pad = lambda x, fill=0: bytes(x) + bytes([fill]) * (32 - len(x))
        self.send(IFINFO, 0, struct.pack("<I", n) + pad(range(n)) + pad([i[0] for i in m.ifs]) + pad([i[1] for i in m.ifs]) + pad([i[2] for i in m.ifs]))
        type, interval, inter, size = [255] * 32, [0] * 32, [0] * 32, [0] * 32
        type[0] = type[16] = 0; size[0] = size[16] = 64
        for a, (i, t, s, iv) in m.eps.items():
            k = (a & 0x80) >> 3 | a & 15
            type[k], interval[k], inter[k], size[k] = t, iv, i, s
        self.send(EPINFO, 0, bytes(type) + bytes(interval) + bytes(inter) + (struct.pack("<32H", *size) if self.maxpacket else b""))
        self.send(CONNECT, 0, struct.pack("<BBBBHH", 2, 0, 0, 0, m.vid, m.pid) + (struct.pack("<H", m.bcd) if self.version else b""))
        self.connected = True
        self.stats["connect"] += 1
        self.say("plugged", model=m.name)

    def disconnect(self):
        self.send(DISCONNECT, 0, b"")
        self.clear(Model(self.start_model if not self.model.then else self.model.name))
        self.say("unplugged")

    def become(self, name, after):
        self.disconnect()
        self.model = Model(name)
        self.back_at = time.monotonic() + after

    # ---- control
    def run_hook(self, h):
        if h.get("do") == "unhang": self.hang = False
        if "send" in h:
            s = socket.socket(socket.AF_UNIX); s.connect(h["to"]); s.sendall((json.dumps(h["send"]) + "\n").encode()); s.close()
        self.say("hook", hook=h)

    def accept_control(self, s):
        buf = bytearray()
        def readable():
            d = s.recv(65536)
            if not d: self.sel.unregister(s); s.close(); return
            buf.extend(d)
            while b"\n" in buf:
                line = bytes(buf[:buf.index(b"\n")]); del buf[:len(line) + 1]
                try: r = self.op(json.loads(line))
                except Exception as e: r = {"error": repr(e)}
                s.sendall((json.dumps(dict({"ok": "error" not in r}, **r)) + "\n").encode())
        self.sel.register(s, selectors.EVENT_READ, readable)

    def op(self, c):
        o = c["op"]
        if o == "unplug":
            self.wanted = False
            if self.connected: self.disconnect()
            self.model = Model(self.start_model)
        elif o == "plug":
            self.wanted = True
        elif o == "rebirth":
            if self.connected: self.disconnect()
            self.back_at = time.monotonic() + c.get("s", 3)
        elif o == "hang":
            self.hang = c.get("on", True)
            if not self.hang:
                for n in range(len(self.model.ifs)): self.feed(n)
        elif o == "dead": self.dead = c.get("on", True)
        elif o == "on_reset": self.hooks.append(c)
        elif o == "state":
            return dict(qemu=bool(self.peer), connected=self.connected, configured=self.configured, open=sorted(self.fd), hang=self.hang, model=self.model.name, **self.stats)
        elif o == "quit": sys.exit(0)
        else: return {"error": "op?"}
        return {}

    def run(self):
        print(json.dumps({"ready": True}), flush=True)
        while True:
            for key, _ in self.sel.select(0.05):
                try: key.data()
                except KeyError: pass
            if self.peer and self.hello:
                there = self.is_there()
                if there and not self.connected: self.connect()
                elif not there and self.connected: self.disconnect()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="ec25", choices=MODELS)
    ap.add_argument("--listen", required=True)
    ap.add_argument("--port", action="append", default=[], help="INTERFACE=TTY")
    ap.add_argument("--control"); ap.add_argument("--log"); ap.add_argument("--unplugged", action="store_true")
    Fake(ap.parse_args()).run()
