#!/usr/bin/env bash
# `make format`
set -euo pipefail
source "$(dirname "$0")/common.sh"

prepare_dev
"$VENV/bin/ruff" check --fix --exit-zero --quiet .
"$VENV/bin/ruff" format .
