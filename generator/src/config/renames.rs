//! Names that replace the names from the specification.

use std::collections::BTreeMap;

use toml::Spanned;

use super::check::Check;
use super::tables::RenameTables;
use crate::methods;
use crate::rules::{Rename, RenameKind};

impl Check<'_> {
    pub(super) fn renames(&mut self, tables: RenameTables) -> Vec<Rename> {
        let RenameTables { types, fields, variants, operations, services } = tables;
        let tables = [
            (RenameKind::Type, types),
            (RenameKind::Field, fields),
            (RenameKind::Variant, variants),
            (RenameKind::Operation, operations),
            (RenameKind::Service, services),
        ];
        let mut renames = Vec::new();
        // The names so far, by the scope in which names have to differ.
        let mut named: BTreeMap<(RenameKind, String, String), String> = BTreeMap::new();
        for (kind, table) in tables {
            for (from, to) in table {
                self.renamed(kind, &from);
                self.name(kind, &to);
                let scope = match kind {
                    RenameKind::Field | RenameKind::Variant => {
                        from.get_ref().rsplit_once('.').map_or("", |(owner, _)| owner)
                    }
                    // Two services can have a method of one name.
                    RenameKind::Operation => from.get_ref(),
                    RenameKind::Type | RenameKind::LockedType | RenameKind::Service => "",
                };
                let key = (kind, scope.to_owned(), to.get_ref().clone());
                if let Some(first) = named.insert(key, from.get_ref().clone()) {
                    let message = format!("`{first}` and `{}` are both renamed to `{}`", from.get_ref(), to.get_ref());
                    self.error(Some(to.span()), message, "choose another name for one of them");
                }
                let place = self.place(Some(from.span()));
                renames.push(Rename { kind, from: from.into_inner(), to: to.into_inner(), place });
            }
        }
        renames
    }

    /// Checks what is renamed.
    fn renamed(&mut self, kind: RenameKind, from: &Spanned<String>) {
        let text = from.get_ref().as_str();
        let has_owner = || text.match_indices('.').any(|(at, _)| at > 0 && at + 1 < text.len());
        let (fits, help) = match kind {
            RenameKind::Type | RenameKind::LockedType => (!text.trim().is_empty(), "write the schema's name"),
            RenameKind::Service => (!text.trim().is_empty(), "write the tag"),
            RenameKind::Field => (has_owner(), "write the type's name, a dot and the property's name"),
            RenameKind::Variant => (has_owner(), "write the type's name, a dot and the value"),
            RenameKind::Operation => {
                let fits = match text.split_once(' ') {
                    Some((method, path)) => methods::is_name(method) && path.starts_with('/'),
                    None => !text.is_empty() && !text.starts_with('/'),
                };
                (fits, "write the operation's id, or its method and path such as `GET /disks/{id}`")
            }
        };
        if !fits {
            self.error(Some(from.span()), format!("`{text}` doesn't name anything that can be renamed"), help);
        }
    }

    /// Checks a name in Rust.
    fn name(&mut self, kind: RenameKind, to: &Spanned<String>) {
        let text = to.get_ref().as_str();
        let (is_cased, help) = match kind {
            RenameKind::Type | RenameKind::LockedType | RenameKind::Variant => {
                let is_camel = !text.starts_with(char::is_lowercase) && !text.contains('_');
                (is_camel, "choose a name in upper camel case, such as `DiskState`")
            }
            RenameKind::Field | RenameKind::Operation | RenameKind::Service => {
                let is_snake = !text.contains(char::is_uppercase) && !text.starts_with('_');
                (is_snake, "choose a name in snake case, such as `disk_state`")
            }
        };
        // Keywords are no identifiers.
        if syn::parse_str::<syn::Ident>(text).is_err() || !is_cased {
            self.error(Some(to.span()), format!("`{text}` is not a valid name for this in Rust"), help);
        }
    }
}
