#!/usr/bin/env bash
# A day of a town and a community's year on the real system, with the commands
# an operator would type.
# Usage: demo.sh BUILD_FOLDER [--small]; keeps its files in .demo until the next
# run.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

build=$1
world=T
contest_world=C
case ${2:-} in
  '') ;;
  --small) world=E contest_world=E ;;
  *) echo "demo takes --small, not '$2'" >&2; exit 2 ;;
esac
demo=$PWD/.demo
source clients/cli/demo_steps.sh

# The day before today where the town is, so that nothing lies in the future.
day=$(date -u -d '+8 hours -1 day' +%F)

rm -rf "$demo"
mkdir -p "$demo"

title "Inventing world $world: a day ($day) of its kiosks, with repeats, faults and offline kiosks"
greenledger workload generate --folder "$demo/world" --world "$world" --start "$day"

title "A development authority: certificates for the server and every kiosk"
greenledger pki init --folder "$demo/pki" --workload "$demo/world"

title "A key that signs checkpoints of the books"
greenledger key generate "$demo/log.key" --domain ledger.example

title "Starting greenledgerd: kiosks by mutual TLS, operators by a Unix socket"
start_server "$demo/pki" 127.0.0.1:0 --log-key "$demo/log.key"

title "Registering communities, price lists, households, cards and kiosks"
register_world "$demo/world"
first_book=$(sed -n 2p "$demo/world/communities.csv" | cut -d, -f1)
greenledger tariff show --book "$first_book"

title "The day: kiosks send their signed records"
greenledger workload send --folder "$demo/world" --pki "$demo/pki" \
  --kiosk-address "localhost:$kiosk_port"

title "What is in the books"
greenledger community overview

title "The same against the count made when the day was invented"
greenledger workload compare --folder "$demo/world"

title "One resident's statement 居民对账单"
# A household with some, but not too many entries to explain, and not one whose
# kiosk has a bad clock: every line of it would say so.
household=$(greenledger --json entries list --book "$first_book" |
  grep -v CLOCK_UNTRUSTED |
  grep -o '"household":"[0-9]*"' | grep -o '[0-9]*' | sort | uniq -c |
  sort -k1,1nr -k2,2n | awk '$1 <= 9 && !found { print $2; found = 1 }')
greenledger --lang zh balance "$household" --book "$first_book"
greenledger --lang zh history "$household" --book "$first_book"

source clients/cli/demo_points.sh

title "The notice board: a signed checkpoint 检查点"
key=$(greenledger key show "$demo/log.key" --book "$first_book")
echo "Verifier key of the book, to be pinned by everybody: $key"
greenledger checkpoint --book "$first_book" --fresh --key "$key" >"$demo/board.txt"
cat "$demo/board.txt"

title "The resident takes home a receipt and its proof 回执与证明"
index=$(greenledger --json entries list --book "$first_book" |
  grep "\"household\":\"$household\"" | grep '"drop":' |
  grep ASSET_POINTS | tail -1 |
  sed 's/.*"index":"\([0-9]*\)".*/\1/')
greenledger entries show "$index" --book "$first_book" \
  --out "$demo/drop.entry" | tee "$demo/last"
receipt=$(grep -o 'GL1:.*' "$demo/last")
greenledger receipt show "$receipt" --qr
greenledger proof get --index "$index" --book "$first_book" \
  --out "$demo/drop.proof"
cat "$demo/drop.proof"

title "Every kiosk sends everything again"
before=$(greenledger --json community list | sha256sum)
greenledger workload send --folder "$demo/world" --pki "$demo/pki" \
  --kiosk-address "localhost:$kiosk_port"
after=$(greenledger --json community list | sha256sum)
[[ $before == "$after" ]] || fail "the books have changed"
echo "0 new entries: every book has the size it had."

title "Checking every book against the running server"
greenledger verify

title "Checking the stored books after a clean stop"
stop_server
greenledger verify --data "$demo/server" --checkpoint "$demo/board.txt" \
  --key "$key" --report "$demo/report.json"

title "Without any server: is the drop in the book of the notice board?"
greenledger receipt check "$receipt" "$demo/drop.proof" \
  --entry "$demo/drop.entry" --key "$key"

clients/kiosk/demo.sh "$build" "$demo"

clients/cli/demo_contest.sh "$build" "$demo" "$contest_world"

cat <<TXT

Where to look next:
  build/release/services/greenledgerd/greenledgerd --data .demo/server &
  export GREENLEDGER_SERVER=unix:.demo/server/greenledgerd.sock
  build/release/clients/cli/greenledger --help
  .demo/contest/documents: what the committee prints
  build/release/clients/cli/greenledger history $household --book $first_book --lang en
  build/release/clients/cli/greenledger entries list --book $first_book --from 0 --to 20
  clients/cli/README.md, services/selection/README.md, services/ledger/README.md, services/greenledgerd/OPERATING.md, storage/FORMAT.md
TXT
