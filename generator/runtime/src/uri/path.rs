//! Fills the path template of an operation.
//!
//! A value must stay inside its segment of the template. Otherwise an id such as `..` would address another resource, because URL
//! parsers resolve such segments before the request is sent.

use super::super::error::invalid_argument::InvalidArgument;
use super::encode;
use super::template::{Piece, pieces};

/// Path and query of `template`, with the already encoded `values` in place of its variables.
///
/// Templates with a fixed query (`/?action=list`) keep it. A fragment is never sent and therefore dropped; some documents use it to
/// tell operations on one path apart.
pub(crate) fn fill(template: &str, values: &[(&'static str, String)]) -> Result<String, InvalidArgument> {
    let mut filler = Filler::default();
    for piece in pieces(template) {
        match piece {
            Piece::Literal(text) => {
                let (text, has_fragment) = text.split_once('#').map_or((text, false), |(text, _)| (text, true));
                filler.literal(text)?;
                if has_fragment {
                    break;
                }
            }
            Piece::Variable(name) => {
                let value = values.iter().find(|(candidate, _)| *candidate == name);
                let (_, value) =
                    value.ok_or_else(|| InvalidArgument::new(name, "the path needs it and it is not set"))?;
                filler.value(name, value);
            }
        }
    }
    filler.finish()
}

/// The path that is being built.
#[derive(Default)]
struct Filler<'a> {
    /// The finished part.
    done: String,
    /// The current segment.
    segment: String,
    /// The last parameter in the segment.
    parameter: Option<&'a str>,
    /// Whether the path is complete and this is its query, which has no segments.
    in_query: bool,
}

impl<'a> Filler<'a> {
    fn literal(&mut self, text: &str) -> Result<(), InvalidArgument> {
        if self.in_query {
            self.done.push_str(&encode::query_literal(text));
            return Ok(());
        }
        let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
        let mut parts = path.split('/');
        self.segment.push_str(&encode::path_literal(parts.next().unwrap_or_default()));
        for part in parts {
            self.end_segment()?;
            self.done.push('/');
            self.segment.push_str(&encode::path_literal(part));
        }
        if let Some(query) = query {
            self.end_segment()?;
            self.in_query = true;
            self.done.push('?');
            self.done.push_str(&encode::query_literal(query));
        }
        Ok(())
    }

    fn value(&mut self, name: &'a str, value: &str) {
        if self.in_query {
            self.done.push_str(value);
        } else {
            self.segment.push_str(value);
            self.parameter = Some(name);
        }
    }

    /// Only checks segments with a parameter: an empty segment of the template itself stays.
    fn end_segment(&mut self) -> Result<(), InvalidArgument> {
        if let Some(parameter) = self.parameter.take()
            && matches!(self.segment.as_str(), "" | "." | "..")
        {
            let reason = match self.segment.as_str() {
                "" => "it would leave a segment of the path empty",
                _ => "it would make a segment of the path `.` or `..`, which addresses another resource",
            };
            return Err(InvalidArgument::new(parameter, reason));
        }
        self.done.push_str(&self.segment);
        self.segment.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<String, InvalidArgument> {
        self.end_segment()?;
        if !self.done.starts_with(['/', '?']) {
            self.done.insert(0, '/');
        }
        Ok(self.done)
    }
}
