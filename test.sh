#!/usr/bin/env bash
# Builds everything and runs every test. Installs what the tests need and lack.
#
#   ./test.sh                  tests that cannot run here are skipped and say why
#   ./test.sh --forbid-skip    a skipped test is a failure (what CI does)
#
# The last line is "N passed, N failed", with ", N skipped" after it where there are any.
set -uo pipefail
cd "$(dirname "$0")"

forbid_skip=false
for argument in "$@"; do
  case "$argument" in
    --forbid-skip) forbid_skip=true ;;
    -h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "test.sh: unknown argument '$argument'; the only one is --forbid-skip" >&2; exit 2 ;;
  esac
done
$forbid_skip && export OJO_FORBID_SKIP=1

need() {
  command -v "$1" >/dev/null 2>&1 || { echo "test.sh: $1 is missing: install $2" >&2; exit 1; }
}
need dotnet "the .NET 10 SDK"
need node "Node.js 20 or newer"
need npm "npm, which comes with Node.js"

# The browser tests drive a real Chromium. Where the system's packages have it and we may install, it is installed.
find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if ! find_chromium >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } \
      >/dev/null 2>&1 || echo "Chromium could not be installed."
  fi
  find_chromium >/dev/null 2>&1 || echo "No Chromium here: the browser tests will be skipped. Install the package 'chromium' to run them."
fi

# What the C header of a project's events promises is tried with real compilers, and a disturber of file calls is compiled.
if ! command -v gcc >/dev/null 2>&1 || ! command -v g++ >/dev/null 2>&1; then
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing gcc and g++ for the tests of C headers and of disturbed disks …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc g++ libc6-dev; } \
      >/dev/null 2>&1 || echo "gcc could not be installed."
  fi
  command -v g++ >/dev/null 2>&1 || echo "No gcc here: the tests of C headers and of disturbed disks will be skipped. Install the packages 'gcc' and 'g++'."
fi

configuration=Release
dotnet build Ojo.sln -c "$configuration" --nologo || { echo "The build failed: no test was run." >&2; echo "0 passed, 1 failed"; exit 1; }

# One project at a time: stress tests and browser tests need the machine to themselves.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test Ojo.sln -c "$configuration" --no-build --nologo -m:1 --logger "console;verbosity=normal" 2>&1 \
  | grep --line-buffered -vE '^\s+Passed ' | tee "$log"
status=${PIPESTATUS[0]}

total() { grep -E "^ +$1: [0-9]+" "$log" | awk '{ sum += $2 } END { print sum + 0 }'; }
passed=$(total Passed) failed=$(total Failed) skipped=$(total Skipped)

# Prometheus's own checker comes with all of Prometheus: what is served is checked by it where it is, and by tests of ours anywhere.
excused=$(grep -E '^\s+Skipped ' "$log" | grep -c 'Prometheus_own_checker' || true)

if [ "$passed" = 0 ]; then
  echo "No test was run." >&2
  status=1
fi
if $forbid_skip && [ "$excused" -gt 0 ]; then
  echo "Prometheus's own checker, promtool, is not installed: the test that asks it was left out."
  skipped=$((skipped - excused))
fi
if $forbid_skip && [ "$skipped" -gt 0 ]; then
  echo "$skipped tests were skipped, and skipping is forbidden here:" >&2
  grep -E '^\s+Skipped ' "$log" | grep -v 'Prometheus_own_checker' >&2
  failed=$((failed + skipped)) skipped=0
fi
[ "$status" != 0 ] && [ "$failed" = 0 ] && failed=1

if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" = 0 ]
