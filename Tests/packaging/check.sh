#!/bin/bash
# Installs a package, uses it, upgrades it, removes and purges it, and says what is not as it should be.
#
#   Tests/packaging/check.sh dist/jedisnon_VERSION_ARCHITECTURE.deb
#
# As root, in a copy of this machine that is thrown away: an overlay in a mount namespace. Where that is not permitted, such
# as in a plain container, on the machine itself, if it knows no jedisnon yet; it is cleaned up afterwards.
# Needs no systemd as the first process. The network is not used.
set -uo pipefail
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive MANWIDTH=100

say() { printf '%s\n' "$*"; }
give_up() { echo "check.sh: $1" >&2; exit "${2:-1}"; }

[ $# = 1 ] || give_up "usage: check.sh PACKAGE.deb" 64
[ "$(id -u)" = 0 ] || give_up "only root can install a package" 77
package=$(realpath -e "$1") || exit 64

# MARK: a machine to spoil

if [ -z "${CHECK_PLACE:-}" ]; then
    stage=$(mktemp -d /tmp/check-package.XXXXXX)
    if unshare --mount true 2>/dev/null && CHECK_PACKAGE=$package CHECK_STAGE=$stage unshare --mount --pid --fork bash -euc '
        mount --make-rprivate /
        mount -t tmpfs -o mode=0755 stage "$CHECK_STAGE"
        mkdir "$CHECK_STAGE"/{upper,work,root}
        mount -t overlay -o "lowerdir=/,upperdir=$CHECK_STAGE/upper,workdir=$CHECK_STAGE/work" copy "$CHECK_STAGE/root"
        mount --rbind /dev "$CHECK_STAGE/root/dev"
        mount --rbind /sys "$CHECK_STAGE/root/sys"
        mount -t proc proc "$CHECK_STAGE/root/proc"
        for empty in run tmp; do mount -t tmpfs -o mode=1777 empty "$CHECK_STAGE/root/$empty"; done
        mkdir "$CHECK_STAGE/root/run/lock"
        # The copy knows no jedisnon, whatever was done on this machine.
        chroot "$CHECK_STAGE/root" dpkg --purge jedisnon >/dev/null 2>&1
        rm -rf "$CHECK_STAGE"/root/{etc,var/lib}/jedisnon
        cp "$CHECK_PACKAGE" "$CHECK_STAGE/root/tmp/"
        cp "$0" "$CHECK_STAGE/root/tmp/check.sh"
        touch "$CHECK_STAGE/ready"
        status=0
        CHECK_PLACE="a copy of this machine" chroot "$CHECK_STAGE/root" \
            /bin/bash /tmp/check.sh "/tmp/$(basename "$CHECK_PACKAGE")" || status=$?
        [ $status = 0 ] || exit $((100 + status % 100))
    ' "$0" 2>"$stage.err"; then
        status=0
    else
        status=$?
    fi
    [ ! -e "$stage.err" ] || cat "$stage.err" >&2
    rm -rf "$stage" "$stage.err"
    [ $status = 0 ] && exit 0
    [ $status -ge 100 ] && exit 1
    say "a copy of this machine cannot be made here: it is done on the machine itself"
    ! getent passwd jedisnon >/dev/null && ! dpkg -s jedisnon >/dev/null 2>&1 &&
        ! [ -e /etc/jedisnon ] && ! [ -e /var/lib/jedisnon ] ||
        give_up "this machine has a jedisnon already: it is not touched" 73
    export CHECK_PLACE="this machine"
    trap 'dpkg --purge jedisnon >/dev/null 2>&1; rm -rf /var/lib/jedisnon /run/jedisnon; userdel jedisnon 2>/dev/null' EXIT
fi
say "checking $(basename "$package") in $CHECK_PLACE"

# MARK: how it is checked

work=$(mktemp -d)
failures=0
# is WHAT COMMAND...: the command must succeed. What it printed is shown when it does not.
is() {
    local what=$1
    shift
    # In this shell, not in one of its own: what a command starts is waited for here.
    if "$@" >"$work/out" 2>&1; then
        say "ok      $what"
    else
        say "FAILED  $what"
        sed 's/^/        /' "$work/out"
        failures=$((failures + 1))
    fi
}
not() { ! "$@"; }
# fact WHAT WANTED FOUND
fact() { is "$1" equal "$2" "$3"; }
equal() { [ "$1" = "$2" ] || { printf 'wanted: %s\nfound:  %s\n' "$1" "$2"; return 1; }; }
owner() { stat -c '%a %U:%G' "$1" 2>&1; }
exits() {
    local wanted=$1 found=0
    shift
    "$@" || found=$?
    equal "exit code $wanted" "exit code $found"
}
# Nobody can be asked: whatever would ask fails.
install() { dpkg -i "$1" </dev/null >"$work/dpkg" 2>&1 || { cat "$work/dpkg"; return 1; }; }

# MARK: the package itself

dpkg-deb -x "$package" "$work/files"
dpkg-deb -e "$package" "$work/scripts"
share=$work/files/usr/share
for script in postinst prerm postrm; do is "$script parses" sh -n "$work/scripts/$script"; done
pages=0
for page in "$share"/man/man?/*.gz; do
    pages=$((pages + 1))
    man --warnings -E UTF-8 -l "$page" >"$work/page" 2>"$work/warnings" </dev/null
    [ -s "$work/page" ] && [ ! -s "$work/warnings" ] || is "$(basename "$page") renders" cat "$work/warnings" /nowhere
done
is "$pages manual pages render, one for each command" test "$pages" -ge 12
is "jedisnon.toml(5) explains state_dir" grep -q state_dir <(man -l "$share/man/man5/jedisnon.toml.5.gz" 2>&1)
is "the completions of bash parse" bash -n "$share/bash-completion/completions/jedisnon"
completed() {
    source "$share/bash-completion/completions/jedisnon"
    local COMPREPLY COMP_WORDS COMP_CWORD COMP_LINE COMP_POINT
    COMP_WORDS=(jedisnon sta) COMP_CWORD=1 COMP_LINE="jedisnon sta" COMP_POINT=12 COMPREPLY=()
    "$(complete -p jedisnon | sed 's/.*-F \([^ ]*\).*/\1/')" jedisnon sta jedisnon
    equal status "${COMPREPLY[*]// /}"
}
is "bash completes sta to status" completed
for shell in zsh:zsh/vendor-completions/_jedisnon fish:fish/vendor_completions.d/jedisnon.fish; do
    command -v "${shell%%:*}" >/dev/null && is "the completions of ${shell%%:*} parse" "${shell%%:*}" -n "$share/${shell#*:}"
    is "there are completions for ${shell%%:*}" test -s "$share/${shell#*:}"
