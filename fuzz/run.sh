#!/bin/bash
# Feeds the readers one after the other, guided by what of the code is reached: fuzz/run.sh SECONDS [READER...]
# FUZZ_PROGRAM: the instrumented program (`make fuzz` builds it and says where it is). FUZZ_HOME: where inputs that reached more
# (found/), what breaks a reader (artifacts/) and the record (record.tsv) are kept; fuzz/ where nothing is said.
# FUZZ_FOR: whole rounds are begun until so many seconds have passed; one round where nothing is said. A file FUZZ_HOME/stop ends it
# after the reader that runs. Two runs with other readers may go on side by side. fuzz/table.sh prints what the record says.
set -u
here=$(cd "$(dirname "$0")" && pwd)
home=${FUZZ_HOME:-$here}
slot=${1:?how many seconds a reader}; shift
readers=("$@")
[ ${#readers[@]} -gt 0 ] || readers=($(ls "$here/corpus"))
: "${FUZZ_PROGRAM:?the instrumented program}"
mkdir -p "$home/log"
begun=$SECONDS broken=0
while :; do
    for reader in "${readers[@]}"; do
        [ -e "$home/stop" ] && exit $broken
        mkdir -p "$home/found/$reader" "$home/artifacts/$reader"
        log=$home/log/$reader.log cpu=$home/log/$reader.cpu
        # What a reader keeps on disk goes to memory where there is such a file system.
        scratch=$(mktemp -d -p "$([ -d /dev/shm ] && echo /dev/shm || echo /tmp)" yizhan-fuzz.XXXXXX)
        from=$(date +%s) TIMEFORMAT=%U
        { time TMPDIR=$scratch YIZHAN_READER=$reader "$FUZZ_PROGRAM" "$home/found/$reader" "$here/corpus/$reader" \
            -artifact_prefix="$home/artifacts/$reader/" -max_total_time="$slot" -max_len=65536 -timeout=60 \
            -rss_limit_mb=2500 -print_final_stats=1 > "$log" 2>&1; } 2> "$cpu"
        code=$?
        took=$(($(date +%s) - from))
        rm -rf "$scratch"
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        edges=$(sed -n 's/^#.* cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(date -u +%FT%TZ)" "$reader" "$took" "$(cat "$cpu")" "${runs:-0}" "${edges:-0}" \
            "$(find "$home/found/$reader" -type f | wc -l)" "$(find "$home/artifacts/$reader" -type f | wc -l)" "$code" >> "$home/record.tsv"
        if [ "$code" -ne 0 ]; then
            broken=1
            echo "$reader broke; the input lies in $home/artifacts/$reader, what it said in $log.$from"
            cp "$log" "$log.$from"
        fi
    done
    [ $((SECONDS - begun)) -lt "${FUZZ_FOR:-0}" ] || exit $broken
done
