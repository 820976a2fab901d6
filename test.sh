#!/usr/bin/env bash
# Installs what the tests need and this machine lacks (PostgreSQL's server, Chromium), then builds and runs every test.
# Arguments go to `dotnet test`, for example: ./test.sh --filter-namespace "Order.*"
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi; }

has_postgres() { command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
has_chromium() {
  [ -n "${CHROMIUM_PATH:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null || [ -d '/Applications/Google Chrome.app' ]
}

missing_programs() {
  has_postgres || echo postgresql
  has_chromium || echo chromium
}

install_programs() {
  if command -v apt-get >/dev/null; then
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  elif command -v brew >/dev/null; then
    brew install --quiet "$@"
  else
    return 1
  fi
}

mapfile -t missing < <(missing_programs)
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]} ..."
  install_programs "${missing[@]}" ||
    echo "Could not install ${missing[*]}: the tests that need them are skipped. Install them and run this again." >&2
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

status=0
dotnet test --solution Aspire.sln --report-xunit-trx --results-directory "$results" "$@" || status=$?

# What failed, once more (above, it stands among the output of all the others), and the counts.
find "$results" -name '*.trx' -exec cat {} + | awk -v RS='<' -v status="$status" '
  function text(escaped) {
    gsub(/&#xD;/, "", escaped); gsub(/&#xA;/, "\n", escaped); gsub(/&quot;/, "\"", escaped); gsub(/&lt;/, "<", escaped)
    gsub(/&gt;/, ">", escaped); gsub(/&amp;/, "\\&", escaped); gsub(/\n/, "\n  ", escaped)
    return escaped
  }
  function attribute(name) { match($0, " " name "=\"[^\"]*\""); return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) }
  /^UnitTestResult / { name = attribute("testName"); has_failed = attribute("outcome") == "Failed" }
  has_failed && sub(/^Message>/, "") { print "failed " text(name) "\n  " text($0) }
  /^Counters / { total += attribute("total"); executed += attribute("executed"); passed += attribute("passed") }
  END {
    failed = executed - passed
    if (failed == 0 && status != 0) print "The test run ended with exit code " status ", see above."
    print passed + 0 " passed, " failed + 0 " failed, " total - executed " skipped"
  }'
exit "$status"
