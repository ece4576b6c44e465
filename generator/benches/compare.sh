#!/usr/bin/env bash
# Measures everything that docs/performance.md has a goal for, and writes what it measured into the table there.
#
#     generator/benches/compare.sh DOCUMENT...
#
# The peer is `ploidy`, by default the one on the PATH (`PEER=/path/to/ploidy` is another); nothing is installed here:
# `cargo install ploidy --version 0.15.0` is yours to run. The DOCUMENTS have 500 operations and more; the first of them is
# also compiled. Variables set everything else:
#
#     PAGES=FOLDER   a folder of pages; without it, that row is left out
#     ROWS="..."     the parts to run, of: generate unchanged growth check release client tests
#     FOLDER=FOLDER  where crates and builds go (about 3 GB), by default a temporary folder below /dev/shm, which leaves the
#                    disk out of it
#     RUNS, BUILDS   how often something is run (5) and compiled (3): the shortest time counts
#
# A row that was not run keeps its figures and their date. Both sides of a ratio run in turns, so that other work on the
# machine slows both. GNU time and Linux are needed. Best run nothing else meanwhile.
set -euo pipefail
[ $# -gt 0 ] || { sed -n '2,/^set/ s/^# \?//p' "$0"; exit 2; }
documents=()
for document in "$@"; do documents+=("$(realpath "$document")"); done
peer=${PEER:-ploidy}
rows=${ROWS:-generate unchanged growth check release client tests}
command -v "$peer" >/dev/null || { echo "no $peer here: install it, or name it with PEER" >&2; exit 2; }
[ -x /usr/bin/time ] || { echo "GNU time is needed, as /usr/bin/time" >&2; exit 2; }
cd "$(dirname "$0")/../.."
root=$PWD
pages=${PAGES:+$(realpath "$PAGES")}
folder=${FOLDER:-$(mktemp -d -p /dev/shm)}
mkdir -p "$folder"
folder=$(realpath "$folder")
cargo build --quiet --release --locked -p generator
generator=$(realpath "${CARGO_TARGET_DIR:-target}/release/generator")
# Records of runs are kept, and only those of these runs.
export XDG_CACHE_HOME="$folder/cache"
unset CI
: >"$folder/rows"

wants() { [[ " $rows " == *" $1 "* ]]; }

timed() { # timed FILE COMMAND...: adds wall time, CPU time (s) and peak memory (MiB) of a run to FILE
    local file=$1
    shift
    /usr/bin/time -o "$folder/time" -f '%e %U %S %M' "$@" >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
    tail -n 1 "$folder/time" | awk '{ print $1, $2 + $3, $4 / 1024 }' >>"$file"
}

least() { # least FILE FIELD: the least of all runs: 1 is wall time, 2 CPU time, 3 peak memory
    sort -g -k "$2,$2" "$1" | head -n 1 | cut -d ' ' -f "$2"
}

ratio() { awk -v one="$1" -v other="$2" 'BEGIN { printf "%.2f", other ? one / other : 0 }'; }

row() { # row WHAT GOAL VALUE DETAIL [least]: GOAL is the most that VALUE may be, or the least
    awk -v what="$1" -v goal="$2" -v value="$3" -v detail="$4" -v least="${5-}" -v date="$(date +%F)" 'BEGIN {
        met = least ? value >= goal : value <= goal
        off = least ? 1 - value / goal : value / goal - 1
        verdict = met ? "met" : sprintf("missed by %.0f %%", off * 100)
        printf "| %s | %s%s | %s%s | %s | %s |\n", what, least ? "at least " : "", goal, value, detail ? " (" detail ")" : "", verdict, date
    }' | tee -a "$folder/rows"
}

generate() { # generate DOCUMENT: both sides in turns, each into an empty folder
    rm -f "$folder"/{ours,peer,same}.times
    for _ in $(seq "${RUNS:-5}"); do
        rm -rf "$folder/ours" "$folder/peer"
        timed "$folder/ours.times" "$generator" generate --input "$1" --output "$folder/ours" --name ours
        timed "$folder/peer.times" "$peer" generate rust "$1" -o "$folder/peer" --name peer
    done
}

