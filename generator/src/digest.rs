//! Digests, by which things are known again.

use std::io::{self, Read};

/// The BLAKE3 digest of `bytes`, in hexadecimal: no two things have the same.
pub(crate) fn of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The digest of all that `reader` gives.
pub(crate) fn of_reader(reader: impl Read) -> io::Result<String> {
    Ok(blake3::Hasher::new().update_reader(reader)?.finalize().to_hex().to_string())
}
