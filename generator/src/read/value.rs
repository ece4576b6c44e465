//! Loading JSON and YAML into one kind of value, with what neither parser tells of by itself.

use std::cell::{Cell, RefCell};
use std::fmt;

use crate::diagnostic::Code;
use crate::pointer;
use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

/// What a value costs besides its text, about as much as it takes in memory.
const COST: usize = 64;

/// The most memory that YAML's aliases, which repeat their values, may add to what a document takes without them.
pub(super) const ALIASES: usize = 256 << 20;

/// What an error says of a document whose aliases add too much.
pub(super) const TOO_LARGE: &str = "they add more than 256 MiB";

/// The most that a YAML text takes without its aliases: before each of its values there is one of a few signs.
fn own_cost(text: &str) -> usize {
    let signs = text.bytes().filter(|byte| matches!(byte, b':' | b',' | b'-' | b'[' | b'{' | b'?')).count();
    // A colon has a key, too; and no value is shorter than its sign and one more byte.
    let values = signs.saturating_mul(2).min(text.len() / 2).saturating_add(1);
    values.saturating_mul(COST).saturating_add(text.len())
}

/// Something that was read differently from how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) code: Code,
    pub(super) pointer: String,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The state while a document is loaded.
#[derive(Debug)]
pub(super) struct Loader {
    /// What may still be spent; without a bound in JSON, which takes no more than its text says.
    budget: Cell<Option<usize>>,
    findings: RefCell<Vec<Finding>>,
    /// Whether `<<` merges, as in YAML.
    merge: bool,
}

impl Loader {
    pub(super) fn json() -> Self {
        Self { budget: Cell::new(None), findings: RefCell::default(), merge: false }
    }

    /// A loader of `text`, to which aliases may add as much as `aliases`.
    pub(super) fn yaml(text: &str, aliases: usize) -> Self {
        let budget = Some(own_cost(text).saturating_add(aliases));
        Self { budget: Cell::new(budget), findings: RefCell::default(), merge: true }
    }

    /// The seed for the whole document.
    pub(super) fn seed(&self) -> Seed<'_> {
        Seed { loader: self, path: Path { parent: None, key: Key::Root } }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    fn spend<E: Error>(&self, length: usize) -> Result<(), E> {
        let Some(budget) = self.budget.get() else { return Ok(()) };
        let rest = budget.checked_sub(COST.saturating_add(length)).ok_or_else(|| E::custom(TOO_LARGE))?;
        self.budget.set(Some(rest));
        Ok(())
    }

    fn find(&self, code: Code, path: &Path<'_>, message: String, help: &'static str) {
        self.findings.borrow_mut().push(Finding { code, pointer: path.to_string(), message, help });
    }
}

#[derive(Clone, Copy)]
enum Key<'a> {
    Root,
    Name(&'a str),
    Index(usize),
}

/// The way from the root to a value; displayed as a JSON pointer.
#[derive(Clone, Copy)]
struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    key: Key<'a>,
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The parsers' own limits bound the depth.
        if let Some(parent) = self.parent {
            parent.fmt(formatter)?;
        }
        match self.key {
            Key::Root => Ok(()),
            Key::Name(name) => write!(formatter, "/{}", pointer::escape(name)),
            Key::Index(index) => write!(formatter, "/{index}"),
        }
    }
}

/// Loads one value.
#[derive(Clone, Copy)]
pub(super) struct Seed<'a> {
    loader: &'a Loader,
    path: Path<'a>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.loader.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.loader.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.loader.spend(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.loader.spend(0)?;
        Ok(Value::Number(value.into()))
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON's larger integers are read as floating point, too")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON's larger integers are read as floating point, too")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.loader.spend(0)?;
        Ok(Number::from_f64(value).map_or_else(
            || {
                self.loader.find(
                    Code::NoJsonNumber,
                    &self.path,
                    format!("JSON has no number {value}; it is read as null"),
                    "write it as a string, or leave it out",
                );
                Value::Null
            },
            Value::Number,
        ))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.loader.spend(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.loader.spend(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        self.loader.spend(0)?;
        let mut values = Vec::new();
        loop {
            let path = Path { parent: Some(&self.path), key: Key::Index(values.len()) };
            match elements.next_element_seed(Seed { loader: self.loader, path })? {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.loader.spend(0)?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        // YAML's keys come as they are written: `200` is "200", and `1.0` is "1.0".
        while let Some(key) = entries.next_key::<String>()? {
            self.loader.spend(key.len())?;
            let path = Path { parent: Some(&self.path), key: Key::Name(&key) };
            let value = entries.next_value_seed(Seed { loader: self.loader, path })?;
            if self.loader.merge && key == "<<" {
                merged.push(value);
                continue;
            }
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    let key = entry.key();
                    self.loader.find(
                        Code::DuplicateKey,
                        &Path { parent: Some(&self.path), key: Key::Name(key) },
                        format!("the key `{key}` is here twice; the last value counts"),
                        "merge the two, or remove one",
                    );
                    entry.insert(value);
                }
            }
        }
        for value in merged {
            self.merge(&mut map, value);
        }
        Ok(Value::Object(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (tag, contents) = data.variant::<String>()?;
        self.loader.find(
            Code::UnknownTag,
            &self.path,
            format!("the YAML tag `!{}` is dropped", tag.trim_start_matches('!')),
            "write plain YAML",
        );
        contents.newtype_variant_seed(self)
    }
}

impl Seed<'_> {
    /// Adds what a merge key names; what the map has itself wins.
    fn merge(self, map: &mut Map<String, Value>, value: Value) {
        let sources = match value {
            Value::Array(sources) => sources,
            value => vec![value],
        };
        for source in sources {
            let Value::Object(source) = source else {
                self.loader.find(
                    Code::InvalidMerge,
                    &self.path,
                    "the merge key `<<` names something that is not a map; it is dropped".to_owned(),
                    "let it name a map, or a list of maps",
                );
                continue;
            };
            for (key, value) in source {
                if !map.contains_key(&key) {
                    map.insert(key, value);
                }
            }
        }
    }
}
