#!/usr/bin/env bash
# `make lint`: every check, all of them even after one failed; non-zero when any did.
set -uo pipefail
source "$(dirname "$0")/common.sh"

prepare_dev
export SECRET_KEY="${SECRET_KEY:-only-for-lint}" DJANGO_SETTINGS_MODULE=cascading.settings
bin="$VENV/bin"
failed=()

check() {
  local name="$1"
  shift
  printf '== %s\n' "$name"
  "$@" || failed+=("$name")
}

check "ruff check" "$bin/ruff" check .
check "ruff format" "$bin/ruff" format --check .
check "mypy" "$bin/mypy"
check "djlint" "$bin/djlint" templates --lint --quiet
check "import-linter" "$bin/lint-imports" --no-logo
check "migrations" "$PYTHON" manage.py makemigrations --check --dry-run
check "vendored files" "$PYTHON" scripts/vendor.py check
check "tracked files" "$PYTHON" scripts/check_files.py

if [ ${#failed[@]} -gt 0 ]; then
  printf 'FAILED: %s\n' "${failed[*]}"
  exit 1
fi
echo "All checks passed."
