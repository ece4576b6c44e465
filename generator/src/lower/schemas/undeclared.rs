//! Properties that a composition requires and that none of its members declares.
//!
//! What an object requires by itself was repaired already; only here it is known which properties there are in all.

use std::collections::BTreeSet;

use super::gather::Member;
use super::{Lowering, component_of};
use crate::api::{Documentation, Presence, Type};
use crate::diagnostic::Code;
use crate::lower::drafts::DraftField;
use crate::names::words::Spellings;
use crate::parse::Additional;

impl<'a> Lowering<'a, '_> {
    /// Turns each name in `required` into one of the properties `declared`, or into a property of any type, or drops it.
    ///
    /// A server demands required properties, declared or not, so the client must be able to send them.
    pub(crate) fn undeclared(
        &mut self,
        required: &mut BTreeSet<&'a str>,
        declared: &BTreeSet<&'a str>,
        objects: &[Member<'a>],
        has_additional: bool,
    ) -> Vec<DraftField> {
        let missing: Vec<&'a str> = required.difference(declared).copied().collect();
        if missing.is_empty() {
            return Vec::new();
        }
        let is_closed = objects.iter().any(|object| matches!(object.schema.additional, Some(Additional::None)));
        let spellings = Spellings::of(declared.iter().copied());
        let mut fields = Vec::new();
        for name in missing {
            required.remove(name);
            let owner = objects.iter().find(|object| object.schema.required.iter().any(|required| required == name));
            let pointer = owner.or(objects.first()).map(|owner| owner.schema.pointer()).unwrap_or_default();
            let says = format!("`{name}` is required but no member declares it");
            let message = if let Some(meant) = spellings.meant(name, |other| !required.contains(other)) {
                required.insert(meant);
                format!("{says}: `{meant}` is required instead")
            } else if has_additional {
                format!("{says}: additional properties can hold it")
            } else if is_closed {
                format!("{says}, and no other properties are allowed: it is not required")
            } else {
                fields.push(any_value(name, pointer));
                format!("{says}: a property of any type was added")
            };
            self.report.note(Code::RequiredOfNoMember, &format!("{pointer}/required"), message);
        }
        fields
    }
}

/// A required property that can be null, so that a response is read without it, too.
fn any_value(name: &str, pointer: &str) -> DraftField {
    DraftField {
        wire_name: name.to_owned(),
        ty: Type::Any,
        overridden: false,
        nullable: true,
        required: true,
        read_only: false,
        write_only: false,
        deprecated: false,
        documentation: Documentation::default(),
        declared_by: component_of(pointer).into_iter().collect(),
        presence: Presence::Optional,
        listed: Vec::new(),
    }
}
