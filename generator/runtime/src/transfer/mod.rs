//! Bodies that are read as they come.

pub(super) mod download;
pub(super) mod download_file;
