#!/bin/sh
# Installs what Yizhan needs from Debian where it is missing, and says so before doing it.
set -eu

list="$(dirname "$0")/debian-packages.txt"
missing=""
for package in $(grep -v '^#' "$list"); do
    if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
        missing="$missing $package"
    fi
done
[ -n "$missing" ] || exit 0

echo "Yizhan needs these Debian packages, which are not installed yet:$missing"
install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
    echo "Installing them now: apt-get update && $install"
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive $install
else
    echo "Please run this as root, then try again:" >&2
    echo "    apt-get update && $install" >&2
    exit 1
fi
