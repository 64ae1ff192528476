#!/bin/bash
# Proves that programs nobody here wrote can use `jedisnon simulate` as their modem: gammu, gammu-smsd and smstools' smsd,
# each on every profile. What they sent and deleted is read back through the simulator's control socket.
#
#   Tests/foreign/run.sh .build/debug/jedisnon
#
# Needs gammu, gammu-smsd, smstools and jq; no privileges. Works in a folder of its own and leaves nothing behind.
set -uo pipefail
export LC_ALL=C.UTF-8

profiles=(generic quectel-ec25 quectel-eg91 quectel-ec200 sim7600 a7670 sim800 huawei-e173 huawei-e3372 zte-mf190 telit-le910)
plain='Salut, on se voit ce soir ?'
accented='Œuvre « bête » à 10 €'
long="$(printf 'Tu pourrais au moins répondre quand on te parle, non ? %.0s' {1..6})fin"
# Every program has a modem of its own on every simulator.
declare -A modem_of=([gammu]=0 [gammu-smsd]=1 [smsd]=2)

[ $# = 1 ] && binary=$(realpath -e "$1") || { echo "usage: run.sh PATH_OF_JEDISNON" >&2; exit 64; }
for tool in gammu gammu-smsd gammu-smsd-inject smsd jq; do
    PATH=$PATH:/usr/sbin command -v "$tool" >/dev/null || { echo "run.sh: $tool is missing" >&2; exit 69; }
done
PATH=$PATH:/usr/sbin

work=$(mktemp -d "${TMPDIR:-/tmp}/foreign.XXXXXX") || exit 73
trap 'finish $?' EXIT
trap 'echo "run.sh: stopped before its end" >&2; exit 143' TERM INT HUP

# Every process of this run has its id in a file of $work/pids. The newest are stopped first: TERM, and KILL after 5 s.
finish() {
    trap - EXIT
    local pid
    for pid in $(ls "$work/pids" 2>/dev/null | sort -rn); do stop "$pid"; done
    rm -rf "$work"
    exit "$1"
}

keep() { mkdir -p "$work/pids"; : >"$work/pids/$1"; }

stop() {
    local family
    family=$(family_of "$1")
    kill "$1" 2>/dev/null
    for _ in {1..100}; do
        kill -0 "$1" 2>/dev/null || break
        sleep 0.05
    done
    # Word by word on purpose; those that ended are no error.
    kill -9 $family 2>/dev/null
    rm -f "$work/pids/$1"
}

family_of() {
    local child
    echo "$1"
    for child in $(pgrep -P "$1"); do family_of "$child"; done
}

# expect WHAT WANTED FOUND
expect() {
    [ "$2" = "$3" ] && return
    printf 'MISMATCH %s\n  wanted: %s\n  found:  %s\n' "$1" "$2" "$3" >&2
    return 1
}

# until_so SECONDS COMMAND...: waits for the command to succeed. What comes after says what is missing when it does not.
until_so() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}

