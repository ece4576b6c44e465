//! The result as one JSON object.

use serde_json::{Value, json};

use super::report::{Located, locate};
use super::run::Run;

pub(crate) fn object(run: &Run) -> Value {
    let skipped: Vec<Value> = run
        .skipped
        .iter()
        .map(|skipped| {
            json!({
                "method": skipped.method,
                "path": skipped.path,
                "code": skipped.code,
                "message": skipped.message,
            })
        })
        .collect();
    let diagnostics: Vec<Value> = locate(&run.sources, run.diagnostics.iter()).iter().map(diagnostic).collect();
    json!({
        "operations": run.statistics.operations,
        "types": run.statistics.types,
        "error_types": run.statistics.error_types,
        "skipped": skipped,
        "diagnostics": diagnostics,
        "files": {
            "written": run.changes.written,
            "unchanged": run.changes.unchanged,
            "removed": run.changes.removed,
        },
    })
}

fn diagnostic(located: &Located<'_>) -> Value {
    json!({
        "code": located.diagnostic.code,
        "severity": located.diagnostic.severity.to_string(),
        "file": located.place.file,
        "pointer": located.place.pointer,
        "line": located.line,
        "message": located.diagnostic.message,
        "help": located.diagnostic.help,
    })
}
