"""Starts a guest in qemu, runs commands in it, plugs and unplugs USB devices.   from machine import Guest

One virtual processor, no network card. Everything of a run lies in its folder: overlay disk, console log, sockets."""
import base64, json, os, re, socket, subprocess, time



class QMP:
    def __init__(self, path):
        end = time.monotonic() + 20
        while True:
            try:
                self.s = socket.socket(socket.AF_UNIX); self.s.connect(path); break
            except OSError:
                if time.monotonic() > end: raise
                time.sleep(0.05)
        self.f = self.s.makefile("rwb")
        self.events = []
        json.loads(self.f.readline())
        self("qmp_capabilities")

    def __call__(self, cmd, **args):
        self.f.write(json.dumps({"execute": cmd, "arguments": args}).encode() + b"\n"); self.f.flush()
        while True:
            r = json.loads(self.f.readline())
            if "event" in r: self.events.append(r); continue
            if "error" in r: raise RuntimeError(cmd + ": " + r["error"]["desc"])
            return r["return"]

    def hmp(self, line):
        return self("human-monitor-command", **{"command-line": line})


class Guest:
    def __init__(self, dir, image, fresh=True, accel="tcg,thread=single,tb-size=256", mem="512", cpu=None, append="", share=None, extra=(), load=None, disk=None):
        self.image = image
        self.dir = os.path.abspath(dir); os.makedirs(self.dir, exist_ok=True)
        self.disk = disk or os.path.join(self.dir, "disk.qcow2")
        if fresh:
            if os.path.exists(self.disk): os.unlink(self.disk)
            subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", os.path.join(self.image, "root.img"), self.disk], check=True)
        self.accel, self.mem, self.cpu_model, self.append, self.share, self.extra = accel, mem, cpu, append, share, list(extra)
        self.n = 0
        self.boot(load)

    def path(self, name): return os.path.join(self.dir, name)

    def boot(self, load=None):
        for n in ("qmp", "hvc"):
            if os.path.exists(self.path(n)): os.unlink(self.path(n))
        cmd = ["qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-M", "pc", "-accel", self.accel, "-smp", "1", "-m", self.mem,
               "-kernel", self.image + "/vmlinuz", "-initrd", self.image + "/initrd.img",
               "-append", "root=/dev/vda rw console=ttyS0 net.ifnames=0 systemd.mask=serial-getty@hvc0.service quiet loglevel=4 mitigations=off " + self.append,
               "-drive", "if=none,id=d0,file=%s,format=qcow2,cache=writeback,discard=unmap,file.locking=off" % self.disk, "-device", "virtio-blk-pci,drive=d0",
               "-chardev", "file,id=con,path=%s,append=on" % self.path("console.log"), "-serial", "chardev:con",
               "-device", "virtio-serial-pci", "-chardev", "socket,id=hvc,path=%s,server=on,wait=off" % self.path("hvc"), "-device", "virtconsole,chardev=hvc",
               "-device", "qemu-xhci,id=usb,p2=8,p3=8", "-device", "virtio-rng-pci",
               "-qmp", "unix:%s,server=on,wait=off" % self.path("qmp"), "-nic", "none"]
        if self.cpu_model: cmd += ["-cpu", self.cpu_model]
        if self.share: cmd += ["-virtfs", "local,path=%s,mount_tag=share,security_model=none,readonly=on" % self.share]
        if load: cmd += ["-loadvm", load]
        cmd += self.extra
        self.t0 = time.monotonic()
        self.p = subprocess.Popen(cmd, stdout=open(self.path("qemu.log"), "a"), stderr=subprocess.STDOUT)
        try: self.qmp = QMP(self.path("qmp"))
        except OSError as e: raise RuntimeError("qemu does not answer (exit %s): %s" % (self.p.poll(), open(self.path("qemu.log")).read()[-500:])) from e
        self.s = socket.socket(socket.AF_UNIX); self.s.connect(self.path("hvc")); self.buf = b""

    def _line(self, end):
        while b"\n" not in self.buf:
            left = end - time.monotonic()
            if left <= 0: raise TimeoutError("the guest does not answer")
            self.s.settimeout(left)
            try: d = self.s.recv(1 << 16)
            except socket.timeout: raise TimeoutError("the guest does not answer")
            if not d: raise EOFError("qemu is gone")
            self.buf += d
        line, self.buf = self.buf.split(b"\n", 1)
        return line.rstrip(b"\r").decode("utf-8", "replace")

    def wait_ready(self, timeout=600):
        end = time.monotonic() + timeout
        while "@@ready" not in self._line(end): pass
        return time.monotonic() - self.t0

    def sh(self, code, timeout=300, check=False):
        self.n += 1
        self.s.settimeout(timeout)
        self.s.sendall(("%d %d %s\n" % (self.n, timeout, base64.b64encode(code.encode()).decode())).encode())
        end = time.monotonic() + timeout + 30
        while True:
            m = re.search(r"@@begin (\d+) (\d+) (\d+)", self._line(end))
            if m and int(m.group(1)) == self.n: break
        out = base64.b64decode(self._line(end)).decode("utf-8", "replace")
        self._line(end)
        rc = int(m.group(2))
        if check and rc: raise RuntimeError("%s: %d\n%s" % (code, rc, out))
        self.rc = rc
        return out

    def cpu(self):
        """Processor seconds of qemu so far: does not depend on what else the machine does."""
        f = open("/proc/%d/stat" % self.p.pid).read().rsplit(")", 1)[1].split()
        return (int(f[11]) + int(f[12])) / os.sysconf("SC_CLK_TCK")

    def disk_with(self, tar, name="extra"):
        """A tar file as a disk that is plugged in now; in the guest: tar -xf /dev/vdb."""
        self.qmp("blockdev-add", **{"driver": "raw", "node-name": "n-" + name, "read-only": True, "file": {"driver": "file", "filename": tar, "read-only": True}})
        self.qmp("device_add", driver="virtio-blk-pci", id=name, drive="n-" + name)

    def put(self, local, remote, mode="0644"):
        """A file into the guest, in pieces over the console."""
        data = open(local, "rb").read()
        self.sh("rm -f %s" % remote)
        for i in range(0, len(data), 3 << 16):
            self.sh("printf %%s %s | base64 -d >> %s" % (base64.b64encode(data[i:i + (3 << 16)]).decode(), remote))
        self.sh("chmod %s %s" % (mode, remote))

    def plug(self, name, sock, port=None):
        """A usbredir host (fakemodem.py) at the unix socket SOCK becomes a USB device."""
        self.qmp("chardev-add", id="c-" + name, backend={"type": "socket", "data": {"addr": {"type": "unix", "data": {"path": sock}}, "server": False}})
        args = dict(driver="usb-redir", id=name, chardev="c-" + name, bus="usb.0")
        if port: args["port"] = str(port)
        self.qmp("device_add", **args)

    def unplug(self, name):
        self.qmp("device_del", id=name)
        for _ in range(100):
            try: self.qmp("chardev-remove", id="c-" + name); return
            except RuntimeError: time.sleep(0.05)

    def kill(self):
        """A power cut."""
        self.p.kill(); self.p.wait()

    def quit(self):
        try: self.qmp("quit")
        except Exception: pass
        self.p.wait()
