//! Tokens of a user who signed in: a code is exchanged once, then one refresh token after the other.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::MutexGuard as Turn;

use super::super::body::upload::BoxError;
use super::super::error::credentials_error::CredentialsError;
use super::super::transport::Transport;
use super::token_endpoint::{Grant, TokenEndpoint};
use super::token_source::AccessToken;
use super::token_store::{Kept, StoreFuture, TokenSet};

/// What the first token is had for.
pub(crate) enum Start {
    /// A code (RFC 6749, section 4.1.3), and what proves that this client asked for it (RFC 7636).
    Code(Code),
    /// A refresh token.
    Refresh(SecretString),
    /// What the store has.
    Store,
}

/// A code that a browser brought.
#[derive(Clone)]
pub(crate) struct Code {
    pub(crate) secret: SecretString,
    pub(crate) verifier: SecretString,
    pub(crate) redirect_url: String,
}

/// The source of a user's access tokens.
pub(crate) struct UserTokens {
    pub(crate) endpoint: TokenEndpoint,
    /// Where refresh tokens are exchanged.
    pub(crate) refresh_endpoint: TokenEndpoint,
    pub(crate) store: Option<Arc<Kept>>,
    pub(crate) shared: Arc<SharedTokens>,
    /// The access token that this client gave out last. It is not given out again: whoever asks needs another one.
    pub(crate) given: Mutex<Option<SecretString>>,
}

/// The tokens of a user, which several clients can have in common.
pub(crate) struct SharedTokens {
    /// Who has it may talk to the server and to the store. It is passed on in order.
    turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// A code that is still to be exchanged.
    code: Option<Code>,
    /// Why the code was refused. The store may have the tokens of another user, who is not the one that signed in.
    refused_code: Option<CredentialsError>,
    refresh: Option<SecretString>,
    /// The last tokens.
    tokens: Option<TokenSet>,
    /// The refresh token that was refused, and why. It is not sent again.
    refused: Option<(SecretString, CredentialsError)>,
}

impl SharedTokens {
    pub(crate) fn new(start: Start) -> Self {
        let mut state = State::default();
        match start {
            Start::Code(code) => state.code = Some(code),
            Start::Refresh(token) => state.refresh = Some(token),
            Start::Store => {}
        }
        Self { turn: tokio::sync::Mutex::new(()), state: Mutex::new(state) }
    }
}

