#!/bin/sh
# Makes the Debian packages with Debian's own tools: yizhan (the program), yizhan-kiosk (turns a machine into a terminal) and
# yizhan-platform. `make packages` calls this after a release build.
#
#   packaging/make-deb.sh [--bin DIR] [--tools DIR] [--out DIR] [--arch ARCH] [--compress none|xz]
#
# --bin: where the programs are [target/release]; --tools: programs that run here, to write their manual pages, where the others
# are for another machine [as --bin]; --arch: Debian's name of that machine [this one's].
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
bin="$root/target/release" tools="" out="$root/target/packages" arch="" compress=xz
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || { echo "make-deb.sh: $1 wants a value" >&2; exit 2; }
    case "$1" in
        --bin) bin=$2 ;; --tools) tools=$2 ;; --out) out=$2 ;; --arch) arch=$2 ;; --compress) compress=$2 ;;
        *) echo "make-deb.sh: $1 is unknown" >&2; exit 2 ;;
    esac
    shift 2
done
bin=$(cd "$bin" && pwd)
tools=$(cd "${tools:-$bin}" && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
arch=${arch:-$(dpkg --print-architecture)}
for program in yizhan yizhan-platform; do
    [ -x "$bin/$program" ] || { echo "make-deb.sh: $bin/$program is missing: cargo build --release --workspace --bins" >&2; exit 1; }
done
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"/\1/p' "$root/Cargo.toml")
# The same source makes the same packages.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1700000000)}
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

# put MODE FROM TO: a file of the package that is being made.
put() { install -D -m "$1" "$2" "$tree$3"; }

# What a program is linked with, by the packages that bring it.
linked_with() {
    found=""
    if command -v dpkg-shlibdeps >/dev/null; then
        mkdir -p "$work/debian"
        printf 'Source: yizhan\n\nPackage: yizhan\nArchitecture: any\n' > "$work/debian/control"
        found=$(cd "$work" && dpkg-shlibdeps -O --ignore-missing-info "$1" 2>/dev/null | sed -n 's/^shlibs:Depends=//p') || true
    fi
    echo "${found:-libc6, libgcc-s1, libssl3}"
}

# The program itself, without what only a debugger needs.
program() {
    put 755 "$bin/$1" "/usr/bin/$1"
    if command -v strip >/dev/null && [ "$arch" = "$(dpkg --print-architecture)" ]; then
        strip --strip-unneeded "$tree/usr/bin/$1"
    fi
}

# Manual pages and completions, written by the program that they are about.
paperwork() {
    pages="$work/$1.pages"
    mkdir -p "$pages"
    "$tools/$1" paperwork --to "$pages"
    for page in "$pages"/*.1; do
        put 644 "$page" "/usr/share/man/man1/$(basename "$page")"
        gzip -9n "$tree/usr/share/man/man1/$(basename "$page")"
    done
    put 644 "$pages/$1.bash" "/usr/share/bash-completion/completions/$1"
    put 644 "$pages/_$1" "/usr/share/zsh/vendor-completions/_$1"
    put 644 "$pages/$1.fish" "/usr/share/fish/vendor_completions.d/$1.fish"
}

# finish PACKAGE ARCH DESCRIPTION FIELDS: control file, copyright, changes; then the package.
finish() {
    put 644 "$here/copyright" "/usr/share/doc/$1/copyright"
    put 644 "$root/CHANGELOG.md" "/usr/share/doc/$1/changelog"
    gzip -9n "$tree/usr/share/doc/$1/changelog"
    mkdir -p "$tree/DEBIAN"
    size=$(du -sk --exclude=DEBIAN "$tree" | cut -f1)
    {
        printf 'Package: %s\nVersion: %s\nArchitecture: %s\nSection: misc\nPriority: optional\n' "$1" "$version" "$2"
        printf 'Maintainer: Yizhan <yizhan@localhost>\nInstalled-Size: %s\n' "$size"
        printf '%s\n' "$4"
        printf 'Description: %s\n' "$3"
    } > "$tree/DEBIAN/control"
    (cd "$tree" && find etc -type f 2>/dev/null | sort | sed 's,^,/,') > "$work/conffiles"
    [ ! -s "$work/conffiles" ] || install -m 644 "$work/conffiles" "$tree/DEBIAN/conffiles"
    (cd "$tree" && find . -path ./DEBIAN -prune -o -type f -print | sort | sed 's,^\./,,' | xargs md5sum) > "$tree/DEBIAN/md5sums"
    find "$tree" -newermt "@$SOURCE_DATE_EPOCH" -print0 | xargs -0r touch --no-dereference --date="@$SOURCE_DATE_EPOCH"
    dpkg-deb --root-owner-group -Z"$compress" --build "$tree" "$out/$1_${version}_$2.deb"
}

# What eframe opens at run time, so that no linker sees it.
WINDOW="libegl1, libgl1-mesa-dri, libxkbcommon0, libxkbcommon-x11-0, libwayland-client0, libwayland-cursor0, libwayland-egl1, libx11-6, libx11-xcb1, libxcursor1, libxi6, libxrandr2"

tree="$work/yizhan"
program yizhan
paperwork yizhan
put 644 "$here/station.toml" /etc/yizhan/station.toml
put 644 "$root/docs/technician.md" /usr/share/doc/yizhan/technician.md
put 644 "$root/docs/guide.zh-CN.md" /usr/share/doc/yizhan/guide.zh-CN.md
# The guide's pictures, where it names them.
for picture in $(sed -n 's/.*(\(screens\/[^)]*\.png\)).*/\1/p' "$root/docs/guide.zh-CN.md" | sort -u); do
    put 644 "$root/docs/$picture" "/usr/share/doc/yizhan/$picture"
done
"$tools/yizhan" config --schema > "$work/schema.json"
put 644 "$work/schema.json" /usr/share/yizhan/station.schema.json
finish yizhan "$arch" "kiosk of a street employment station
 Postings, walk-in registration and the staff desk on one touch screen. It works
 for weeks without a network, and brings everything to the provincial platform
 exactly once when there is a connection." "Depends: $(linked_with "$bin/yizhan"), $WINDOW
Recommends: espeak-ng, ffmpeg
Suggests: librime1, rime-data-pinyin-simp, yizhan-kiosk"

tree="$work/yizhan-kiosk"
put 644 "$here/kiosk/yizhan.service" /usr/lib/systemd/system/yizhan.service
put 644 "$here/kiosk/yizhan-xserver.service" /usr/lib/systemd/system/yizhan-xserver.service
put 644 "$here/kiosk/yizhan-firewall.service" /usr/lib/systemd/system/yizhan-firewall.service
put 644 "$here/kiosk/yizhan-neighbour.service" /usr/lib/systemd/system/yizhan-neighbour.service
put 644 "$here/kiosk/yizhan-setup.service" /usr/lib/systemd/system/yizhan-setup.service
put 644 "$here/kiosk/yizhan-reboot.path" /usr/lib/systemd/system/yizhan-reboot.path
put 644 "$here/kiosk/yizhan-reboot.service" /usr/lib/systemd/system/yizhan-reboot.service
put 755 "$here/kiosk/kiosk" /usr/lib/yizhan/kiosk
put 755 "$here/kiosk/turned" /usr/lib/yizhan/turned
put 755 "$here/kiosk/yizhan-setup-from-stick" /usr/lib/yizhan/setup-from-stick
put 644 "$here/kiosk/publishers" /etc/yizhan/publishers
put 644 "$here/kiosk/xorg.conf" /usr/lib/yizhan/xorg.conf.d/60-yizhan.conf
put 755 "$here/kiosk/yizhan-seal-key" /usr/sbin/yizhan-seal-key
put 755 "$here/kiosk/yizhan-station" /usr/sbin/yizhan-station
put 644 "$here/kiosk/firewall.nft" /etc/yizhan/firewall.nft
put 644 "$here/kiosk/sysctl.conf" /usr/lib/sysctl.d/60-yizhan.conf
put 644 "$here/kiosk/logind.conf" /usr/lib/systemd/logind.conf.d/60-yizhan.conf
put 644 "$here/kiosk/udev.rules" /usr/lib/udev/rules.d/70-yizhan.rules
put 644 "$here/kiosk/polkit.rules" /usr/share/polkit-1/rules.d/60-yizhan.rules
put 644 "$here/kiosk/sysusers.conf" /usr/lib/sysusers.d/yizhan.conf
put 644 "$here/kiosk/tmpfiles.conf" /usr/lib/tmpfiles.d/yizhan.conf
for script in postinst prerm postrm; do put 755 "$here/kiosk/$script" "/DEBIAN/$script"; done
finish yizhan-kiosk all "turns a machine into a terminal of an employment station
 The kiosk starts with the machine, under an account of its own that can reach its
 state, its devices and its platform. Consoles, key combinations, core dumps and
 sticks that mount by themselves are closed." "Depends: yizhan (>= $version), systemd, udev, nftables, cage | xserver-xorg-core, xwayland | xserver-xorg-core, seatd | xauth
Recommends: systemd-timesyncd | chrony, tpm2-tools, wlr-randr | xinput
Suggests: network-manager, x11-xserver-utils, wlopm"

tree="$work/yizhan-platform"
program yizhan-platform
paperwork yizhan-platform
put 644 "$here/platform/yizhan-platform.service" /usr/lib/systemd/system/yizhan-platform.service
put 644 "$here/platform/default" /etc/default/yizhan-platform
put 644 "$here/platform/sysusers.conf" /usr/lib/sysusers.d/yizhan-platform.conf
put 644 "$here/platform/tmpfiles.conf" /usr/lib/tmpfiles.d/yizhan-platform.conf
put 644 "$here/grafana/yizhan-platform.json" /usr/share/yizhan-platform/grafana.json
for script in postinst prerm postrm; do put 755 "$here/platform/$script" "/DEBIAN/$script"; done
finish yizhan-platform "$arch" "platform of a province's employment stations
 Takes what stations send, hands them postings, and shows how they stand." "Depends: $(linked_with "$bin/yizhan-platform"), systemd
Suggests: postgresql, nginx"
