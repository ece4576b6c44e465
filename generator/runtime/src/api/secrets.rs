//! What a request is signed in with, to be hidden where a server repeats it.

use std::sync::Arc;

use secrecy::{ExposeSecret as _, SecretString};

/// The shortest text that is hidden: a shorter one stands in many others by chance.
const SHORTEST: usize = 6;

/// Texts that are shown nowhere.
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
