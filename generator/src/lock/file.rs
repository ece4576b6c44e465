//! The lock as a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fact::Fact;
use super::parse::{Reader, Unfit};
use super::released::{self, Facts, RELEASED};
use super::{Lock, Released, Surface, print};
use crate::diagnostic::{Code, Diagnostic, Place};

/// What the file says about itself, after the marker.
const HEADER: &str = "\
# The public items of the crate and their names, one fact on each line. Keep this file under version control and review
# its changes: an item keeps its name as long as it is listed here. Deleting the file forgets all names.
";

/// The first word of the facts about removed items.
const GONE: &str = "gone";

/// How a file that can't be read is had again.
const HELP: &str = "restore it from version control, or delete it: all names are then chosen again";

impl Lock {
    /// Writes the text of `api.lock`, below `marker` as its first line.
    pub fn print(&self, marker: &str) -> String {
        let mut facts = print::facts(&self.surface);
        if let Some(Released { version, surface }) = &self.released {
            let differences = released::differences(print::facts(surface), &facts);
            facts.extend(differences);
            facts.push(Fact::new(&[RELEASED], [version.to_string()]));
        }
        facts.extend(print::facts(&self.gone).into_iter().map(|mut fact| {
            fact.key.insert(0, GONE.to_owned());
            fact
        }));
        facts.sort();
        let mut text = format!("# {marker}\n{HEADER}\n");
        for fact in facts {
            // Writing to a `String` does not fail.
            let _ = writeln!(text, "{fact}");
        }
        text
    }

    /// Reads the text of the lock `name`.
    ///
    /// If the file has the markers of a merge, the facts of both sides are kept. Where they disagree the first one wins, with a
    /// diagnostic. A fact about an item that neither side has any more is dropped, with a diagnostic, too.
    ///
    /// # Errors
    ///
    /// Fails if a line is not a fact, or has a name that is not valid in Rust. The error names the line.
    pub fn parse(text: &str, name: &str) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut messages = Messages { name, is_merge: false, conflicts: BTreeMap::new(), errors: BTreeMap::new() };
        let begins = |key: &[String], start: &str| key.first().is_some_and(|word| word == start);
        let (told, facts): (Facts, Facts) =
            messages.lines(text).into_iter().partition(|(key, _)| begins(key, RELEASED));
        let (of_gone, facts): (Facts, Facts) = facts.into_iter().partition(|(key, _)| begins(key, GONE));
        let mut gone = Reader::default();
        for (key, (value, number)) in of_gone {
            let fact = Fact { key: key.into_iter().skip(1).collect(), value };
            messages.refused(gone.add(&fact), &fact, number);
        }
        let before = messages.released(&facts, &told);
        let surface = messages.surface(facts);
        let Messages { conflicts, errors, .. } = messages;
        if !errors.is_empty() {
            return Err(errors.into_values().collect());
        }
        let mut lock = Self { surface, gone: gone.finish(), released: before };
        // One side of a merge may have kept what the other side removed.
        lock.forget_living();
        Ok((lock, conflicts.into_values().collect()))
    }
}

/// What there is to say about a file, by its lines.
struct Messages<'a> {
    name: &'a str,
    is_merge: bool,
    conflicts: BTreeMap<usize, Diagnostic>,
    errors: BTreeMap<usize, Diagnostic>,
}

impl Messages<'_> {
    fn at(&self, line: usize) -> Place {
        Place::file(format!("{}:{line}", self.name))
    }

    /// Reads each line.
    fn lines(&mut self, text: &str) -> Facts {
        let mut facts = Facts::new();
        let mut is_base = false;
        for (number, line) in (1..).zip(text.lines()) {
            self.is_merge |= marker(line).is_some();
            match marker(line) {
                // The common ancestor, which git shows if `merge.conflictStyle` asks for it.
                Some('|') => is_base = true,
                Some(_) => is_base = false,
                None if is_base || line.starts_with('#') || line.trim().is_empty() => {}
                None => match Fact::read(line) {
                    Ok(Fact { key, value }) => match facts.get(&key) {
                        None => _ = facts.insert(key, (value, number)),
                        Some((first, _)) if *first == value => {}
                        Some((first, first_line)) => {
                            let first = Fact { key: key.clone(), value: first.clone() };
                            let message = format!("`{first}` in line {first_line} contradicts this line, and is kept");
                            let help = "the lock is written again, without the markers of the merge: look at what changed in it";
                            let conflict = Diagnostic::warning(Code::LockConflict, self.at(number), message).help(help);
                            self.conflicts.insert(number, conflict);
                        }
                    },
                    Err(message) => self.unusable(number, format!("this line is not a fact: {message}")),
                },
            }
        }
        facts
    }

    fn unusable(&mut self, number: usize, message: String) {
        let error = Diagnostic::error(Code::UnusableLock, self.at(number), message).help(HELP);
        self.errors.insert(number, error);
    }

    /// Says why a fact was refused, if it was.
    fn refused(&mut self, result: Result<(), Unfit>, fact: &Fact, number: usize) {
        match result {
            Ok(()) => {}
            // A name goes into the crate, and into the paths of its files.
            Err(Unfit::Name) => self.unusable(number, format!("`{fact}` has a name that is not valid in Rust")),
            Err(Unfit::Unknown) if !self.is_merge => {
                self.unusable(number, format!("`{fact}` is not a fact that this version knows"));
            }
            // One side of a merge may have removed an item that the other side says something about.
            Err(_) => {
                let message = format!("`{fact}` is about an item that is not in the lock, and is dropped");
                self.conflicts.insert(number, Diagnostic::warning(Code::LockConflict, self.at(number), message));
            }
        }
    }

    fn surface(&mut self, facts: Facts) -> Surface {
        let mut reader = Reader::default();
        // In the order of the keys: what a fact is about comes before its parts.
        for (key, (value, number)) in facts {
            let fact = Fact { key, value };
            self.refused(reader.add(&fact), &fact, number);
        }
        reader.finish()
    }

    /// The crate as it was at its last version, where that is told.
    fn released(&mut self, now: &Facts, told: &Facts) -> Option<Released> {
        for (key, (value, number)) in told.iter().filter(|(key, _)| !released::is_known(key)) {
            let fact = Fact { key: key.clone(), value: value.clone() };
            self.refused(Err(Unfit::Unknown), &fact, *number);
        }
        let (version, number) = told.get([RELEASED.to_owned()].as_slice())?;
        let Ok(version) = version.concat().parse() else {
            self.unusable(*number, format!("`{}` is not a version", version.concat()));
            return None;
        };
        Some(Released { version, surface: self.surface(released::restored(now, told)) })
    }
}

/// The character of which a line of a merge's markers consists.
fn marker(line: &str) -> Option<char> {
    let first = line.chars().next().filter(|first| matches!(first, '<' | '=' | '>' | '|'))?;
    let count = line.chars().take_while(|character| *character == first).count();
    let rest = line.chars().nth(count);
    (count >= 7 && rest.is_none_or(|next| next == ' ')).then_some(first)
}
