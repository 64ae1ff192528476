#!/bin/bash
# `make test-vm`: installs the package in a guest of qemu and plays the story of run.py there. See docs/testing-vm.md.
#
#   Tests/vm/run.sh DEB BINARY [--only CHAPTER,...] [--keep]
#
# IMAGE_FOLDER: where the guest's image lies; it is made once (as root), and again when how it is made has changed.
set -euo pipefail
kit=$(dirname "$(realpath "$0")")
deb=$(realpath -e "$1")
binary=$(realpath -e "$2")
shift 2
image=${IMAGE_FOLDER:-${XDG_CACHE_HOME:-$HOME/.cache}/jedisnon/vm}
how=$(cd "$kit" && cat build-image $(find guest -type f | LC_ALL=C sort) | sha256sum | cut -d' ' -f1)
if [ "$(cat "$image/made-by" 2>/dev/null)" != "$how" ]; then
    echo "the guest's image is made, once: two minutes and 140 MB of Debian packages"
    mkdir -p "$image"
    if ! "$kit/build-image" "$image" >"$image/log" 2>&1; then
        tail -n 20 "$image/log" >&2
        echo "the guest's image could not be made: it takes root, and apt's mirror" >&2
        exit 1
    fi
    echo "$how" >"$image/made-by"
fi
exec timeout --kill-after=20 "${VM_LIMIT:-1500}" python3 -B "$kit/run.py" --deb "$deb" --binary "$binary" --image "$image" "$@"
