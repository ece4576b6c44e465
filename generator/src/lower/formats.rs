//! Types of scalars: widths of integers, and formats of strings as far as the examples bear them out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Number, Value};

use super::report::Report;
use crate::api::Type;
use crate::diagnostic::{Code, Diagnostic};
use crate::lock::{FormatKey, Lock, RustType};
use crate::names::Words;
use crate::names::words::letters;
use crate::parse::Schema;
use crate::pointer::escape;
use crate::rules::{FormatType, Rule};

/// Whose value a scalar is. Arrays pass their place on to their elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FormatPlace {
    /// A property, with the pointer of the schema that declares it.
    Property { owner: String, name: String },
    /// A parameter.
    Parameter { name: String },
    /// A component, a body or a member of a composition, by its pointer.
    Pointer(String),
}

impl FormatPlace {
    /// The property at `pointer` named `name`.
    pub(crate) fn property(pointer: &str, name: &str) -> Self {
        let owner = pointer.rsplit_once("/properties/").map_or(pointer, |(owner, _)| owner);
        Self::Property { owner: owner.to_owned(), name: name.to_owned() }
    }

    /// The places that share one decision on `uuid`.
    ///
    /// A name of two or more words, such as `sessionId`, means one thing all over an API, as a parameter and as a
    /// property: what one operation gives is passed to the next. A parameter of one word (`id`) is compared with
    /// parameters of that name; a property of one word is judged within its own schema.
    fn name_group(&self) -> String {
        let (Self::Property { name, .. } | Self::Parameter { name }) = self else { return self.own_group() };
        let words = Words::of(name);
        if words.list().len() > 1 { format!("any {}", words.snake()) } else { self.own_group() }
    }

    /// Where the rebuilt document has it, as far as that is known.
    fn pointer(&self) -> String {
        match self {
            Self::Property { owner, name } => format!("{owner}/properties/{}", escape(name)),
            Self::Parameter { .. } => String::new(),
            Self::Pointer(pointer) => pointer.clone(),
        }
    }

    /// The places that share one decision on `date-time` and `date`.
    fn own_group(&self) -> String {
        match self {
            Self::Property { owner, name } => {
                // It doesn't matter which part of an `allOf` declares it.
                let whole = owner.find("/allOf/").and_then(|end| owner.get(..end)).unwrap_or(owner);
                let component = whole.strip_prefix("/components/schemas/").filter(|name| !name.contains('/'));
                format!("{}.{name}", component.unwrap_or(owner))
            }
            Self::Parameter { name } => format!("parameter {name}"),
            Self::Pointer(pointer) => format!("pointer {pointer}"),
        }
    }
}

/// What the examples of the places of one group show.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is seen or not, and all combinations occur")]
struct Evidence {
    /// An example is a UUID in its canonical form.
    canonical: bool,
    /// An example is not a UUID, or a place of the group has another format or none.
    not_uuid: bool,
    /// An example is not a timestamp.
    not_timestamp: bool,
    /// An example is not a date.
    not_date: bool,
}

/// What all examples of a document show about formats.
#[derive(Debug, Default)]
pub(crate) struct Formats {
    by_group: BTreeMap<String, Evidence>,
    /// The types that the configuration names.
    ruled: BTreeMap<String, Type>,
    /// What was chosen before, and stays.
    locked: RefCell<BTreeMap<FormatKey, String>>,
    chosen: RefCell<BTreeMap<FormatKey, String>>,
    /// Where an example contradicts what was chosen before.
    contradicted: RefCell<BTreeMap<FormatKey, String>>,
}

impl Formats {
    /// No examples, and the types that the configuration names.
    pub(crate) fn new(rules: &[Rule<FormatType>]) -> Self {
        let ruled = rules.iter().map(|rule| (rule.value.format.clone(), named_type(&rule.value.ty)));
        Self { ruled: ruled.collect(), ..Self::default() }
    }

    /// The type that the configuration names for numbers of a format.
    pub(crate) fn number(&self, format: &str) -> Option<Type> {
        self.ruled.get(format).filter(|ty| **ty != Type::String).cloned().map(of_number)
    }

    /// Keeps what was chosen before.
    pub(crate) fn lock(&mut self, lock: &Lock) {
        let mut locked = lock.gone.formats.clone();
        locked.extend(lock.surface.formats.clone());
        self.locked = RefCell::new(locked);
    }

