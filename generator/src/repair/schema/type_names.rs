//! The names that people write for types.

/// The types of OpenAPI 3.0.
pub(super) const STANDARD: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A type, with a format where the name implies one.
    Type(&'static str, Option<&'static str>),
    /// `null`.
    Null,
    /// A value of any type.
    Any,
}

/// Finds what `name` stands for, if that is known.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let is_word = |character: char| character.is_alphanumeric() || [' ', '-', '_', '.'].contains(&character);
    if !name.trim().chars().all(is_word) {
        return None;
    }
    let folded: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let (name, format) = match folded.as_str() {
        "string" | "str" | "text" | "char" | "character" | "varchar" | "enum" | "phone" | "html" | "markdown"
        | "color" | "id" | "objectid" | "jwt" => ("string", None),
        "datetime" | "timestamp" | "isodate" | "iso8601" | "dateandtime" => ("string", Some("date-time")),
        "date" | "fulldate" => ("string", Some("date")),
        "time" => ("string", Some("time")),
        "duration" => ("string", Some("duration")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "uri" | "url" | "link" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "hostname" => ("string", Some("hostname")),
        "ipv4" => ("string", Some("ipv4")),
        "ipv6" => ("string", Some("ipv6")),
        "password" => ("string", Some("password")),
        "byte" | "base64" => ("string", Some("byte")),
        "binary" | "file" | "blob" | "bytes" => ("string", Some("binary")),
        "integer" | "int" | "bigint" | "bigdecimalint" => ("integer", None),
        "int32" | "integer32" | "i32" | "short" | "smallint" => ("integer", Some("int32")),
        "int64" | "integer64" | "i64" | "long" | "longint" => ("integer", Some("int64")),
        "uint32" | "u32" => ("integer", Some("uint32")),
        "uint64" | "u64" | "ulong" => ("integer", Some("uint64")),
        "number" | "decimal" | "numeric" | "bigdecimal" | "num" | "real" | "percentage" | "currency" => {
            ("number", None)
        }
        "float" | "float32" | "f32" => ("number", Some("float")),
        "double" | "float64" | "f64" => ("number", Some("double")),
        "boolean" | "bool" => ("boolean", None),
        "array" | "list" | "collection" | "set" => ("array", None),
        "object" | "map" | "dict" | "dictionary" | "hash" | "hashmap" | "struct" | "record" => ("object", None),
        "null" | "nil" | "none" | "void" => return Some(Meaning::Null),
        "any" | "mixed" | "anything" | "undefined" | "unknown" | "json" | "various" | "anytype" | "value" => {
            return Some(Meaning::Any);
        }
        _ => return None,
    };
    Some(Meaning::Type(name, format))
}

/// Returns whether `name` is known.
pub(super) fn is_known(name: &str) -> bool {
    meaning(name).is_some()
}

/// Returns the name of the elements' type in `string[]`, `[string]`, `array[string]` or `List<String>`.
pub(super) fn element(name: &str) -> Option<&str> {
    let name = name.trim();
    if let Some(element) = name.strip_suffix("[]") {
        return Some(element.trim());
    }
    let (container, rest) = name.split_once(['[', '<'])?;
    let element = rest.strip_suffix([']', '>'])?;
    let is_list = container.trim().is_empty() || meaning(container) == Some(Meaning::Type("array", None));
    (is_list && !element.contains(',')).then_some(element.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_folded() {
        assert_eq!(meaning("Date-Time"), Some(Meaning::Type("string", Some("date-time"))));
        assert_eq!(meaning("integer32"), Some(Meaning::Type("integer", Some("int32"))));
        assert_eq!(meaning(" Boolean "), Some(Meaning::Type("boolean", None)));
        assert_eq!(meaning("Pet"), None);
    }

    #[test]
    fn elements_of_lists_are_found() {
        assert_eq!(element("string[]"), Some("string"));
        assert_eq!(element("[string]"), Some("string"));
        assert_eq!(element("array[integer]"), Some("integer"));
        assert_eq!(element("List<Pet>"), Some("Pet"));
        assert_eq!(element("Map<string, string>"), None);
        assert_eq!(element("string"), None);
    }
}
