#!/usr/bin/env bash
# Measures `aspirate generate --skip-build` on a built AppHost beside the official manifest publisher of the same AppHost, by turns, as wall time
# of the whole command: ./bench/generate/run.sh [runs]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

runs=${1:-9}
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT

dotnet build AppHost --configuration Release --nologo --verbosity quiet -consoleLoggerParameters:NoSummary
program=$PWD/AppHost/bin/Release/net10.0/AppHost.dll

generate() { ./aspirate generate --skip-build --configuration Release --output-path "$output/k8s" >/dev/null; }
manifest() { (cd AppHost && dotnet exec "$program" --publisher manifest --output-path "$output/manifest.json" >/dev/null); }

TIMEFORMAT=%R
measure() {
  rm -rf "$output"/*
  printf '%s ' "$1"
  { time "$1"; } 2>&1
}

manifest && generate # builds the tool when it has to, and warms the file cache
files=$(find "$output/k8s" -type f | wc -l)
for _ in $(seq "$runs"); do
  measure generate
  measure manifest
done | sort -k1,1 -k2,2n | awk -v runs="$runs" -v files="$files" '
  { seconds[$1, ++count[$1]] = $2 }
  function row(label, name) { printf "| %s | %.2f | %.2f | %.2f |\n", label, seconds[name, 1], median(name), seconds[name, count[name]] }
  function median(name) { return seconds[name, int((count[name] + 1) / 2)] }
  END {
    print "| " runs " runs each | fastest, s | median, s | slowest, s |\n|---|---:|---:|---:|"
    row("`aspirate generate --skip-build`: " files " files, validated", "generate")
    row("official manifest publisher: one file", "manifest")
    printf "\nMedian ratio: %.2f\n", median("generate") / median("manifest")
  }'
