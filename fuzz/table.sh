#!/bin/bash
# What fuzz/run.sh has recorded, a row each reader: fuzz/table.sh [FUZZ_HOME/record.tsv...]
[ $# -gt 0 ] || set -- "$(dirname "$0")/record.tsv"
awk -F'\t' '
{ clock[$2] += $3; core[$2] += $4; runs[$2] += $5; if ($6 > edges[$2]) edges[$2] = $6; kept[$2] = $7; bad[$2] = $8 }
END {
    for (reader in clock) {
        printf "| %s | %.1f | %.1f | %d | %d | %d | %d |\n", reader, clock[reader] / 60, core[reader] / 60, runs[reader], edges[reader], \
            kept[reader], bad[reader] | "sort"
        minutes += clock[reader] / 60; cores += core[reader] / 60; all += runs[reader]; found += bad[reader]
    }
    close("sort")
    printf "| all | %.1f | %.1f | %d | | | %d |\n", minutes, cores, all, found
}
BEGIN {
    print "| reader | minutes by the clock | minutes of a core | runs | edges reached | inputs kept | inputs that broke it |"
    print "|---|---|---|---|---|---|---|"
}' "$@"
