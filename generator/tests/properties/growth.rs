//! What is made of an API grows as the API does; counted, not timed.

use generator::{Options, generate};

use crate::synthetic;

/// What is counted: operations, schemas as they came, schemas as they are, types, files, facts of the lock, messages.
fn counts(copies: usize) -> [usize; 7] {
    let pages = synthetic::pages().pages.len();
    let options = Options { crate_name: "acme".to_owned(), ..Options::default() };
    let generated = generate(synthetic::api(pages * copies), &options).unwrap();
    let statistics = generated.statistics;
    [
        statistics.operations,
        statistics.schemas_before,
        statistics.schemas_after,
        statistics.types,
        generated.files.len(),
        generated.lock.print("").lines().count(),
        generated.diagnostics.len(),
    ]
}

#[test]
fn each_copy_of_an_api_adds_as_much_as_the_one_before() {
    let [two, three, four] = [counts(2), counts(3), counts(4)];
    let added =
        |more: [usize; 7], less: [usize; 7]| std::array::from_fn::<usize, 7, _>(|index| more[index] - less[index]);
    assert_eq!(added(four, three), added(three, two), "{two:?} {three:?} {four:?}");
    // The copies have types of their own, and share some.
    let types = added(three, two)[3];
    assert!(types > 10 && two[3] < types * 2 + 10, "{two:?} {three:?}");
}

#[test]
fn the_order_of_results_does_not_depend_on_threads() {
    let options = Options { crate_name: "acme".to_owned(), ..Options::default() };
    let run = || generate(synthetic::api(120), &options).unwrap();
    let (one, other) = (run(), run());
    assert_eq!(one.files, other.files);
    assert_eq!(one.diagnostics, other.diagnostics);
}
