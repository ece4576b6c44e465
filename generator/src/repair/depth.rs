//! Nesting that is deeper than anybody writes.

use serde_json::{Map, Value};

use super::context::Context;
use super::values;
use crate::diagnostic::Code;

/// How deeply lists and objects may be nested.
const LEVELS: usize = 400;

/// How deeply an example, a default or a listed value may be nested, which code and tests are made of.
const LEVELS_OF_VALUES: usize = 48;

/// Drops those of the values under `keys` that are nested too deeply.
pub(super) fn limit_values(context: &mut Context<'_>, map: &mut Map<String, Value>, keys: &[&str]) {
    if !values::has_any(map, keys) {
        return;
    }
    for key in keys {
        if map.get(*key).is_some_and(|value| is_deeper(value, LEVELS_OF_VALUES)) {
            map.shift_remove(*key);
            let message = format!("a value that nests more than {LEVELS_OF_VALUES} levels was dropped");
            context.within(key, |context| context.warning(Code::TooDeep, message));
        }
    }
}

fn is_deeper(value: &Value, levels: usize) -> bool {
    let is_too_deep = |value| levels == 0 || is_deeper(value, levels - 1);
    match value {
        Value::Array(list) => list.iter().any(is_too_deep) || levels == 0,
        Value::Object(map) => map.values().any(is_too_deep) || levels == 0,
        _ => false,
    }
}

/// Empties values that are nested too deeply, so that all later code may use recursion.
pub(super) fn limit(value: &mut Value) -> usize {
    let mut cut = 0;
    let mut open = vec![(value, 0_usize)];
    while let Some((value, level)) = open.pop() {
        if level >= LEVELS {
            match value {
                Value::Array(list) if !list.is_empty() => drop_flat(std::mem::take(list)),
                Value::Object(map) if !map.is_empty() => {
                    drop_flat(std::mem::take(map).into_iter().map(|(_, value)| value).collect());
                }
                _ => continue,
            }
            cut += 1;
            continue;
        }
        match value {
            Value::Array(list) => open.extend(list.iter_mut().map(|value| (value, level + 1))),
            Value::Object(map) => open.extend(map.values_mut().map(|value| (value, level + 1))),
            _ => {}
        }
    }
    cut
}

/// Drops values level by level: the drop that comes with them would be a recursion.
fn drop_flat(mut open: Vec<Value>) {
    while let Some(mut value) = open.pop() {
        match &mut value {
            Value::Array(list) => open.append(list),
            Value::Object(map) => open.extend(std::mem::take(map).into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}

/// Reports that something was emptied.
pub(super) fn report(context: &mut Context<'_>, cut: usize) {
    if cut > 0 {
        context.warning(Code::TooDeep, format!("{cut} values below {LEVELS} levels of nesting were dropped"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_cut_and_what_is_above_stays() {
        let mut value = Value::Null;
        for _ in 0..100_000 {
            value = Value::Array(vec![value]);
        }
        assert_eq!(limit(&mut value), 1);
        let mut levels = 0;
        let mut level = &value;
        while let Some(inner) = level.get(0) {
            levels += 1;
            level = inner;
        }
        assert_eq!(levels, LEVELS);
    }
}
