//! JSON values, changed and compared.

use serde_json::Value;

/// Asserts that two values are equal, a property that is null being none.
#[track_caller]
pub(crate) fn assert_same(actual: &Value, expected: &Value, context: &str) {
    let (actual, expected) = (without_nulls(actual), without_nulls(expected));
    assert_eq!(actual, expected, "{context}\n  actual: {actual:#}\nexpected: {expected:#}");
}

/// `value` without the properties that are null.
pub(crate) fn without_nulls(value: &Value) -> Value {
    change(value, &|object| object.retain(|_, value| !value.is_null()))
}

/// `value` with `object` called on each of its objects, the innermost first.
pub(crate) fn change(value: &Value, object: &dyn Fn(&mut serde_json::Map<String, Value>)) -> Value {
    match value {
        Value::Object(properties) => {
            let mut properties = properties.iter().map(|(name, value)| (name.clone(), change(value, object))).collect();
            object(&mut properties);
            Value::Object(properties)
        }
        Value::Array(items) => items.iter().map(|item| change(item, object)).collect(),
        value => value.clone(),
    }
}
