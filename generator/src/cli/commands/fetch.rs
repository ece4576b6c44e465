//! `generator fetch`: bring the published sources up to date below the configuration's folder.

use std::fmt::Write as _;

use generator::config::Source as Published;
use generator::diagnostic::printable;
use generator::fetch::{self, Fetched, Limits, Problem};
use generator::read::InputPath;

use crate::cli::arguments::{FetchArguments, InputArguments};
use crate::cli::settings::{Failure, Source};
use crate::cli::{Console, Exit, printed};

/// How many files with the same kind of change are listed by default.
const NAMED: usize = 20;

pub(crate) fn run(arguments: &FetchArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    let input = InputArguments {
        config: arguments.config.clone(),
        api: arguments.api.clone(),
        input: Vec::new(),
        keep_going: false,
    };
    let apis = match Source::all(&input) {
        Ok(apis) => apis,
        Err(Failure::Usage(error)) => return Err(error),
        Err(Failure::Config(diagnostics)) => {
            let report = generator::report::Report { sources: &generator::read::Sources::default(), verbose: 0 };
            console.err(&report.text(&diagnostics));
            console.printed.extend(printed::printed(&diagnostics, 0));
            return Ok(Exit::Failed);
        }
    };
    let sources: Vec<Published> =
        apis.into_iter().filter_map(|api| api.config).flat_map(|config| config.sources).collect();
    if sources.is_empty() && !arguments.quiet {
        console.err("note: the configuration has no `[[source]]`: there is nothing to fetch\n");
    }
    let mut worst = Exit::Done;
    for source in &sources {
        let label = format!("fetching {}", source.url);
        let work = if arguments.check { fetch::check } else { fetch::fetch };
        let exit = match console.busy(&label, || work(source, Limits::default())) {
            Ok(fetched) => {
                if !arguments.quiet || (arguments.check && !fetched.is_up_to_date()) {
                    console.err(&summary(source, &fetched, arguments));
                }
                if arguments.check && !fetched.is_up_to_date() { Exit::Refused } else { Exit::Done }
            }
            Err(problem) => {
                console.err(&failure(&problem));
                Exit::Failed
            }
        };
        worst = worst.max(exit);
    }
    Ok(worst)
}

fn summary(source: &Published, fetched: &Fetched, arguments: &FetchArguments) -> String {
    let Fetched { added, updated, removed, unchanged, notes } = fetched;
    let folder = InputPath::new(&source.folder).name;
    let mut text = String::new();
    for note in notes {
        let _ = writeln!(text, "note: {}: {}", source.url, printable(note));
    }
    let counts =
        [(added.len(), "added"), (updated.len(), "updated"), (removed.len(), "removed"), (*unchanged, "unchanged")];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let would = if arguments.check && !fetched.is_up_to_date() { "out of date, " } else { "" };
    let _ = writeln!(text, "{folder} (from {}): {would}{}", source.url, counts.join(", "));
    let most = if arguments.verbose > 0 { usize::MAX } else { NAMED };
    for (names, word) in [(added, "added"), (updated, "updated"), (removed, "removed, no longer published")] {
        for name in names.iter().take(most) {
            let _ = writeln!(text, "  {folder}/{name}: {word}");
        }
        if let Some(others) = names.len().checked_sub(most).filter(|others| *others > 0) {
            let _ = writeln!(text, "  and {others} more {word} (`-v` names all)");
        }
    }
    text
}

fn failure(problem: &Problem) -> String {
    format!("error: {problem}\n  = help: {}\n", problem.help)
}
