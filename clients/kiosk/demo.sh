#!/usr/bin/env bash
# The same day once more, lived through by kiosk agents: each with a journal of
# its own, with outages and power cuts, while the server is killed.
# Usage: demo.sh BUILD_FOLDER FOLDER, where FOLDER has the first part's world and
# pki; keeps its files in FOLDER/kiosks.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

build=$1
world=$2/world
pki=$2/pki
demo=$2/kiosks
mkdir -p "$demo"
source clients/cli/demo_steps.sh

title "The same day by kiosk agents: a second server 智能箱代理"
start_server "$pki" 127.0.0.1:0
register_world "$world"

title "Outages, power cuts, and a server that is killed at a third and at two thirds"
kiosks=$(tail -qn +2 "$world"/*/kiosks.csv | wc -l)
"$build/clients/kiosk/agent/greenledger-kiosk" simulate --workload "$world" \
  --pki "$pki" --server "localhost:$kiosk_port" --state "$demo/journals" \
  --kills-permyriad 20 --workers 64 >"$demo/simulated" &
simulation=$!
trap 'kill "$simulation" 2>/dev/null || true; stop_server' EXIT
# Waits until so many kiosks have begun their day.
begun() {
  while kill -0 "$simulation" 2>/dev/null; do
    [[ $(find "$demo/journals" -mindepth 1 -maxdepth 1 2>/dev/null | wc -l) \
      -ge $1 ]] && return
    sleep 0.1
  done
}
for third in 1 2; do
  begun $((kiosks * third / 3))
  stop_server KILL
  start_server "$pki" "127.0.0.1:$kiosk_port"
  echo "  killed with kiosk $((kiosks * third / 3)) of $kiosks, started again"
done
wait "$simulation" || fail "the simulation failed"
cat "$demo/simulated"

title "Every record once: what agents made against what is in the books"
greenledger verify
made=$(sed -n 's/^records \([0-9]*\),.*/\1/p' "$demo/simulated")
booked=$(greenledger --json verify | grep -o '"records":[0-9]*' |
  awk -F: '{ sum += $2 } END { print sum }')
[[ $made == "$booked" ]] ||
  fail "agents made $made records, the books have $booked"
echo "$made records made, $booked booked."

title "What went into bins and what crews took out 物料平衡"
first_book=$(sed -n 2p "$world/communities.csv" | cut -d, -f1)
greenledger --lang zh report mass --book "$first_book" >"$demo/mass.txt"
head -n 12 "$demo/mass.txt"
stop_server
