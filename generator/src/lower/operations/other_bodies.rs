//! Request bodies of other media types than the preferred one.

use super::media_types::{are_synonyms, can_be_asked_for};
use crate::api::{Body, BodyContent, Location, OtherBody, Parameter};
use crate::diagnostic::Code;
use crate::lower::document::media::{self, Media};
use crate::lower::document::{documentation, encodings};
use crate::lower::schemas::Lowering;
use crate::names::Words;
use crate::names::media_types::words as words_of;
use crate::parse::{MediaType, Operation};
use crate::pointer::escape;

impl<'a> Lowering<'a, '_> {
    /// The bodies that can be sent in place of the preferred one, `body`, unnamed. Their parts become setters.
    pub(crate) fn other_bodies(
        &mut self,
        object: &'a Operation,
        words: &Words,
        body: Option<&Body>,
        parameters: &mut Vec<Parameter>,
    ) -> Vec<OtherBody> {
        let (Some(body), Some(documented)) = (body, object.body.as_ref()) else { return Vec::new() };
        let Some((name, _, preferred)) = media::of_request(&documented.content, &object.method, self.document) else {
            return Vec::new();
        };
        let mut known: Vec<(&str, &MediaType)> = vec![(name, preferred)];
        let (mut others, mut left_out) = (Vec::new(), Vec::new());
        let mut is_lossy = false;
        for (name, media_type) in documented.content.iter().filter(|(other, _)| *other != name) {
            let is_same = |(other, same): &(&str, &MediaType)| {
                are_synonyms(name, other) && (same.schema == media_type.schema || media_type.schema.is_none())
            };
            let pointer = format!("{}/content/{}", documented.pointer, escape(name));
            let is_known = known.iter().any(is_same);
            let is_usable = !is_known && can_be_asked_for(name);
            let has_parts = known.iter().any(|(known, _)| Media::of(known) == Media::Multipart);
            let other = if is_usable && !(has_parts && Media::of(name) == Media::Multipart) {
                let same = Some(&body.content).filter(|_| media_type.schema == preferred.schema);
                self.other_body((name, media_type, &pointer), same, words, parameters)
            } else {
                None
            };
            if let Some(mut other) = other {
                known.push((name, media_type));
                other.body.documentation.description =
                    documented.description.clone().or(other.body.documentation.description);
                others.push(other);
            } else {
                is_lossy |= !is_known && media_type.schema.is_some() && media_type.schema != preferred.schema;
                left_out.push(name.as_str());
            }
        }
        self.tell_of_left_out(object, (name, &left_out, is_lossy), &format!("{}/content", documented.pointer));
        others
    }

    /// Says which media types a body can't be sent as.
    fn tell_of_left_out(
        &mut self,
        object: &Operation,
        (name, left_out, is_lossy): (&str, &[&str], bool),
        pointer: &str,
    ) {
        if left_out.is_empty() {
            return;
        }
        let (method, path, others) = (&object.method, &object.path, left_out.join(", "));
        let message = format!("{method} {path}: the body is sent as `{name}`; it could also be {others}");
        // Values that only another media type allows can't be sent.
        if is_lossy {
            self.report.warning(Code::MediaTypeChosen, pointer, format!("{message}, which has another schema"));
        } else {
            self.report.note(Code::MediaTypeChosen, pointer, message);
        }
    }

    /// A body of that media type; `same` is the content of the preferred one, if it has the same schema.
    fn other_body(
        &mut self,
        (name, media_type, pointer): (&str, &'a MediaType, &str),
        same: Option<&BodyContent>,
        words: &Words,
        parameters: &mut Vec<Parameter>,
    ) -> Option<OtherBody> {
        let schema = media_type.schema.as_ref();
        let [short, ..] = words_of(name);
        let words = if same.is_some() { words.with("request") } else { words.join(&short).with("request") };
        let media = Media::of(name);
        let mut required = Vec::new();
        let content = match (media, same) {
            (Media::Wildcard, _) => return None,
            // Its text says what it is: nothing is lost beside the preferred body.
            (Media::Xml, _) => BodyContent::Text,
            (Media::Json | Media::JsonSuffix, Some(BodyContent::Json(ty))) => BodyContent::Json(ty.clone()),
            (Media::Form, Some(BodyContent::Form(ty))) => BodyContent::Form(ty.clone()),
            (Media::Multipart, _) => {
                let parts = self.parts(schema?, media_type, &words)?;
                required.extend(parts.iter().filter(|part| part.required).map(|part| part.wire_name.clone()));
                let is_new = |part: &Parameter| {
                    let is_part = |other: &&Parameter| matches!(other.location, Location::Part { .. });
                    !parameters.iter().filter(is_part).any(|other| other.wire_name == part.wire_name)
                };
                let new: Vec<Parameter> = parts.into_iter().filter(is_new).collect();
                parameters.extend(new.into_iter().map(|part| Parameter { required: false, ..part }));
                BodyContent::Multipart
            }
            _ => self.body_content(media, media_type, schema, &words, parameters),
        };
        self.warn_of_encodings(media, media_type, schema, &words, pointer);
        let styles = if media == Media::Form { encodings::styles(media_type) } else { Vec::new() };
        let documentation = schema.map(|it| documentation::of_place(self.document, it)).unwrap_or_default();
        let body = Body { required: true, media_type: name.to_owned(), content, styles, documentation };
        Some(OtherBody { name: String::new(), body, parts: required })
    }
}
