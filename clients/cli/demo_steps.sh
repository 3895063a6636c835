# What both parts of the demo do, in bash. Wants $build, the build folder, and
# $demo, a folder for the files of that part.
data=clients/cli/data
export GREENLEDGER_SERVER=unix:$demo/server/greenledgerd.sock
server_pid=

greenledger() { "$build/clients/cli/greenledger" "$@"; }
title() { printf '\n== %s\n' "$*"; }
fail() {
  echo "$*" >&2
  exit 1
}

# start_server PKI KIOSK_ADDRESS [FLAGS ...]: sets $server_pid and, from the
# server's ready file, $kiosk_port.
start_server() {
  local pki=$1 address=$2
  shift 2
  rm -f "$demo/ready"
  "$build/services/greenledgerd/greenledgerd" --data "$demo/server" \
    --kiosk-listen "$address" --tls-ca "$pki/ca.pem" \
    --tls-cert "$pki/server.pem" --tls-key "$pki/server.key" \
    --metrics-port 0 --ready-file "$demo/ready" "$@" 2>>"$demo/server.log" &
  server_pid=$!
  for _ in $(seq 300); do
    [[ -e $demo/ready ]] && break
    kill -0 "$server_pid" 2>/dev/null || {
      tail -n 5 "$demo/server.log" >&2
      exit 1
    }
    sleep 0.1
  done
  [[ -e $demo/ready ]] || fail "the server did not start"
  source "$demo/ready"
}

# stop_server [SIGNAL]
stop_server() {
  [[ -n $server_pid ]] || return 0
  kill -s "${1:-TERM}" "$server_pid" 2>/dev/null || true
  wait "$server_pid" 2>/dev/null || true
  server_pid=
}
trap stop_server EXIT

# Prints what a command said only if it did not do what it should.
quietly() { "$@" >"$demo/last" 2>&1 || { cat "$demo/last" >&2; exit 1; }; }

# register_world FOLDER: opens the books of a world with price list, places,
# households, kiosks and cards.
register_world() {
  local communities=0 book community street district kind
  while IFS=, read -r book community street district; do
    [[ $book == code ]] && continue
    export GREENLEDGER_BOOK=$book
    quietly greenledger community open --name "$community" --street "$street" --district "$district"
    quietly greenledger scheme publish "$data/scheme-gbt19095.textproto"
    quietly greenledger tariff publish "$data/tariff-example.textproto"
    for kind in places households kiosks blocked-cards; do
      quietly greenledger import "$kind" "$1/$book/$kind.csv"
    done
    communities=$((communities + 1))
    printf '\r  %d communities' "$communities"
  done <"$1/communities.csv"
  echo
  unset GREENLEDGER_BOOK
}
