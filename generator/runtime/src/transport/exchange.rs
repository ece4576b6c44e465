//! Sends a request, as often as needed, and reads the response. This is the only place where that happens: it is compiled once for
//! all operations, and once for the requests that fetch tokens.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use bytes::Bytes;
use http::StatusCode;

use super::super::error::credentials_error::CredentialsError;
use super::super::error::time_limit_error::TimeLimitError;
use super::super::policy::retry_policy::{Ended, Progress};
use super::super::response::content::Content;
use super::super::response::error::Failure;
use super::Transport;
use super::attempt::{Opened, Received, Trip, Want, attempt};
use super::authorization::Authorization;
use super::prepared::Prepared;
use super::trace::Trace;

/// Signs in the attempts of a request.
pub(crate) trait Sign: Sync {
    /// Returns the credentials of the next attempt, with another token than the one with the number `refused`.
    fn sign(
        &self,
        prepared: &Prepared,
        refused: Option<u64>,
    ) -> impl Future<Output = Result<Authorization, CredentialsError>> + Send;
}

/// No credentials.
pub(crate) struct Unsigned;

impl Sign for Unsigned {
    async fn sign(&self, _: &Prepared, _: Option<u64>) -> Result<Authorization, CredentialsError> {
        Ok(Authorization::default())
    }
}

/// A request that waits.
struct Waiting<'t>(&'t Transport);

impl<'t> Waiting<'t> {
    fn of(transport: &'t Transport) -> Self {
        transport.load.waiting.fetch_add(1, Ordering::Relaxed);
        Self(transport)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.load.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Opened {
    pub(crate) fn without_body(self, transport: &Transport) -> Content {
        let content = Content::new(transport.api, self.operation, self.status, self.headers, Bytes::new());
        content.with_head(self.surprise)
    }
}

impl Transport {
    /// Sends the request and reads the response as a whole.
    pub(crate) async fn exchange(&self, signer: &impl Sign, prepared: &Prepared) -> Result<Content, Failure> {
        match self.send(signer, prepared, Want::Whole).await? {
            Received::Whole(content) => Ok(content),
            // Can't happen: a whole body was requested.
            Received::Stream(opened) => Ok(opened.without_body(self)),
        }
    }

    /// Sends the request within its time limit.
    pub(crate) async fn send(&self, signer: &impl Sign, prepared: &Prepared, want: Want) -> Result<Received, Failure> {
        let trace = Trace::new(prepared);
        let was_sent = AtomicBool::new(false);
        let attempts = trace.within(self.attempts(signer, prepared, want, &trace, &was_sent));
        let limit = self.total_time_limit(prepared);
        let end = limit.and_then(|limit| Some((limit, Instant::now().checked_add(limit)?)));
        let mut result = match limit {
            None => attempts.await,
            Some(limit) => tokio::time::timeout(limit, attempts).await.unwrap_or_else(|_| {
                let (operation, was_sent) = (prepared.operation.id, was_sent.load(Ordering::Relaxed));
                Err(TimeLimitError::total(operation, prepared.is_idempotent(), limit, was_sent).into())
            }),
        };
        if let Ok(Received::Whole(content)) = &mut result {
            content.limit(end);
        }
        trace.ended(self.api, &result);
        result
    }

    async fn attempts(
        &self,
        signer: &impl Sign,
        prepared: &Prepared,
        want: Want,
        trace: &Trace,
        was_sent: &AtomicBool,
    ) -> Result<Received, Failure> {
        let operation = prepared.operation;
        let policy = prepared.retry.as_ref().unwrap_or(&self.retry);
        let start = self.clock.now();
        let is_idempotent = prepared.is_idempotent();
        let mut attempts = 0;
        let mut refused = None;
        loop {
            let signed = signer.sign(prepared, refused).await;
            let authorization = signed.map_err(|error| {
                let error = if refused.is_some() { error.after_refusal() } else { error };
                error.of(operation.id)
            })?;
            attempts += 1;
            let rate_limit = self.load.rate_limit.as_ref().filter(|_| !prepared.is_internal);
            if let Some(rate_limit) = rate_limit {
                rate_limit.wait(&*self.clock).await;
            }
            was_sent.store(true, Ordering::Relaxed);
            let mut trip = Trip::new();
            let result = attempt(self, prepared, &authorization, attempts, want, &mut trip).await;
            trace.attempted(self.api, attempts, &result);
            if let (Some(rate_limit), Ok(received)) = (rate_limit, &result) {
                rate_limit.heard(received.status(), received.headers(), &*self.clock);
            }
            if matches!(&result, Ok(received) if received.status().is_success()) {
                self.load.retry_budget.succeeded(attempts);
                return result;
            }
            let is_refused = matches!(&result, Ok(received) if received.status() == StatusCode::UNAUTHORIZED);
            // A request that was redirected to its result has been carried out.
            if !prepared.payload.is_replayable() || (trip.became_get && !is_idempotent) {
                return result;
            }
            // A token can be refused before its time; with a new one the request is sent once more, whatever the policy.
            if is_refused && trip.is_at_home && refused.is_none() {
                refused = authorization.refused();
                if refused.is_some() {
                    continue;
                }
            }
            let ended = match &result {
                Ok(received) => Ended::Answered(received.status(), received.headers()),
                Err(Failure::Transport(error)) if error.is_connect() && trip.hops == 0 => Ended::Unconnected,
                Err(Failure::Transport(_) | Failure::TimeLimit(_)) => Ended::Broken,
                Err(_) => return result,
            };
            let elapsed = self.clock.now().saturating_duration_since(start);
            let now = self.clock.system_time();
            let waiting = self.load.waiting.load(Ordering::Relaxed);
            match policy.delay(&ended, &Progress { is_idempotent, attempts, elapsed, now, waiting }) {
                Some(delay) if self.load.retry_budget.take() => {
                    let _waiting = Waiting::of(self);
                    self.clock.sleep(delay).await;
                }
                _ => return result,
            }
        }
    }
}
