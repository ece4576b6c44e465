//! What a run depended on that found nothing to change, by which one can tell that the next would find nothing, either.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{Failure, Outcome, Project, run};
use crate::diagnostic::Severity;
use crate::digest;
use crate::output::{Plan, crate_version, holds, workspace_hint};
use crate::read::{Seen, Sights};

/// What a run depended on that found nothing to change: digests, and where the paths led.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Of what the run was told, and of the generator.
    settings: String,
    /// The inputs.
    input: Sights,
    /// The generated files, by their paths in the crate; the lock is one of them.
    output: BTreeMap<String, String>,
}

impl Record {
    /// Whether a run would find nothing to change, and the same to say, because all that it depends on is as it was.
    pub fn is_current(&self, project: &Project) -> bool {
        project.settings().is_some_and(|settings| settings == self.settings)
            && self.input.are_current()
            && holds(&project.output, &self.output)
    }
}

impl Project {
    /// Does what [`write`](Self::write) does, and records what it depended on where it found nothing to change. This takes
    /// the digest of the running program, which takes long where that is a large one without optimisations.
    ///
    /// # Errors
    ///
    /// Fails as `write` does.
    pub fn write_and_record(&self) -> Result<(Option<Record>, Outcome), Failure> {
        let settings = self.settings();
        run(|outcome| {
            outcome.seen = Seen::everything();
            let plan = self.write_plan(outcome)?;
            Ok(self.record(settings.clone(), &plan, outcome))
        })
    }

    fn record(&self, settings: Option<String>, plan: &Plan, outcome: &Outcome) -> Option<Record> {
        // What was left out for an error, such as one of time, may be read the next time.
        if outcome.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            return None;
        }
        let (output, input) = (plan.digests()?, outcome.seen.sights()?);
        // What changed meanwhile may have been read before or after.
        let settings = settings.filter(|before| self.settings().is_some_and(|after| after == *before))?;
        Some(Record { settings, input, output })
    }

    /// The digest of all but the inputs and the generated files; `None` if something of it is not there.
    fn settings(&self) -> Option<String> {
        // A crate that is new has none, and then the digest of the program would be for nothing.
        let manifest = digest::of(&fs::read(self.output.join("Cargo.toml")).ok()?);
        let settings = format!(
            "{:?}",
            (
                (env!("CARGO_PKG_VERSION"), program()?),
                // What the configuration and the command line say.
                self,
                std::env::current_dir().ok()?,
                manifest,
                // What is read of the manifests above the crate.
                (crate_version(&self.output), workspace_hint(&self.output)),
            )
        );
        Some(digest::of(settings.as_bytes()))
    }
}

/// The digest of the program that is running.
fn program() -> Option<&'static str> {
    static PROGRAM: OnceLock<Option<String>> = OnceLock::new();
    let read = || {
        // At its path there may be another one by now.
        let running = Path::new("/proc/self/exe");
        let path = if running.exists() { running.to_owned() } else { std::env::current_exe().ok()? };
        digest::of_reader(File::open(path).ok()?).ok()
    };
    PROGRAM.get_or_init(read).as_deref()
}
