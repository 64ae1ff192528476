#!/usr/bin/env python3
"""The package on a real kernel, in a guest without hardware: see docs/testing-vm.md.

    run.py --deb FILE --binary FILE --image FOLDER [--only NAME,...] [--keep]

Each chapter prints one line; the exit code is 0 when all of them hold. Times are the host's: the guest has no processor
of its own, so limits are generous where they do not matter.
"""
import argparse, json, os, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time, traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import machine

# The SIMs of the simulator count on from the first.
SIM = ["893027200000000000%02d" % (i + 1) for i in range(4)]
LINES = {"montreal": ("+15145550101", 1), "quebec": ("+14185550102", 2)}


class Failed(Exception):
    pass


def check(ok, what):
    if not ok:
        raise Failed(what)


class Control:
    """A socket that takes one JSON object a line and answers one."""

    def __init__(self, path):
        self.path = path

    def __call__(self, **request):
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(60)
        s.connect(self.path)
        s.sendall((json.dumps(request) + "\n").encode())
        answer = json.loads(s.makefile().readline())
        s.close()
        return answer


class Sticks:
    """Simulated modems on the host, each behind a stick that the guest's own kernel drives."""

    def __init__(self, folder, binary):
        self.folder, self.binary, self.processes, self.number = folder, binary, [], 0
        self.ec25 = self.simulate("ec25", "quectel-ec25", 4)
        self.e173 = self.simulate("e173", "huawei-e173", 1)

    def start(self, command, log):
        p = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=open(os.path.join(self.folder, log), "a"))
        self.processes.append(p)
        while b'"ready"' not in (line := p.stdout.readline()):
            check(line, "%s does not start" % command[0])
        return p

    def simulate(self, name, profile, count):
        control = os.path.join(self.folder, name + ".ctl")
        self.start([self.binary, "simulate", "--profile", profile, "--count", str(count), "--control", control,
                    "--link-prefix", os.path.join(self.folder, name)], name + ".log")
        return Control(control)

    def stick(self, model, name, index, at, voice):
        """Starts a stick; the guest sees it once it is plugged in."""
        path = os.path.join(self.folder, "usb-" + name)
        tty = os.path.join(self.folder, "%s%d" % ("ec25" if model.startswith("ec25") else "e173", index))
        self.start([sys.executable, os.path.join(HERE, "stick.py"), "--model", model, "--listen", path, "--control",
                    path + ".ctl", "--port", "%d=%s" % (at, tty), "--port", "%d=%s-voice" % (voice, tty),
                    "--log", path + ".jsonl"], name + ".log")
        return path, Control(path + ".ctl")

    def end(self):
        for p in self.processes:
            p.terminate()
        for p in self.processes:
            try:
                p.wait(5)
            except subprocess.TimeoutExpired:
                p.kill()


