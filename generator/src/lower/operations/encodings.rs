//! Warnings of what the `encoding` of a body asks for and the client doesn't do.

use openapiv3::MediaType;

use crate::diagnostic::Code;
use crate::lower::document::encodings::ignored;
use crate::lower::document::media::Media;
use crate::lower::document::view::Located;
use crate::lower::schemas::Lowering;
use crate::names::Words;
use crate::pointer::escape;

impl<'a> Lowering<'a, '_> {
    /// Warns of what the encodings of a body ask for in vain; `pointer` is the media type's.
    pub(crate) fn warn_of_encodings(
        &mut self,
        media: Media,
        media_type: &MediaType,
        located: Option<&Located<'a>>,
        words: &Words,
        pointer: &str,
    ) {
        if !matches!(media, Media::Form | Media::Multipart) {
            return;
        }
        let members = located.and_then(|located| self.object_members(located, words)).unwrap_or_default();
        for (name, encoding) in &media_type.encoding {
            let views = members.iter().filter_map(|member| member.located.view());
            let property = views.flat_map(|view| view.properties).find(|(other, _)| *other == name);
            let kind = property.and_then(|(_, property)| self.document.resolve(&property)?.2.kind);
            let ignored = ignored(media, encoding, kind);
            if !ignored.is_empty() {
                let message = format!("`{name}` is sent without what its encoding says of {}", ignored.join(", "));
                self.report.warning(Code::EncodingIgnored, &format!("{pointer}/encoding/{}", escape(name)), message);
            }
        }
    }
}
