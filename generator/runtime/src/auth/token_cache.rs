//! Access tokens: kept as long as they can be used, and fetched once, however many requests wait.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::HeaderValue;
use secrecy::ExposeSecret;
use tokio::runtime::Handle;
use tokio::sync::{MutexGuard as Turn, watch};

use super::super::error::credentials_error::CredentialsError;
use super::super::transport::Transport;
use super::super::transport::authorization::Replaceable;
use super::client_credentials::ClientTokens;
use super::header::bearer;
use super::token_source::{AccessToken, TokenSource};
use super::user_tokens::UserTokens;

/// A token is replaced this long before it expires, or a tenth of its lifetime before, if that is less.
const MARGIN: Duration = Duration::from_secs(60);
/// How long the first failure in a row is remembered. Each further failure is remembered twice as long.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest time that a failure is remembered.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// The shortest time between two replacements of a token that the API refused.
const COOL_DOWN: Duration = Duration::from_secs(30);
/// How long an attempt to fetch a token may take if the client has no limit.
const ATTEMPT_LIMIT: Duration = Duration::from_secs(60);
/// How often one request starts a new fetch because the task of the last one ended without a result.
const MOST_STARTS: usize = 3;

/// Numbers the fetches of all caches, so that a number stands for one token only.
static FETCHES: AtomicU64 = AtomicU64::new(1);

/// Where tokens come from.
pub(crate) enum Source {
    Client(ClientTokens),
    User(Box<UserTokens>),
    Custom(Arc<dyn TokenSource>),
}

/// The token of one set of credentials.
///
/// A token is fetched in its own task. All requests that need the token wait for the task, and it goes on when a request ends.
/// As long as the old token is good, nobody waits.
pub(crate) struct TokenCache {
    shared: Arc<Shared>,
}

struct Shared {
    source: Source,
    transport: Arc<Transport>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Cached>,
    fetching: Option<Fetching>,
    /// The last fetch, if it failed.
    failed: Option<Failed>,
    /// When a token was last replaced because the API refused it.
    refused_at: Option<Instant>,
}

#[derive(Clone)]
struct Fetching {
    number: u64,
    outcome: watch::Receiver<Option<Result<Cached, CredentialsError>>>,
}

struct Failed {
    error: CredentialsError,
    /// How many fetches in a row failed.
    times: u32,
    /// Until when no other fetch is tried.
    until: Instant,
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
    /// Which token it is, so that its refusal is not confused with the refusal of a later token.
    pub(crate) number: u64,
}

/// What a request does for its token.
enum Next {
    Use(Lease),
    Wait(Fetching),
}

impl TokenCache {
    pub(crate) fn new(source: Source, transport: Arc<Transport>) -> Self {
        Self { shared: Arc::new(Shared { source, transport, state: Mutex::default() }) }
    }

    /// The token, fetched if there is no good one. The token with the number `refused` is not good.
    pub(crate) async fn lease(&self, refused: Option<u64>) -> Result<Lease, CredentialsError> {
        for _ in 0..MOST_STARTS {
            let mut fetching = match self.shared.next(refused)? {
                Next::Use(lease) => return Ok(lease),
                Next::Wait(fetching) => fetching,
            };
            // If a fetch takes longer than possible, its async runtime has stopped.
            let waiting = tokio::time::timeout(self.shared.patience(), fetching.outcome.wait_for(Option::is_some));
            if let Ok(Ok(outcome)) = waiting.await
                && let Some(outcome) = &*outcome
            {
                return outcome.as_ref().map(Cached::lease).map_err(Clone::clone);
            }
            // It ended with its runtime, or panicked.
            self.shared.forget(fetching.number);
        }
        Err(CredentialsError::token("the tasks that fetch tokens ended without a result".into()).temporary())
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(self: &Arc<Self>, refused: Option<u64>) -> Result<Next, CredentialsError> {
        let now = self.transport.clock.now();
        let mut state = self.state();
        let usable = state.current.as_ref().filter(|cached| cached.is_good(now) && refused != Some(cached.number));
        if let Some(cached) = usable {
            let lease = cached.lease();
            if cached.is_due(now) && state.fetching.is_none() && state.failure(now).is_none() {
                self.start(&mut state)?;
            }
            return Ok(Next::Use(lease));
        }
        if let Some(fetching) = &state.fetching {
            return Ok(Next::Wait(fetching.clone()));
        }
        match state.failure(now) {
            Some(error) => Err(error.clone()),
            None => self.start(&mut state).map(Next::Wait),
        }
    }

    /// Starts to fetch a token, in a task that only its own limits end.
    fn start(self: &Arc<Self>, state: &mut State) -> Result<Fetching, CredentialsError> {
        let runtime = Handle::try_current().map_err(|error| CredentialsError::token(error.into()))?;
        let number = FETCHES.fetch_add(1, Ordering::Relaxed);
        let (sender, outcome) = watch::channel(None);
        let shared = Arc::clone(self);
        runtime.spawn(async move {
            // To wait for the turn doesn't count. Else the limit could end a fetch that has just sent its refresh token.
            let _turn = shared.turn().await;
            if !shared.is_awaited(number) {
                return;
            }
            // The lifetime counts from now, before the response is made: so a token is never used too long.
            let start = shared.transport.clock.now();
            let fetched = tokio::time::timeout(shared.longest(), shared.fetch()).await;
            let fetched = fetched.unwrap_or_else(|_| Err(shared.too_long(shared.longest())));
            let outcome = fetched.and_then(|token| cached(&token, number, start));
            shared.settle(number, &outcome);
            sender.send_replace(Some(outcome));
        });
        let fetching = Fetching { number, outcome };
        state.fetching = Some(fetching.clone());
        Ok(fetching)
    }

    /// Waits until no other client fetches tokens of the same user.
    async fn turn(&self) -> Option<Turn<'_, ()>> {
        if let Source::User(tokens) = &self.source { Some(tokens.turn().await) } else { None }
    }