class Story:
    def __init__(self, a, folder):
        self.a, self.folder, self.senders = a, folder, 0
        # Which stick is at which port.
        self.places = {}
        self.sticks = Sticks(folder, a.binary)
        self.sim = self.sticks.ec25
        # Modem 0 has the SIM that the other simulator's modem has, too.
        self.usb = {n: self.sticks.stick("ec25", "m%d" % n, n, 2, 1) for n in (1, 2, 3)}
        self.guest = machine.Guest(os.path.join(folder, "guest"), image=a.image)
        self.boots = ["%.0f s" % self.guest.wait_ready()]

    # ---- the guest
    def sh(self, code, timeout=120, may_fail=False):
        out = self.guest.sh(code, timeout)
        check(may_fail or self.guest.rc == 0, "%s: exit %d\n%s" % (code, self.guest.rc, out))
        return out

    def status(self):
        out = self.sh("jedisnon status --json 2>/dev/null", 30, may_fail=True)
        try:
            return json.loads(out)
        except ValueError:
            raise Failed("status: " + out)

    def line(self, name):
        status = self.status()
        if status["service"]["state"] != "running":
            return {"state": "none", "detail": "the service is %s" % status["service"]["state"]}
        return next((l for l in status["lines"] if l["id"] == name), {"state": "none", "detail": ""})

    def wait(self, name, state, within=60):
        """Waits for a line; returns how long it took."""
        began = time.monotonic()
        while True:
            l = self.line(name)
            if l["state"] in (state if isinstance(state, tuple) else (state,)):
                return time.monotonic() - began
            check(time.monotonic() - began < within,
                  "%s is %s after %d s, not %s: %s" % (name, l["state"], within, state, l["detail"]))
            time.sleep(0.3)

    def journal(self, since=""):
        return self.sh("journalctl -u jedisnon -o cat --no-pager %s" % since)

    def mark(self):
        return self.sh("journalctl -u jedisnon -n 0 --show-cursor --no-pager | sed -n 's/^-- cursor: //p'").strip()

    def since(self, mark):
        return self.journal("--after-cursor '%s'" % mark)

    def configure(self, lines, service="", more=""):
        text = '[service]\nlanguage = "fr"\n%s\n[policy]\nmin_send_interval = "0s"\n%s' % (service, more)
        for name, modem in lines:
            text += '\n[[line]]\nid = "%s"\nnumber = "%s"\nmodem = { %s }\n' % (name, LINES[name][0], modem)
        self.sh("cat > /etc/jedisnon/jedisnon.toml <<'END'\n%s\nEND\n" % text
                + "if systemctl is-active -q jedisnon; then jedisnon reload; else systemctl reset-failed jedisnon; "
                + "systemctl start jedisnon; fi")

    def plug(self, n, port):
        self.guest.plug("m%d" % n, self.usb[n][0], port)
        self.places[n] = port

    def unplug(self, n):
        self.guest.unplug("m%d" % n)
        self.places.pop(n, None)

    def both(self):
        """Both lines by SIM, ready, whatever the chapter before left: montreal at port 2, quebec at port 1."""
        self.configure([("montreal", 'iccid = "%s"' % SIM[1]), ("quebec", 'iccid = "%s"' % SIM[2])])
        for n in (1, 2):
            if self.places.get(n, 3 - n) != 3 - n:
                self.unplug(n)
        for n in (1, 2):
            if n not in self.places:
                self.plug(n, 3 - n)
        for name in LINES:
            self.wait(name, "ready", 120)

    # ---- the network
    def someone(self):
        self.senders += 1
        return "+1514555%04d" % (1000 + self.senders)

    def text(self, n, words="bonjour"):
        who = self.someone()
        answer = self.sim(do="inject", modem=n, **{"from": who}, text=words)
        check(answer["ok"], str(answer))
        return who

    def answered(self, n):
        return [s["to"] for s in self.sim(do="submitted", modem=n)["submissions"] if s.get("part", 1) == 1]

    def answer_to(self, n, who, within):
        began = time.monotonic()
        while who not in self.answered(n):
            check(time.monotonic() - began < within, "no answer to %s within %d s" % (who, within))
            time.sleep(0.05)
        return time.monotonic() - began

    # ---- the chapters
    def install(self):
        """The package is installed, and the service runs."""
        tar = os.path.join(self.folder, "package.tar")
        with tempfile.TemporaryDirectory() as box:
            shutil.copy(self.a.deb, os.path.join(box, "jedisnon.deb"))
            # A debug program needs the shared libraries of Swift where its run path says they are.
            libraries = re.findall(r"=> (\S*/swift/linux/\S+)", subprocess.run(
                ["ldd", self.a.binary], capture_output=True, text=True).stdout)
            for path in libraries:
                os.makedirs(box + "/root" + os.path.dirname(path), exist_ok=True)
                subprocess.run(["strip", "--strip-unneeded", "-o", box + "/root" + path, path], check=True)
            subprocess.run(["tar", "-C", box, "-cf", tar, "."], check=True)
        self.guest.disk_with(tar)
        for _ in range(50):
            if self.guest.sh("test -b /dev/vdb") == "" and self.guest.rc == 0:
                break
            time.sleep(0.1)
        self.sh("mkdir -p /root/in && tar -C /root/in -xf /dev/vdb && if [ -d /root/in/root ]; then "
                "cp -a /root/in/root/. /; fi; DEBIAN_FRONTEND=noninteractive dpkg -i /root/in/jedisnon.deb", 300)
        self.configure([("montreal", 'iccid = "%s"' % SIM[1]), ("quebec", 'iccid = "%s"' % SIM[2])])
        self.wait("montreal", "absent")
        check("active" in self.sh("systemctl is-active jedisnon"), "the service does not run")

    def answers(self):
        """A stick is plugged in: the line is ready within 30 s, and answers a text and a call."""
        self.plug(1, 1)
        took = self.wait("montreal", "ready", 45)
        said = self.answer_to(1, self.text(1), 10)
        who = self.someone()
        check(self.sim(do="ring", modem=1, **{"from": who}, rings=4, interval=2)["ok"], "it does not ring")
        self.answer_to(1, who, 30)
        check(self.sim(do="state", modem=1)["state"]["hang_ups"] > 0, "the caller was not hung up on")
        return "ready after %.1f s, a text answered after %.1f s" % (took, said)

    def switched(self):
        """A stick that shows as a CD-ROM is switched, and nobody is told meanwhile to install what is installed."""
        path, control = self.sticks.stick("e173-cdrom", "disk", 0, 2, 1)
        mark = self.mark()
        self.guest.plug("disk", path, 4)
        began = time.monotonic()
        while time.monotonic() - began < 40:
            rows = self.status()["unclaimed"]
            check(not any("modeswitch" in r["detail"] for r in rows), "said too early: %s" % rows)
            if any(r["state"] == "ready" for r in rows):
                break
            time.sleep(0.5)
        else:
            raise Failed("never a modem: %s\n%s" % (rows, self.sh("lsusb", may_fail=True)))
        took = time.monotonic() - began
        self.guest.unplug("disk")
        check("modeswitch" not in self.since(mark), "the log tells to install usb-modeswitch")
        return "a modem after %.1f s" % took

    def swapped(self):
        """Pulled out, it is absent and in the log; the two sticks come back at each other's ports."""
        self.plug(2, 2)
        self.wait("quebec", "ready", 45)
        mark = self.mark()
        self.unplug(1)
        self.unplug(2)
        self.wait("montreal", "absent", 10)
        self.wait("quebec", "absent", 10)
        check("the line is absent" in self.since(mark), "the loss is not in the log:\n" + self.since(mark))
        self.plug(2, 1)
        self.plug(1, 2)
        for name, n in (("montreal", 1), ("quebec", 2)):
            self.wait(name, "ready", 45)
            self.answer_to(n, self.text(n), 10)
        check("ready again after" in self.since(mark), "the return is not in the log")

    def hung(self):
        """A stick that takes no bytes: the neighbour answers as before, and a reset brings it back within three minutes."""
        self.both()
        usb = self.usb[1][1]
        # What is usual for this guest on this machine.
        usual_status, usual_answer = 0, 0
        for _ in range(3):
            usual_status = max(usual_status, self.status_time())
            usual_answer = max(usual_answer, self.answer_to(2, self.text(2), 30))
        resets = usb(op="state").get("reset_configured", 0)
        usb(op="on_reset", do="unhang")
        mark, slowest = self.mark(), 0
        usb(op="hang", on=True)
        began = time.monotonic()
        first = self.text(1)
        while True:
            slowest = max(slowest, self.answer_to(2, self.text(2), 3 + 3 * usual_answer))
            took, l = self.status_time(), self.line("montreal")
            check(took < 3 + 3 * usual_status, "status takes %.1f s, usually %.1f s" % (took, usual_status))
            check(l["state"] != "absent" or "plug" not in l["detail"], "it is plugged in: %s" % l["detail"])
            if usb(op="state").get("reset_configured", 0) > resets:
                break
            check(time.monotonic() - began < 180, "no reset within three minutes: %s" % l)
            time.sleep(2)
        reset = time.monotonic() - began
        self.wait("montreal", "ready", 60)
        self.answer_to(1, first, 15)
        log = self.since(mark)
        check("the line is failed" in log and "ready again after" in log, "the fault is not in the log:\n" + log)
        return "reset after %.0f s, the neighbour's slowest answer %.1f s, before the hang %.1f s" % (
            reset, slowest, usual_answer)

    def status_time(self):
        """How long `status` waits for the service: without the start of a program, which costs most in a guest."""
        clock = "date +%s.%N"
        a, b, c = map(float, self.sh("%s; jedisnon pdu decode --json - </dev/null; %s; jedisnon status >/dev/null; %s" % (
            clock, clock, clock), 60, may_fail=True).split())
        return (c - b) - (b - a)

    def stopped(self):
        """`systemctl stop` with a hung stick takes less than ten seconds, and ends well."""
        self.both()
        self.usb[1][1](op="hang", on=True)
        self.text(1)
        # Something has to lie in the kernel that the stick does not take.
        time.sleep(3)
        took = float(self.sh("s=$(date +%s.%N); systemctl stop jedisnon; e=$(date +%s.%N); echo \"$e $s\" | "
                             "awk '{print $1-$2}'").split()[-1])
        result = self.sh("systemctl show -p Result --value jedisnon").strip()
        self.usb[1][1](op="hang", on=False)
        check(result == "success", "it ended with %s" % result)
        check(took < 10, "it took %.1f s" % took)
        self.sh("systemctl start jedisnon")
        self.wait("quebec", "ready", 60)
        self.wait("montreal", "ready", 90)
        return "%.1f s" % took

    def by_path(self):
        """A line that names a path is back in seconds after each replug, without a word about the group dialout."""
        self.both()
        self.configure([("montreal", 'device = "/dev/serial/by-path/'
                         + self.sh("ls /dev/serial/by-path | grep -m1 'usb-0:2:1.2-port0'").strip() + '"'),
                        ("quebec", 'iccid = "%s"' % SIM[2])])
        self.wait("montreal", "ready", 60)
        mark, slowest = self.mark(), 0
        for _ in range(4):
            self.unplug(1)
            self.wait("montreal", "absent", 10)
            self.plug(1, 2)
            slowest = max(slowest, self.wait("montreal", "ready", 30))
        check("dialout" not in self.since(mark), "a false sentence:\n" + self.since(mark))
        return "ready after %.1f s at most" % slowest

    def twins(self):
        """Two sticks of one kind; a third one's line by SIM is absent while another names its old port by path."""
        self.both()
        self.plug(3, 3)
        self.configure([("montreal", 'device = "/dev/serial/by-id/'
                         + self.sh("ls /dev/serial/by-id | grep -m1 'if02'").strip() + '"'),
                        ("quebec", 'iccid = "%s"' % SIM[2])])
        found = json.loads(self.sh("jedisnon doctor --json", may_fail=True))["findings"]
        check(any(f["id"] == "line_by_id" for f in found), "the doctor does not warn of by-id")
        self.unplug(3)
        self.configure([("montreal", 'iccid = "%s"' % SIM[3]), ("quebec", 'device = "%s"' % self.at_port(2))])
        self.wait("quebec", "ready", 60)
        self.wait("montreal", "absent", 30)
        self.configure([("montreal", 'iccid = "%s"' % SIM[1]), ("quebec", 'iccid = "%s"' % SIM[2])])
        self.wait("montreal", "ready", 60)
        self.wait("quebec", "ready", 60)

    def at_port(self, n):
        """The tty of a modem's AT port, by the path on which its stick is."""
        port = {1: 2, 2: 1}[n]
        return self.sh("readlink -f /dev/serial/by-path/*usb-0:%d:1.2-port0" % port).strip().split("\n")[0]

    def modem_manager(self):
        """ModemManager beside us: told by the line where our rules are missing, and nothing where they are."""
        self.both()
        self.sh("systemctl unmask ModemManager && systemctl start ModemManager", 60)
        time.sleep(5)
        check(self.line("montreal")["state"] == "ready", "with our rules: %s" % self.line("montreal"))
        self.sh("mv /usr/lib/udev/rules.d/77-jedisnon.rules /root/ && udevadm control --reload && "
                "udevadm trigger --action=add && udevadm settle")
        self.unplug(1)
        self.wait("montreal", "absent", 15)
        self.plug(1, 2)
        self.wait("montreal", ("degraded", "failed"), 120)
        said = self.line("montreal")["detail"]
        check("ModemManager" in said, "it says: " + said)
        self.sh("systemctl mask --now ModemManager; mv /root/77-jedisnon.rules /usr/lib/udev/rules.d/; "
                "udevadm control --reload && udevadm trigger --action=add && udevadm settle", may_fail=True)
        self.wait("montreal", "ready", 90)

    def power_cut(self):
        """The power fails under load: the database is whole, nobody is answered twice, nothing received is lost."""
        self.both()
        senders = []
        for _ in range(12):
            senders.append((1, self.text(1)))
            senders.append((2, self.text(2)))
            time.sleep(0.15)
        self.guest.kill()
        self.guest.boot()
        self.boots.append("%.0f s" % self.guest.wait_ready())
        # The bus of a guest that was started anew is empty.
        self.places = {}
        self.both()
        time.sleep(3)
        check(self.sh("sqlite3 /var/lib/jedisnon/jedisnon.db 'PRAGMA integrity_check'").strip() == "ok",
              "the database is damaged")
        for n in (1, 2):
            sent = self.answered(n)
            twice = {s for s in sent if sent.count(s) > 1}
            check(not twice, "answered twice: %s" % twice)
        rows = self.events()
        known = {r["sender"] for r in rows if r["kind"] == "sms_received"}
        check({w for _, w in senders} <= known, "lost: %s" % ({w for _, w in senders} - known))
        return "%d of %d answered" % (sum(w in self.answered(n) for n, w in senders), len(senders))

    def events(self):
        return [json.loads(l) for l in self.sh("jedisnon events --json --reveal").splitlines() if l.startswith("{")]

    def full_disk(self):
        """No space left: nothing is lost or answered, the line says so, and goes on when there is space."""
        self.both()
        self.sh("fallocate -l $(($(df -B1 --output=avail / | tail -1) - 4096)) /var/lib/fill || true; "
                "dd if=/dev/zero of=/var/lib/fill2 bs=4096 2>/dev/null || true")
        try:
            who = self.text(1)
            self.wait("montreal", "degraded", 60)
            check(who not in self.answered(1), "answered without a record")
        finally:
            self.sh("rm -f /var/lib/fill /var/lib/fill2")
        took = self.answer_to(1, who, 90)
        return "answered %.0f s after there was space" % took

    def old_clock(self):
        """A clock of 2021, which is set right while the service runs: texts are answered, ages are true."""
        self.both()
        self.sh("systemctl stop jedisnon; timedatectl set-ntp false 2>/dev/null; date -s '2021-05-05 12:00:00'; "
                "systemctl start jedisnon")
        self.wait("montreal", "ready", 90)
        self.answer_to(1, self.text(1), 15)
        self.sh("date -s @%d" % time.time())
        started = self.status()["service"]["started_at"]
        age = float(self.sh("echo $(( $(date +%%s) - $(date -d '%s' +%%s) ))" % started).strip())
        check(0 <= age < 300, "it says that it started %.0f s ago" % age)
        self.answer_to(1, self.text(1), 15)

    def notices(self):
        """A stick that is pulled out, and its return, reach the operator's program by systemd, as a user of its own."""
        self.both()
        self.sh("""cat > /etc/jedisnon-notify/notify <<'END'
#!/bin/sh
logger -t told "$1 $2 $(id -un) $(wc -c) $(ls /var/lib/jedisnon 2>&1 | wc -l)"
END
chmod 755 /etc/jedisnon-notify/notify && systemctl enable --now jedisnon-notify.path""")
        lines = [("montreal", 'iccid = "%s"' % SIM[1]), ("quebec", 'iccid = "%s"' % SIM[2])]
        self.configure(lines, more='[notify]\nspool = "/var/spool/jedisnon"\nafter = "2s"\n')
        self.sh("jedisnon notify test", 60)
        self.told("test once", 30)
        self.unplug(1)
        self.told("line_down began", 90)
        self.plug(1, 2)
        self.wait("montreal", "ready", 60)
        took = self.told("line_down ended", 90)
        left = self.sh("ls /var/spool/jedisnon | wc -l").strip()
        check(left == "0", "%s notices stay in the spool" % left)
        self.sh("systemctl disable --now jedisnon-notify.path; rm /etc/jedisnon-notify/notify")
        return "its return was told after %.0f s" % took

    def told(self, what, within):
        """Waits until the operator's program was told; it runs as its own user, and sees nothing of the database."""
        began = time.monotonic()
        while True:
            lines = [l for l in self.sh("journalctl -t told -o cat --no-pager").splitlines() if l.startswith(what)]
            if lines:
                user, octets, seen = lines[-1].split()[2:5]
                check(user == "jedisnon-notify" and int(octets) > 20, "it was told as %s, %s octets" % (user, octets))
                return time.monotonic() - began
            check(time.monotonic() - began < within, "nobody was told of %s within %d s" % (what, within))
            time.sleep(1)

    def watchdog(self):
        """A service that hangs is ended and started again."""
        self.both()
        self.sh("mkdir -p /run/systemd/system/jedisnon.service.d && "
                "printf '[Service]\\nWatchdogSec=8\\nTimeoutAbortSec=2\\n' > /run/systemd/system/jedisnon.service.d/vm.conf && "
                "systemctl daemon-reload && systemctl restart jedisnon")
        self.wait("montreal", "ready", 60)
        before = self.sh("systemctl show -p MainPID --value jedisnon").strip()
        self.sh("kill -STOP %s" % before)
        end = time.monotonic() + 60
        while self.sh("systemctl show -p MainPID --value jedisnon").strip() in (before, "0"):
            check(time.monotonic() < end, "it was not started again")
            time.sleep(1)
        self.wait("montreal", "ready", 60)

    def reboot(self):
        """After a reboot the lines are back without anybody."""
        self.both()
        began = time.monotonic()
        self.guest.sh("systemctl reboot", 20)
        self.boots.append("%.0f s" % self.guest.wait_ready())
        for name, n in (("montreal", 1), ("quebec", 2)):
            self.wait(name, "ready", 120)
            self.answer_to(n, self.text(n), 15)
        return "both lines answer %.0f s after the order" % (time.monotonic() - began)

    CHAPTERS = ["install", "answers", "switched", "swapped", "hung", "stopped", "by_path", "twins", "modem_manager",
                "full_disk", "old_clock", "notices", "watchdog", "reboot", "power_cut"]
    # About how long the long ones take where the processor is emulated.
    SECONDS = {"hung": 140, "by_path": 115, "twins": 100, "modem_manager": 280, "watchdog": 70, "reboot": 60, "power_cut": 60}


