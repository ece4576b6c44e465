//! Names that the configuration gives.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::lower::report::Report;
use crate::names::Words;
use crate::nearest;
use crate::rules::{Rename, RenameKind};

/// The renames of a configuration, and which of them have matched.
#[derive(Debug)]
pub(crate) struct Renames<'r> {
    rules: &'r [Rename],
    matched: RefCell<BTreeSet<usize>>,
    /// What was asked for, to say what a rule that matches nothing may be meant for.
    met: RefCell<BTreeMap<RenameKind, BTreeSet<String>>>,
    taken: RefCell<BTreeSet<usize>>,
}

impl<'r> Renames<'r> {
    pub(crate) fn new(rules: &'r [Rename]) -> Self {
        let (matched, met, taken) = Default::default();
        Self { rules, matched, met, taken }
    }

    /// The rule for what can be meant by each of `names`.
    pub(crate) fn find(&self, kind: RenameKind, names: &[String]) -> Option<&'r Rename> {
        // Without rules nothing is worth remembering.
        if self.rules.iter().all(|rule| rule.kind != kind) {
            return None;
        }
        self.met.borrow_mut().entry(kind).or_default().extend(names.iter().cloned());
        let fits = |rule: &Rename| rule.kind == kind && names.iter().any(|name| is_same(kind, &rule.from, name));
        let index = self.rules.iter().position(fits)?;
        self.matched.borrow_mut().insert(index);
        self.rules.get(index)
    }

    /// Notes that another item has the name `name`, which one of `rules` gives. The rules are those of one scope.
    pub(crate) fn is_taken<'s>(&self, name: &str, rules: impl IntoIterator<Item = &'s Rename>) {
        let culprits = rules.into_iter().filter(|rule| rule.to == name);
        self.taken.borrow_mut().extend(culprits.filter_map(|rule| self.rules.iter().position(|other| other == rule)));
    }

    /// Reports rules that match nothing, and rules whose name another item has.
    pub(crate) fn check(&self, report: &mut Report<'_>) {
        let (matched, met, taken) = (self.matched.borrow(), self.met.borrow(), self.taken.borrow());
        for (index, rule) in self.rules.iter().enumerate() {
            if taken.contains(&index) {
                let message =
                    format!("`{}` can't be called `{}`, because something else has that name", rule.from, rule.to);
                let help = "choose another name, or also rename the other item";
                report.push(Diagnostic::error(Code::UnusableRule, rule.place.clone(), message).help(help));
            } else if !matched.contains(&index) {
                let names = met.get(&rule.kind).into_iter().flatten().map(String::as_str);
                let message = format!("the API has no {} `{}`", what(rule.kind), rule.from);
                let help = nearest::help(&rule.from, names, "correct the rule, or remove it");
                report.push(Diagnostic::error(Code::UnusedRule, rule.place.clone(), message).help(help));
            }
        }
    }
}

fn what(kind: RenameKind) -> &'static str {
    match kind {
        RenameKind::Type | RenameKind::LockedType => "type",
        RenameKind::Field => "field",
        RenameKind::Variant => "variant",
        RenameKind::Operation => "operation",
        RenameKind::Service => "service",
    }
}

/// Whether a rule for `from` is meant for `name`: types and tags are compared by their words, everything else exactly.
fn is_same(kind: RenameKind, from: &str, name: &str) -> bool {
    match kind {
        _ if from == name => true,
        RenameKind::Type => Words::of(from).upper_camel() == Words::of(name).upper_camel(),
        RenameKind::Service => Words::of(from) == Words::of(name),
        RenameKind::Field | RenameKind::Variant => match (from.split_once('.'), name.split_once('.')) {
            (Some((from, part)), Some((name, other))) => part == other && is_same(RenameKind::Type, from, name),
            _ => false,
        },
        RenameKind::Operation | RenameKind::LockedType => false,
    }
}

/// The names of a part of a type, by the names of the type.
pub(crate) fn part_names(names: &[String], part: &str) -> Vec<String> {
    names.iter().map(|name| format!("{name}.{part}")).collect()
}