done
unit=$work/files/usr/lib/systemd/system/jedisnon.service
is "an exit code that needs a person ends the service" grep -qx 'RestartPreventExitStatus=64 65 78' "$unit"
is "any other end, by a signal too, is tried again for ever" \
    sh -c "grep -qx Restart=always '$unit' && grep -qx StartLimitIntervalSec=0 '$unit'"
for setting in LimitCORE=0 LimitNOFILE=8192 UMask=0077 StateDirectoryMode=0700; do
    is "the unit says $setting" grep -qx $setting "$unit"
done
is "it needs an SQLite that knows STRICT tables" grep -q 'libsqlite3-0 (>= 3.37)' "$work/scripts/control"
is "a stop has 20 seconds" grep -qx 'TimeoutStopSec=20' "$unit"
if command -v systemd-analyze >/dev/null; then
    is "the unit is hardened: exposure 2.5 at most" systemd-analyze security --offline=true --threshold=25 "$unit"
    say "        $(systemd-analyze security --offline=true "$unit" --no-pager 2>/dev/null | sed -n 's/.*\(Overall exposure.*\)/\1/p')"
fi
is_static() { ! readelf -d "$work/files/usr/bin/jedisnon" | grep -q 'NEEDED.*libswift'; }
if is_static; then
    dynamic=$(readelf -d "$work/files/usr/bin/jedisnon")
    is "no library beside the program is taken" not grep -qE '\((RUNPATH|RPATH)\)' <<<"$dynamic"
    is "every address is resolved at the start" grep -qE 'BIND_NOW|FLAGS_1.*NOW' <<<"$dynamic"
