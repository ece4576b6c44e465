//! The names that an example uses, and the `use` lines that bring them in.

use std::collections::{BTreeMap, BTreeSet};

use crate::emit::samples::layout::WIDTH;

/// What the prelude has, and the names of the crate's root that examples use: they mean nothing else in an example.
const RESERVED: &str = "AsMut AsRef AsyncFn AsyncFnMut AsyncFnOnce Box Client Clone Copy Debug Default \
    DoubleEndedIterator Drop Eq Err Error ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator Future Hash Into \
    IntoFuture IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd Result Self Send Sized Some String Sync \
    ToOwned ToString TryFrom TryInto Unpin Vec";

/// The names that an example uses, by the module that they are from.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<String, BTreeSet<String>>);

impl Names {
    /// Brings a name in; for an item of the crate's own root, or of the standard library.
    pub(super) fn bring(&mut self, module: &str, name: &str) {
        self.0.entry(module.to_owned()).or_default().insert(name.to_owned());
    }

    /// Returns how an item is written: by its name, or by its path where that name means something else.
    pub(super) fn path(&mut self, module: &str, name: &str) -> String {
        let is_taken = self.0.iter().any(|(other, names)| other != module && names.contains(name));
        if is_taken || RESERVED.split(' ').any(|reserved| reserved == name) {
            return format!("{module}::{name}");
        }
        self.bring(module, name);
        name.to_owned()
    }

    /// The `use` lines, in rustfmt's order.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut uses: Vec<_> = self.0.iter().collect();
        // Modules stand before the types beside them.
        uses.sort_by_key(|(module, _)| format!("{module}::{{"));
        uses.into_iter().flat_map(|(module, names)| lines(module, names)).collect()
    }
}

fn lines(module: &str, names: &BTreeSet<String>) -> Vec<String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if let [name] = names.as_slice() {
        return vec![format!("use {module}::{name};")];
    }
    let line = format!("use {module}::{{{}}};", names.join(", "));
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("use {module}::{{")];
    let mut line = String::new();
    for name in names {
        if !line.is_empty() && line.chars().count() + name.chars().count() + 2 > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        line += if line.is_empty() { "    " } else { " " };
        line += name;
        line.push(',');
    }
    lines.extend([line, "};".to_owned()]);
    lines
}
