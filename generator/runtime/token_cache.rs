//! Access tokens, kept for as long as they can be used: fetched once, however many requests wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use http::HeaderValue;
use secrecy::ExposeSecret;
use tokio::sync::Mutex;

use super::client::Shared;
use super::client_credentials::TokenEndpoint;
use super::credentials_error::CredentialsError;
use super::token_source::{AccessToken, TokenSource};

/// A token is replaced that long before it expires, or a tenth of its lifetime where that is less.
const MARGIN: Duration = Duration::from_secs(60);
/// After a failed replacement of a token that is still good, the next one is tried that much later.
const PAUSE: Duration = Duration::from_secs(5);

/// Where tokens come from.
pub(super) enum Source {
    Endpoint(TokenEndpoint),
    Custom(Arc<dyn TokenSource>),
}

/// The token of one set of credentials.
///
/// A token is fetched in the future of the request that needs it, under the lock: where that request is cancelled, the
/// next one in line takes over.
pub(super) struct TokenCache {
    source: Source,
    /// The number of fetches that ended.
    fetches: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Cached>,
    /// The error of the last fetch, where it failed.
    error: Option<CredentialsError>,
}

struct Cached {
    authorization: HeaderValue,
    number: u64,
    replace_at: Option<Instant>,
    expires_at: Option<Instant>,
}

/// A token as a request sends it.
#[derive(Clone)]
pub(super) struct Lease {
    pub(super) authorization: HeaderValue,
    /// Which token it is, so that its refusal is not taken for that of a later one.
    number: u64,
}

impl TokenCache {
    pub(super) fn new(source: Source) -> Self {
        Self { source, fetches: AtomicU64::new(0), state: Mutex::default() }
    }

    /// The token, fetched where there is none that is good.
    pub(super) async fn lease(&self, client: &Shared) -> Result<Lease, CredentialsError> {
        let fetches = self.fetches.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        let now = client.clock.now();
        if let Some(cached) = &state.token
            && cached.replace_at.is_none_or(|at| now < at)
        {
            return Ok(cached.lease());
        }
        // Those who waited while a fetch failed get its error: each of them trying anew would be a stampede.
        if self.fetches.load(Ordering::Acquire) != fetches
            && let Some(error) = &state.error
        {
            return Err(error.clone());
        }
        let fetched = self.fetch(client).await;
        let number = self.fetches.fetch_add(1, Ordering::AcqRel) + 1;
        let now = client.clock.now();
        match fetched.and_then(|token| cached(&token, number, now)) {
            Ok(cached) => {
                let lease = cached.lease();
                *state = State { token: Some(cached), error: None };
                Ok(lease)
            }
            Err(error) => {
                if let Some(cached) = state.token.as_mut().filter(|cached| cached.expires_at.is_some_and(|at| now < at))
                {
                    cached.replace_at = now.checked_add(PAUSE);
                    return Ok(cached.lease());
                }
                *state = State { token: None, error: Some(error.clone()) };
                Err(error)
            }
        }
    }

    /// Forgets a token that the API refused, unless a later one has taken its place.
    pub(super) async fn refuse(&self, lease: &Lease) {
        let mut state = self.state.lock().await;
        if state.token.as_ref().is_some_and(|cached| cached.number == lease.number) {
            state.token = None;
        }
    }

    async fn fetch(&self, client: &Shared) -> Result<AccessToken, CredentialsError> {
        match &self.source {
            Source::Endpoint(endpoint) => endpoint.fetch(client).await,
            Source::Custom(source) => source.token().await.map_err(CredentialsError::token),
        }
    }
}

impl Cached {
    fn lease(&self) -> Lease {
        Lease { authorization: self.authorization.clone(), number: self.number }
    }
}

fn cached(token: &AccessToken, number: u64, now: Instant) -> Result<Cached, CredentialsError> {
    let authorization = bearer(token.token.expose_secret())
        .ok_or_else(|| CredentialsError::unusable("the access token is empty or has characters that can't be sent"))?;
    let expires_at = token.expires_in.and_then(|lifetime| now.checked_add(lifetime));
    let usable = token.expires_in.map(|lifetime| lifetime.saturating_sub(MARGIN.min(lifetime / 10)));
    let replace_at = usable.and_then(|usable| now.checked_add(usable));
    Ok(Cached { authorization, number, replace_at, expires_at })
}

/// The value of `Authorization` for a bearer token; `None` where it can't be sent.
pub(super) fn bearer(token: &str) -> Option<HeaderValue> {
    let is_sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    let mut value = HeaderValue::from_str(&format!("Bearer {token}")).ok().filter(|_| is_sendable)?;
    value.set_sensitive(true);
    Some(value)
}