fi
if is_static && command -v lintian >/dev/null; then
    is "lintian finds no error and no warning" lintian --allow-root --fail-on error,warning "$package"
fi

# MARK: installed

is "installs" install "$package"
is "configured" grep -q 'install ok installed' <(dpkg -s jedisnon)
fact "the service's user is in the groups of modems and sound cards" "audio dialout jedisnon" \
    "$(id -nG jedisnon | tr ' ' '\n' | sort | paste -sd' ')"
fact "nobody logs in as it" /usr/sbin/nologin "$(getent passwd jedisnon | cut -d: -f7)"
fact "the settings are root's, readable by the service" "640 root:jedisnon" "$(owner /etc/jedisnon/jedisnon.toml)"
for folder in /etc/jedisnon /etc/jedisnon/lines.d; do
    fact "$folder" "750 root:jedisnon" "$(owner $folder)"
done
for folder in /etc/jedisnon/pins /var/lib/jedisnon; do
    fact "$folder" "700 jedisnon:jedisnon" "$(owner $folder)"
done
wants=/etc/systemd/system/multi-user.target.wants/jedisnon.service
is "the unit is enabled" test -L $wants
is "udev rules are there" test -s /usr/lib/udev/rules.d/77-jedisnon.rules
if command -v systemd-analyze >/dev/null; then
    # Manual pages may be left out where it runs; dpkg of a container does so.
    is "systemd accepts the unit" systemd-analyze verify --man=no /usr/lib/systemd/system/jedisnon.service
fi
is "the settings need no change" jedisnon line list
is "the long example is right" jedisnon line list --config "$share/doc/jedisnon/examples/jedisnon.toml"
is "demo --once" setpriv --reuid nobody --regid nogroup --clear-groups env HOME=/tmp jedisnon demo --once

# MARK: in use

command install -d -m 0750 -o jedisnon -g jedisnon /run/jedisnon
cd /
as_service() { setpriv --reuid jedisnon --regid jedisnon --init-groups "$@"; }
start() {
    setpriv --reuid jedisnon --regid jedisnon --init-groups jedisnon run >"$work/log" 2>&1 &
    service=$!
    for _ in {1..100}; do
        [ -S /run/jedisnon/control.sock ] && return
        kill -0 $service 2>/dev/null || break
        sleep 0.1
    done
    cat "$work/log"
    return 1
}
stop() { kill -TERM $service && wait $service || { echo "exit code $?"; cat "$work/log"; return 1; }; }
blocked() { jedisnon blocks 2>/dev/null | grep -q "asked by mail"; }
is "the service runs without a line, as its own user" start
is "status: no line is one that needs attention" exits 1 jedisnon status
fact "the socket is the group's" "660 jedisnon:jedisnon" "$(owner /run/jedisnon/control.sock)"
is "somebody is blocked" jedisnon block +15145550123 --note "asked by mail"
is "the service cannot change its settings" not as_service test -w /etc/jedisnon/jedisnon.toml
is "others cannot read the database" not setpriv --reuid nobody --regid nogroup --clear-groups cat /var/lib/jedisnon/jedisnon.db
member() { setpriv --reuid nobody --regid jedisnon --clear-groups "$@"; }
is "a member of the group asks the service" member jedisnon events
is "and cannot read the database" not member cat /var/lib/jedisnon/jedisnon.db
fact "the database is the service's alone" "600 jedisnon:jedisnon" "$(owner /var/lib/jedisnon/jedisnon.db)"
is "a member's copy is where the member asked" member sh -c 'cd /tmp && jedisnon backup copy.db && test -s copy.db'
fact "and the member's alone" "600 nobody:jedisnon" "$(owner /tmp/copy.db)"
is "the note of it says who" grep -q '"user":"nobody"' <(jedisnon events --json --last 3)
is "SIGTERM ends it with 0" stop
is "with the service down the database is for root and the service" exits 73 member jedisnon events
is "what root reads with the service down leaves no file the service cannot open" \
    sh -c 'jedisnon events --reveal >/dev/null 2>&1; test -z "$(find /var/lib/jedisnon ! -user jedisnon)"'
