//! Warnings of what the `encoding` of a body asks for and the client doesn't do.

use crate::diagnostic::Code;
use crate::lower::document::encodings::ignored;
use crate::lower::document::media::Media;
use crate::lower::schemas::Lowering;
use crate::names::Words;
use crate::parse::{MediaType, Schema};
use crate::pointer::escape;

impl<'a> Lowering<'a, '_> {
    /// Warns of what the encodings of a body ask for in vain; `pointer` is the media type's.
    pub(crate) fn warn_of_encodings(
        &mut self,
        media: Media,
        media_type: &MediaType,
        schema: Option<&'a Schema>,
        words: &Words,
        pointer: &str,
    ) {
        if !matches!(media, Media::Form | Media::Multipart) {
            return;
        }
        let members = schema.and_then(|schema| self.object_members(schema, words)).unwrap_or_default();
        for (name, encoding) in &media_type.encoding {
            let property = members.iter().find_map(|member| member.schema.properties.get(name));
            let property = property.and_then(|property| self.document.resolve(property));
            let items = property.and_then(|property| self.document.resolve(property.items.as_deref()?));
            let kind = items.filter(|items| items.is_binary()).or(property).and_then(|property| property.kind);
            let ignored = ignored(media, encoding, kind);
            if !ignored.is_empty() {
                let message = format!("`{name}` is sent without these parts of its encoding: {}", ignored.join(", "));
                self.report.warning(Code::EncodingIgnored, &format!("{pointer}/encoding/{}", escape(name)), message);
            }
        }
    }
}
