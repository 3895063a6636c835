# What happens to points after they were earned, in bash; a part of demo.sh.
# Wants $first_book, $household, $day, $data, $demo and a running server.

# Whether a command is refused, as it should be; shows what it says.
refused() {
  if greenledger "$@" >"$demo/last" 2>&1; then
    cat "$demo/last" >&2
    fail "this should have been refused: $*"
  fi
  cat "$demo/last"
}

# The index of the newest entry of a kind in the book.
newest() {
  greenledger --json entries list | grep "\"$1\":" | tail -1 |
    sed 's/.*"index":"\([0-9]*\)".*/\1/'
}

export GREENLEDGER_BOOK=$first_book
title "A budget, before anything is promised 预算"
greenledger budget publish 1 --title "$(date -u -d '+8 hours' +%Y)" \
  --from "$(date -u -d '+8 hours' +%F)" --to "$(date -u -d '+8 hours' +%Y)-12-31" \
  --points 100000 --rule refuse --by committee-1

title "Points by hand take two persons 两人经手"
greenledger adjustment propose "$household" --points 20 \
  --why 'four hours at the sorting station' --by clerk-1
proposal=$(newest adjustment_proposed)
refused adjustment approve "$proposal" --by clerk-1
greenledger adjustment approve "$proposal" --by clerk-2

title "Soap for points: ordered, held, handed over for a code 兑换"
greenledger reward publish "$data/reward-soap-example.textproto"
greenledger stock receive 12 --pieces 2 --by clerk-1
greenledger order place --household "$household" --reward 12 --by clerk-1 |
  tee "$demo/order"
code=$(grep -oE '[0-9A-Z]{4}(-[0-9A-Z]{4})+' "$demo/order" | head -1)
greenledger points show "$household"
greenledger order collect "$code" --by clerk-1
refused order collect "$code" --by clerk-1

title "The price of paper was wrong: a preview, then the correction 更正"
sed -e 's/^version: .*/version: "2026.1-corrected"/' \
  -e "s/^effective_from: .*/effective_from: \"$day\"/" \
  -e 's/milli_points_per_kg: 600$/milli_points_per_kg: 800/' \
  "$data/tariff-example.textproto" >"$demo/corrected.textproto"
greenledger tariff correct "$demo/corrected.textproto" --to-day "$day" \
  --why 'paper is 0.8 points by resolution 7' --by committee-1 --dry-run |
  tail -n 8
greenledger tariff correct "$demo/corrected.textproto" --to-day "$day" \
  --why 'paper is 0.8 points by resolution 7' --by committee-1

title "The resident's month, every amount in a sentence 月度对账单"
greenledger --lang zh points statement "$household"

title "The committee's figures and the clerk's day close"
greenledger report points
greenledger report day
unset GREENLEDGER_BOOK
