//! A small tool on top of the generated client, as a user of it would write it.

mod explain;
mod export;
mod sessions;

pub use explain::explain;
pub use export::{ExportError, export};
pub use sessions::{Session, rename, saved_sessions, start_session};
