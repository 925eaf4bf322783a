# What the shell scripts share; sourced, never run. Messages to the user are Indonesian.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"
LOG="$ROOT/var/siapkan.log"
cd "$ROOT"

say() { printf '%s\n' "$*" >&2; }

# One sentence, then out.
stop() {
  say "$*"
  exit 1
}

mkdir -p var 2>/dev/null && [ -w var ] ||
  stop "Folder $ROOT/var tidak dapat ditulisi; periksa pemilik foldernya. (Cannot write to $ROOT/var.)"

# Run something whose output only matters when it fails.
quietly() { "$@" >"$LOG" 2>&1 </dev/null; }

# Settings from .env; what already stands in the environment wins.
load_env() {
  [ -f .env ] || return 0
  local key value
  while IFS='=' read -r key value || [ -n "$key" ]; do
    if [[ "$key" =~ ^[A-Z][A-Z0-9_]*$ ]] && [ -z "${!key+set}" ]; then
      export "$key=$value"
    fi
  done <.env
}

# Install Debian packages where that is allowed; otherwise say in one sentence which are missing.
install_packages() {
  local as=()
  if [ "$(id -u)" -ne 0 ]; then as=(sudo -n); fi
  if ! command -v apt-get >/dev/null || ! "${as[@]}" true 2>/dev/null; then
    stop "Paket berikut belum terpasang dan perlu hak admin: jalankan \"sudo apt-get install $*\" lalu ulangi." \
      "(Missing system packages: run \"sudo apt-get install $*\" and try again.)"
  fi
  say "Memasang paket sistem: $*"
  quietly "${as[@]}" apt-get update || true
  quietly "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
    stop "Paket $* gagal dipasang; rinciannya di var/siapkan.log. (Could not install $*.)"
}

find_python() {
  local name
  for name in python3.11 python3 python3.12 python3.13; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

# The virtual environment itself; one that was left half made is made again.
ensure_venv() {
  "$PYTHON" -m pip --version >/dev/null 2>&1 && return
  local python
  python="$(find_python)" || stop "Python 3.11 atau yang lebih baru tidak ditemukan; pasang paket python3." \
    "(Python 3.11 or newer is needed.)"
  "$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
  say "Membuat lingkungan Python di .venv"
  quietly "$python" -m venv --clear "$VENV" ||
    stop "Lingkungan Python gagal dibuat; rinciannya di var/siapkan.log. (Could not create .venv.)"
}

# Install a lock file exactly, only when it changed since the last time.
ensure_requirements() {
  local lock="$1" mark sum
  mark="$VENV/terpasang-$lock"
  sum="$(sha256sum <"$lock")"
  [ "$(cat "$mark" 2>/dev/null)" = "$sum" ] && return
  say "Memasang pustaka Python dari $lock (beberapa menit pada kali pertama)"
  quietly "$PYTHON" -m pip install --disable-pip-version-check --require-hashes -r "$lock" ||
    stop "Pustaka Python gagal dipasang; periksa sambungan internet, rinciannya di var/siapkan.log." \
      "(Could not install $lock.)"
  printf '%s\n' "$sum" >"$mark"
}

# WeasyPrint loads pango and friends when it is imported; ask it rather than the package manager.
ensure_pdf_libraries() {
  "$PYTHON" -c 'import weasyprint' >/dev/null 2>&1 && return
  install_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1
  "$PYTHON" -c 'import weasyprint' >/dev/null 2>&1 ||
    stop "Pembuat PDF (WeasyPrint) tidak dapat dimuat; periksa paket libpango dan libharfbuzz." \
      "(WeasyPrint cannot load its libraries.)"
}

chromium_works() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && "$name" --version >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

ensure_chromium() { chromium_works || install_packages chromium; }

prepare_run() {
  ensure_venv
  ensure_requirements requirements.txt
  ensure_pdf_libraries
}

prepare_dev() {
  ensure_venv
  ensure_requirements requirements-dev.txt
  sha256sum <requirements.txt >"$VENV/terpasang-requirements.txt" # the larger lock contains it
  ensure_pdf_libraries
}
