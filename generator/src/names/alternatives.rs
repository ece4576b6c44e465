//! Names for a union's members that have neither a name nor a title: by what tells each from the others.
//!
//! That is their content where it can be: a number would go to another member as soon as one is added before it.

use std::collections::BTreeMap;

/// More words than these make no name.
const MOST_WORDS: usize = 6;

/// What a member looks like.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    /// What its values are: `string`, or `object list`.
    pub(crate) kind: String,
    /// Whether its values are listed.
    pub(crate) is_listed: bool,
    pub(crate) properties: Vec<Property>,
}

/// A member's property.
#[derive(Debug, Clone, Default)]
pub(crate) struct Property {
    pub(crate) name: String,
    /// What its values are: `string`, or `object list`.
    pub(crate) kind: String,
    pub(crate) is_required: bool,
    /// The only value that it lists.
    pub(crate) only: Option<String>,
    /// The names of the properties of its values, or of their elements.
    pub(crate) inner: Vec<String>,
}

/// How many members there are of each kind.
#[derive(Default)]
struct Counts<'s> {
    lists: usize,
    listed: usize,
    kinds: BTreeMap<&'s str, usize>,
    declared: BTreeMap<&'s str, usize>,
    required: BTreeMap<&'s str, usize>,
    /// By a property's name and its kind.
    property_kinds: BTreeMap<(&'s str, &'s str), usize>,
    /// By a property's name and the name of one within.
    inner: BTreeMap<(&'s str, &'s str), usize>,
    /// How many members have a single value of the property.
    single: BTreeMap<&'s str, usize>,
    /// By a property's name and its single value.
    values: BTreeMap<(&'s str, &'s str), usize>,
}

/// Names each of `shapes`, or not where nothing tells it from the others.
pub(crate) fn names(shapes: &[Shape]) -> Vec<Option<String>> {
    let counts = Counts::of(shapes);
    // Properties that only this member lacks.
    let all_but_one: Vec<&str> = shapes
        .iter()
        .take(2)
        .flat_map(|shape| &shape.properties)
        .map(|property| property.name.as_str())
        .filter(|name| counts.declared.get(name).is_some_and(|count| count + 1 == shapes.len()))
        .collect();
    shapes.iter().map(|shape| name(shape, shapes.len(), &counts, &all_but_one)).collect()
}

fn name(shape: &Shape, members: usize, counts: &Counts<'_>, all_but_one: &[&str]) -> Option<String> {
    let is_list = is_list(&shape.kind);
    if is_list && counts.lists == 1 {
        return Some("list".to_owned());
    }
    if shape.is_listed && counts.listed == 1 {
        return Some("value".to_owned());
    }
    let own = |count: Option<&usize>| count == Some(&1) && members > 1;
    let properties = || shape.properties.iter().filter(|property| fits(&property.name));
    let single = shape.properties.iter().find_map(|property| {
        let (name, value) = (property.name.as_str(), property.only.as_deref()?);
        let is_own = counts.single.get(name) == Some(&members) && own(counts.values.get(&(name, value)));
        (is_own && fits(value)).then(|| value.to_owned())
    });
    let owned = || {
        let is_own = |property: &&Property| own(counts.declared.get(property.name.as_str()));
        let required = properties().filter(is_own).find(|property| property.is_required);
        required.or_else(|| properties().find(is_own)).map(|property| property.name.clone())
    };
    let differing = || {
        let mut others = properties().filter(|property| !property.kind.is_empty());
        let found = others.find(|property| own(counts.property_kinds.get(&(&property.name, &property.kind))));
        found.map(|property| format!("{} {}", property.kind, property.name))
    };
    let nested = || {
        properties().find_map(|property| {
            let is_own = |inner: &&String| own(counts.inner.get(&(property.name.as_str(), inner.as_str())));
            property.inner.iter().filter(|inner| fits(inner)).find(is_own).cloned()
        })
    };
    let demanded = || {
        let found = properties().find(|it| it.is_required && own(counts.required.get(it.name.as_str())));
        found.map(|property| format!("with {}", property.name))
    };
    let lacking = || {
        let has = |name: &str| shape.properties.iter().any(|property| property.name == name);
        let found = all_but_one.iter().find(|name| members > 1 && fits(name) && !has(name));
        found.filter(|_| !shape.properties.is_empty()).map(|name| format!("without {name}"))
    };
    let by_kind = || {
        let is_own = !shape.kind.is_empty() && own(counts.kinds.get(shape.kind.as_str()));
        is_own.then(|| shape.kind.clone())
    };
    single.or_else(owned).or_else(differing).or_else(nested).or_else(demanded).or_else(lacking).or_else(by_kind)
}

