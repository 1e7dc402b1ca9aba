#!/bin/sh
# Sends every sample to a host that runs already, and waits until each request among them is stored.
#   eng/smoke.sh [ADDRESS]     ADDRESS is http://127.0.0.1:7071 by default
set -eu
cd "$(dirname "$0")/.."
address=${1:-http://127.0.0.1:7071}

# eventually SECONDS WHAT COMMAND…
eventually() {
  limit=$1 what=$2
  shift 2
  until "$@"; do
    limit=$((limit - 1))
    if [ "$limit" -le 0 ]; then
      echo "Not in time: $what" >&2
      exit 1
    fi
    sleep 1
  done
}

healthy() { curl --silent --fail --output /dev/null "$address/api/health"; }

wanted() { grep --no-filename --only-matching --recursive --extended-regexp '"(requestId|processId)": *"[^"]+"' tests/Samples | sed 's/.*: *//' | sort --unique | wc --lines; }

stored() { curl --silent --fail "$address/api/requests?since=2000-01-01T00:00:00Z&top=1000" | grep --only-matching '"requestId"' | wc --lines; }

complete() { [ "$(stored)" -ge "$(wanted)" ]; }

eventually 180 "the host is healthy" healthy
dotnet run.cs send all --url "$address/api/webhook"
eventually 120 "$(wanted) requests are stored" complete
echo "$(stored) requests are stored."
