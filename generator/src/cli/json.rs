//! The result as one JSON object.

use generator::Outcome;
use generator::report::{Located, locate};
use serde_json::{Value, json};

pub(crate) fn object(outcome: &Outcome) -> Value {
    let skipped: Vec<Value> = outcome
        .skipped
        .iter()
        .map(|skipped| {
            json!({
                "method": skipped.method,
                "path": skipped.path,
                "code": skipped.code.name(),
                "message": skipped.message,
            })
        })
        .collect();
    let diagnostics: Vec<Value> = locate(&outcome.sources, outcome.diagnostics.iter()).iter().map(diagnostic).collect();
    json!({
        "operations": outcome.statistics.operations,
        "types": outcome.statistics.types,
        "error_types": outcome.statistics.error_types,
        "skipped": skipped,
        "webhooks": outcome.statistics.webhooks,
        "diagnostics": diagnostics,
        "changes": outcome.report.json_changes(),
        "release": outcome.report.json_release(outcome.version.as_ref()),
        "files": {
            "written": outcome.changes.written,
            "unchanged": outcome.changes.unchanged,
            "removed": outcome.changes.removed,
        },
    })
}

fn diagnostic(located: &Located<'_>) -> Value {
    json!({
        "code": located.diagnostic.code.name(),
        "severity": located.diagnostic.severity.to_string(),
        "file": located.place.file,
        "pointer": located.place.pointer,
        "line": located.line,
        "message": located.diagnostic.message,
        "help": located.diagnostic.help,
    })
}

#[cfg(test)]
mod tests {
    use generator::diagnostic::{Code, Skipped};

    use super::*;

    #[test]
    fn an_operation_that_is_left_out_is_listed_with_its_reason() {
        let skipped = Skipped {
            method: "GET".to_owned(),
            path: "/a".to_owned(),
            code: Code::UnsupportedMethod,
            message: "a server can't be asked this".to_owned(),
        };
        let mut outcome = Outcome::default();
        outcome.skipped = vec![skipped];
        let expected = json!([{ "method": "GET", "path": "/a", "code": "unsupported-method", "message": "a server can't be asked this" }]);
        assert_eq!(object(&outcome).get("skipped"), Some(&expected));
    }
}
