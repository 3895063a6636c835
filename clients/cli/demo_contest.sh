#!/usr/bin/env bash
# A community's year and its contest for green families, with the commands a
# committee would type; the year passes in a minute by a clock that is set.
# Usage: demo_contest.sh BUILD_FOLDER FOLDER WORLD; keeps its files in
# FOLDER/contest.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

build=$(readlink -f "$1")
demo=$2/contest
world=$3
mkdir -p "$demo"
source clients/cli/demo_steps.sh

# The contest is about the last whole year whose end the calendars that ship
# know.
year=2025
next=$((year + 1))

# set_clock DAY TIME: what the clock of all programs of this part shows, local
# time of the community.
set_clock() {
  local then now
  then=$(env -u LD_PRELOAD date -u -d "$1 $2 +0800" +%s)
  now=$(env -u LD_PRELOAD date -u +%s)
  # In place: running programs have the file open (demo_clock.cc).
  printf '%+016d' $((then - now)) 1<>"$demo/clock"
}
set_clock "$((year - 1))-12-30" 09:00
export DEMO_CLOCK=$demo/clock
export LD_PRELOAD=$build/clients/cli/libdemo_clock.so
[[ $(date -u +%Y) == "$((year - 1))" ]] || fail "the clock cannot be set"

# refused WORDS ...: a command that is refused, as it should be.
refused() {
  if greenledger "$@" >"$demo/last" 2>&1; then
    cat "$demo/last" >&2
    fail "this should have been refused: $*"
  fi
  cat "$demo/last"
}

title "A community and its year ($year), day by day from its kiosks"
greenledger workload generate --folder "$demo/world" --world "$world" \
  --start "$year-01-01" --days 365
greenledger pki init --folder "$demo/pki" --workload "$demo/world" --days 800
greenledger key generate "$demo/log.key" --domain ledger.example
start_server "$demo/pki" 127.0.0.1:0 --log-key "$demo/log.key"

# Records come in once a month here, so the price list lets them.
mkdir -p "$demo/data"
cp "$data"/*.textproto "$demo/data"
sed -i -e "s/^effective_from: .*/effective_from: \"$year-01-01\"/" \
  -e 's/^late_after_hours: .*/late_after_hours: 1080/' \
  "$demo/data/tariff-example.textproto"
data=$demo/data
register_world "$demo/world"
book=$(sed -n 2p "$demo/world/communities.csv" | cut -d, -f1)
export GREENLEDGER_BOOK=$book
key=$(greenledger key show "$demo/log.key" --book "$book")

title "Before the year: calendars, a budget, the contest's rule, announced 公告"
for calendar in "$year" "$next"; do
  quietly greenledger calendar publish "$data/calendar-$calendar.textproto"
done
quietly greenledger activity rules "$data/activity-rules-example.textproto"
quietly greenledger budget publish 1 --title "$year-$next" --from "$year-01-01" \
  --to "$next-12-31" --points 9000000 --rule refuse --by committee-1
greenledger campaign seed --out "$demo/draw.seed" | tee "$demo/last"
{
  sed "s/YEAR/$year/g" clients/cli/demo_contest.textproto
  grep '^draw_seed_digest' "$demo/last"
} >"$demo/rule.textproto"
greenledger campaign check "$demo/rule.textproto"
quietly greenledger campaign draft "$demo/rule.textproto"
quietly greenledger campaign announce 1 --by committee-1
set_clock "$year-01-01" 08:00
quietly greenledger campaign run 1 --by committee-1