    /// Whether nobody has given up the fetch.
    fn is_awaited(&self, number: u64) -> bool {
        self.state().fetching.as_ref().is_some_and(|fetching| fetching.number == number)
    }

    async fn fetch(&self) -> Result<AccessToken, CredentialsError> {
        match &self.source {
            Source::Client(tokens) => tokens.fetch(&self.transport, self.attempt_limit()).await,
            Source::User(tokens) => tokens.fetch(&self.transport, self.attempt_limit()).await,
            Source::Custom(source) => match tokio::time::timeout(self.attempt_limit(), source.token()).await {
                Ok(token) => token.map_err(CredentialsError::token),
                Err(_) => Err(self.too_long(self.attempt_limit())),
            },
        }
    }

    /// Keeps the result of a fetch. A fetch that others gave up may end after a later one.
    fn settle(&self, number: u64, outcome: &Result<Cached, CredentialsError>) {
        let now = self.transport.clock.now();
        let mut state = self.state();
        let is_last = state.fetching.as_ref().is_some_and(|fetching| fetching.number == number);
        if is_last {
            state.fetching = None;
        }
        match outcome {
            Ok(cached) => {
                if state.current.as_ref().is_none_or(|current| current.number < number) {
                    state.current = Some(cached.clone());
                    state.failed = None;
                }
            }
            Err(error) if is_last => {
                let times = state.failed.as_ref().map_or(0, |failed| failed.times);
                let pause = PAUSE.saturating_mul(1 << times.min(10)).min(LONGEST_PAUSE);
                let until = now.checked_add(pause).unwrap_or(now);
                state.failed = Some(Failed { error: error.clone(), times: times.saturating_add(1), until });
            }
            Err(_) => {}
        }
    }

    /// Gives up a fetch whose task has stopped.
    fn forget(&self, number: u64) {
        let mut state = self.state();
        state.fetching.take_if(|fetching| fetching.number == number);
    }

    fn attempt_limit(&self) -> Duration {
        self.transport.time_limits.attempt.unwrap_or(ATTEMPT_LIMIT)
    }

    /// Longer than a fetch takes, with all its attempts.
    fn longest(&self) -> Duration {
        let longest = self.attempt_limit().saturating_mul(2).saturating_add(self.transport.retry.longest());
        // A user's store is read and written, too, and the endpoint may be asked twice.
        if let Source::User(_) = self.source { longest.saturating_mul(3) } else { longest }
    }

    /// How long a request waits for a fetch: it may first be the turn of another client of the user.
    fn patience(&self) -> Duration {
        if let Source::User(_) = self.source { self.longest().saturating_mul(2) } else { self.longest() }
    }

    fn too_long(&self, limit: Duration) -> CredentialsError {
        let what = match &self.source {
            Source::Client(_) => "the token endpoint",
            Source::User(_) => "the token endpoint, or the store of tokens,",
            Source::Custom(_) => "the source of tokens",
        };
        CredentialsError::token(format!("{what} took longer than {limit:?}").into()).temporary()
    }
}

impl State {
    /// The last failure, while it is too early to try again.
    fn failure(&self, now: Instant) -> Option<&CredentialsError> {
        self.failed.as_ref().filter(|failed| now < failed.until).map(|failed| &failed.error)
    }
}

impl Replaceable for TokenCache {
    fn refuse(&self, number: u64) -> bool {
        let now = self.shared.transport.clock.now();
        let mut state = self.shared.state();
        let is_current = state.current.as_ref().is_some_and(|cached| cached.number == number);
        if !is_current || state.fetching.is_some() {
            return true;
        }
        let is_early = state.refused_at.is_some_and(|at| now.saturating_duration_since(at) < COOL_DOWN);
        if is_early || state.failure(now).is_some() || self.shared.start(&mut state).is_err() {
            return false;
        }
        state.refused_at = Some(now);
        true
    }
}

impl Cached {
    fn is_good(&self, now: Instant) -> bool {
        self.expires_at.is_none_or(|at| now < at)
    }

    /// Whether it is time to fetch the next one.
    fn is_due(&self, now: Instant) -> bool {
        self.replace_at.is_some_and(|at| at <= now)
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