unchanged() { # unchanged INPUT: what is unchanged, against what is generated
    rm -f "$folder"/{full,same}.times
    for _ in $(seq "${RUNS:-5}"); do
        rm -rf "$folder/ours"
        timed "$folder/full.times" "$generator" generate --input "$1" --output "$folder/ours" --name ours
        # This run finds that out.
        "$generator" generate --input "$1" --output "$folder/ours" --name ours >"$folder/log" 2>&1
        timed "$folder/same.times" "$generator" generate --input "$1" --output "$folder/ours" --name ours
    done
    local same full
    same=$(least "$folder/same.times" 1) full=$(least "$folder/full.times" 1)
    row "nothing changed, against a full run, wall: $(basename "$1")" 0.25 "$(ratio "$same" "$full")" "$same s against $full s"
}

for document in "${documents[@]}"; do
    name=$(basename "$document")
    if wants generate; then
        generate "$document"
        for what in "1 0.4 wall s" "2 0.4 CPU s" "3 0.7 peak_memory MiB"; do
            read -r field goal kind unit <<<"$what"
            one=$(least "$folder/ours.times" "$field") other=$(least "$folder/peer.times" "$field")
            row "generation, ${kind/_/ }: $name" "$goal" "$(ratio "$one" "$other")" "$one $unit against $other $unit"
        done
    fi
    if wants unchanged; then unchanged "$document"; fi
done
bench() { cargo bench --quiet -p generator --bench growth -- "$@"; }
if [ -n "$pages" ] && wants generate; then
    rm -f "$folder/pages.times"
    for _ in $(seq "${RUNS:-5}"); do
        rm -rf "$folder/ours"
        timed "$folder/pages.times" "$generator" generate --input "$pages" --output "$folder/ours" --name ours
    done
    all=$(least "$folder/pages.times" 1) read=$(bench read "$pages")
    row "generation from pages, against reading them" 2.5 "$(ratio "$all" "$read")" "$all s against $read s"
    if wants unchanged; then unchanged "$pages"; fi
fi

if wants growth; then
    bench | tee "$folder/growth"
    for stage in $(awk 'NR > 1 { print $1 }' "$folder/growth" | sort -u); do
        for what in "5 CPU" "6 peak_memory"; do
            read -r field kind <<<"$what"
            worst=$(awk -v stage="$stage" -v field="$field" '$1 == stage && NF == 6 && $field > worst { worst = $field } END { print worst }' "$folder/growth")
            row "growth for ten times the operations, ${kind/_/ }: $stage" 11 "$worst" ""
        done
    done
    before=
    for operations in 160 1600 16000; do
        bench document "$operations" "$folder/document.json"
        rm -rf "$folder/ours" "$folder/document.times"
        for _ in $(seq "${RUNS:-5}"); do
            rm -rf "$folder/ours"
            timed "$folder/document.times" "$generator" generate --input "$folder/document.json" --output "$folder/ours" --name ours
        done
        now="$(least "$folder/document.times" 2) $(least "$folder/document.times" 3)"
        if [ -n "$before" ]; then
            read -r time memory <<<"$now"
            read -r time_before memory_before <<<"$before"
            row "growth of the whole to a document of $operations operations, CPU" 11 "$(ratio "$time" "$time_before")" "$time s against $time_before s"
            row "growth of the whole to a document of $operations operations, peak memory" 11 "$(ratio "$memory" "$memory_before")" "$memory MiB against $memory_before MiB"
        fi
        before=$now
    done
fi

if wants check || wants release; then
    rm -rf "$folder/ours" "$folder/peer"
    "$generator" generate --input "${documents[0]}" --output "$folder/ours" --name ours >"$folder/log" 2>&1
    "$peer" generate rust "${documents[0]}" -o "$folder/peer" --name peer >"$folder/log" 2>&1
    for side in ours peer; do
        grep -q '^\[workspace\]' "$folder/$side/Cargo.toml" || printf '\n[workspace]\n' >>"$folder/$side/Cargo.toml"
    done
    export CARGO_INCREMENTAL=0
fi

build() { # build SIDE ARGUMENTS...: CPU time of compiling the crate alone, its dependencies being built
    local side=$1
    shift
    cd "$folder/$side"
    CARGO_TARGET_DIR="$folder/target" cargo "$@" >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
    rm -f "$folder/build.times"
    for _ in $(seq "${BUILDS:-3}"); do
        touch src/lib.rs
        CARGO_TARGET_DIR="$folder/target" timed "$folder/build.times" cargo "$@"
    done
    cd "$root"
    least "$folder/build.times" 2
}

# The service in the middle by name.
service() {
    awk '/^default = \[/ { inside = 1; next } /^\]/ { inside = 0 } inside && !/rustls/ { gsub(/[" ,]/, ""); print }' \
        "$folder/ours/Cargo.toml" | awk '{ all[NR] = $0 } END { print all[int((NR + 1) / 2)] }'
}

