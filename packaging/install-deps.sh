#!/bin/sh
# Installs what Yizhan needs from Debian where it is missing, and says so before doing it. With the name of another architecture
# (`install-deps.sh arm64`): what it takes to build for that one here.
set -eu

list="$(dirname "$0")/debian-packages${1:+-$1}.txt"
if [ $# -gt 0 ] && ! dpkg --print-foreign-architectures | grep -qx "$1"; then
    echo "Packages of another architecture are wanted: dpkg --add-architecture $1"
    [ "$(id -u)" = 0 ] || { echo "Please run this as root, then try again." >&2; exit 1; }
    dpkg --add-architecture "$1"
fi
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