is "and it starts again" start
is "and ends" stop

# MARK: upgraded

cp -a "$work/files" "$work/next" && cp -a "$work/scripts" "$work/next/DEBIAN"
sed -i 's/^Version: .*/&+check1/' "$work/next/DEBIAN/control"
dpkg-deb --root-owner-group -b -Znone "$work/next" "$work/next.deb" >/dev/null
echo '# changed by the operator' >>/etc/jedisnon/jedisnon.toml
before=$(sha256sum /etc/jedisnon/jedisnon.toml)
# As an older version left them.
echo 1234 >/etc/jedisnon/pins/montreal
chown root:jedisnon /etc/jedisnon/pins /etc/jedisnon/pins/montreal
chmod 0750 /etc/jedisnon/pins /var/lib/jedisnon
chmod 0640 /etc/jedisnon/pins/montreal /var/lib/jedisnon/jedisnon.db
is "upgrades without a question" install "$work/next.deb"
is "to the next version" grep -q '+check1$' <(dpkg-query -W -f '${Version}\n' jedisnon)
fact "the operator's settings are untouched" "$before" "$(sha256sum /etc/jedisnon/jedisnon.toml)"
is "the database survived" blocked
fact "an older database is closed to the group" "600 jedisnon:jedisnon" "$(owner /var/lib/jedisnon/jedisnon.db)"
fact "and its folder" "700 jedisnon:jedisnon" "$(owner /var/lib/jedisnon)"
fact "and a PIN" "600 jedisnon:jedisnon" "$(owner /etc/jedisnon/pins/montreal)"
is "it is still enabled" test -L $wants
if command -v systemctl >/dev/null && systemctl disable jedisnon.service >/dev/null 2>&1; then
    is "upgrades again" install "$work/next.deb"
    is "what the operator disabled stays disabled" not test -L $wants
fi

# MARK: removed, and purged

is "removes" dpkg --remove jedisnon
is "the program is gone" not test -e /usr/bin/jedisnon
is "the settings stay" test -s /etc/jedisnon/jedisnon.toml
is "the database stays" test -s /var/lib/jedisnon/jedisnon.db
chown root:root /var/lib/jedisnon/jedisnon.lock
is "installs again over what stayed" install "$package"
is "with everything it knew" blocked
fact "a file that root left is the service's" jedisnon "$(stat -c %U /var/lib/jedisnon/jedisnon.lock)"
fact "and the operator's settings" "$before" "$(sha256sum /etc/jedisnon/jedisnon.toml)"
is "purges" dpkg --purge jedisnon
is "the settings are gone" not test -e /etc/jedisnon
is "the database stays where nobody can be asked" test -s /var/lib/jedisnon/jedisnon.db
fact "nothing of it is left for systemd" "" "$(find /etc/systemd /var/lib/systemd -name '*jedisnon*' 2>/dev/null)"
is "installs a last time" install "$package"
command -v debconf-set-selections >/dev/null &&
    is "an answer given before is heard" debconf-set-selections <<<'jedisnon jedisnon/delete_data boolean true'
is "purges with the database" dpkg --purge jedisnon
is "nothing is left" not test -e /var/lib/jedisnon -o -e /etc/jedisnon

rm -rf "$work"
[ $failures = 0 ] || give_up "$failures checks failed"
say "all checks passed"
