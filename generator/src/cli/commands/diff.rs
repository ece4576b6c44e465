//! `generator diff`: what changed from one state of an API to another.

use std::fs;
use std::path::Path;

use generator::compare::{self, Folding, Verdict};
use generator::config::Config;
use generator::diagnostic::{Code, Diagnostic, Place};
use generator::lock::Lock;
use generator::output::crate_version;
use generator::read::{self, InputPath, Sources};
use generator::report::Report;
use generator::rules::Rules;
use generator::{Options, generate};
use semver::Version;

use crate::cli::arguments::{DeniedVerdict, DiffArguments, DiffFormat};
use crate::cli::{Console, Exit, printed};

/// One state of an API.
struct Side {
    lock: Lock,
    /// The version of the crate that was made of it, where that is known.
    version: Option<Version>,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

/// Why a side can't be used.
struct Unusable {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

pub(crate) fn run(arguments: &DiffArguments, console: &mut Console<'_>) -> Exit {
    let sides = console.busy("comparing", || {
        let old = Side::read(&arguments.old, None, arguments)?;
        let new = Side::read(&arguments.new, Some(&old.lock), arguments)?;
        Ok((old, new))
    });
    let messages = |sources: &Sources, diagnostics: &[Diagnostic]| {
        Report { sources, verbose: arguments.verbose }.text(diagnostics)
    };
    let (old, new) = match sides {
        Ok(sides) => sides,
        Err(Unusable { sources, diagnostics }) => {
            console.err(&messages(&sources, &diagnostics));
            console.printed.extend(printed::printed(&diagnostics, arguments.verbose));
            return Exit::Failed;
        }
    };
    if arguments.verbose > 0 {
        console.err(&messages(&old.sources, &old.diagnostics));
        console.err(&messages(&new.sources, &new.diagnostics));
    }
    let report = compare::compare(&old.lock.surface, &new.lock.surface);
    let version = old.version.or(new.version);
    let folding = if arguments.verbose > 0 { Folding::All } else { Folding::Screen };
    console.out(&match arguments.format {
        DiffFormat::Human if report.changes.is_empty() => "nothing changed\n".to_owned(),
        DiffFormat::Human => report.human(version.as_ref(), folding),
        DiffFormat::Markdown => report.markdown(version.as_ref()),
        DiffFormat::Json => format!("{:#}\n", report.json(version.as_ref())),
    });
    let is_denied = |denied: &DeniedVerdict| report.count(verdict(*denied)) > 0;
    if arguments.deny.iter().any(is_denied) { Exit::Refused } else { Exit::Done }
}

fn verdict(denied: DeniedVerdict) -> Verdict {
    match denied {
        DeniedVerdict::Breaking => Verdict::Breaking,
        DeniedVerdict::Compatible => Verdict::Compatible,
        DeniedVerdict::Documentation => Verdict::Documentation,
    }
}

impl Side {
    /// Reads the state at `path`; a generated state gets the names in `names`.
    fn read(path: &Path, names: Option<&Lock>, arguments: &DiffArguments) -> Result<Self, Unusable> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("lock") => {
                Self::locked(path).map_err(|diagnostics| Unusable { sources: Sources::default(), diagnostics })
            }
            Some("toml") => {
                let config =
                    Config::read(path).map_err(|diagnostics| Unusable { sources: Sources::default(), diagnostics })?;
                let side = Self::generated(&config.inputs, config.rules, names, arguments)?;
                Ok(Self { version: config.output.as_deref().and_then(crate_version), ..side })
            }
            _ => Self::generated(&[InputPath::new(path)], Rules::default(), names, arguments),
        }
    }

    fn locked(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let name = InputPath::new(path).name;
        let text = fs::read_to_string(path).map_err(|error| {
            let message = format!("the lock can't be read: {error}");
            vec![
                Diagnostic::error(Code::MissingInput, Place::file(name.clone()), message)
                    .help("name the `api.lock` of a generated crate"),
            ]
        })?;
        let (lock, diagnostics) = Lock::parse(&text, &name)?;
        let version = crate_version(path.parent().unwrap_or(Path::new("")));
        Ok(Self { lock, version, sources: Sources::default(), diagnostics })
    }

    fn generated(
        inputs: &[InputPath],
        rules: Rules,
        names: Option<&Lock>,
        arguments: &DiffArguments,
    ) -> Result<Self, Unusable> {
        let input = read::read(inputs, &read::Options::default());
        let sources = input.sources.clone();
        // The name stands in examples alone.
        let crate_name = "client".to_owned();
        let options =
            Options { crate_name, rules, lock: names.cloned(), keep_going: arguments.keep_going, ..Options::default() };
        match generate(input, &options) {
            Ok(generated) => {
                Ok(Self { lock: generated.lock, version: None, sources, diagnostics: generated.diagnostics })
            }
            Err(diagnostics) => Err(Unusable { sources, diagnostics }),
        }
    }
}
