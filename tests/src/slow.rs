//! The one switch for proofs that take minutes: `SLOW=1`.

use std::io::Write as _;

/// Whether a run is one with `SLOW=1`.
pub fn is_slow() -> bool {
    std::env::var_os("SLOW").is_some_and(|value| value == "1")
}

/// Whether a run asks for the slow proof of this name, and for no other: `SLOW=name`.
pub fn asks_for(name: &str) -> bool {
    std::env::var_os("SLOW").is_some_and(|value| value == name)
}

/// Whether `what` is to be proved, too. Says so where it is left out.
pub fn proves(what: &str) -> bool {
    if !is_slow() {
        // Not by `println!`, of which cargo shows nothing where a test passes. Whether it can be said is no part of a test.
        let _ = writeln!(std::io::stderr(), "left out without SLOW=1: {what}");
    }
    is_slow()
}
