//! `collectionFormat`: how a list is written outside of a JSON body.

use crate::diagnostic::Code;
use serde_json::Value;

use super::Converter;
use super::fields::Field;

/// Where a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a path or a header.
    Simple,
    Query,
    /// In a body of `application/x-www-form-urlencoded`.
    Form,
    /// In a body of `multipart/form-data`.
    Multipart,
}

/// A `style` of OpenAPI 3.0, and `explode`.
pub(super) type Style = (&'static str, bool);

impl Converter<'_> {
    /// The style of a list, where it is another one than what goes without saying.
    ///
    /// A list that no style writes becomes a text, which the caller writes.
    pub(super) fn style(&mut self, field: &mut Field, place: Place, pointer: &str) -> Option<Style> {
        let format = field.collection_format.take();
        if !field.is_list() {
            return None;
        }
        if field.make_items_text() {
            let message = "OpenAPI 3.0 has no lists of lists here: each inner list is a string that the caller joins";
            self.warning(Code::CollectionFormat, pointer, message);
        }
        let format = self.known(format.as_ref(), pointer);
        let separated = match (format, place) {
            // Each value in a parameter, a field or a part of its own.
            ("multi", Place::Query | Place::Form) => return Some(("form", true)),
            ("multi", Place::Multipart) => return None,
            ("csv" | "multi", Place::Simple) => return Some(("simple", false)),
            ("csv", Place::Query | Place::Form) => return Some(("form", false)),
            ("ssv", Place::Query | Place::Form) => return Some(("spaceDelimited", false)),
            ("pipes", Place::Query | Place::Form) => return Some(("pipeDelimited", false)),
            ("ssv", _) => "spaces",
            ("pipes", _) => "pipes",
            ("tsv", _) => "tabs",
            _ => "commas",
        };
        let message = format!(
            "OpenAPI 3.0 has no lists separated by {separated} here: the value is a string that the caller joins"
        );
        self.warning(Code::CollectionFormat, pointer, message);
        field.make_text(&format!("The values are separated by {separated}."));
        None
    }

    fn known(&mut self, format: Option<&Value>, pointer: &str) -> &'static str {
        const FORMATS: [&str; 5] = ["csv", "ssv", "tsv", "pipes", "multi"];
        let Some(format) = format.filter(|format| !format.is_null()) else { return "csv" };
        let text = format.as_str().unwrap_or_default().trim();
        FORMATS.into_iter().find(|known| known.eq_ignore_ascii_case(text)).unwrap_or_else(|| {
            self.warning(
                Code::CollectionFormat,
                pointer,
                format!("there is no collection format {format}: `csv` is used"),
            );
            "csv"
        })
    }
}
