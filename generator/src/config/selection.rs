//! Which operations are generated.

use toml::Spanned;

use super::check::Check;
use super::tables::SelectionTable;
use crate::methods;
use crate::rules::{Rule, Selector};

impl Check<'_> {
    /// The entries of the table called `name`.
    pub(super) fn selectors(&mut self, name: &str, table: Option<Spanned<SelectionTable>>) -> Vec<Rule<Selector>> {
        let Some(table) = table else { return Vec::new() };
        let span = table.span();
        let SelectionTable { tags, operations, paths } = table.into_inner();
        let mut rules = Vec::new();
        for (texts, to_selector) in [(tags, tag as fn(&str) -> _), (operations, operation), (paths, path)] {
            for text in texts {
                match to_selector(text.get_ref().trim()) {
                    Ok(value) => rules.push(Rule { value, place: self.place(Some(text.span())) }),
                    Err(help) => {
                        let message = format!("`{}` in `{name}` matches no operation", text.get_ref());
                        self.error(Some(text.span()), message, help);
                        // The table is not empty.
                        rules.push(Rule { value: Selector::Tag(String::new()), place: self.place(None) });
                    }
                }
            }
        }
        if rules.is_empty() {
            let help = "list `tags`, `operations` or `paths`, or remove the table";
            self.error(Some(span), format!("`{name}` is empty"), help);
        }
        rules
    }
}

fn tag(text: &str) -> Result<Selector, &'static str> {
    if text.is_empty() { Err("write a tag") } else { Ok(Selector::Tag(text.to_owned())) }
}

fn operation(text: &str) -> Result<Selector, &'static str> {
    if text.is_empty() { Err("write the id of an operation") } else { Ok(Selector::Operation(text.to_owned())) }
}

fn path(text: &str) -> Result<Selector, &'static str> {
    let (method, pattern) = match text.split_once(char::is_whitespace) {
        Some((method, pattern)) => (Some(methods::name(&methods::key(method))), pattern.trim_start()),
        None => (None, text),
    };
    let is_method = method.as_ref().is_none_or(|method| methods::is_name(method));
    if !is_method || !pattern.starts_with(['/', '*']) {
        return Err("write a path such as `/disks/**`, or a method before it: `GET /disks/{id}`");
    }
    Ok(Selector::Path { method, pattern: pattern.to_owned() })
}
