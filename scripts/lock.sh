#!/usr/bin/env bash
# `make lock`: pin both lock files again, with hashes and without naming where they came from.
# `make lock ARGS=--upgrade` takes newer versions within the bounds of the .in files.
set -euo pipefail
source "$(dirname "$0")/common.sh"

ensure_venv
tools="$ROOT/var/pip-tools"
[ -x "$tools/bin/pip-compile" ] || { "$(find_python)" -m venv "$tools" && "$tools/bin/pip" install -q pip-tools; }

for name in requirements requirements-dev; do
  "$tools/bin/pip-compile" --quiet --generate-hashes --no-strip-extras --allow-unsafe --no-header \
    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
    --annotation-style=line "$@" -o "$name.txt" "$name.in"
done
"$PYTHON" scripts/check_files.py
