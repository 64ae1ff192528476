#!/bin/bash
# Plays the way of notices from the spool to the operator's program, without systemd.
set -uo pipefail
cd "$(dirname "$0")/../.."
runner=$PWD/packaging/notify/notify-spool
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
spool=$folder/spool
mkdir "$spool"
failures=0
expect() {
    if [ "$2" = "$3" ]; then return; fi
    echo "FAILED: $1: expected '$2', is '$3'"
    failures=$((failures + 1))
}

# Takes a notice, and says which; fails as often as a file says.
program=$folder/program
cat >"$program" <<'P'
#!/bin/sh
left=$(cat "$0.failures" 2>/dev/null || echo 0)
if [ "$left" -gt 0 ]; then echo $((left - 1)) >"$0.failures"; exit 1; fi
printf '%s %s %s\n' "$1" "$2" "$(cat)" >>"$0.taken"
P
chmod +x "$program"
taken() { cat "$program.taken" 2>/dev/null | tr '\n' ','; rm -f "$program.taken"; }

"$runner" "$spool" "$program"
expect "an empty spool is nothing to do" "0" "$?"

echo one >"$spool/00000000000001-00-line_down-began.json"
echo two >"$spool/00000000000002-00-alive-once.json"
echo half >"$spool/.00000000000003-00-alive-once.json.part"
NOTIFY_PAUSE=0 "$runner" "$spool" "$program"
expect "each is taken once, oldest first, with kind and phase" "line_down began one,alive once two," "$(taken)"
expect "what is not whole stays" ".00000000000003-00-alive-once.json.part" "$(ls -A "$spool")"

echo 2 >"$program.failures"
echo one >"$spool/00000000000001-00-disk-began.json"
echo two >"$spool/00000000000002-00-disk-ended.json"
NOTIFY_PAUSE=0 "$runner" "$spool" "$program" 2>"$folder/errors"
expect "what fails is tried again, and nothing overtakes it" "disk began one,disk ended two," "$(taken)"
expect "each failure is said" "2" "$(grep -c 'tried again' "$folder/errors")"

for number in $(seq 1 130); do echo "$number" >"$spool/$(printf %014d "$number")-00-sim-began.json"; done
NOTIFY_PAUSE=0 "$runner" "$spool" "$program" 2>"$folder/errors"
expect "only the newest hundred are kept" "100 31 130" \
    "$(wc -l <"$program.taken") $(head -1 "$program.taken" | cut -d' ' -f3) $(tail -1 "$program.taken" | cut -d' ' -f3)"
taken >/dev/null

ln -s /etc/hostname "$spool/00000000000001-00-raid-began.json"
echo two >"$spool/00000000000002-00-raid-began.json"
NOTIFY_PAUSE=0 timeout 5 "$runner" "$spool" "$program" 2>/dev/null
expect "a link is not followed" "0 raid began two," "$? $(taken)"

echo one >"$spool/00000000000001-00-test-once.json"
NOTIFY_PAUSE=1 "$runner" "$spool" "$folder/later" 2>/dev/null &
sleep 0.5
cp "$program" "$folder/later"
wait $!
expect "a program that comes later takes what waited" "test once one" "$(cat "$folder/later.taken")"

for example in packaging/notify/*.example; do
    sh -n "$example" || { echo "FAILED: $example is no shell script"; failures=$((failures + 1)); }
done
for unit in packaging/notify/*.service packaging/notify/*.path; do
    grep -q '^Description=' "$unit" || { echo "FAILED: $unit"; failures=$((failures + 1)); }
done
[ $failures = 0 ] || exit 1
echo "the way of notices is right"