def side_by_side(chapters, count):
    """Plays chapters in so many guests at once, about as long in each; whether all of them hold."""
    groups = [[] for _ in range(min(count, len(chapters)))]
    def length(group):
        return sum(Story.SECONDS.get(name, 40) for name in group)
    for name in sorted(chapters, key=lambda name: -length([name])):
        min(groups, key=length).append(name)
    printing = threading.Lock()

    def play(number, group):
        guest = subprocess.Popen(
            [sys.executable, "-B", __file__, *sys.argv[1:], "--guests", "1", "--only", ",".join(group)],
            stdout=subprocess.PIPE, text=True)
        guests.append(guest)
        for line in guest.stdout:
            with printing:
                print("%d: %s" % (number, line), end="", flush=True)
        guest.wait()

    guests = []
    threads = [threading.Thread(target=play, args=(n + 1, group)) for n, group in enumerate(groups)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        for guest in guests:
            guest.terminate()
    return all(guest.returncode == 0 for guest in guests) and len(guests) == len(groups)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--deb", required=True)
    ap.add_argument("--binary", required=True, help="the same program, for the simulated modems on this machine")
    ap.add_argument("--image", required=True)
    ap.add_argument("--only", help="these chapters, by name; the first two always run")
    ap.add_argument("--guests", type=int, default=1, help="so many guests at once, the chapters shared out among them")
    ap.add_argument("--keep", action="store_true", help="keep the folder of the run")
    a = ap.parse_args()
    wanted = Story.CHAPTERS if not a.only else ["install", "answers"] + a.only.split(",")
    began, bad, story = time.monotonic(), [], None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if a.guests > 1:
        holds = side_by_side([c for c in Story.CHAPTERS if c in wanted][2:], a.guests)
        print("%d chapters in %d guests, %s, %.0f s" % (
            len(wanted), a.guests, "all hold" if holds else "not all hold", time.monotonic() - began))
        sys.exit(0 if holds else 1)
    folder = tempfile.mkdtemp(prefix="jedisnon-vm-")
    try:
        story = Story(a, folder)
        print("booted after %s" % story.boots[0], flush=True)
        for name in [c for c in Story.CHAPTERS if c in wanted]:
            start = time.monotonic()
            try:
                note = getattr(story, name)() or ""
                word = "ok"
            except (Failed, TimeoutError, RuntimeError, OSError) as error:
                word, note = "FAILED", str(error)
                bad.append(name)
            title = getattr(Story, name).__doc__.strip()
            print("%-6s %5.1f s  %-14s %s%s" % (word, time.monotonic() - start, name, title, "\n         " + note if note else ""), flush=True)
            if word == "FAILED":
                try:
                    print("\n".join("         | " + l for l in story.journal("-n 25").splitlines()), flush=True)
                except Exception as error:
                    print("         | no log: %s" % error, flush=True)
                if name in ("install", "answers"):
                    break
    finally:
        if story:
            story.sticks.end()
            story.guest.quit()
        if not a.keep and not bad:
            shutil.rmtree(folder, ignore_errors=True)
        elif story:
            print("what it left: " + folder)
    print("%d chapters, %d failed, %.0f s" % (len(wanted), len(bad), time.monotonic() - began))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