    /// Takes over what was chosen for components that are called otherwise now: `components` has those of each type of
    /// the lock, by the letters of its name. Returns whether anything is known now that wasn't.
    pub(crate) fn follow(&self, components: &BTreeMap<String, Vec<String>>) -> bool {
        let (asked, mut locked) = (self.chosen.borrow(), self.locked.borrow_mut());
        let mut found = BTreeMap::new();
        for (key, ty) in locked.iter() {
            let Some((component, part)) = key.place.split_once('.').filter(|_| !asked.contains_key(key)) else {
                continue;
            };
            for component in components.get(&letters(component)).into_iter().flatten() {
                let key = FormatKey { format: key.format.clone(), place: format!("{component}.{part}") };
                if asked.contains_key(&key) && !locked.contains_key(&key) {
                    found.insert(key, ty.clone());
                }
            }
        }
        let is_news = !found.is_empty();
        locked.extend(found);
        is_news
    }

    /// What was chosen for each format where it was asked for.
    pub(crate) fn chosen(&self) -> BTreeMap<FormatKey, String> {
        self.chosen.borrow().clone()
    }

    /// Warns of what was chosen before and would not be chosen now.
    pub(crate) fn warn(&self, report: &mut Report<'_>) {
        for (FormatKey { format, place }, pointer) in self.contradicted.borrow().iter() {
            let message = format!(
                "an example is not a `{format}`, but the lock keeps that type for `{place}`; an override of the field \
                 makes it a string"
            );
            report.warning(Code::KeptFormat, pointer, message);
        }
    }

    /// Takes note of a string at `place` with the given `format`.
    pub(crate) fn declare(&mut self, place: &FormatPlace, format: &str) {
        if format != "uuid" {
            self.by_group.entry(place.name_group()).or_default().not_uuid = true;
        }
    }

    /// Takes note of an example of a string at `place`.
    pub(crate) fn observe(&mut self, place: &FormatPlace, format: &str, example: &Value) {
        let text = match example {
            Value::Null => return,
            Value::String(text) => text.as_str(),
            _ => "",
        };
        match format {
            "uuid" if is_canonical_uuid(text) => {
                self.by_group.entry(place.name_group()).or_default().canonical = true;
            }
            "uuid" => self.by_group.entry(place.name_group()).or_default().not_uuid = true,
            "date-time" if !is_timestamp(text) => {
                self.by_group.entry(place.own_group()).or_default().not_timestamp = true;
            }
            "date" if !is_date(text) => self.by_group.entry(place.own_group()).or_default().not_date = true,
            _ => {}
        }
    }

    /// Whether a string at `place` is read as the type that was chosen for its `format`.
    pub(crate) fn fits(&self, place: &FormatPlace, format: &str, text: &Value) -> bool {
        let text = text.as_str().unwrap_or_default();
        let (ty, group, is_read) = match format {
            "uuid" => (Type::Uuid, place.name_group(), is_canonical_uuid(text)),
            "date-time" => (Type::DateTime, place.own_group(), is_timestamp(text)),
            "date" => (Type::Date, place.own_group(), is_date(text)),
            _ => return true,
        };
        let key = FormatKey { format: format.to_owned(), place: group };
        is_read || self.chosen.borrow().get(&key).is_none_or(|chosen| *chosen != type_name(&ty))
    }

    /// The type of a string at `place`.
    ///
    /// Where an example contradicts the format, what the configuration says of it doesn't hold, except that it is
    /// any value.
    pub(crate) fn string(&self, format: &str, place: &FormatPlace) -> Type {
        let group = if format == "uuid" { place.name_group() } else { place.own_group() };
        let evidence = self.by_group.get(&group).copied().unwrap_or_default();
        let ruled = self.ruled.get(format);
        let (typed, is_borne_out) = match format {
            "uuid" => (Type::Uuid, !evidence.not_uuid && (evidence.canonical || ruled.is_some())),
            "date-time" => (Type::DateTime, !evidence.not_timestamp),
            "date" => (Type::Date, !evidence.not_date),
            _ => return ruled.cloned().unwrap_or(Type::String),
        };
        let typed = match ruled {
            Some(ty @ (Type::Any | Type::String)) => return ty.clone(),
            Some(ty) => ty.clone(),
            None => typed,
        };
        let key = FormatKey { format: format.to_owned(), place: group };
        let was_typed = self.locked.borrow().get(&key).map(|before| *before != type_name(&Type::String));
        let is_typed = was_typed.filter(|was| *was || ruled.is_none()).unwrap_or(is_borne_out);
        if is_typed && !is_borne_out {
            self.contradicted.borrow_mut().insert(key.clone(), place.pointer());
        }
        let ty = if is_typed { typed } else { Type::String };
        self.chosen.borrow_mut().insert(key, type_name(&ty));
        ty
    }
}

