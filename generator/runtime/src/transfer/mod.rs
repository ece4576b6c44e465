//! Bodies that are read piece by piece.

pub(super) mod download;
pub(super) mod download_file;
