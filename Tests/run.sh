#!/bin/bash
# All tests, after a build of them: run.sh PATH_OF_JEDISNON, with the bundle of the tests beside it
#
# Groups that mostly wait for modems, clocks and calls run side by side; what needs the whole machine runs alone. A group
# prints nothing but its result, and everything it said when it fails. One that failed beside others is run once more, alone:
# a clock that is watched on a busy machine proves nothing. What fails twice has failed.
set -uo pipefail
cd "$(dirname "$0")/.."
binary=$1
export SWIFT_BACKTRACE=enable=no
logs=$(mktemp -d)
declare -A began pid_of command_of
failed=()
trap 'kill "${pid_of[@]}" 2>/dev/null; rm -rf "$logs"' EXIT
trap 'exit 143' TERM INT HUP

# A selection of the Swift tests, at least one. The bundle itself is started: several `swift test` at once want one database.
# It says what it found on its standard error.
bundle=$(dirname "$binary")/jedisnonPackageTests.xctest
swift_tests() {
    local said="$logs/said.$BASHPID"
    ${wrapper:-} "$bundle" --testing-library swift-testing "$@" 2>&1 | tee "$said"
    [ "${PIPESTATUS[0]}" = 0 ] && grep -qE 'Test run with [1-9]' "$said"
}
# These see a make-believe /sys with modems that are plugged in and pulled out.
hotplug_tests() { wrapper=Tests/with-testbed swift_tests "$@"; }

# start NAME COMMAND...: runs a group beside the others.
start() {
    local name=$1
    shift
    began[$name]=$SECONDS
    command_of[$name]=$(printf '%q ' "$@")
    "$@" >"$logs/$name" 2>&1 </dev/null &
    pid_of[$name]=$!
}

# finish: waits for the groups that were started, in the order of their ends.
finish() {
    local name pid code
    while [ ${#pid_of[@]} -gt 0 ]; do
        wait -n -p pid "${pid_of[@]}"
        code=$?
        for name in "${!pid_of[@]}"; do [ "${pid_of[$name]}" = "$pid" ] && break; done
        unset "pid_of[$name]"
        report "$name" "$code"
    done
}

report() {
    if [ "$2" = 0 ]; then
        echo "passed $1 ($((SECONDS - began[$1])) s)$(tally "$logs/$1")"
    else
        failed+=("$1")
        cat "$logs/$1"
        echo "FAILED $1 ($((SECONDS - began[$1])) s, code $2)"
    fi
}

# What a group counts or measures.
tally() { grep -hE 'Test run with [1-9]|cases are right|^from plug to ready, of|^simulated |^played ' "$1" | sed 's/\x1b\[[0-9;]*m//g; s/^[^[:alnum:]]*/: /' | tr -d '\n'; }

# alone NAME COMMAND...: runs a group with nothing beside it.
alone() {
    start "$@"
    finish
}

# What computes for long would keep the threads that all tasks share from those that watch a clock: it has a process of its
# own, and its turn when nothing else watches one.
long='^(LineCoreTests\.(CallStorm|WorkLaneInterleaving)|LineConfigurationTests\.ConfigurationMutation|EventStoreTests\.(Flood|Growth|Recovery)|LinePolicyTests\.Flood|ModemsTests\.Refusal|ModemsTests\.OtherWays)Tests'
timed='^(SerialPortTests|WebTests\.(HostileClient|Follow|ControlServer)Tests|ModemsTests\.PortQueueTests|VoiceTests\.SpeechFailureTests)'
alone units swift_tests --skip '^ServiceTests\.' --skip '^SimulationTests\.' --skip '^PolicyPropertyTests\.' --skip "$long" --skip "$timed"
alone timed swift_tests --no-parallel --filter "$timed"

voice='^ServiceTests\.(CallLife|CallEnd|CallFault|VoiceTrial|Speaking|SoundCard)Tests'
start cases Tests/cases/run.py "$binary"
# What a caller hears is measured: nothing else runs meanwhile.
sound='^ServiceTests\.(SpeakingTests|SoundCardTests|CallLifeTests.*(textDuringCall|secondCaller)|CallFaultTests.*lateAudio)'
start call-life swift_tests --no-parallel --filter '^ServiceTests\.CallLifeTests' --skip "$sound"
start call-end swift_tests --no-parallel --filter '^ServiceTests\.CallEndTests'
start call-faults swift_tests --no-parallel --filter '^ServiceTests\.(CallFault|VoiceTrial)Tests' --skip "$sound"
faults='^ServiceTests\.(LineFault|Operator|Kill|Field|BadInput)Tests'
start faults swift_tests --no-parallel --filter "$faults"
defence='^ServiceTests\.(Balance|Defence|Erasure|Evidence|Law|Page|Alert|Rehearsal|Raid)[A-Za-z]*Tests'
start defence swift_tests --no-parallel --filter "$defence"
start service swift_tests --no-parallel --filter '^ServiceTests\.' --skip "$voice" --skip "$faults" --skip "$defence" \
    --skip '^ServiceTests\.Hotplug'
start hotplug hotplug_tests --no-parallel --filter '^ServiceTests\.Hotplug(Claim|Line)Tests' --skip 'hundredReplugs'
start hotplug-faults hotplug_tests --no-parallel \
    --filter '^ServiceTests\.(Hotplug(Doctor|Monitor|Recovery|Reload)Tests|HotplugLineTests.*hundredReplugs)'
finish

start long swift_tests --filter "$long"
JEDISNON_HISTORIES=${JEDISNON_HISTORIES:-1000000} start properties swift_tests --filter '^PolicyPropertyTests\.'
start numbering tools/numbering/check.sh
start foreign Tests/foreign/run.sh "$binary"
start emulators Tests/foreign/emulators.sh "$binary"
start udev Tests/udev/check.sh
start notify Tests/notify/check.sh
start demo "$binary" demo --once
finish

# It uses every processor there is.
JEDISNON_SEEDS=${JEDISNON_SEEDS:-1000} alone simulation swift_tests --filter '^SimulationTests\.'

alone sound swift_tests --no-parallel --filter "$sound"

again=("${failed[@]}")
failed=()
for name in "${again[@]}"; do
    echo "once more, alone: $name"
    command=${command_of[$name]}
    # Of a selection of Swift tests only the suites that failed.
    suites=$(grep -oE 'Suite [A-Za-z0-9]+ failed' "$logs/$name" | cut -d' ' -f2 | sort -u | paste -sd'|')
    case $command in
    Tests/cases/*) command+=$(sed -nE 's/^[0-9]+ of [0-9]+ cases are right, not:(.*)/\1/p' "$logs/$name" | tr -d ,) ;;
    *swift_tests*|hotplug_tests*) [ -z "$suites" ] || command="${command%% *} --no-parallel --filter $(printf %q "[.](${suites})/")" ;;
    esac
    eval "alone $name $command"
done

if [ ${#failed[@]} -gt 0 ]; then
    echo "not passed: ${failed[*]}" >&2
    exit 1
fi
echo "all tests passed in $SECONDS s"
