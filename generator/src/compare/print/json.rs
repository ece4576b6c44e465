//! The report for programs; `docs/changes.md` lists the keys.

use semver::Version;
use serde_json::{Map, Value, json};

use crate::compare::{Change, ChangeKind, Report, Subject, Verdict};

impl Report {
    /// The report as one object: `changes` and `release`.
    pub fn json(&self, version: Option<&Version>) -> Value {
        json!({ "changes": self.json_changes(), "release": self.json_release(version) })
    }

    /// The changes, each as an object.
    pub fn json_changes(&self) -> Vec<Value> {
        self.changes.iter().map(change).collect()
    }

    /// The release that they ask for; null where nothing changed.
    pub fn json_release(&self, version: Option<&Version>) -> Value {
        let Some(release) = self.asks_for() else { return Value::Null };
        json!({
            "kind": release.to_string(),
            "version": version.map(ToString::to_string),
            "next": version.and_then(|version| self.release(version)).map(|next| next.to_string()),
            "breaking": self.count(Verdict::Breaking),
            "compatible": self.count(Verdict::Compatible),
            "documentation": self.count(Verdict::Documentation),
        })
    }
}

fn change(change: &Change) -> Value {
    let verdict = match change.verdict {
        Verdict::Breaking => "breaking",
        Verdict::Compatible => "compatible",
        Verdict::Documentation => "documentation",
    };
    json!({
        "subject": subject(&change.subject),
        "kind": kind(change.kind),
        "verdict": verdict,
        "breaks_rust": change.breaks.rust,
        "breaks_wire": change.breaks.wire,
        "reason": change.reason,
    })
}

fn kind(kind: ChangeKind) -> String {
    kind.to_string()
}

fn subject(subject: &Subject) -> Value {
    let word = subject.word().replace(' ', "_");
    let mut object = Map::from_iter([("kind".to_owned(), json!(word)), ("name".to_owned(), json!(subject.name()))]);
    if let Subject::Operation { path, method, .. } = subject {
        object.insert("method".to_owned(), json!(method));
        object.insert("path".to_owned(), json!(path));
    }
    object.into()
}
