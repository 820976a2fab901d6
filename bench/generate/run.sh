#!/usr/bin/env bash
# Measures `aspirate generate --skip-build` on a built AppHost, as wall time of the whole command: ./bench/generate/run.sh [runs]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

runs=${1:-9}
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

dotnet build AppHost --configuration Release --nologo --verbosity quiet -consoleLoggerParameters:NoSummary
generate() { ./aspirate generate --skip-build --configuration Release --output-path "$tree/k8s" >/dev/null; }

generate # builds the tool when it has to, and warms the file cache
TIMEFORMAT=%R
for _ in $(seq "$runs"); do
  rm -rf "$tree/k8s"
  { time generate; } 2>&1
done | sort -n | awk '
  { seconds[NR] = $1 }
  END { printf "| runs | fastest, s | median, s | slowest, s |\n|---:|---:|---:|---:|\n| %d | %.2f | %.2f | %.2f |\n", NR, seconds[1], seconds[int((NR + 1) / 2)], seconds[NR] }'
