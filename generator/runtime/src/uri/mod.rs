//! The parts of a URI: servers, path templates, parameters.

pub(super) mod encode;
pub(super) mod link;
pub(super) mod parameter;
pub(super) mod path;
pub(super) mod server;
pub(super) mod template;
