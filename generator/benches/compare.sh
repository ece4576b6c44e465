#!/usr/bin/env bash
# Sets the generator beside a peer, on one document and in one run, and prints ratios (ours / the peer's).
#
#     generator/benches/compare.sh DOCUMENT [FOLDER]
#
# The peer is `ploidy`, by default the one on the PATH (`PEER=/path/to/ploidy` is another); nothing is installed here:
# `cargo install ploidy` is yours to run. FOLDER, a temporary one by default, takes the two crates and their builds
# (about 2 GB); one in memory, such as below /dev/shm, leaves the disk out of it. Needs GNU time, and rather nothing
# else running: times are the least of RUNS (5) for generating and of BUILDS (3) for compiling.
set -euo pipefail
document=$(realpath "${1:?usage: compare.sh DOCUMENT [FOLDER]}")
peer=${PEER:-ploidy}
command -v "$peer" >/dev/null || { echo "no $peer here: install it, or name it by PEER" >&2; exit 2; }
[ -x /usr/bin/time ] || { echo "GNU time is needed, as /usr/bin/time" >&2; exit 2; }
cd "$(dirname "$0")/../.."
cargo build --quiet --release --locked -p generator
generator=$(realpath "${CARGO_TARGET_DIR:-target}/release/generator")
folder=${2:-$(mktemp -d)}
mkdir -p "$folder"
folder=$(realpath "$folder")

least() { # least RUNS COMMAND...: the least wall time, CPU time and peak memory, in seconds and MiB
    local runs=$1
    shift
    for _ in $(seq "$runs"); do
        [ -z "${before-}" ] || eval "$before"
        /usr/bin/time -o "$folder/time" -f '%e %U %S %M' "$@" >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
        tail -n 1 "$folder/time"
    done | awk 'NR == 1 || $1 < w { w = $1 } NR == 1 || $2 + $3 < c { c = $2 + $3 } NR == 1 || $4 < m { m = $4 }
                END { printf "%.2f %.2f %.0f\n", w, c, m / 1024 }'
}

row() { # row WHAT OURS THEIRS
    awk -v what="$1" -v ours="$2" -v theirs="$3" \
        'BEGIN { ratio = theirs ? ours / theirs : 0; printf "%-44s %8s %8s   %.2f\n", what, ours, theirs, ratio }'
}

field() { cut -d ' ' -f "$1" <<<"$2"; }

printf '%-44s %8s %8s   %s\n' "$(basename "$document")" ours peer ratio
ours=$(before="rm -rf $folder/ours" least "${RUNS:-5}" "$generator" generate --input "$document" --output "$folder/ours" --name ours)
same=$(least "${RUNS:-5}" "$generator" generate --input "$document" --output "$folder/ours" --name ours)
theirs=$(before="rm -rf $folder/peer" least "${RUNS:-5}" "$peer" generate rust "$document" -o "$folder/peer" --name peer)
row "generation, wall (s)" "$(field 1 "$ours")" "$(field 1 "$theirs")"
row "generation, CPU (s)" "$(field 2 "$ours")" "$(field 2 "$theirs")"
row "generation, peak memory (MiB)" "$(field 3 "$ours")" "$(field 3 "$theirs")"
row "nothing changed against a full run, wall (s)" "$(field 1 "$same")" "$(field 1 "$ours")"

export CARGO_INCREMENTAL=0
for side in ours peer; do
    grep -q '^\[workspace\]' "$folder/$side/Cargo.toml" || printf '\n[workspace]\n' >>"$folder/$side/Cargo.toml"
done

build() { # build SIDE ARGUMENTS...: CPU time of compiling the crate alone, its dependencies being built
    cd "$folder/$1"
    shift
    CARGO_TARGET_DIR="$folder/target" cargo "$@" >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
    result=$(before="touch src/lib.rs" CARGO_TARGET_DIR="$folder/target" least "${BUILDS:-3}" cargo "$@")
    field 2 "$result"
}

check=$(build ours check)
row "cargo check, CPU (s)" "$check" "$(build peer check)"
for feature in mock blocking tracing; do
    row "the same with $feature, against without" "$(build ours check --features $feature)" "$check"
done
# The service in the middle by name.
service=$(awk '/^default = \[/ { inside = 1; next } /^\]/ { inside = 0 } inside && !/rustls/ { gsub(/[" ,]/, ""); print }' \
    "$folder/ours/Cargo.toml" | awk '{ all[NR] = $0 } END { print all[int((NR + 1) / 2)] }')
row "one service ($service), against all" "$(build ours check --no-default-features --features "rustls,$service")" "$check"
release=$(build peer build --release)
row "release build, CPU (s)" "$(build ours build --release)" "$release"
row "the same without any service" "$(build ours build --release --no-default-features --features rustls)" "$release"
