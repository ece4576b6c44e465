//! Numbers with all their digits.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::RawValue;

/// A number of any size and precision: `format: decimal`, and integers beyond 64 bits.
///
/// It is written as it was read. Two of them are equal if their values are: `1.50` and `1.5`.
///
/// # Examples
///
/// ```
/// use generator_runtime::Decimal;
///
/// let price: Decimal = "12345678901234567.89".parse()?;
/// assert_eq!(price.to_string(), "12345678901234567.89");
/// assert_eq!(serde_json::to_string(&price).unwrap(), "12345678901234567.89");
/// # Ok::<(), generator_runtime::ParseDecimalError>(())
/// ```
#[derive(Clone)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// The number as JSON writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads a JSON text.
    pub(super) fn of_json<E: Error>(json: &str) -> Result<Self, E> {
        json.parse().map_err(|_| E::custom(format_args!("invalid type: {}, expected a number", shown(json))))
    }

    /// Whether it is negative, its digits without zeros around them, and the power of ten of the last digit.
    fn parts(&self) -> (bool, String, i64) {
        let (number, exponent) = self.0.split_once(['e', 'E']).unwrap_or((&self.0, "0"));
        let (integer, fraction) =
            number.trim_start_matches('-').split_once('.').unwrap_or((number.trim_start_matches('-'), ""));
        let all = format!("{integer}{fraction}");
        let digits = all.trim_end_matches('0');
        let dropped = i64::try_from(all.len() - digits.len()).unwrap_or_default();
        let behind = i64::try_from(fraction.len()).unwrap_or_default();
        let digits = digits.trim_start_matches('0').to_owned();
        if digits.is_empty() {
            return (false, digits, 0);
        }
        // An exponent of that size means nothing to anybody.
        let exponent: i64 = exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
        (number.starts_with('-'), digits, exponent.saturating_add(dropped).saturating_sub(behind))
    }
}

/// Whether a text is a number of JSON.
pub(super) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(number, e)| (number, Some(e)));
    let number = number.strip_prefix('-').unwrap_or(number);
    let (integer, fraction) = number.split_once('.').map_or((number, None), |(integer, part)| (integer, Some(part)));
    digits(integer)
        && (integer == "0" || !integer.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Reads a number as JSON writes it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_number(text) { Ok(Self(text.into())) } else { Err(ParseDecimalError(())) }
    }
}

impl Default for Decimal {
    /// Zero.
    fn default() -> Self {
        Self("0".into())
    }
}

/// Makes a `Decimal` of each type of integers.
macro_rules! from_integers {
    ($($integer:ty)*) => {
        $(
            impl From<$integer> for Decimal {
                fn from(value: $integer) -> Self {
                    Self(value.to_string().into())
                }
            }
        )*
    };
}

from_integers!(i32 u32 i64 u64 i128 u128);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({self})")
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.parts() == other.parts()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Self::of_json(raw.get())
    }
}

/// Whether a JSON text is null or an empty string.
pub(super) fn is_none(json: &str) -> bool {
    matches!(json, "null" | "\"\"")
}

/// The start of a JSON text, for messages.
fn shown(json: &str) -> String {
    const MOST: usize = 40;
    if json.chars().nth(MOST).is_none() { json.to_owned() } else { json.chars().take(MOST).chain(['…']).collect() }
}

/// A text that is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseDecimalError(());

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number, such as `12.50`")
    }
}

impl std::error::Error for ParseDecimalError {}
