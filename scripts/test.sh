#!/usr/bin/env bash
# `make test`: all tests with coverage, browser tests in a real Chromium included.
# DATABASE_URL chooses the database; ARGS="tests/pohon -k geser" runs a part (without the floor), COVERAGE=0 leaves
# the measuring of coverage out.
set -euo pipefail
source "$(dirname "$0")/common.sh"

prepare_dev
ensure_chromium
cores="$(nproc)"
workers="${PYTEST_WORKERS:-$((cores < 2 ? 2 : cores > 4 ? 4 : cores))}"  # each has a Chromium and a database of its own
if [ $# -gt 0 ]; then
  exec "$PYTHON" -m pytest "$@"
fi
measure=(--cov --cov-report=term)
[ "${COVERAGE:-1}" = 0 ] && measure=()
exec "$PYTHON" -m pytest -n "$workers" --dist loadfile --no-loadscope-reorder "${measure[@]}"
