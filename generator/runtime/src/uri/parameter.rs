//! Writes the values of parameters: a specification's `style` and `explode`, in all places.
//!
//! Values come as JSON, as the specification describes them, so each combination is written once for all types. If the
//! specification leaves a form undefined, such as an object as an element of an array, it is written as JSON text. Null has no
//! form in most styles and is left out.

use serde_json::{Map, Number, Value};

use super::encode::{self, Encode};

/// How a parameter is written: the specification's `style`, and JSON for parameters that have `content`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b`: paths and headers.
    Simple,
    /// `.a.b`: paths.
    Label,
    /// `;x=a,b`: paths.
    Matrix,
    /// `x=a,b` or `x=a&x=b`: queries and cookies.
    Form,
    /// `x=a%20b`: queries.
    SpaceDelimited,
    /// `x=a%7Cb`: queries.
    PipeDelimited,
    /// `x%5Bk%5D=v`: queries. A URL can't have the brackets unencoded.
    DeepObject,
    /// JSON text.
    Json,
}

/// How deep [`Style::DeepObject`] names nested properties before it writes JSON text.
const DEEPEST: usize = 16;

/// The pairs of name and value that a parameter adds to a query, a form or a cookie; none if it has no value.
pub(crate) fn pairs(name: &str, style: Style, explode: bool, value: &Value, encode: Encode) -> Vec<(String, String)> {
    let key = encode::unreserved(name);
    let delimiter = match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    match value {
        value if style == Style::Json => vec![(key, encode(&value.to_string()))],
        Value::Array(items) if explode || style == Style::DeepObject => {
            elements(items, encode).map(|item| (key.clone(), item)).collect()
        }
        Value::Array(items) => {
            let items: Vec<String> = elements(items, encode).collect();
            if items.is_empty() { Vec::new() } else { vec![(key, items.join(delimiter))] }
        }
        Value::Object(properties) if style == Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(&key, properties, encode, DEEPEST, &mut pairs);
            pairs
        }
        Value::Object(properties) if explode => exploded(properties, encode::unreserved, encode),
        Value::Object(properties) => {
            let flat: Vec<String> = flat(properties, encode);
            if flat.is_empty() { Vec::new() } else { vec![(key, flat.join(delimiter))] }
        }
        value => scalar(value, encode).map(|value| (key, value)).into_iter().collect(),
    }
}

/// The text of a parameter in a path or a header; `None` for null, which has no form there.
pub(crate) fn text(name: &str, style: Style, explode: bool, value: &Value, encode: Encode) -> Option<String> {
    if style == Style::Json {
        return Some(encode(&value.to_string()));
    }
    // Only this style writes the name.
    let key = if style == Style::Matrix { encode(name) } else { String::new() };
    let (prefix, delimiter) = match (style, explode) {
        (Style::Label, true) => (".", "."),
        (Style::Label, false) => (".", ","),
        (Style::Matrix, true) => (";", ";"),
        (Style::Matrix, false) => (";", ","),
        _ => ("", ","),
    };
    let written = match value {
        Value::Null => return None,
        Value::Array(items) => {
            let name_each = style == Style::Matrix && explode;
            let items = elements(items, encode).map(|item| if name_each { matrix(&key, &item) } else { item });
            items.collect::<Vec<_>>().join(delimiter)
        }
        Value::Object(properties) if explode => {
            let pairs = exploded(properties, encode, encode).into_iter().map(|(key, value)| match style {
                Style::Matrix => matrix(&key, &value),
                _ => format!("{key}={value}"),
            });
            pairs.collect::<Vec<_>>().join(delimiter)
        }
        Value::Object(properties) => flat(properties, encode).join(delimiter),
        value => scalar(value, encode)?,
    };
    let is_compound = matches!(value, Value::Array(_) | Value::Object(_));
    Some(match style {
        Style::Matrix if !(explode && is_compound) => format!(";{}", matrix(&key, &written)),
        Style::Label | Style::Matrix if is_compound && written.is_empty() => String::new(),
        _ if prefix.is_empty() => written,
        _ => format!("{prefix}{written}"),
    })
}

