#!/bin/bash
# Lets the service work on the modems that python-gsmmodem's own tests imitate: emulators.sh PATH_OF_JEDISNON
# They are fetched from PyPI into a folder that is thrown away; nothing of them is kept.
set -euo pipefail
binary=$(realpath -e "$1")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
  --dest "$work" "python-gsmmodem-new==0.13.0"
tar -xzf "$work"/python-gsmmodem-new-0.13.0.tar.gz -C "$work"
PYTHONDONTWRITEBYTECODE=1 python3 emulators.py "$work/python-gsmmodem-new-0.13.0/test" "$binary"