impl<'s> Counts<'s> {
    fn of(shapes: &'s [Shape]) -> Self {
        let mut counts = Self::default();
        for shape in shapes {
            counts.lists += usize::from(is_list(&shape.kind));
            counts.listed += usize::from(shape.is_listed);
            *counts.kinds.entry(&shape.kind).or_default() += 1;
            for property in &shape.properties {
                let name = property.name.as_str();
                *counts.declared.entry(name).or_default() += 1;
                *counts.required.entry(name).or_default() += usize::from(property.is_required);
                *counts.property_kinds.entry((name, &property.kind)).or_default() += 1;
                for inner in &property.inner {
                    *counts.inner.entry((name, inner)).or_default() += 1;
                }
                if let Some(only) = &property.only {
                    *counts.single.entry(name).or_default() += 1;
                    *counts.values.entry((name, only)).or_default() += 1;
                }
            }
        }
        counts
    }
}

fn is_list(kind: &str) -> bool {
    kind == "list" || kind.ends_with(" list")
}

/// Whether a text can be part of a name.
fn fits(text: &str) -> bool {
    (1..=MOST_WORDS).contains(&super::words::words(text).len())
}

/// What values of a schema are, as far as `type` and the type of the elements say.
pub(crate) fn kind(kind: Option<&str>, items: Option<&str>) -> String {
    match (kind, items) {
        (Some("array"), Some("array")) => "nested list".to_owned(),
        (Some("array"), Some(items)) => format!("{items} list"),
        (Some("array"), None) => "list".to_owned(),
        (Some(kind), _) => kind.to_owned(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Property, Shape, names};

    fn property(text: &str) -> Property {
        let (text, is_required) = text.strip_suffix('!').map_or((text, false), |text| (text, true));
        let (text, only) = text.split_once('=').map_or((text, None), |(text, only)| (text, Some(only.to_owned())));
        let (name, kind) = text.split_once(':').unwrap_or((text, "string"));
        let (kind, inner) = kind.split_once('.').map_or((kind, Vec::new()), |(kind, it)| (kind, vec![it.to_owned()]));
        Property { name: name.to_owned(), kind: kind.to_owned(), is_required, only, inner }
    }

    fn object(properties: &[&str]) -> Shape {
        Shape {
            kind: "object".to_owned(),
            is_listed: false,
            properties: properties.iter().map(|it| property(it)).collect(),
        }
    }

    fn scalar(kind: &str) -> Shape {
        Shape { kind: kind.to_owned(), ..Shape::default() }
    }

    fn named(shapes: &[Shape]) -> String {
        names(shapes).into_iter().map(|name| name.unwrap_or_else(|| "-".to_owned())).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn members_are_named_by_what_differs() {
        assert_eq!(named(&[object(&["a", "b!"]), object(&["a", "c"])]), "b, c");
        assert_eq!(named(&[object(&["a=x"]), object(&["a=y"])]), "x, y");
        assert_eq!(named(&[object(&["a", "b:string"]), object(&["a", "b:integer"])]), "string b, integer b");
        assert_eq!(named(&[object(&["a"]), object(&["a!"])]), "-, with a");
        assert_eq!(named(&[object(&["a"]), object(&["a", "b"])]), "without b, b");
        assert_eq!(
            named(&[object(&["a", "b"]), object(&["b", "c"]), object(&["a", "c"])]),
            "without c, without a, without b"
        );
        assert_eq!(named(&[object(&["a:list.x"]), object(&["a:list.y"])]), "x, y");
        assert_eq!(named(&[scalar("object list"), object(&[])]), "list, object");
        assert_eq!(named(&[scalar("object list"), scalar("string list")]), "object list, string list");
    }

    #[test]
    fn members_that_nothing_tells_apart_have_no_name() {
        assert_eq!(named(&[object(&["a"]), object(&["a"])]), "-, -");
        assert_eq!(named(&[object(&["🎉"]), object(&[""])]), "-, -");
        assert_eq!(named(&[scalar("string")]), "-");
    }
}
