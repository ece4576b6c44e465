//! Structs: fields, `new` and setters.

use crate::api::{Presence, Usage};
use crate::compare::change::Of;
use crate::compare::{Breaks, Comparison, causes, wire};
use crate::lock::{Field, RustType, Struct};

/// Where values of a struct travel.
#[derive(Clone, Copy)]
pub(crate) struct Usages {
    pub(crate) old: Usage,
    pub(crate) new: Usage,
    /// Before and now.
    pub(crate) both: Usage,
}

pub(crate) fn compare(comparison: &Comparison<'_>, old: &Struct, new: &Struct, usages: Usages, of: &mut Of<'_>) {
    let pair = Pair { comparison, old, new, usages };
    for (wire_name, field) in &old.fields {
        match new.fields.get(wire_name) {
            Some(now) => pair.field(wire_name, field, now, of),
            None => pair.removed(wire_name, field, of),
        }
    }
    for (wire_name, field) in new.fields.iter().filter(|(wire_name, _)| !old.fields.contains_key(*wire_name)) {
        // One that has its name on the wire changed is told with the old name.
        if !pair.is_respelled(field) {
            pair.added(wire_name, field, of);
        }
    }
    pair.constructor(of);
    pair.additional_properties(of);
}

struct Pair<'a> {
    comparison: &'a Comparison<'a>,
    old: &'a Struct,
    new: &'a Struct,
    usages: Usages,
}

/// The type of a field as it is declared.
fn declared(field: &Field) -> RustType {
    match field.presence {
        Presence::Required => field.ty.clone(),
        Presence::RequiredNullable | Presence::Optional => field.ty.within("Option"),
        Presence::OptionalNullable => field.ty.within("Option").within("Option"),
    }
}

fn can_be_null(field: &Field) -> bool {
    matches!(field.presence, Presence::RequiredNullable | Presence::OptionalNullable)
}

/// The setter that makes a field null; none if another field has that name.
fn null_setter(structure: &Struct, field: &Field) -> Option<String> {
    let plain = field.name.strip_prefix("r#").unwrap_or(&field.name);
    let name = format!("{}_null", field.setter_stem.as_deref().unwrap_or(plain));
    let mut others = structure.fields.values().map(|other| &other.name);
    let is_free = others.all(|other| *other != name)
        && structure.additional_properties.as_ref().is_none_or(|(other, _)| *other != name);
    Some(name).filter(|_| can_be_null(field) && is_free)
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::RequiredNullable)
}

fn is_argument(structure: &Struct, wire_name: &str) -> bool {
    structure.new.iter().flatten().any(|argument| argument == wire_name)
}