first_day=1
for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
  days=$(date -u -d "$year-$month-01 +1 month -1 day" +%d)
  last_day=$((first_day + 10#$days - 1))
  set_clock "$(date -u -d "$year-$month-01 +1 month" +%F)" 07:00
  quietly greenledger workload send --folder "$demo/world" --pki "$demo/pki" \
    --kiosk-address "localhost:$kiosk_port" --rounds "$first_day-$last_day"
  first_day=$((last_day + 1))
  printf '  %s-%s is in the book\n' "$year" "$month"
  if [[ $month == 06 ]]; then
    title "Standings in the middle of the year 排名"
    greenledger standing top --campaign 1
    title "An unannounced sample: the seed was fixed in advance 抽查"
    greenledger sample commit 1 --size 3 --from households \
      --for 'summer visits' --seed-file "$demo/sample.seed" --by inspector-1
    greenledger sample draw 1 --seed-file "$demo/sample.seed" --by inspector-1
  fi
done
quietly greenledger workload send --folder "$demo/world" --pki "$demo/pki" \
  --kiosk-address "localhost:$kiosk_port" --rounds "$first_day-$((first_day + 9))"

title "The year in figures 指标"
greenledger indicators show --from "$year-01-01" --to "$year-12-31"

title "The list: computed from the book as it is at one checkpoint 评审"
set_clock "$next-01-04" 09:00
refused campaign award 1 --by committee-1
greenledger campaign evaluate 1 --seed-file "$demo/draw.seed" --by committee-1
greenledger campaign candidates 1 | sed -n '1,14p'
# Somebody who is not on the list, and why.
listed=$(greenledger --json campaign candidates 1 |
  grep -o '"number":"[0-9]*"' | grep -o '[0-9]*' | sort -n | uniq)
for outside in $(seq 1 400); do
  grep -qx "$outside" <<<"$listed" || break
done
greenledger campaign explain 1 --household "$outside"

title "Visits, two signatures, and the money set aside first 实地与复核"
quietly greenledger campaign visits 1 --by committee-1
to_visit=$(greenledger --json campaign candidates 1 | grep '"to_visit":true' |
  grep -o '"number":"[0-9]*"' | grep -o '[0-9]*')
for household in $to_visit; do
  quietly greenledger inspection book --campaign 1 --household "$household" \
    --score $((900 + household % 97)) --evidence hearing,inspection \
    --by inspector-1
done
refused campaign review 1 --by committee-1
quietly greenledger campaign sign 1 --agree --by committee-1
quietly greenledger campaign sign 1 --agree --by committee-2
greenledger campaign review 1 --by committee-1

title "Five working days on the notice board; somebody objects 公示与异议"
set_clock "$next-01-05" 09:00
greenledger campaign notice 1 --by committee-1
first=$(greenledger --json campaign candidates 1 --winners | sed -n 1p |
  grep -o '"number":"[0-9]*"' | sed -n 1p | grep -o '[0-9]*')
greenledger --json campaign candidates 1 --winners >"$demo/before"
quietly greenledger key generate "$demo/contact.key" --backup
printf '李某\n13800000000\n' >"$demo/contact.txt"
greenledger objection file --campaign 1 --household "$first" \
  --text 'this household puts building rubble into the food bin' \
  --seal-for "$demo/contact.key.pub" --contact "$demo/contact.txt" --by clerk-1
objection=$(greenledger --json objection list --campaign 1 | sed -n 1p |
  grep -o '"index":"[0-9]*"' | grep -o '[0-9]*')
set_clock "$next-01-08" 10:00
greenledger objection answer "$objection" --upheld --strike \
  --answer 'seen on the spot by two inspectors' --by committee-2
refused campaign decide 1 --by committee-1

title "Decided and awarded: titles for two years, prizes out of the pool 表彰"
set_clock "$next-01-22" 09:00
greenledger campaign decide 1 --by committee-1
greenledger campaign award 1 --by committee-1
greenledger title list | sed -n '1,12p'
winner=$(greenledger --json campaign candidates 1 --winners | sed -n 1p |
  grep -o '"number":"[0-9]*"' | sed -n 1p | grep -o '[0-9]*')
greenledger points show "$winner"

title "What goes on the board and into the archive 公示件与档案"
greenledger checkpoint --book "$book" --fresh --key "$key" >"$demo/board.txt"
for document in notice result certificates; do
  greenledger document "$document" 1 --out "$demo/documents/$document"
done
greenledger document titles --day "$next-01-22" --out "$demo/documents/titles"
greenledger document archive --from "$year-01-01" --to "$next-01-22" \
  --keeper keeper-1 --out "$demo/documents/archive"

title "Anybody with the exported book computes the list again 重算"
greenledger log export --to "$demo/export/$book" --key "$key"
greenledger verify
stop_server
greenledger campaign recompute "$demo/export/$book" --campaign 1 --key "$key" \
  >"$demo/recomputed"
sed -n '1,8p' "$demo/recomputed"
printf '...\n'
tail -n 6 "$demo/recomputed"
