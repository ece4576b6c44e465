//! Which code fits the runtime.

use std::panic::catch_unwind;

use generator_runtime::codegen::made_for;

#[test]
fn code_that_was_made_for_another_version_does_not_fit() {
    let part = |text: &str| text.parse::<u16>().unwrap();
    let (major, minor) = (part(env!("CARGO_PKG_VERSION_MAJOR")), part(env!("CARGO_PKG_VERSION_MINOR")));
    made_for(major, minor);
    for (major, minor) in [(major, minor + 1), (major + 1, minor), (major + 1, 0)] {
        assert!(catch_unwind(|| made_for(major, minor)).is_err(), "{major}.{minor}");
    }
}
