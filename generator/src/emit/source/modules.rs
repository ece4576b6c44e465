//! Modules and the files that hold them.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::EmitError;
use crate::emit::context::{ident, unraw};

/// Names that primitive types have. A module of that name would hide the type from its parent.
const PRIMITIVES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16", "u32", "u64", "u128",
    "usize",
];

/// Names that no file can have on Windows, whatever its ending.
const DEVICES: [&str; 22] = [
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A module below a `mod.rs`.
pub(in crate::emit) struct Module {
    /// Its name in Rust, raw where it is a keyword.
    name: String,
    /// The name of its file or folder, without an ending.
    pub(in crate::emit) file: String,
}

/// The modules of one `mod.rs`, in the order in which they were claimed.
pub(in crate::emit) struct Modules {
    modules: Vec<Module>,
}

impl Modules {
    /// Finds a file for each module. Names are distinct without regard to case, as the model promises.
    pub(in crate::emit) fn claim<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut taken: BTreeSet<String> = names.clone().map(|name| unraw(name).to_owned()).collect();
        let modules = names.map(|name| Self::module(name, &mut taken)).collect();
        Self { modules }
    }

    fn module(name: &str, taken: &mut BTreeSet<String>) -> Module {
        let stem = unraw(name);
        let file = if !stem.is_ascii() || stem == "mod" || DEVICES.contains(&stem) {
            // A module whose name is not ASCII can't be found without being told where.
            unique(&ascii(stem), taken)
        } else {
            stem.to_owned()
        };
        let name = if PRIMITIVES.contains(&stem) { unique(stem, taken) } else { name.to_owned() };
        Module { file: if PRIMITIVES.contains(&stem) { name.clone() } else { file }, name }
    }

    pub(in crate::emit) fn iter(&self) -> std::slice::Iter<'_, Module> {
        self.modules.iter()
    }
}

impl Module {
    pub(in crate::emit) fn ident(&self) -> Result<Ident, EmitError> {
        ident(&self.name, format_args!("the module `{}`", self.name))
    }

    /// Writes `mod name;`, with the path where it does not follow from the name. `ending` is that of the path.
    pub(in crate::emit) fn declaration(&self, ending: &str) -> Result<TokenStream, EmitError> {
        let name = self.ident()?;
        if self.file == unraw(&self.name) {
            return Ok(quote!(mod #name;));
        }
        let path = format!("{}{ending}", self.file);
        Ok(quote!(#[path = #path] mod #name;))
    }

    /// The same as a public module, with documentation.
    pub(in crate::emit) fn public_declaration(&self, ending: &str) -> Result<TokenStream, EmitError> {
        let name = self.ident()?;
        if self.file == unraw(&self.name) {
            return Ok(quote!(pub mod #name;));
        }
        let path = format!("{}{ending}", self.file);
        Ok(quote!(#[path = #path] pub mod #name;))
    }
}

/// Appends `_` until the name is free, and takes it.
fn unique(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut unique = format!("{name}_");
    while !taken.insert(unique.clone()) {
        unique.push('_');
    }
    unique
}

/// Writes characters beyond ASCII as their code points.
fn ascii(name: &str) -> String {
    let mut ascii = String::new();
    for character in name.chars() {
        if character.is_ascii() {
            ascii.push(character);
        } else {
            ascii.extend(["u", &format!("{:x}", u32::from(character))]);
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::Modules;

    fn declared(names: &[&str]) -> Vec<String> {
        let modules = Modules::claim(names.iter().copied());
        modules
            .iter()
            .map(|module| module.declaration(".rs").map_or_else(|e| e.to_string(), |t| t.to_string()))
            .collect()
    }

    #[test]
    fn files_exist_on_every_system() {
        assert_eq!(
            declared(&["pet", "r#type", "r#mod", "mod_", "aux", "größe", "str", "a b"]),
            [
                "mod pet ;",
                "mod r#type ;",
                "# [path = \"mod__.rs\"] mod r#mod ;",
                "mod mod_ ;",
                "# [path = \"aux_.rs\"] mod aux ;",
                "# [path = \"gruf6udfe_.rs\"] mod größe ;",
                "mod str_ ;",
                "the module `a b` can't be written as Rust: \"a b\" is not an identifier",
            ]
        );
    }
}
