#!/usr/bin/env bash
# `make test`: all tests with coverage, browser tests in a real Chromium included.
# DATABASE_URL chooses the database; ARGS="tests/pohon -k geser" runs a part (without the floor).
set -euo pipefail
source "$(dirname "$0")/common.sh"

prepare_dev
ensure_chromium
workers="${PYTEST_WORKERS:-2}"
if [ $# -gt 0 ]; then
  exec "$PYTHON" -m pytest "$@"
fi
exec "$PYTHON" -m pytest -n "$workers" --dist loadfile --no-loadscope-reorder --cov --cov-report=term
