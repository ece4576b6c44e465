//! The text after `api:`, in all of its forms.

use std::io::Read;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::{GzDecoder, ZlibDecoder};
use serde_json::Value;

use super::parse::{self, Failure, Parsed};
use super::{Options, file};
use crate::diagnostic::Code;

/// Reads a payload: plain JSON, base64 of compressed JSON, or YAML.
pub(super) fn read(block: &str, options: &Options) -> Result<Parsed, Failure> {
    if block.starts_with('{') {
        return parse::either(block);
    }
    let indicator = block.starts_with(['>', '|']);
    if !indicator && let Some(encoded) = unquoted(block).filter(|encoded| is_base64(encoded)) {
        return compressed(encoded, options);
    }
    if !block.contains('\n') && !block.contains(": ") {
        return Err(Failure {
            code: Code::BrokenBase64,
            message: "the value of `api:` is neither JSON nor base64".to_owned(),
        });
    }
    let parsed = parse::yaml(block)?;
    match &parsed.value {
        // Base64 that a formatter broke into lines.
        Value::String(encoded) => compressed(encoded, options),
        _ => Ok(parsed),
    }
}

/// Takes a pair of quotes off.
fn unquoted(block: &str) -> Option<&str> {
    match block.chars().next()? {
        quote @ ('"' | '\'') => block.strip_prefix(quote)?.strip_suffix(quote),
        _ => Some(block),
    }
}

fn is_base64(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=') || byte.is_ascii_whitespace())
}

fn compressed(encoded: &str, options: &Options) -> Result<Parsed, Failure> {
    let encoded: String = encoded.split_ascii_whitespace().collect();
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let bytes = GeneralPurpose::new(&alphabet::STANDARD, config).decode(encoded).map_err(|error| Failure {
        code: Code::BrokenBase64,
        message: format!("the base64 after `api:` is broken: {error}"),
    })?;
    let text = inflate(&bytes, options)?;
    let text = String::from_utf8(text).map_err(|_| Failure {
        code: Code::NotUtf8,
        message: "the compressed content after `api:` is not UTF-8".to_owned(),
    })?;
    parse::lenient_json(&text)
}

fn inflate(bytes: &[u8], options: &Options) -> Result<Vec<u8>, Failure> {
    let limit = options.max_size.saturating_add(1);
    let mut text = Vec::new();
    let result = if bytes.starts_with(&[0x1f, 0x8b]) {
        GzDecoder::new(bytes).take(limit).read_to_end(&mut text)
    } else {
        ZlibDecoder::new(bytes).take(limit).read_to_end(&mut text)
    };
    result.map_err(|error| Failure {
        code: Code::BrokenCompression,
        message: format!("the content after `api:` can't be inflated: {error}"),
    })?;
    if u64::try_from(text.len()).is_ok_and(|length| length > options.max_size) {
        let message = format!("the content after `api:` inflates to more than {}", file::size(options.max_size));
        return Err(Failure { code: Code::TooLarge, message });
    }
    Ok(text)
}
