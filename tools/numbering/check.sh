#!/bin/bash
# Compares the numbering plans with libphonenumber's, in a virtual environment that is thrown away.
set -euo pipefail
cd "$(dirname "$0")"
venv=$(mktemp -d)
trap 'rm -rf "$venv"' EXIT
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" check.py