fn type_name(ty: &Type) -> String {
    RustType::of(ty, &|_| String::new()).0
}

/// Reports each rule for a format that no schema has; `met` are the formats of all scalars of generated types.
pub(crate) fn check(rules: &[Rule<FormatType>], met: &BTreeSet<(String, Kind)>, report: &mut Report<'_>) {
    for rule in rules {
        let FormatType { format, ty } = &rule.value;
        let has = |kind| met.contains(&(format.clone(), kind));
        if has(Kind::String) || (has(Kind::Number) && ty != "string") {
            continue;
        }
        if has(Kind::Number) {
            let message = format!("`{format}` is a format of numbers here, which can't be strings");
            let help = "name a Rust type that is read from numbers, or remove the rule";
            report.push(Diagnostic::error(Code::UnusableRule, rule.place.clone(), message).help(help));
            continue;
        }
        let formats = met.iter().map(|(format, _)| format.as_str());
        report.unused_among(rule, &format!("no schema that is generated has the format `{format}`"), format, formats);
    }
}

/// What has a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    String,
    /// An integer, too.
    Number,
}

/// Whether `text` is a UUID as RFC 9562 writes it, in lower case: what `Uuid` writes when it is sent back.
pub(crate) fn is_canonical_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups.concat().bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

/// Whether `text` is a date of RFC 3339.
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        let text = text.get(range)?;
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    bytes.len() == 10
        && bytes.get(4) == Some(&b'-')
        && bytes.get(7) == Some(&b'-')
        && (1..=12).contains(&month)
        && (1..=last).contains(&day)
}

/// Whether examples have a say in what a string of `format` is read as.
pub(crate) fn is_decided_by_examples(format: &str) -> bool {
    matches!(format, "uuid" | "date-time" | "date")
}

/// Whether `text` is a timestamp of RFC 3339, or one that differs from it in what servers are known to write: a space
/// for the `T`, no colon in the offset, or no offset.
pub(crate) fn is_timestamp(text: &str) -> bool {
    let (Some(date), Some(rest)) = (text.get(..10), text.get(10..)) else { return false };
    if !is_date(date) || !rest.starts_with(['T', 't', ' ']) {
        return false;
    }
    let rest = rest.get(1..).unwrap_or_default();
    let offset_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at_checked(offset_at).unwrap_or((rest, ""));
    is_time(time) && is_offset(offset)
}

fn is_time(time: &str) -> bool {
    let (clock, fraction) = match time.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (time, None),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let bounded = |part: Option<&&str>, most: u32| part.is_some_and(|part| is_number_up_to(part, most));
    let fraction_fits =
        fraction.is_none_or(|digits| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()));
    parts.len() == 3
        && bounded(parts.first(), 23)
        && bounded(parts.get(1), 59)
        && bounded(parts.get(2), 60)
        && fraction_fits
}

fn is_offset(offset: &str) -> bool {
    if matches!(offset, "" | "Z" | "z") {
        return true;
    }
    let Some(digits) = offset.strip_prefix(['+', '-']).map(|digits| digits.replace(':', "")) else { return false };
    let (hours, minutes) = digits.split_at_checked(2).unwrap_or((&digits, ""));
    is_number_up_to(hours, 23) && (minutes.is_empty() || is_number_up_to(minutes, 59))
}

fn is_number_up_to(digits: &str, most: u32) -> bool {
    digits.len() == 2
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.parse::<u32>().is_ok_and(|number| number <= most)
}