if wants check; then
    check=$(build ours check) theirs=$(build peer check)
    row "\`cargo check\` of the crate alone, CPU" 0.22 "$(ratio "$check" "$theirs")" "$check s against $theirs s"
    one=$(build ours check --no-default-features --features "rustls,$(service)")
    row "the same with one service, against all" 0.2 "$(ratio "$one" "$check")" "\`$(service)\`: $one s"
    for feature in mock blocking tracing; do
        with=$(build ours check --features "$feature")
        row "the same with \`$feature\`, against without" 1.05 "$(ratio "$with" "$check")" "$with s"
    done
    # A line more in an operation's file, with what cargo keeps from build to build.
    cd "$folder/ours"
    file=$(find src/services -name '*.rs' ! -name mod.rs | sort | head -n 1)
    export CARGO_INCREMENTAL=1 CARGO_TARGET_DIR="$folder/incremental"
    cargo check >"$folder/log" 2>&1
    rm -f "$folder/changed.times"
    for run in $(seq "${BUILDS:-3}"); do
        printf '\n#[allow(dead_code)]\nfn changed_%s() {}\n' "$run" >>"$file"
        timed "$folder/changed.times" cargo check
    done
    unset CARGO_TARGET_DIR
    export CARGO_INCREMENTAL=0
    cd "$root"
    changed=$(least "$folder/changed.times" 2)
    row "\`cargo check\` after a change of one operation, against a full one" 0.35 "$(ratio "$changed" "$check")" "$changed s"
fi
if wants release; then
    mine=$(build ours build --release) theirs=$(build peer build --release)
    bare=$(build ours build --release --no-default-features --features rustls)
    row "release build of the crate alone, CPU" 0.18 "$(ratio "$mine" "$theirs")" "$mine s against $theirs s; without any service, which is the runtime, $bare s"
fi
unset CARGO_INCREMENTAL

if wants client; then
    cargo bench -p tests 2>/dev/null | tee "$folder/client"
    # `WHAT  OURS against THEIRS: RATIO`, of times.
    while IFS=$'\t' read -r what value detail; do
        case $what in
            calls*) row "$what" 0.85 "$value" "" least ;;
            *decod* | *encod*) row "$what, times" 1 "$value" "$detail" ;;
        esac
    done < <(sed -nE 's/^(calls per CPU second[^:]*): ([0-9.]+)$/\1\t\2\t/p; s/^(.*[^ ]) +([^ ]+) against +([^ ]+): ([0-9.]+)$/\1\t\4\t\2 against \3/p' "$folder/client")
fi

if wants tests; then
    # A clone without anything built, and a registry that has everything.
    cargo fetch --quiet --locked
    rm -rf "$folder/clone"
    git clone --quiet . "$folder/clone"
    cd "$folder/clone"
    rm -f "$folder"/{tests,after,run}.times
    timed "$folder/tests.times" cargo test --workspace
    echo >>generator/src/lib.rs
    timed "$folder/after.times" cargo test -p generator
    git checkout --quiet generator/src/lib.rs
    rm -rf target
    timed "$folder/run.times" .ci/run
    cd "$root"
    row "\`cargo test --workspace\` in a fresh clone, s" 240 "$(least "$folder/tests.times" 1)" ""
    row "\`cargo test -p generator\` after a change, s" 45 "$(least "$folder/after.times" 1)" ""
    row "\`.ci/run\` in a fresh clone, s" 480 "$(least "$folder/run.times" 1)" ""
fi

# New rows take the place of old ones of the same name; what was not run stays.
awk -F ' [|] ' -v rows="$folder/rows" '
    BEGIN { while ((getline line < rows) > 0) { split(line, cells, " [|] "); if (!(cells[1] in fresh)) order[++count] = cells[1]; fresh[cells[1]] = line } }
    /^<!-- the end of the table -->/ { for (i = 1; i <= count; i++) if (!(order[i] in done)) print fresh[order[i]]; inside = 0 }
    /^<!-- compare.sh writes this table -->/ { inside = 1 }
    inside && ($1 in fresh) { print fresh[$1]; done[$1] = 1; next }
    { print }
' docs/performance.md >"$folder/performance.md"
cp "$folder/performance.md" docs/performance.md
[ -n "${FOLDER-}" ] || rm -rf "$folder"
