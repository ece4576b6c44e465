//! What an API is made of, for people: aligned, one item a line.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{
    Error, ErrorDetails, Found, Listing, Operation, OperationDetails, OtherMediaType, Parameter, Part, Service,
    ServiceDetails, Status, Type, TypeDetails,
};
use crate::diagnostic::printable;

/// How many files are named on one line.
const FILES: usize = 1;

impl Listing {
    /// The text for people.
    #[must_use]
    pub fn human(&self) -> String {
        let mut text = String::new();
        let files: BTreeSet<&String> = self.operations.iter().map(|operation| &operation.file).collect();
        let files: BTreeSet<&String> = self.types.iter().flat_map(|ty| &ty.files).chain(files).collect();
        // A file that has everything is named once, rather than in the last column of each line.
        let only = files.first().filter(|file| files.len() == 1 && !file.is_empty());
        section(&mut text, "input", only.map(|file| vec![(*file).clone()]).into_iter());
        let row = |mut row: Vec<String>| {
            if only.is_some() {
                row.pop();
            }
            row
        };
        section(&mut text, "services", self.services.iter().map(service));
        section(&mut text, "operations", self.operations.iter().map(operation).map(row));
        section(&mut text, "types", self.types.iter().map(ty).map(row));
        section(&mut text, "errors", self.errors.iter().map(error));
        text
    }
}

impl Found {
    /// The text for people.
    #[must_use]
    pub fn human(&self) -> String {
        let services = self.services.iter().map(service_details);
        let operations = self.operations.iter().map(operation_details);
        let types = self.types.iter().map(type_details);
        let errors = self.errors.iter().map(error_details);
        let texts: Vec<String> = services.chain(operations).chain(types).chain(errors).collect();
        texts.join("\n")
    }
}

fn service(service: &Service) -> Vec<String> {
    let name = by(service.source.as_deref());
    vec![service.name.clone(), count(service.operation_count, "operation"), name, format!("`{}`", service.tag)]
}

fn operation(operation: &Operation) -> Vec<String> {
    let Operation { name, method, path, file, source: name_source, .. } = operation;
    vec![name.clone(), format!("{method} {path}"), by(name_source.as_deref()), file.clone()]
}

fn ty(ty: &Type) -> Vec<String> {
    let kind = format!("{}{}", ty.kind, parts_count(ty));
    let operations = count(ty.operation_count, "operation");
    vec![ty.name.clone(), kind, by(ty.source.as_deref()), operations, files(&ty.files)]
}

fn parts_count(ty: &Type) -> String {
    match ty.kind {
        "struct" => format!(", {}", count(ty.part_count, "field")),
        "enum" => format!(", {}", count(ty.part_count, "value")),
        "union" => format!(", {}", count(ty.part_count, "variant")),
        _ => String::new(),
    }
}

fn error(error: &Error) -> Vec<String> {
    vec![error.name.clone(), count(error.operation_count, "operation"), error.statuses.join(", ")]
}

fn service_details(details: &ServiceDetails) -> String {
    let Service { name, service, tag, source: name_source, .. } = &details.summary;
    let mut text = format!("service {name}\n");
    let facts = [fact("struct", service), fact("tag", tag), fact("named by", &source(name_source.as_deref()))];
    section(&mut text, "", facts.into_iter());
    section(&mut text, "operations", details.operations.iter().map(operation));
    text
}

fn operation_details(details: &OperationDetails) -> String {
    let summary = &details.summary;
    let mut text = format!("operation {}\n", summary.name);
    let mut facts = vec![
        fact("request", &format!("{} {}", summary.method, summary.path)),
        fact("id", &summary.id),
        fact("named by", &source(summary.source.as_deref())),
        fact("file", &summary.file),
        fact("builder", &details.builder),
        fact("returns", &details.returns),
    ];
    let optional = [
        ("headers", details.headers.clone()),
        ("error", details.error.clone()),
        ("paging", details.paging.clone()),
        ("item", details.item.clone()),
        ("server", details.server.clone()),
        ("deprecated", details.deprecated.then(|| "yes".to_owned())),
    ];
    facts.extend(optional.iter().filter_map(|(key, value)| Some(fact(key, value.as_deref()?))));
    facts.extend(details.security.iter().map(|alternative| fact("security", alternative)));
    section(&mut text, "", facts.into_iter());
    let parameter =
        |it: &Parameter| vec![it.name.clone(), it.ty.clone(), format!("{} `{}`", it.location, it.wire_name)];
    section(&mut text, "arguments", details.arguments.iter().map(parameter));
    section(&mut text, "setters", details.setters.iter().map(parameter));
    let other = |it: &OtherMediaType| vec![it.name.clone(), it.ty.clone(), it.media_type.clone()];
    section(&mut text, "other bodies", details.other_bodies.iter().map(other));
    section(&mut text, "other answers", details.representations.iter().map(other));
    section(&mut text, "outcomes", details.outcomes.iter().map(status));
    section(&mut text, "errors", details.errors.iter().map(status));
    section(&mut text, "waiters", details.waiters.iter().map(|it| vec![it.name.clone(), it.returns.clone()]));
    text
}

