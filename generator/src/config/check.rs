//! The checks that go beyond the file's form.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;

use super::tables::OverrideTable;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::paths::normalize;
use crate::read::InputPath;
use crate::rules::{FormatType, Rule};

/// The checks that go beyond the file's form.
pub(super) struct Check<'a> {
    pub(super) name: String,
    pub(super) text: &'a str,
    pub(super) diagnostics: Vec<Diagnostic>,
}

pub(super) fn invalid(place: Place, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::error(Code::InvalidConfiguration, place, message).help(help)
}

impl Check<'_> {
    /// The file with the line and column at which `span` starts.
    pub(super) fn place(&self, span: Option<Range<usize>>) -> Place {
        let Some(before) = span.and_then(|span| self.text.get(..span.start)) else {
            return Place::file(&self.name);
        };
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place::file(format!("{}:{line}:{column}", self.name))
    }

    pub(super) fn error(&mut self, span: Option<Range<usize>>, message: impl Into<String>, help: &str) {
        let place = self.place(span);
        self.diagnostics.push(invalid(place, message, help));
    }

    pub(super) fn inputs(&mut self, inputs: &Spanned<Vec<Spanned<String>>>, folder: &Path) -> Vec<InputPath> {
        if inputs.get_ref().is_empty() {
            self.error(Some(inputs.span()), "`input` is empty", "name a page, a folder of pages or a document");
        }
        for input in inputs.get_ref().iter().filter(|input| input.get_ref().is_empty()) {
            self.error(Some(input.span()), "an input is empty", "name a page, a folder of pages or a document");
        }
        let path = |input: &Spanned<String>| InputPath::new(normalize(&folder.join(input.get_ref())));
        inputs.get_ref().iter().map(path).collect()
    }

    pub(super) fn override_table(&mut self, table: &OverrideTable) {
        let field = table.field.get_ref();
        if !field.rsplit_once('.').is_some_and(|(schema, property)| !schema.is_empty() && !property.is_empty()) {
            let message = format!("`{field}` names no field");
            self.error(Some(table.field.span()), message, "write the schema's name, a dot and the property's name");
        }
        self.ty(&table.ty);
        self.reason(&table.reason);
    }

    fn ty(&mut self, ty: &Spanned<String>) {
        let text = ty.get_ref();
        if !matches!(text.as_str(), "any" | "string") && !is_rust_path(text) {
            let message = format!("`{text}` is not a type");
            let help = "write `any`, `string` or the path of a Rust type such as `::chrono::NaiveDate`";
            self.error(Some(ty.span()), message, help);
        }
    }

    pub(super) fn format(&mut self, format: Spanned<String>, ty: Spanned<String>) -> Rule<FormatType> {
        if format.get_ref().trim().is_empty() {
            self.error(Some(format.span()), "the format has no name", "write one such as `date-time`");
        }
        self.ty(&ty);
        let place = self.place(Some(format.span()));
        Rule { value: FormatType { format: format.into_inner(), ty: ty.into_inner() }, place }
    }

    pub(super) fn reason(&mut self, reason: &Spanned<String>) {
        if reason.get_ref().trim().is_empty() {
            self.error(Some(reason.span()), "the reason is empty", "say what the input gets wrong");
        }
    }
}

/// Whether a text is the full path of a Rust type, which means the same everywhere.
pub(super) fn is_rust_path(text: &str) -> bool {
    match syn::parse_str::<syn::Type>(text) {
        Ok(syn::Type::Path(path)) => {
            let krate = path.path.segments.first().is_some_and(|first| first.ident == "crate");
            path.qself.is_none() && (path.path.leading_colon.is_some() || krate) && path.path.segments.len() > 1
        }
        _ => false,
    }
}
