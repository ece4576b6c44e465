//! The credentials of a request, to be hidden if a server repeats them.

use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};

/// The shortest text that is hidden: a shorter one is part of many other texts by chance.
const SHORTEST: usize = 6;

/// Texts that are never shown.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Option<Arc<[SecretString]>>);

impl Secrets {
    pub(crate) fn new(secrets: impl IntoIterator<Item = String>) -> Self {
        let secrets = secrets.into_iter().filter(|secret| secret.len() >= SHORTEST);
        Self(Some(secrets.map(SecretString::from).collect()))
    }

    /// `text` with two dots in place of each secret.
    pub(crate) fn hide(&self, text: String) -> String {
        self.0.iter().flat_map(|secrets| secrets.iter()).fold(text, |text, secret| {
            let secret = secret.expose_secret();
            if text.contains(secret) { text.replace(secret, "..") } else { text }
        })
    }
}
