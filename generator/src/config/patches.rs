//! Corrections of the input.

use serde_json::Value;
use toml::Spanned;

use super::check::Check;
use super::tables::PatchTable;
use crate::rules::{Change, Patch, Rule};

impl Check<'_> {
    pub(super) fn patch(&mut self, table: PatchTable) -> Option<Rule<Patch>> {
        let PatchTable { file, pointer, value, remove, expect, reason } = table;
        let errors = self.diagnostics.len();
        self.reason(&reason);
        let span = pointer.span();
        if !is_pointer(pointer.get_ref()) {
            let message = format!("`{}` is not a JSON pointer to a part of the input", pointer.get_ref());
            let help = "write `/` before each key, `~1` for a `/` in it and `~0` for a `~`: `/paths/~1disks~1{id}/get`";
            self.error(Some(span.clone()), message, help);
        }
        if let Some(file) = file.as_ref().filter(|file| file.get_ref().trim().is_empty()) {
            self.error(Some(file.span()), "`file` is empty", "name the input as messages do, or remove the key");
        }
        let change = match (value, remove) {
            (Some(value), None) => self.json(value).map(Change::Set),
            (None, Some(remove)) if *remove.get_ref() => Some(Change::Remove),
            (_, remove) => {
                let span = remove.map_or_else(|| span.clone(), |remove| remove.span());
                let help = "write the new value, `value = ..`, or `remove = true`";
                self.error(Some(span), "a patch has either `value` or `remove = true`", help);
                None
            }
        };
        let expect = expect.map(|expect| self.json(expect));
        if self.diagnostics.len() > errors {
            return None;
        }
        let value = Patch {
            file: file.map(Spanned::into_inner),
            pointer: pointer.into_inner(),
            change: change?,
            expect: expect.flatten(),
            reason: reason.into_inner(),
        };
        Some(Rule { value, place: self.place(Some(span)) })
    }

    fn json(&mut self, value: Spanned<toml::Value>) -> Option<Value> {
        let span = value.span();
        let json = json(value.into_inner());
        if json.is_none() {
            self.error(Some(span), "JSON has no `inf` and no `nan`", "write another number");
        }
        json
    }
}

fn is_pointer(text: &str) -> bool {
    text.starts_with('/') && text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

/// The value in JSON, where dates are texts. The parser bounds how deep it is.
fn json(value: toml::Value) -> Option<Value> {
    Some(match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(integer) => Value::from(integer),
        toml::Value::Float(float) => Value::Number(serde_json::Number::from_f64(float)?),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(elements) => Value::Array(elements.into_iter().map(json).collect::<Option<_>>()?),
        toml::Value::Table(fields) => {
            let fields = fields.into_iter().map(|(key, value)| Some((key, json(value)?)));
            Value::Object(fields.collect::<Option<_>>()?)
        }
    })
}
