#!/bin/bash
# Lets udev itself read the rules: no line of ours may be wrong, a described modem must get what it should, and a
# device that is none of ours must get nothing. Everything happens in a mount namespace with a /run and a /dev of its
# own, because `udevadm test` makes real links. Without root, udevadm or umockdev it says so and ends well.
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
rules=77-jedisnon.rules

skip() {
    echo "udev rules not checked: $1"
    exit 0
}

if [[ ${1:-} != inside ]]; then
    command -v udevadm >/dev/null || skip "no udevadm"
    command -v umockdev-run >/dev/null || skip "no umockdev-run"
    unshare -m true 2>/dev/null || skip "no permission for a mount namespace"
    exec unshare -m --propagation private "$0" inside
fi

mkdir -p /etc/udev/rules.d
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/rules" "$work/pts"
cp "$root/udev/$rules" "$work/rules/"
mount --bind "$work/rules" /etc/udev/rules.d
mount --bind /dev/pts "$work/pts"
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /dev
mkdir /dev/pts
mount --move "$work/pts" /dev/pts
mknod -m 666 /dev/null c 1 3
ln -s /proc/self/fd /dev/fd

fail() {
    echo "udev rules: $1" >&2
    exit 1
}

# `udevadm test` ends well whatever it read: what it says of our file is what counts. SYSTEMD_LOG_LEVEL=debug names the
# file once as read, without a line number.
said=$(SYSTEMD_LOG_LEVEL=debug udevadm test /sys/class/mem/null 2>&1) || fail "udevadm does not run: $said"
grep -q "$rules" <<<"$said" || fail "udevadm did not read $rules"
if grep -E "$rules:[0-9]+" <<<"$said"; then fail "the lines above are wrong"; fi

# One device with its tty, as the kernel describes it: vendor, product.
describe() {
    local bus=/devices/pci0000:00/0000:00:14.0/usb1
    cat <<END
P: /devices/pci0000:00/0000:00:14.0
E: SUBSYSTEM=pci

P: $bus
E: SUBSYSTEM=usb
E: DEVTYPE=usb_device
A: idVendor=1d6b\\n
A: idProduct=0002\\n

P: $bus/1-1
E: SUBSYSTEM=usb
E: DEVTYPE=usb_device
A: idVendor=$1\\n
A: idProduct=$2\\n
A: power/control=auto\\n

P: $bus/1-1/1-1:1.2
E: SUBSYSTEM=usb
E: DEVTYPE=usb_interface
A: bInterfaceNumber=02\\n

P: $bus/1-1/1-1:1.2/ttyUSB2
E: SUBSYSTEM=usb-serial

P: $bus/1-1/1-1:1.2/ttyUSB2/tty/ttyUSB2
E: SUBSYSTEM=tty
E: DEVNAME=/dev/ttyUSB2
L: device=../../../ttyUSB2
END
}

# What the rules make of the device (1, 2) below the USB port (3).
properties() {
    describe "$1" "$2" >"$work/device"
    # What udev writes to an attribute only its debug output says.
    SYSTEMD_LOG_LEVEL=debug umockdev-run -d "$work/device" -- udevadm test --action="${4:-add}" \
        "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1$3" 2>"$work/said"
}

tty=/1-1:1.2/ttyUSB2/tty/ttyUSB2
count=0
while read -r vendor product; do
    port=$(properties "$vendor" "$product" "$tty") || fail "$vendor:$product: udevadm does not run"
    grep -q '^ID_MM_PORT_IGNORE=1' <<<"$port" || fail "$vendor:$product: the port is not kept from ModemManager"
    grep -q '^ID_MM_DEVICE_IGNORE=1' <<<"$port" || fail "$vendor:$product: the port does not name the device"
    device=$(properties "$vendor" "$product" "") || fail "$vendor:$product: udevadm does not run"
    grep -q '^ID_MM_DEVICE_IGNORE=1' <<<"$device" || fail "$vendor:$product: the device is not kept from ModemManager"
    grep -q "power/control' writing 'on'" "$work/said" || fail "$vendor:$product: its USB port may be put to sleep"
    count=$((count + 1))
done < <(sed -nE 's/^ATTRS\{idVendor\}=="(....)", ATTRS\{idProduct\}=="(....)".*/\1 \2/p' "$root/udev/$rules")
[[ $count -gt 100 ]] || fail "only $count products found"

# A converter of a GPS, another make's modem, and a modem that goes away.
for other in "1a86 7523" "1199 9055" "2c7c 0620" "12d1 1446" "19d2 2000"; do
    read -r vendor product <<<"$other"
    if properties "$vendor" "$product" "$tty" | grep -q ID_MM_; then fail "$vendor:$product is none of ours"; fi
done
if properties 2c7c 0125 "$tty" remove | grep -q ID_MM_; then fail "a device that goes away is given properties"; fi
echo "udev rules: $count products kept from ModemManager, no wrong line"