fn type_details(details: &TypeDetails) -> String {
    let summary = &details.summary;
    let mut text = format!("{} {}\n", summary.kind, summary.name);
    let travels = match (details.sent, details.received) {
        (true, true) => "sent and received",
        (true, false) => "sent",
        (false, true) => "received",
        (false, false) => "neither sent nor received",
    };
    let mut facts = vec![fact("named by", &source(summary.source.as_deref())), fact("is", travels)];
    facts.extend(details.discriminator.as_ref().map(|property| fact("told by", property)));
    section(&mut text, "", facts.into_iter());
    let title = match summary.kind {
        "struct" => "fields",
        "enum" => "values",
        "union" => "variants",
        _ => "holds",
    };
    section(&mut text, title, details.parts.iter().map(part));
    let holder = |ty: &str, part: &str| if part.is_empty() { ty.to_owned() } else { format!("{ty}.{part}") };
    section(&mut text, "held by", details.held_by.iter().map(|it| vec![holder(&it.ty, &it.part)]));
    let uses = details.used_by.iter().map(|it| {
        let Operation { name, method, path, file, .. } = &it.operation;
        vec![name.clone(), format!("{method} {path}"), file.clone(), it.roles.join("; ")]
    });
    section(&mut text, "used by", uses);
    text
}

fn part(part: &Part) -> Vec<String> {
    let mut presence = part.presence.to_owned();
    if part.deprecated {
        presence.push_str(", deprecated");
    }
    let wire_name = if part.wire_name.is_empty() { String::new() } else { format!("`{}`", part.wire_name) };
    let cells = [part.name.clone(), part.ty.clone(), wire_name, presence];
    cells.into_iter().filter(|cell| !cell.is_empty()).collect()
}

fn error_details(details: &ErrorDetails) -> String {
    let mut text = format!("error {}\n", details.summary.name);
    section(&mut text, "variants", details.variants.iter().map(status));
    section(&mut text, "operations", details.operations.iter().map(operation));
    text
}

fn status(status: &Status) -> Vec<String> {
    vec![status.status.clone(), status.variant.clone(), status.ty.clone()]
}

fn fact(key: &str, value: &str) -> Vec<String> {
    vec![key.to_owned(), value.to_owned()]
}

/// Where a name comes from.
fn source(source: Option<&str>) -> String {
    source.unwrap_or("-").to_owned()
}

/// The same as a column of a list.
fn by(source: Option<&str>) -> String {
    source.map_or_else(|| "-".to_owned(), |source| format!("by {source}"))
}

fn files(files: &[String]) -> String {
    let shown = files.iter().take(FILES).cloned().collect::<Vec<_>>().join(", ");
    match files.len().checked_sub(FILES) {
        None | Some(0) => shown,
        Some(more) => format!("{shown} and {more} more"),
    }
}

fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// Writes rows below a title, each column as wide as its widest cell; nothing if there are none.
fn section(text: &mut String, title: &str, rows: impl Iterator<Item = Vec<String>>) {
    let rows: Vec<Vec<String>> = rows.map(|row| row.iter().map(|cell| printable(cell)).collect()).collect();
    if rows.is_empty() {
        return;
    }
    let mut widths: Vec<usize> = Vec::new();
    for row in &rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    if !title.is_empty() {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{title}:");
    }
    for row in rows {
        let mut line = String::from(" ");
        for (width, cell) in widths.iter().zip(&row) {
            let _ = write!(line, " {cell:width$} ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
