//! Types as the lock writes them.

use std::fmt;

use crate::api::{Type, TypeId};

/// The wrappers of a type.
const WRAPPERS: &[&str] = &["Box", "Map", "Option", "Vec"];

/// The prefix of a type whose name the runtime or the standard library has, too.
const OWN: &str = "models::";

/// The names that are not the crate's own types.
const FOREIGN: &[&str] = &[
    "()",
    "Bytes",
    "Date",
    "DateTime",
    "Decimal",
    "JsonPatch",
    "Number",
    "Object",
    "String",
    "Uuid",
    "Value",
    "bool",
    "bytes",
    "f64",
    "i32",
    "i64",
    "multipart",
    "text",
    "u64",
];

/// A type as the lock writes it, such as `Vec<Role>`: `Vec`, `Map` (to values of the type), `Option` and `Box` around a
/// type of the runtime, of the standard library, or one of the lock's own.
///
/// Bodies have four more: `()` for none, `text` and `bytes` for content as it is, and `multipart`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustType(pub String);

impl RustType {
    /// The crate's own type of that name.
    pub fn of_name(name: &str) -> Self {
        Self(if FOREIGN.contains(&name) { format!("{OWN}{name}") } else { name.to_owned() })
    }

    /// The type of the model, with the name that `name` knows for each of the crate's own.
    pub fn of(ty: &Type, name: &impl Fn(TypeId) -> String) -> Self {
        let foreign = |name: &str| Self(name.to_owned());
        match ty {
            Type::Boolean => foreign("bool"),
            Type::I32 => foreign("i32"),
            Type::I64 => foreign("i64"),
            Type::U64 => foreign("u64"),
            Type::F64 => foreign("f64"),
            Type::Number => foreign("Number"),
            Type::Decimal => foreign("Decimal"),
            Type::String => foreign("String"),
            Type::Uuid => foreign("Uuid"),
            Type::DateTime => foreign("DateTime"),
            Type::Date => foreign("Date"),
            Type::Bytes => foreign("Bytes"),
            Type::Any => foreign("Value"),
            Type::Object => foreign("Object"),
            Type::JsonPatch => foreign("JsonPatch"),
            Type::Custom(path) | Type::CustomNumber(path) => Self(path.split_whitespace().collect()),
            Type::Array(inner) => Self::of(inner, name).within("Vec"),
            Type::Map(inner) => Self::of(inner, name).within("Map"),
            Type::Nullable(inner) => Self::of(inner, name).within("Option"),
            Type::Boxed(inner) => Self::of(inner, name).within("Box"),
            Type::Named(id) => Self::of_name(&name(*id)),
        }
    }

    /// The type in a wrapper, such as `Vec`.
    #[must_use]
    pub fn within(&self, wrapper: &str) -> Self {
        Self(format!("{wrapper}<{}>", self.0))
    }

    /// The name of the crate's own type within all wrappers.
    pub fn named(&self) -> Option<&str> {
        let (_, inner) = self.peeled();
        match inner.strip_prefix(OWN) {
            Some(name) => Some(name),
            None => (!inner.contains("::") && !inner.is_empty() && !FOREIGN.contains(&inner)).then_some(inner),
        }
    }

    /// The type with another of the crate's own in place of the one within all wrappers, if there is one.
    #[must_use]
    pub fn with_name(&self, name: &str) -> Self {
        if self.named().is_none() {
            return self.clone();
        }
        let (wrappers, _) = self.peeled();
        wrappers.iter().rev().fold(Self::of_name(name), |ty, wrapper| ty.within(wrapper))
    }

    /// The type without any `Box`.
    #[must_use]
    pub fn unboxed(&self) -> Self {
        let (wrappers, inner) = self.peeled();
        let kept = wrappers.iter().rev().filter(|wrapper| **wrapper != "Box");
        kept.fold(Self(inner.to_owned()), |ty, wrapper| ty.within(wrapper))
    }

    /// The wrappers, the outermost first, and the type inside.
    fn peeled(&self) -> (Vec<&str>, &str) {
        let (mut wrappers, mut text) = (Vec::new(), self.0.as_str());
        while let Some((wrapper, rest)) = text.split_once('<')
            && let Some(inner) = rest.strip_suffix('>').filter(|_| WRAPPERS.contains(&wrapper))
        {
            wrappers.push(wrapper);
            text = inner;
        }
        (wrappers, text)
    }
}

impl fmt::Display for RustType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::RustType;

    fn ty(text: &str) -> RustType {
        RustType(text.to_owned())
    }

    #[test]
    fn the_name_within_wrappers_is_found_and_replaced() {
        assert_eq!(ty("Option<Vec<Role>>").named(), Some("Role"));
        assert_eq!(ty("Option<Vec<Role>>").with_name("RoleDto"), ty("Option<Vec<RoleDto>>"));
        assert_eq!(ty("Vec<String>").named(), None);
        assert_eq!(ty("Vec<String>").with_name("Role"), ty("Vec<String>"));
        assert_eq!(ty("Map<::chrono::DateTime<::chrono::Utc>>").named(), None);
        assert_eq!(ty("Option<Box<Role>>").unboxed(), ty("Option<Role>"));
    }

    #[test]
    fn a_type_of_the_specification_can_be_called_as_one_of_the_standard_library() {
        let own = RustType::of_name("String").within("Vec");
        assert_eq!(own, ty("Vec<models::String>"));
        assert_eq!(own.named(), Some("String"));
        assert_eq!(own.with_name("Text"), ty("Vec<Text>"));
    }
}
