//! The `encoding` of a body's properties, as far as it asks for what the client doesn't do.

use super::media::Media;
use crate::api::{self, FormStyle};
use crate::parse::{Encoding, JsonType, MediaType, Style};

/// How properties of a form are written that aren't written in the usual way.
pub(crate) fn styles(media_type: &MediaType) -> Vec<FormStyle> {
    let properties = media_type.schema.as_ref().map(|schema| &schema.properties);
    let of = |(name, encoding): (&String, &Encoding)| {
        let Encoding { style, explode, is_styled, .. } = *encoding;
        let kind = properties.and_then(|properties| properties.get(name)?.kind);
        // An object is JSON, unless its encoding says otherwise.
        let is_object = kind.is_none_or(|kind| kind == JsonType::Object);
        let is_usual = style == Style::Form && explode && !(is_styled && is_object);
        (!is_usual).then(|| FormStyle { wire_name: name.clone(), style: model_style(style), explode })
    };
    media_type.encoding.iter().filter_map(of).collect()
}

/// The style as the model names it.
pub(crate) fn model_style(style: Style) -> api::Style {
    match style {
        Style::DeepObject => api::Style::DeepObject,
        Style::Form => api::Style::Form,
        Style::Label => api::Style::Label,
        Style::Matrix => api::Style::Matrix,
        Style::PipeDelimited => api::Style::PipeDelimited,
        Style::Simple => api::Style::Simple,
        Style::SpaceDelimited => api::Style::SpaceDelimited,
    }
}

/// The keywords that would change what is sent, for a property of the given type; a list of files has that of a file.
pub(crate) fn ignored(media: Media, encoding: &Encoding, kind: Option<JsonType>) -> Vec<&'static str> {
    let is_scalar = kind.is_some_and(|kind| !matches!(kind, JsonType::Array | JsonType::Object));
    let (is_form, is_multipart) = (media == Media::Form, media == Media::Multipart);
    // The client sets the headers that every part has.
    let has_header = encoding
        .headers
        .keys()
        .any(|name| !["content-type", "content-disposition"].contains(&&*name.to_ascii_lowercase()));
    // Objects in a form are JSON, everything else is text.
    let as_said = match encoding.content_type.as_deref().map(Media::of) {
        None | Some(Media::Wildcard) => true,
        Some(Media::Json | Media::JsonSuffix) => kind != Some(JsonType::Array),
        Some(Media::Text) => is_scalar,
        Some(_) => false,
    };
    let is_xml = encoding.content_type.as_deref().map(Media::of) == Some(Media::Xml);
    let keywords = [
        ("`style`", is_multipart && !is_scalar && encoding.style != Style::Form),
        ("`explode`", is_multipart && !is_scalar && encoding.style == Style::Form && !encoding.explode),
        // A form has no headers, and parts have no reserved characters.
        ("`allowReserved`", is_form && encoding.allow_reserved),
        ("`headers`", is_multipart && has_header),
        ("`contentType`", (is_form && !as_said) || (is_multipart && is_xml && kind.is_some() && !is_scalar)),
    ];
    keywords.into_iter().filter(|(_, is_ignored)| *is_ignored).map(|(keyword, _)| keyword).collect()
}
