//! Each stage and the whole, on the repository's own pages and on synthetic APIs made of them.

mod synthetic;

use divan::{Bencher, black_box};
use generator::emit::{self, EmitOptions};
use generator::lock::Lock;
use generator::lower::{self, Lowered};
use generator::parse::parse;
use generator::read::Input;
use generator::repair::{self, Source};
use generator::report::Report;
use generator::rules::Rules;
use generator::unify::{self, Duplicates, Unified};
use generator::{Modelled, Options, generate, model};

/// Numbers of operations; what takes time in proportion to them takes ten times as long from one to the next.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    // `cargo test --all-targets` runs this, too.
    if std::env::args().any(|argument| argument == "--bench" || argument == "--list") {
        divan::main();
    }
}

fn options() -> Options {
    Options { crate_name: "acme".to_owned(), ..Options::default() }
}

fn repaired(input: Input) -> Vec<Source> {
    let repair =
        |page: generator::read::Page| repair::page(&page.file, page.title.as_deref(), page.operation, &mut Vec::new());
    input.pages.into_iter().filter_map(repair).collect()
}

fn parsed(sources: Vec<Source>) -> Vec<unify::Source> {
    let parse =
        |Source { file, page, document, notes }| unify::Source { file, page, document: parse(document, &notes) };
    sources.into_iter().map(parse).collect()
}

fn unified(sources: Vec<unify::Source>) -> Unified {
    unify::unify(sources, Duplicates::Refuse, &mut Vec::new())
}

fn lowered(Unified { document, places, .. }: &Unified) -> Lowered {
    lower::lower(document, places, &Rules::default(), None)
}

fn modelled(input: Input) -> Modelled {
    model(input, &options()).unwrap_or_default()
}

/// The pages of the repository, from the disk to the crate's files.
#[divan::bench]
fn own_pages() -> generator::Generated {
    generate(synthetic::pages(), &options()).unwrap_or_default()
}

/// The first stage alone, on the pages of the repository.
#[divan::bench]
fn own_pages_read() -> Input {
    synthetic::pages()
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn repair(bencher: Bencher<'_, '_>, operations: usize) {
    bencher.with_inputs(|| synthetic::api(operations)).bench_values(repaired);
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn parse_each(bencher: Bencher<'_, '_>, operations: usize) {
    bencher.with_inputs(|| repaired(synthetic::api(operations))).bench_values(parsed);
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn unify(bencher: Bencher<'_, '_>, operations: usize) {
    bencher.with_inputs(|| parsed(repaired(synthetic::api(operations)))).bench_values(unified);
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn lower(bencher: Bencher<'_, '_>, operations: usize) {
    let unified = unified(parsed(repaired(synthetic::api(operations))));
    bencher.bench_local(|| lowered(black_box(&unified)));
}

/// Prints the lock, and reads it again.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn lock(bencher: Bencher<'_, '_>, operations: usize) {
    let modelled = modelled(synthetic::api(operations));
    bencher.bench_local(|| {
        let text = black_box(&modelled.lock).print("A marker.");
        Lock::parse(&text, "api.lock")
    });
}

/// Models the client anew with its lock, which keeps its names.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn keep(bencher: Bencher<'_, '_>, operations: usize) {
    let lock = Some(modelled(synthetic::api(operations)).lock);
    let options = Options { lock, ..options() };
    bencher.with_inputs(|| synthetic::api(operations)).bench_values(|input| model(input, &options));
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn emit(bencher: Bencher<'_, '_>, operations: usize) {
    let modelled = modelled(synthetic::api(operations));
    let options = EmitOptions { crate_name: "acme".to_owned(), ..EmitOptions::default() };
    bencher.bench_local(|| emit::emit(black_box(&modelled.api), &options).map_err(drop));
}

/// Prints all messages.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn report(bencher: Bencher<'_, '_>, operations: usize) {
    let input = synthetic::api(operations);
    let sources = input.sources.clone();
    let modelled = modelled(input);
    bencher.bench_local(|| Report { sources: &sources, verbose: 2 }.text(black_box(&modelled.diagnostics)));
}

/// From pages as they are read to the crate's files.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn whole(bencher: Bencher<'_, '_>, operations: usize) {
    bencher.with_inputs(|| synthetic::api(operations)).bench_values(|input| generate(input, &options()));
}
