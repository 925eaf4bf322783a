#!/usr/bin/env bash
# `make bench`: the measurements of bench/run.py.
set -euo pipefail
source "$(dirname "$0")/common.sh"

prepare_dev
ensure_chromium
export SECRET_KEY="${SECRET_KEY:-only-for-bench}"
exec "$PYTHON" -m bench.run "$@"
