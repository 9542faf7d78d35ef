#!/usr/bin/env bash
# The tests that take minutes to hours. ./test.sh runs a short form of each.
#
#   ./stress.sh                  says what there is
#   ./stress.sh NAME [COUNT]     runs one, so many times over where it counts
#   ./stress.sh all              runs all of them
#
# Each is a function below, with what it does in the comment right above it; its first argument is COUNT.
set -euo pipefail
cd "$(dirname "$0")"

# deaths: so many processes (200) are killed at random instants, 30 more die in each other way there is
deaths() {
  OJO_STRESS_KILLS=${1:-200} OJO_STRESS_DEATHS=$(((${1:-200} * 3 + 19) / 20)) run tests/Ojo.Runtime.Tests 'FullyQualifiedName~Stress.DeathTests'
}

# recorders: so many flight recorders (200) are killed at random instants, 30 more die in each other way there is; their snapshots are asked for in SQL
recorders() {
  OJO_STRESS_KILLS=${1:-200} OJO_STRESS_DEATHS=$(((${1:-200} * 3 + 19) / 20)) run tests/Ojo.Watcher.Tests 'FullyQualifiedName~RecorderDeathTests'
}

# records: so many self-checking events (1000000000) from 1, 2 and 8 threads, read without a pause and every 10 ms (half an hour, a few GB of disk)
records() {
  OJO_STRESS_EVENTS=${1:-1000000000} run tests/Ojo.Runtime.Tests 'FullyQualifiedName~RecordStressTests'
}

# pairs: two threads stand at each two steps of handing chunks and files over, some 1200 pairs, and the process is killed (three minutes)
pairs() {
  OJO_STRESS_PAIRS=all run tests/Ojo.Runtime.Tests 'FullyQualifiedName~StandingPairsTests'
}

# flusher: processes that write, take snapshots or salvage are killed before, half way through and after each call that changes files; each such call fails
flusher() {
  OJO_STRESS_STEPS=all run tests/Ojo.Runtime.Tests 'FullyQualifiedName~Runtime.Tests.Faults.'
}

# generator: so many (100000) random and mutated events files, locks and C# sources make no parser, generator or analyzer throw
generator() {
  OJO_STRESS_INPUTS=${1:-100000} run tests/Ojo.Generators.Tests 'FullyQualifiedName~Generators.Tests.Fuzz.'
}

# threads: so many threads (100000) come and go, with the collector and without
threads() {
  OJO_STRESS_THREADS=${1:-100000} run tests/Ojo.Runtime.Tests 'FullyQualifiedName~ShortLivedThreadsTests'
}

# snapshots: so many (1000) of a flight recorder in each case, from inside and outside, while threads record as fast as they can
snapshots() {
  OJO_STRESS_SNAPSHOTS=${1:-1000} run tests/Ojo.Runtime.Tests 'FullyQualifiedName~SnapshotStressTests'
}

# histories: so many (1000) random histories go through a plain model and each shape of store alike: a file, shards of several sizes, tenants; with merging, retention, other writers between (hours)
histories() {
  OJO_STRESS_HISTORIES=${1:-1000} run tests/Ojo.Storage.Tests 'FullyQualifiedName~andom_histor'
}

# damage: so many (5000) damages to a shard's file, after each of which the other shards answer as before
damage() {
  OJO_STRESS_DAMAGES=${1:-5000} run tests/Ojo.Storage.Tests 'FullyQualifiedName~DamagedShardTests'
}

# shards: watchers that write shards and take old ones out are killed at so many (200) random instants, and at each step
shards() {
  OJO_STRESS_KILLS=${1:-200} run tests/Ojo.Watcher.Tests 'FullyQualifiedName~ShardKillTests'
}

# watcher: watchers of one file and of shards are killed at so many (200) random instants each, two that fight at a quarter of them, and 20,000 files come at once
watcher() {
  OJO_STRESS_KILLS=${1:-200} OJO_STRESS_FILES=20000 run tests/Ojo.Watcher.Tests 'FullyQualifiedName~Kills.KillTests|FullyQualifiedName~SharedWorkTests|FullyQualifiedName~ManyFilesTests'
}

# mutations: so many (1000000) damaged and hostile trace files, and a quarter as many descriptions, are stored or refused
mutations() {
  OJO_STRESS_MUTATIONS=${1:-1000000} run tests/Ojo.Watcher.Tests 'FullyQualifiedName~MutationTests'
}

# qlog: so many (100000) damaged and hostile qlog files are imported or refused
qlog() {
  OJO_STRESS_MUTATIONS=${1:-100000} run tests/Ojo.Interop.Tests 'FullyQualifiedName~Qlog.MutationTests'
}

# pcap: so many (100000) damaged and hostile packet captures are read to their end or refused
pcap() {
  OJO_STRESS_MUTATIONS=${1:-100000} run tests/Ojo.Interop.Tests 'FullyQualifiedName~Pcap.HostileCaptureTests'
}

# csv: so many (100000) damaged and hostile tables are imported or refused
csv() {
  OJO_STRESS_MUTATIONS=${1:-100000} run tests/Ojo.Interop.Tests 'FullyQualifiedName~Csv.MutationTests'
}

run() {
  dotnet test "$1" -c Release --nologo --filter "$2" --logger "console;verbosity=detailed" | grep -vE '^\[xUnit|^\s*$'
}

names=$(grep -oE '^# [a-z]+: ' "$0" | tr -d '#: ')
case "${1:-}" in
  '') sed -nE '2,/^set /{/^set /!s/^# ?//p}' "$0"; grep -E '^# [a-z]+: ' "$0" | sed 's/^# /  /' ;;
  all) for name in $names; do echo "== $name"; "$name"; done ;;
  *)
    grep -qx -- "$1" <<<"$names" || { echo "stress.sh: there is no '$1'; there are:" $names >&2; exit 2; }
    "$@"
    ;;
esac