impl UserTokens {
    /// Waits until no other client talks to the server or to the store. Whoever calls [`fetch`](Self::fetch) keeps the guard meanwhile.
    pub(crate) async fn turn(&self) -> Turn<'_, ()> {
        self.shared.turn.lock().await
    }

    /// The next access token.
    pub(crate) async fn fetch(&self, transport: &Transport, limit: Duration) -> Result<AccessToken, CredentialsError> {
        self.save(limit).await?;
        let (code, refused) = {
            let state = self.state();
            (state.code.clone(), state.refused_code.clone())
        };
        if let Some(error) = refused {
            return Err(error);
        }
        if let Some(code) = code {
            return self.exchange(&code, transport, limit).await;
        }
        self.load(limit).await?;
        if let Some(token) = self.unused(transport) {
            return Ok(token);
        }
        let refused = match self.refresh(transport, limit).await {
            Err(error) if error.needs_sign_in() && self.store.is_some() => error,
            result => return result,
        };
        // Another program may have used the refresh token meanwhile, and saved the next one.
        self.load(limit).await?;
        if let Some(token) = self.unused(transport) {
            return Ok(token);
        }
        if self.state().refreshable().is_err() { Err(refused) } else { self.refresh(transport, limit).await }
    }

    /// Exchanges the code: RFC 6749, section 4.1.3, and RFC 7636, section 4.5.
    async fn exchange(
        &self,
        code: &Code,
        transport: &Transport,
        limit: Duration,
    ) -> Result<AccessToken, CredentialsError> {
        let (secret, verifier) = (code.secret.expose_secret(), code.verifier.expose_secret());
        let grant = Grant {
            kind: "authorization_code",
            parameters: &[("code", secret), ("redirect_uri", &code.redirect_url), ("code_verifier", verifier)],
            secrets: &[secret, verifier],
            is_of_user: true,
        };
        let result = self.grant(&self.endpoint, &grant, transport, limit).await;
        if let Err(error) = result.as_ref()
            && error.needs_sign_in()
        {
            self.state().refused_code = Some(error.clone());
        }
        result
    }

    /// Exchanges the refresh token: RFC 6749, section 6.
    async fn refresh(&self, transport: &Transport, limit: Duration) -> Result<AccessToken, CredentialsError> {
        let token = self.state().refreshable()?;
        let secret = token.expose_secret();
        let parameters = &[("refresh_token", secret)];
        let grant = Grant { kind: "refresh_token", parameters, secrets: &[secret], is_of_user: true };
        let result = self.grant(&self.refresh_endpoint, &grant, transport, limit).await;
        if let Err(error) = result.as_ref()
            && error.needs_sign_in()
        {
            self.state().refused = Some((token, error.clone()));
        }
        result
    }

    /// Gets tokens, and gives them out once they are saved.
    async fn grant(
        &self,
        endpoint: &TokenEndpoint,
        grant: &Grant<'_>,
        transport: &Transport,
        limit: Duration,
    ) -> Result<AccessToken, CredentialsError> {
        // The lifetime counts from now, before the response is made.
        let start = transport.clock.system_time();
        let granted = endpoint.fetch(transport, limit, grant).await?;
        let mut tokens = TokenSet::new(granted.access.token.expose_secret());
        if let Some(at) = granted.access.expires_in.and_then(|lifetime| start.checked_add(lifetime)) {
            tokens = tokens.with_expiry(at);
        }
        {
            let mut state = self.state();
            state.code = None;
            // RFC 6749, section 6: without a new one, the old one goes on.
            state.refresh = granted.refresh.or(state.refresh.take());
            if let Some(refresh) = &state.refresh {
                tokens = tokens.with_refresh_token(refresh.expose_secret());
            }
            // From here on nothing is lost, even if nobody waits for what follows.
            state.tokens = Some(tokens);
        }
        self.save(limit).await?;
        *self.given() = Some(granted.access.token.clone());
        Ok(granted.access)
    }

    /// Saves the tokens that the store does not have yet.
    async fn save(&self, limit: Duration) -> Result<(), CredentialsError> {
        let tokens = self.state().tokens.clone();
        if let Some((kept, tokens)) = self.store.as_ref().zip(tokens)
            && !kept.has(&tokens)
        {
            within(limit, kept.store.save(&tokens)).await?;
            kept.note(tokens);
        }
        Ok(())
    }

    async fn load(&self, limit: Duration) -> Result<(), CredentialsError> {
        let Some(kept) = &self.store else { return Ok(()) };
        if let Some(tokens) = within(limit, kept.store.load()).await? {
            kept.note(tokens.clone());
            let mut state = self.state();
            state.refresh = tokens.refresh_token().map(SecretString::from).or(state.refresh.take());
            state.tokens = Some(tokens);
        }
        Ok(())
    }

    /// A good access token that was not given out yet.
    fn unused(&self, transport: &Transport) -> Option<AccessToken> {
        let mut given = self.given();
        let token = self.state().good(given.as_ref(), transport.clock.system_time())?;
        *given = Some(token.token.clone());
        Some(token)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn given(&self) -> MutexGuard<'_, Option<SecretString>> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// A good access token that is not the one that was given out.
    fn good(&self, given: Option<&SecretString>, now: SystemTime) -> Option<AccessToken> {
        let tokens = self.tokens.as_ref()?;
        let was_given = given.is_some_and(|given| given.expose_secret() == tokens.access_token());
        let left = tokens.expires_at().map(|at| at.duration_since(now).unwrap_or_default());
        if was_given || left.is_some_and(|left| left.is_zero()) {
            return None;
        }
        let token = AccessToken::new(tokens.access_token());
        Some(left.map_or(token.clone(), |left| token.expires_in(left)))
    }

    /// The refresh token, unless it was refused.
    fn refreshable(&self) -> Result<SecretString, CredentialsError> {
        let Some(token) = &self.refresh else {
            return Err(CredentialsError::unusable("there is no refresh token").signed_out());
        };
        match &self.refused {
            Some((refused, error)) if refused.expose_secret() == token.expose_secret() => Err(error.clone()),
            _ => Ok(token.clone()),
        }
    }
}

/// What the store answers, if it does in time.
async fn within<T>(limit: Duration, future: StoreFuture<'_, T>) -> Result<T, CredentialsError> {
    let result = tokio::time::timeout(limit, future).await;
    let late = |_| Err(BoxError::from(format!("it took longer than {limit:?}")));
    result.unwrap_or_else(late).map_err(CredentialsError::store)
}