/// The text of a form, with other styles for some properties, by their names; `None` if the value is no object.
pub(crate) fn form(value: &Value, styles: &[(&str, Style, bool)]) -> Option<String> {
    let pairs =
        value.as_object()?.iter().flat_map(|(name, value)| match styles.iter().find(|(styled, ..)| styled == name) {
            Some((_, Style::DeepObject, _)) => bracketed(name, value),
            Some((_, style, explode)) => pairs(name, *style, *explode, value, encode::unreserved),
            None => property(name, value, encode::unreserved, encode::unreserved),
        });
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
    Some(pairs.join("&"))
}

/// Properties, each under its own name.
fn exploded(properties: &Map<String, Value>, encode_key: Encode, encode: Encode) -> Vec<(String, String)> {
    properties.iter().flat_map(|(key, value)| property(key, value, encode_key, encode)).collect()
}

/// A property under its own name, an array as the same name again and again.
pub(crate) fn property(key: &str, value: &Value, encode_key: Encode, encode: Encode) -> Vec<(String, String)> {
    let key = encode_key(key);
    let values: Vec<String> = match value {
        Value::Array(items) => elements(items, encode).collect(),
        value => scalar(value, encode).into_iter().collect(),
    };
    values.into_iter().map(|value| (key.clone(), value)).collect()
}

/// A property of a form with a name in brackets for each step into it, as PHP, Rails and many others read them:
/// `lines[0][sku]=s`.
pub(crate) fn bracketed(name: &str, value: &Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    // In reverse, because the last one is taken next.
    let mut open = vec![(encode::unreserved(name), value, DEEPEST)];
    while let Some((key, value, left)) = open.pop() {
        let within = |step: &str| format!("{key}%5B{}%5D", encode::unreserved(step));
        match value {
            Value::Object(properties) if left > 0 => {
                open.extend(properties.iter().rev().map(|(step, value)| (within(step), value, left - 1)));
            }
            Value::Array(items) if left > 0 => {
                let items = items.iter().filter(|item| !item.is_null()).enumerate().collect::<Vec<_>>();
                open.extend(items.into_iter().rev().map(|(at, item)| (within(&at.to_string()), item, left - 1)));
            }
            value => pairs.extend(scalar(value, encode::unreserved).map(|value| (key, value))),
        }
    }
    pairs
}

/// `name=value`, or only the name if the value is empty, as this style requires.
fn matrix(key: &str, value: &str) -> String {
    if value.is_empty() { key.to_owned() } else { format!("{key}={value}") }
}

/// `key,value,key,value`, without nulls.
fn flat(properties: &Map<String, Value>, encode: Encode) -> Vec<String> {
    let pairs = properties.iter().filter_map(|(key, value)| Some([encode(key), scalar(value, encode)?]));
    pairs.flatten().collect()
}

/// The properties of an object below `prefix`, which is already encoded.
fn deep(
    prefix: &str,
    properties: &Map<String, Value>,
    encode: Encode,
    deepest: usize,
    pairs: &mut Vec<(String, String)>,
) {
    for (key, value) in properties {
        let key = format!("{prefix}%5B{}%5D", encode::unreserved(key));
        match value {
            Value::Object(properties) if deepest > 0 => deep(&key, properties, encode, deepest - 1, pairs),
            Value::Array(items) => pairs.extend(elements(items, encode).map(|item| (key.clone(), item))),
            value => pairs.extend(scalar(value, encode).map(|value| (key, value))),
        }
    }
}

fn elements(items: &[Value], encode: Encode) -> impl Iterator<Item = String> {
    items.iter().filter_map(move |item| scalar(item, encode))
}

/// A number as people write it: `5`, not `5.0`, because a server that expects an integer refuses that.
pub(crate) fn number(number: &Number) -> String {
    // Up to here every whole number is exact.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    match number.as_f64().filter(|value| number.is_f64() && value.fract() == 0.0 && value.abs() <= LARGEST) {
        Some(value) => format!("{value:.0}"),
        None => number.to_string(),
    }
}

/// The text of a single value; `None` for null.
fn scalar(value: &Value, encode: Encode) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(encode(text)),
        Value::Number(number) => Some(encode(&self::number(number))),
        value => Some(encode(&value.to_string())),
    }
}