impl Pair<'_> {
    /// The field of the old struct that `field` is under another name on the wire.
    fn is_respelled(&self, field: &Field) -> bool {
        self.old
            .fields
            .iter()
            .any(|(wire_name, old)| old.name == field.name && !self.new.fields.contains_key(wire_name))
    }

    fn added(&self, wire_name: &str, field: &Field, of: &mut Of<'_>) {
        let (name, ty) = (&field.name, declared(field));
        if !is_argument(self.new, wire_name) {
            of.changed(Breaks::NOTHING, format!("has the field `{name}: {ty}`"));
        } else if self.usages.new.sent {
            let breaks = Breaks { rust: true, wire: self.usages.both.sent };
            of.changed(breaks, format!("requires `{wire_name}`: `{name}: {ty}` is an argument of `new`"));
        } else {
            let reason = format!("has the field `{name}: {ty}`, an argument of `new`, as its type has no `Default`");
            of.changed(Breaks::RUST, reason);
        }
    }

    fn removed(&self, wire_name: &str, field: &Field, of: &mut Of<'_>) {
        let now =
            self.new.fields.iter().find(|(other, now)| now.name == field.name && !self.old.fields.contains_key(*other));
        let usage = self.usages.both;
        if let Some((other, now)) = now {
            let breaks = Breaks { rust: false, wire: usage.sent || usage.received };
            of.changed(breaks, format!("writes `{}` as `{other}` in JSON, no longer as `{wire_name}`", field.name));
            self.shape(wire_name, field, now, of);
        } else {
            let wire = usage.sent || usage.received && field.presence == Presence::Required;
            of.changed(Breaks { rust: true, wire }, format!("has lost the field `{}`", field.name));
        }
    }

    fn field(&self, wire_name: &str, old: &Field, new: &Field, of: &mut Of<'_>) {
        if old.name != new.name {
            of.changed(
                Breaks::RUST,
                format!("has the field `{}` for `{wire_name}`, no longer `{}`", new.name, old.name),
            );
        }
        self.shape(wire_name, old, new, of);
        if old.name == new.name {
            let reason = match (null_setter(self.old, old), null_setter(self.new, new)) {
                (Some(old), Some(new)) if old != new => Some(format!("has the setter `{new}`, no longer `{old}`")),
                // The type already shows that the field can't be null any more, unless it can be left out instead.
                (Some(old_setter), None) if can_be_null(new) || declared(old) == declared(new) => {
                    Some(format!("has lost the setter `{old_setter}`"))
                }
                _ => None,
            };
            if let Some(reason) = reason {
                of.changed(Breaks::RUST, reason);
            }
        }
        if new.deprecated && !old.deprecated {
            of.changed(Breaks::NOTHING, format!("has deprecated the field `{}`", new.name));
        } else if old.deprecated && !new.deprecated {
            of.changed(Breaks::NOTHING, format!("no longer deprecates the field `{}`", new.name));
        }
    }

    /// Compares what a field holds.
    fn shape(&self, wire_name: &str, old: &Field, new: &Field, of: &mut Of<'_>) {
        let (before, after) = (declared(old), declared(new));
        let is_same = self.comparison.renames.same(&before, &after);
        let usage = self.usages.both;
        let is_told = !old.overridden && !new.overridden;
        let wire = is_told && wire::breaks(self.comparison, &old.ty, &new.ty, usage)
            || wire::presence_breaks(old.presence, new.presence, usage);
        let name = &new.name;
        if is_same {
            // The arguments of `new` alone tell whether it has to be given.
            let (was_argument, is_argument) = (is_argument(self.old, wire_name), is_argument(self.new, wire_name));
            if is_required(old) && !is_required(new) && was_argument {
                of.changed(
                    Breaks { rust: true, wire },
                    format!("no longer requires `{name}`: it is not an argument of `new`"),
                );
            } else if !is_required(old) && is_required(new) && is_argument {
                of.changed(Breaks { rust: true, wire }, format!("requires `{name}`: it is an argument of `new`"));
            }
            return;
        }
        let why = self.why(wire_name, old, new);
        let cause = causes::replaced(self.comparison, &before, &after);
        of.caused(Breaks { rust: true, wire }, format!("has `{name}: {after}`, no longer `{before}`{why}"), cause);
    }

    /// Why a field is of another type, where its presence says so.
    fn why(&self, wire_name: &str, old: &Field, new: &Field) -> String {
        let usages = self.usages;
        let text = match (old.presence, new.presence) {
            (old, new) if old == new => "",
            (_, Presence::OptionalNullable) if usages.new.sent && !usages.old.sent => {
                ": its type is sent now, so leaving the field out and null differ"
            }
            (Presence::OptionalNullable, _) if usages.old.sent && !usages.new.sent => {
                ": its type is no longer sent, so leaving the field out and null are the same"
            }
            (_, Presence::OptionalNullable) => ": it can be left out or be null",
            (_, Presence::Optional) if is_argument(self.old, wire_name) => {
                ": it can be left out, and is not an argument of `new`"
            }
            (Presence::Required, Presence::Optional) => ": it can be missing",
            (Presence::Required, Presence::RequiredNullable) => ": it can be null",
            (_, Presence::Required) if is_argument(self.new, wire_name) => {
                ": it has to be given, as an argument of `new`"
            }
            (_, Presence::Required) => ": it is always there",
            (Presence::OptionalNullable, Presence::Optional) => ": it can't be null",
            (Presence::OptionalNullable, Presence::RequiredNullable) => ": it has to be given, if only as null",
            _ => "",
        };
        text.to_owned()
    }

    /// Compares how a value is made, where the fields haven't said so.
    fn constructor(&self, of: &mut Of<'_>) {
        // Fields that came, went, or have to be given where they had not to.
        let is_told = |wire_name: &String| match (self.old.fields.get(wire_name), self.new.fields.get(wire_name)) {
            (Some(old), Some(new)) => is_required(old) != is_required(new),
            _ => true,
        };
        match (&self.old.new, &self.new.new) {
            (None, None) if self.usages.old.sent && !self.usages.new.sent => {
                of.changed(Breaks::RUST, "has `default` in place of `new`, because it is no longer sent");
            }
            (None, Some(arguments)) if !arguments.iter().any(is_told) => {
                let why = if self.usages.new.sent && !self.usages.old.sent { ", because it is sent" } else { "" };
                let arguments = self.arguments(arguments);
                let reason = format!("is made by `new({arguments})`{why}, no longer by `default` and setters of these");
                of.changed(Breaks::RUST, reason);
            }
            (Some(arguments), None) if !arguments.iter().any(is_told) => {
                let why = if self.usages.new.sent { "" } else { ", because it is no longer sent" };
                of.changed(
                    Breaks::RUST,
                    format!("is made by `default` and setters{why}, no longer by `new` with arguments"),
                );
            }
            (Some(before), Some(after)) => {
                let stayed = |one: &[String], other: &[String]| -> Vec<String> {
                    one.iter().filter(|name| other.contains(name)).cloned().collect()
                };
                let (old_order, new_order) = (stayed(before, after), stayed(after, before));
                if old_order != new_order {
                    self.order(&old_order, &new_order, of);
                }
            }
            _ => {}
        }
    }

    fn arguments(&self, wire_names: &[String]) -> String {
        let names = wire_names.iter().filter_map(|wire_name| Some(self.new.fields.get(wire_name)?.name.as_str()));
        names.collect::<Vec<_>>().join(", ")
    }

    fn order(&self, old: &[String], new: &[String], of: &mut Of<'_>) {
        let ty = |structure: &Struct, wire_name: &String| structure.fields.get(wire_name).map(declared);
        let rust = old.iter().zip(new).any(|(old, new)| match (ty(self.old, old), ty(self.new, new)) {
            (Some(old), Some(new)) => !self.comparison.renames.same(&old, &new),
            _ => true,
        });
        let warning = if rust { "" } else { "; the compiler can't tell, because they have the same type" };
        let (old, new) = (self.arguments(old), self.arguments(new));
        let reason = format!("is made by `new({new})`, no longer by `new({old})`{warning}");
        of.changed(Breaks { rust, wire: !rust }, reason);
    }

    fn additional_properties(&self, of: &mut Of<'_>) {
        match (&self.old.additional_properties, &self.new.additional_properties) {
            (None, Some((name, ty))) => {
                of.changed(Breaks::NOTHING, format!("keeps properties without a field in `{name}`, as `{ty}`"));
            }
            (Some((name, _)), None) => {
                let breaks = Breaks { rust: true, wire: self.usages.both.sent };
                of.changed(breaks, format!("no longer keeps properties without a field: `{name}` is gone"));
            }
            (Some((old_name, old)), Some((name, new))) => {
                if old_name != name {
                    let reason = format!("keeps properties without a field in `{name}`, no longer in `{old_name}`");
                    of.changed(Breaks::RUST, reason);
                }
                if !self.comparison.renames.same(old, new) {
                    let wire = wire::breaks(self.comparison, old, new, self.usages.both);
                    let reason = format!("keeps properties that it doesn't name as `{new}`, no longer as `{old}`");
                    of.changed(Breaks { rust: true, wire }, reason);
                }
            }
            (None, None) => {}
        }
    }
}
