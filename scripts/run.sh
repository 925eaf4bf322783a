#!/usr/bin/env bash
# `make run`: prepare this machine, then start Pokin. Settings: see .env.example.
set -euo pipefail
source "$(dirname "$0")/common.sh"

# The key signs sessions: made once, kept readable by its owner only. The environment wins.
ensure_secret_key() {
  [ -n "${SECRET_KEY:-}" ] && return
  if [ ! -s var/secret_key ]; then
    (umask 077 && "$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(50))' >var/secret_key)
  fi
  SECRET_KEY="$(cat var/secret_key)"
  export SECRET_KEY
}

# The demo accounts have a known password: only where nobody but this machine reaches the server,
# unless POKIN_CONTOH says otherwise.
choose_demo() {
  local demo=0
  case "${BIND:-127.0.0.1}" in
    127.* | localhost | ::1) [ -n "${SECURE_PROXY:-}" ] || demo=1 ;;
  esac
  export POKIN_CONTOH="${POKIN_CONTOH:-$demo}"
}

load_env
prepare_run
ensure_secret_key
choose_demo
"$PYTHON" scripts/start.py
exec "$PYTHON" scripts/serve.py
