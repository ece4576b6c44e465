//! Access tokens, kept for as long as they can be used: fetched once, however many requests wait.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use http::HeaderValue;
use secrecy::ExposeSecret;
use tokio::sync::{Mutex, MutexGuard};

use super::super::error::credentials_error::CredentialsError;
use super::super::transport::Transport;
use super::super::transport::authorization::Replaceable;
use super::client_credentials::TokenEndpoint;
use super::header::bearer;
use super::token_source::{AccessToken, TokenSource};

/// A token is replaced that long before it expires, or a tenth of its lifetime where that is less.
const MARGIN: Duration = Duration::from_secs(60);
/// After a failed replacement of a token that is still good, the next one is tried that much later.
const PAUSE: Duration = Duration::from_secs(5);

/// Where tokens come from.
pub(crate) enum Source {
    Endpoint(TokenEndpoint),
    Custom(Arc<dyn TokenSource>),
}

/// The token of one set of credentials.
///
/// A token is fetched in the future of the request that needs it, under a lock: where that request is cancelled, the
/// next one in line takes over. As long as the old token is good nobody but that one waits.
pub(crate) struct TokenCache {
    source: Source,
    current: RwLock<Option<Cached>>,
    /// The number of fetches that ended.
    fetches: AtomicU64,
    /// Held by whoever fetches; the error of the last fetch, where it failed.
    fetching: Mutex<Option<CredentialsError>>,
}

#[derive(Clone)]
struct Cached {
    authorization: HeaderValue,
    /// Which fetch it came from.
    number: u64,
    replace_at: Option<Instant>,
    expires_at: Option<Instant>,
}

/// A token as a request sends it.
#[derive(Clone)]
pub(crate) struct Lease {
    pub(crate) authorization: HeaderValue,
    /// Which token it is, so that its refusal is not taken for that of a later one.
    pub(crate) number: u64,
}

impl TokenCache {
    pub(crate) fn new(source: Source) -> Self {
        let (current, fetches) = (RwLock::default(), AtomicU64::new(0));
        Self { source, current, fetches, fetching: Mutex::default() }
    }

    /// The token, fetched where there is none that is good.
    pub(crate) async fn lease(&self, transport: &Transport) -> Result<Lease, CredentialsError> {
        let fetches = self.fetches.load(Ordering::Acquire);
        let now = transport.clock.now();
        let guard = match self.current() {
            Some(cached) if cached.replace_at.is_none_or(|at| now < at) => return Ok(cached.lease()),
            Some(cached) if cached.is_good(now) => match self.fetching.try_lock() {
                Ok(guard) => guard,
                Err(_) => return Ok(cached.lease()),
            },
            _ => self.fetching.lock().await,
        };
        // Those who waited share what came of it: each of them trying anew would be a stampede.
        if self.fetches.load(Ordering::Acquire) != fetches {
            if let Some(cached) = self.current() {
                return Ok(cached.lease());
            }
            if let Some(error) = &*guard {
                return Err(error.clone());
            }
        }
        self.replace(transport, guard).await
    }

    /// Fetches a token in place of the current one, which is used once more where that fails and it is still good.
    async fn replace(
        &self,
        transport: &Transport,
        mut last_error: MutexGuard<'_, Option<CredentialsError>>,
    ) -> Result<Lease, CredentialsError> {
        // What the answer says of the lifetime counts from when it was made, which was later.
        let start = transport.clock.now();
        let fetched = self.fetch(transport).await;
        let number = self.fetches.fetch_add(1, Ordering::AcqRel) + 1;
        match fetched.and_then(|token| cached(&token, number, start)) {
            Ok(cached) => {
                let lease = cached.lease();
                self.set(Some(cached));
                *last_error = None;
                Ok(lease)
            }
            Err(error) => {
                let now = transport.clock.now();
                if let Some(mut cached) = self.current().filter(|cached| cached.is_good(now)) {
                    cached.replace_at = now.checked_add(PAUSE);
                    let lease = cached.lease();
                    self.set(Some(cached));
                    return Ok(lease);
                }
                self.set(None);
                *last_error = Some(error.clone());
                Err(error)
            }
        }
    }

    fn current(&self) -> Option<Cached> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, cached: Option<Cached>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = cached;
    }

    async fn fetch(&self, transport: &Transport) -> Result<AccessToken, CredentialsError> {
        let source = match &self.source {
            Source::Endpoint(endpoint) => return endpoint.fetch(transport).await,
            Source::Custom(source) => source,
        };
        let Some(limit) = transport.time_limits.attempt else {
            return source.token().await.map_err(CredentialsError::token);
        };
        // Others wait for it: one that never ends would stop them all.
        match tokio::time::timeout(limit, source.token()).await {
            Ok(token) => token.map_err(CredentialsError::token),
            Err(_) => {
                Err(CredentialsError::token(format!("the source of tokens took longer than {limit:?}").into())
                    .temporary())
            }
        }
    }
}

impl Replaceable for TokenCache {
    fn refuse(&self, number: u64) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|cached| cached.number == number) {
            *current = None;
        }
    }
}

impl Cached {
    fn is_good(&self, now: Instant) -> bool {
        self.expires_at.is_none_or(|at| now < at)
    }

    fn lease(&self) -> Lease {
        Lease { authorization: self.authorization.clone(), number: self.number }
    }
}

fn cached(token: &AccessToken, number: u64, start: Instant) -> Result<Cached, CredentialsError> {
    let authorization = bearer(token.token.expose_secret())
        .ok_or_else(|| CredentialsError::unusable("the access token is empty or has characters that can't be sent"))?;
    let expires_at = token.expires_in.and_then(|lifetime| start.checked_add(lifetime));
    let usable = token.expires_in.map(|lifetime| lifetime.saturating_sub(MARGIN.min(lifetime / 10)));
    let replace_at = usable.and_then(|usable| start.checked_add(usable));
    Ok(Cached { authorization, number, replace_at, expires_at })
}
