//! The lock as a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fact::Fact;
use super::parse::{Reader, Unfit};
use super::{Lock, print};
use crate::diagnostic::{Code, Diagnostic, Place};

/// What the file says about itself, after the marker.
const HEADER: &str = "\
# The names that were given, and to what; one fact a line. Keep this file under version control and review its changes:
# a name that stands here is kept for as long as what it was given to is there. Deleting the file forgets all of them.
";

/// The first word of the facts about removed items.
const GONE: &str = "gone";

/// How a file that can't be read is had again.
const HELP: &str = "restore it from version control, or delete it: all names are then given anew";

impl Lock {
    /// Writes the text of `api.lock`, below `marker` as its first line.
    pub fn print(&self, marker: &str) -> String {
        let mut facts = print::facts(&self.surface);
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
        let at = |line: usize| Place::file(format!("{name}:{line}"));
        let mut facts: BTreeMap<Vec<String>, (Vec<String>, usize)> = BTreeMap::new();
        let (mut conflicts, mut errors) = (BTreeMap::new(), BTreeMap::new());
        let (mut is_base, mut is_merge) = (false, false);
        for (number, line) in (1..).zip(text.lines()) {
            is_merge |= marker(line).is_some();
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
                            let message = format!("`{first}` in line {first_line} says otherwise, and is kept");
                            let help = "the lock is written anew, without the markers of the merge: look at what changed in it";
                            let conflict = Diagnostic::warning(Code::LockConflict, at(number), message).help(help);
                            conflicts.insert(number, conflict);
                        }
                    },
                    Err(message) => {
                        let message = format!("this line is no fact: {message}");
                        errors.insert(number, Diagnostic::error(Code::UnusableLock, at(number), message).help(HELP));
                    }
                },
            }
        }
        let (mut surface, mut gone) = (Reader::default(), Reader::default());
        // In the order of the keys: what a fact is about comes before its parts.
        for (key, (value, number)) in facts {
            let is_gone = key.first().is_some_and(|word| word == GONE);
            let reader = if is_gone { &mut gone } else { &mut surface };
            let fact = Fact { key: key.into_iter().skip(usize::from(is_gone)).collect(), value };
            match reader.add(&fact) {
                Ok(()) => {}
                // A name goes into the crate, and into the paths of its files.
                Err(Unfit::Name) => {
                    let message = format!("`{fact}` gives a name that can't be one in Rust");
                    errors.insert(number, Diagnostic::error(Code::UnusableLock, at(number), message).help(HELP));
                }
                Err(Unfit::Unknown) if !is_merge => {
                    let message = format!("`{fact}` is no fact that this version knows");
                    errors.insert(number, Diagnostic::error(Code::UnusableLock, at(number), message).help(HELP));
                }
                // One side of a merge may have removed an item that the other side says something about.
                Err(_) => {
                    let message = format!("`{fact}` is about what is not there, and is dropped");
                    conflicts.insert(number, Diagnostic::warning(Code::LockConflict, at(number), message));
                }
            }
        }
        if errors.is_empty() {
            let mut lock = Self { surface: surface.finish(), gone: gone.finish() };
            // One side of a merge may have kept what the other side removed.
            lock.forget_living();
            Ok((lock, conflicts.into_values().collect()))
        } else {
            Err(errors.into_values().collect())
        }
    }
}

/// The character of which a line of a merge's markers consists.
fn marker(line: &str) -> Option<char> {
    let first = line.chars().next().filter(|first| matches!(first, '<' | '=' | '>' | '|'))?;
    let count = line.chars().take_while(|character| *character == first).count();
    let rest = line.chars().nth(count);
    (count >= 7 && rest.is_none_or(|next| next == ' ')).then_some(first)
}