# tell PROFILE MODEM REQUEST [JQ_FILTER [JQ_ARGUMENT...]]: asks the simulator.
tell() {
    local answer
    answer=$("$binary" simulate --control "$work/$1.sock" --tell "$(jq -c ".modem=$2" <<<"$3")") || return 1
    jq -e .ok <<<"$answer" >/dev/null || { echo "refused: $3: $answer" >&2; return 1; }
    [ $# -lt 4 ] || jq -cr "$4" <<<"$answer"
}

text_from() { tell "$1" "$2" "$(jq -nc --arg from "$3" --arg text "$4" '{do:"inject",from:$from,text:$text}')"; }

stored() { echo $(($(tell "$1" "$2" '{"do":"state"}' '.state.used | add'))); }
is_empty() { [ "$(stored "$1" "$2")" = 0 ]; }

# What a program sent: number, text, whether it was told so; then that it dialled nowhere.
expect_sent() {
    local what=$1 profile=$2 modem=$3 wanted=$4
    expect "$what: sent" "$wanted" \
        "$(tell "$profile" "$modem" '{"do":"submitted"}' '[.submissions[] | [.to, .text, .client_saw_success]]')" &&
        expect "$what: dialled" '[]' "$(tell "$profile" "$modem" '{"do":"state"}' .state.dials)"
}

start_simulator() {
    "$binary" simulate --profile "$1" --count 3 --latency 2ms --link-prefix "$work/$1-" --control "$work/$1.sock" \
        >"$work/$1.out" 2>"$work/$1.err" &
    keep $!
    until_so 20 grep -q '"ready":true' "$work/$1.out" || { cat "$work/$1.err" >&2; return 1; }
}

# MARK: gammu

test_gammu() {
    local profile=$1 modem=${modem_of[gammu]} rc=$work/$1-gammu.rc out
    printf '[gammu]\nport = %s\nconnection = at115200\n' "$work/$profile-$modem" >"$rc"

    out=$(timeout 30 gammu -c "$rc" identify) || { echo "gammu identify on $profile: $out" >&2; return 1; }
    expect "gammu identify on $profile: IMEI" 866758040000013 "$(sed -n 's/^IMEI *: //p' <<<"$out")" || return
    expect "gammu identify on $profile: IMSI" 302720000000001 "$(sed -n 's/^SIM IMSI *: //p' <<<"$out")" || return

    text_from "$profile" "$modem" +15145550111 "$plain" && text_from "$profile" "$modem" +14185550122 "$accented" &&
        out=$(timeout 30 gammu -c "$rc" getallsms) || { echo "gammu getallsms on $profile: $out" >&2; return 1; }
    expect "gammu getallsms on $profile: senders" '"+15145550111" "+14185550122" ' \
        "$(sed -n 's/^Remote number *: //p' <<<"$out" | tr '\n' ' ')" || return
    expect "gammu getallsms on $profile: texts" "$plain|$accented" \
        "$(grep -Fx -e "$plain" -e "$accented" <<<"$out" | paste -sd'|')" || return
    expect "gammu getallsms on $profile: stays stored" 2 "$(stored "$profile" "$modem")" || return

    out=$(timeout 30 gammu -c "$rc" sendsms TEXT +15145550133 -text "Bonjour de gammu" 2>&1) ||
        { echo "gammu sendsms on $profile: $out" >&2; return 1; }
    expect_sent "gammu sendsms on $profile" "$profile" "$modem" '[["+15145550133","Bonjour de gammu",true]]' || return

    # It listens ten seconds longer than it needs.
    [ "$profile" = generic ] || return 0
    out=$(timeout 40 gammu -c "$rc" getussd '*123#' 2>&1) || { echo "gammu getussd on $profile: $out" >&2; return 1; }
    expect "gammu getussd on $profile" '"Balance: 10.00"' "$(sed -n 's/^Service reply *: //p' <<<"$out")"
}

# MARK: gammu-smsd

# One file a part: their texts by sender, in the order of the parts.
gammu_inbox() { cat "$1"/IN*_"$2"_*.txt 2>/dev/null; }
gammu_has() { [ "$(gammu_inbox "$1" "$2")" = "$3" ]; }

test_gammu_smsd() {
    local profile=$1 modem=${modem_of[gammu-smsd]} folder=$work/$1-gammu-smsd pid sender text
    local rc=$folder/rc
    mkdir -p "$folder"/{inbox,outbox,sent,error}
    cat >"$rc" <<-END
	[gammu]
	port = $work/$profile-$modem
	connection = at115200
	[smsd]
	service = files
	logfile = $folder/log
	inboxpath = $folder/inbox/
	outboxpath = $folder/outbox/
	sentsmspath = $folder/sent/
	errorsmspath = $folder/error/
	checksecurity = 0
	checkbattery = 0
	commtimeout = 1
	receivefrequency = 1
	END
    # One waits before the program starts, two arrive while it runs.
    text_from "$profile" "$modem" +15145550111 "$plain" || return
    gammu-smsd -c "$rc" >"$folder/out" 2>&1 &
    pid=$!
    keep "$pid"
    until_so 25 gammu_has "$folder/inbox" +15145550111 "$plain" &&
        text_from "$profile" "$modem" +14185550122 "$accented" && text_from "$profile" "$modem" +15145550144 "$long" &&
        gammu-smsd-inject -c "$rc" TEXT +15145550133 -text "Bonjour de gammu-smsd" >>"$folder/out" 2>&1
    tell "$profile" "$modem" '{"do":"wait","submissions":1,"within":30}'
    until_so 15 gammu_has "$folder/inbox" +15145550144 "$long"
    until_so 10 is_empty "$profile" "$modem"
    stop "$pid"
    while IFS='|' read -r sender text; do
        expect "gammu-smsd on $profile: from $sender" "$text" "$(gammu_inbox "$folder/inbox" "$sender")" ||
            { tail -n 20 "$folder/log" "$folder/out" >&2; return 1; }
    done <<<"+15145550111|$plain"$'\n'"+14185550122|$accented"$'\n'"+15145550144|$long"
    expect "gammu-smsd on $profile: left in the SIM" 0 "$(stored "$profile" "$modem")" || return
    expect_sent "gammu-smsd on $profile" "$profile" "$modem" '[["+15145550133","Bonjour de gammu-smsd",true]]'
}

# MARK: smstools3

# The body of the file that smsd wrote for a sender, in UTF-8.
smsd_inbox() {
    local file
    for file in $(grep -lsx "From: $2" "$1"/*); do
        if grep -qx 'Alphabet: UCS2' "$file"; then
            sed '1,/^$/d' "$file" | iconv -f UTF-16BE -t UTF-8
        else
            sed '1,/^$/d' "$file" | iconv -f ISO-8859-15 -t UTF-8
        fi
    done
}
smsd_has() { [ "$(smsd_inbox "$1" "$2")" = "$3" ]; }

test_smsd() {
    local profile=$1 modem=${modem_of[smsd]} folder=$work/$1-smsd pid sender text
    mkdir -p "$folder"/{outgoing,checked,failed,incoming,sent}
    cat >"$folder/conf" <<-END
	devices = M
	outgoing = $folder/outgoing
	checked = $folder/checked
	failed = $folder/failed
	incoming = $folder/incoming
	sent = $folder/sent
	logfile = $folder/log
	infofile = $folder/running
	pidfile = $folder/pid
	loglevel = 6
	delaytime = 1
	[M]
	device = $work/$profile-$modem
	init = AT
	incoming = yes
	memory_start = 0
	END
    text_from "$profile" "$modem" +15145550111 "$plain" || return
    # A session of its own: at its end it signals its whole process group.
    setsid smsd -t -c "$folder/conf" >"$folder/out" 2>&1 &
    pid=$!
    keep "$pid"
    until_so 25 smsd_has "$folder/incoming" 15145550111 "$plain" &&
        text_from "$profile" "$modem" +14185550122 "$accented" && text_from "$profile" "$modem" +15145550144 "$long"
    printf 'To: 15145550133\n\nBonjour de smsd' >"$folder/message" && mv "$folder/message" "$folder/outgoing/"
    tell "$profile" "$modem" '{"do":"wait","submissions":1,"within":30}'
    until_so 15 smsd_has "$folder/incoming" 15145550144 "$long"
    until_so 10 is_empty "$profile" "$modem"
    stop "$pid"
    while IFS='|' read -r sender text; do
        expect "smsd on $profile: from $sender" "$text" "$(smsd_inbox "$folder/incoming" "$sender")" ||
            { tail -n 20 "$folder/log" "$folder/out" >&2; return 1; }
    done <<<"15145550111|$plain"$'\n'"14185550122|$accented"$'\n'"15145550144|$long"
    expect "smsd on $profile: left in the SIM" 0 "$(stored "$profile" "$modem")" || return
    expect_sent "smsd on $profile" "$profile" "$modem" '[["+15145550133","Bonjour de smsd",true]]'
}

# MARK: All of them at once

# Nothing here takes longer than 20 s; what hangs is ended.
(sleep 80; kill $$) &
keep $!
for profile in "${profiles[@]}"; do start_simulator "$profile" || exit 1; done
declare -A names
for profile in "${profiles[@]}"; do
    for program in gammu gammu-smsd smsd; do
        ("test_${program//-/_}" "$profile") &
        names[$!]="$program on $profile"
        keep $!
    done
done
status=0
for pid in "${!names[@]}"; do
    if wait "$pid"; then echo "ok      ${names[$pid]}"; else echo "FAILED  ${names[$pid]}"; status=1; fi
    rm -f "$work/pids/$pid"
done
exit $status
