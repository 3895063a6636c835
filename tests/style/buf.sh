#!/usr/bin/env bash
# buf.sh lint      is the contract in the style that buf's STANDARD and
#                  COMMENTS ask for?
# buf.sh breaking  could callers of the commit before still use it? Exit 77:
#                  there is nothing to compare with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../proto"
buf=$PWD/node_modules/.bin/buf
if [[ ! -x $buf ]]; then
  echo "buf is not installed: ./run test installs it (npm ci in proto)" >&2
  exit 1
fi

breaking() {
  local base
  if ! base=$(git rev-parse --verify --quiet 'HEAD~1^{commit}'); then
    echo "skipped: there is no commit before this one"
    exit 77
  fi
  if git diff --quiet "$base" -- . ; then
    echo "the contract is that of the commit before"
    return
  fi
  before=$(mktemp -d)
  trap 'rm -rf "$before"' EXIT
  git archive "$base" . | tar -x -C "$before"
  "$buf" breaking --against "$before"
}

case ${1:-} in
  lint) "$buf" lint ;;
  breaking) breaking ;;
  *) echo "usage: buf.sh lint|breaking" >&2; exit 2 ;;
esac
