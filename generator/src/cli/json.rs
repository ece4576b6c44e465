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
        "webhooks": run.statistics.webhooks,
        "diagnostics": diagnostics,
        "changes": run.report.json_changes(),
        "release": run.report.json_release(run.version.as_ref()),
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

#[cfg(test)]
mod tests {
    use generator::diagnostic::Skipped;

    use super::*;

    #[test]
    fn an_operation_that_is_left_out_is_listed_with_its_reason() {
        let skipped = Skipped {
            method: "GET".to_owned(),
            path: "/a".to_owned(),
            code: "no-way",
            message: "a server can't be asked this".to_owned(),
        };
        let run = Run { skipped: vec![skipped], ..Run::default() };
        let expected =
            json!([{ "method": "GET", "path": "/a", "code": "no-way", "message": "a server can't be asked this" }]);
        assert_eq!(object(&run).get("skipped"), Some(&expected));
    }
}
