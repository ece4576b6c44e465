//! Nesting that is deeper than anybody writes.

use serde_json::Value;

use super::context::Context;
use crate::diagnostic::Code;

/// How deeply lists and objects may be nested.
const LEVELS: usize = 400;

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
