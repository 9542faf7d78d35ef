#!/usr/bin/env bash
# Builds the LTTng-UST peer, records with it into a session of its own, and removes both. Its standard input and output are the peer's;
# the last line is what LTTng dropped. Exits with 3, and a sentence, where LTTng is not installed.
#
#   peer.sh FOLDER     FOLDER is empty or new, and gets the program, the daemon's files and the trace
set -euo pipefail
source=$(cd "$(dirname "$0")" && pwd)
[ $# = 1 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
export LTTNG_HOME=$folder LTTNG_UST_REGISTER_TIMEOUT=-1

absent() { echo "$1 is missing: on Debian and Ubuntu, 'apt-get install gcc lttng-tools liblttng-ust-dev'" >&2; exit 3; }
command -v gcc >/dev/null || absent gcc
command -v lttng-sessiond >/dev/null || absent lttng-sessiond
echo '#include <lttng/tracepoint.h>' | gcc -E -x c - >/dev/null 2>&1 || absent "LTTng-UST's header lttng/tracepoint.h"
gcc -O2 -Wall -I"$source" -o "$folder/peer" "$source/peer.c" -llttng-ust -ldl -lpthread

# A daemon that runs already is used and left alone.
if ! lttng list >/dev/null 2>&1; then
  lttng-sessiond --daemonize --no-kernel --pidfile="$folder/sessiond.pid" >/dev/null 2>"$folder/sessiond.log" \
    || { echo "lttng-sessiond did not start: $(tail -n 1 "$folder/sessiond.log")" >&2; exit 3; }
fi
session=ojo-peer-$$
end() {
  lttng destroy "$session" >/dev/null 2>&1 || true
  if [ -s "$folder/sessiond.pid" ]; then
    daemon=$(cat "$folder/sessiond.pid")
    kill "$daemon" 2>/dev/null && while kill -0 "$daemon" 2>/dev/null; do sleep 0.05; done
  fi
  true
}
trap end EXIT

{
  lttng create "$session" --output="$folder/trace"
  lttng enable-channel --userspace --session="$session" --discard --subbuf-size=8M --num-subbuf=4 events
  lttng enable-event --userspace --session="$session" --channel=events ojo_peer:packet_sent
  lttng start "$session"
} >"$folder/session.log" 2>&1 || { echo "LTTng made no session: $(tail -n 1 "$folder/session.log")" >&2; exit 3; }

"$folder/peer"
lttng stop "$session" >/dev/null 2>&1
lttng list "$session" | awk '/Discarded events:/ { n += $3 } END { print n + 0 }'
