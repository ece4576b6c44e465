//! Which codes were printed, and where to read on.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use generator::diagnostic::{Code, Diagnostic, Severity};

/// Codes of messages that were printed, the gravest first.
pub(crate) type Printed = BTreeSet<(Reverse<Severity>, Code)>;

/// The codes of those messages that are printed.
pub(crate) fn printed(diagnostics: &[Diagnostic], verbose: u8) -> Printed {
    let least = if verbose > 0 { Severity::Note } else { Severity::Warning };
    let printed = diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least);
    printed.map(|diagnostic| (Reverse(diagnostic.severity), diagnostic.code)).collect()
}

/// The line after all messages that says where to read on; empty if nothing was printed.
pub(crate) fn hint(printed: &Printed) -> String {
    let Some((_, gravest)) = printed.first() else { return String::new() };
    let others = if printed.iter().any(|(_, code)| code != gravest) { "; this works for other codes, too" } else { "" };
    format!("`generator explain {gravest}` says more{others}\n")
}

#[cfg(test)]
mod tests {
    use generator::diagnostic::Place;

    use super::*;

    #[test]
    fn the_gravest_code_that_was_printed_is_named() {
        let note = Diagnostic::note(Code::ConvertedValue, Place::default(), "x");
        let warning = Diagnostic::warning(Code::UnknownType, Place::default(), "x");
        let error = Diagnostic::error(Code::BrokenJson, Place::default(), "x");
        let hint = |diagnostics: &[&Diagnostic], verbose| {
            let diagnostics: Vec<_> = diagnostics.iter().copied().cloned().collect();
            super::hint(&printed(&diagnostics, verbose))
        };
        assert_eq!(hint(&[&note], 0), "");
        assert_eq!(hint(&[&note], 1), "`generator explain converted-value` says more\n");
        assert_eq!(hint(&[&note, &warning, &warning], 0), "`generator explain unknown-type` says more\n");
        assert_eq!(
            hint(&[&warning, &error], 0),
            "`generator explain broken-json` says more; this works for other codes, too\n"
        );
    }
}