/// The type of an integer: wide enough for its format, its bounds, its default, its example and its listed values.
pub(crate) fn integer(schema: &Schema, listed: &[Value]) -> Type {
    /// The first doubles past `i64` and `u64`.
    const PAST_I64: f64 = 9_223_372_036_854_775_808.0;
    let numbers = listed.iter().chain(&schema.default).chain(&schema.example).filter_map(Value::as_f64);
    let bound = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
    let (minimum, maximum) = (bound(&schema.constraints.minimum), bound(&schema.constraints.maximum));
    let known: Vec<f64> = numbers.chain(minimum).chain(maximum).collect();
    let fits_i32 = known.iter().all(|&number| number >= f64::from(i32::MIN) && number <= f64::from(i32::MAX));
    let negative = known.iter().any(|&number| number < 0.0);
    // `i64::MAX` went through a double in many a document and came out as 2^63.
    let past_i64 = known.iter().any(|&number| number > PAST_I64);
    let lists_past_i64 = listed.iter().any(|value| value.is_u64() && value.as_i64().is_none());
    match schema.format.as_str() {
        _ if schema.is_big_integer() => Type::Decimal,
        "int128" | "uint128" | "bigint" | "biginteger" => Type::Decimal,
        _ if lists_past_i64 && negative => Type::Number,
        _ if lists_past_i64 => Type::U64,
        "uint64" | "uint" if !negative => Type::U64,
        "int64" => Type::I64,
        "int32" | "int8" | "int16" | "uint8" | "uint16" if fits_i32 => Type::I32,
        _ if past_i64 && !negative => Type::U64,
        // Nothing says how far it goes, but that it is never negative.
        "" if minimum.is_some_and(|minimum| minimum >= 0.0) && maximum.is_none() => Type::U64,
        _ => Type::I64,
    }
}

/// The type that a rule names.
pub(crate) fn named_type(ty: &str) -> Type {
    match ty {
        "any" => Type::Any,
        "string" => Type::String,
        path => Type::Custom(path.to_owned()),
    }
}

/// The type that a rule names, of numbers.
pub(crate) fn of_number(ty: Type) -> Type {
    if let Type::Custom(path) = ty { Type::CustomNumber(path) } else { ty }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_read_leniently() {
        let good = [
            "2021-09-08T16:11:05.348Z",
            "2021-09-08 16:11:05",
            "2021-09-08T16:11:05+0200",
            "2021-09-08T16:11:05-02:00",
            "2020-02-29T00:00:00z",
        ];
        let bad = [
            "2021-09-08",
            "08/09/2021",
            "2021-02-29T00:00:00Z",
            "2021-09-08T25:00:00Z",
            "",
            "1631117465",
            "string",
            "2021-09-08T16:11Z",
            "2021-09-08T16:11:05.Z",
        ];
        assert_eq!(good.map(is_timestamp), [true; 5]);
        assert_eq!(bad.map(is_timestamp), [false; 9]);
    }

    #[test]
    fn only_the_canonical_form_is_a_uuid() {
        assert!(is_canonical_uuid("8c190e67-87aa-4ed9-a90b-d9d5344523fb"));
        assert!(!is_canonical_uuid("8C190E67-87AA-4ED9-A90B-D9D5344523FB"));
        assert!(!is_canonical_uuid("8c190e6787aa4ed9a90bd9d5344523fb"));
        assert!(!is_canonical_uuid("{8c190e67-87aa-4ed9-a90b-d9d5344523fb}"));
    }

    #[test]
    fn a_name_of_several_words_is_one_name_all_over() {
        let parameter = FormatPlace::Parameter { name: "session-id".to_owned() };
        let property = FormatPlace::property("/components/schemas/A/properties/sessionId", "sessionId");
        let mut formats = Formats::default();
        formats.observe(&parameter, "uuid", &"8c190e67-87aa-4ed9-a90b-d9d5344523fb".into());
        assert_eq!(formats.string("uuid", &property), Type::Uuid);
        formats.declare(&property, "");
        assert_eq!(formats.string("uuid", &parameter), Type::String);
    }

    #[test]
    fn a_property_of_one_word_is_judged_in_its_schema() {
        let one = FormatPlace::property("/components/schemas/A/properties/id", "id");
        let other = FormatPlace::property("/components/schemas/B/properties/id", "id");
        let mut formats = Formats::default();
        formats.observe(&one, "uuid", &"8c190e67-87aa-4ed9-a90b-d9d5344523fb".into());
        formats.declare(&other, "");
        assert_eq!(formats.string("uuid", &one), Type::Uuid);
        assert_eq!(formats.string("uuid", &other), Type::String);
    }
}
