#!/usr/bin/env bash
# Every test there is, on a Debian machine with the .NET SDK: installs the servers and the browser that some tests need, then runs them all.
set -euo pipefail
cd "$(dirname "$0")/.."

needed=(libsqlite3-0 postgresql-15 redis-server prometheus prometheus-alertmanager chromium)
missing=()
for package in "${needed[@]}"; do
  dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
done

install() {
  # A run level of 1 keeps the packages from starting their services: the tests start their own.
  local root=()
  [[ $EUID -eq 0 ]] || root=(sudo)
  "${root[@]}" apt-get update -q &&
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -q -y --no-install-recommends "${missing[@]}"
}

if ((${#missing[@]})); then
  echo "Installing ${missing[*]}"
  install || install
fi

exec dotnet test --solution WarRoomBot.sln "$@"
