//! Sends a request, as often as it takes, and reads the response: the one place where that happens, compiled once for
//! all operations.

use super::super::client::Shared;
use super::super::error::time_limit_error::TimeLimitError;
use super::super::policy::retry_policy::{Ended, Progress};
use super::super::request::{Prepared, Request};
use super::super::response::content::Content;
use super::super::response::error::Failure;
use super::attempt::{Opened, Received, Trip, Want, attempt};
use super::download::{Answer, Download, Limits};
use super::trace::Trace;
use http::StatusCode;
use tokio::time::Instant;

/// Sends `request` and reads the response as a whole.
pub(crate) async fn exchange(request: Request) -> Result<Content, Failure> {
    let client = request.client().clone();
    whole(&client.shared, request.prepare()?).await
}

/// Sends `request` and leaves the body of a response of success to be read.
pub(crate) async fn open(request: Request) -> Result<Answer, Failure> {
    let client = request.client().clone();
    let client = &*client.shared;
    let prepared = request.prepare()?;
    let total = prepared.options.total_time_limit.or(client.time_limits.total);
    let limits = Limits {
        piece: prepared.options.attempt_time_limit.or(client.time_limits.attempt),
        total: total.and_then(|limit| Some((limit, Instant::now().checked_add(limit)?))),
    };
    // A hook can make a success of a failure, and a failure of a success.
    Ok(match run(client, &prepared, Want::Stream).await? {
        Received::Stream(opened) if opened.status.is_success() => {
            Answer::Download(Box::new(Download::new(opened, limits)))
        }
        Received::Stream(opened) => Answer::Refusal(opened.without_body(client)),
        Received::Whole(content) if content.is_success() => {
            Answer::Download(Box::new(Download::whole(content, limits)))
        }
        Received::Whole(content) => Answer::Refusal(content),
    })
}

/// Sends a request that is put together already, and reads the response as a whole.
pub(crate) async fn whole(client: &Shared, prepared: Prepared) -> Result<Content, Failure> {
    match run(client, &prepared, Want::Whole).await? {
        Received::Whole(content) => Ok(content),
        // Not asked for.
        Received::Stream(opened) => Ok(opened.without_body(client)),
    }
}

impl Opened {
    fn without_body(self, client: &Shared) -> Content {
        Content::new(client.api, self.operation, self.status, self.headers, bytes::Bytes::new())
    }
}

/// Sends the request within its time limit.
pub(crate) async fn run(client: &Shared, prepared: &Prepared, want: Want) -> Result<Received, Failure> {
    let trace = Trace::new(prepared);
    let attempts = trace.within(attempts(client, prepared, want, &trace));
    let result = match prepared.options.total_time_limit.or(client.time_limits.total) {
        None => attempts.await,
        Some(limit) => tokio::time::timeout(limit, attempts)
            .await
            .unwrap_or_else(|_| Err(TimeLimitError::total(prepared.operation.id, limit).into())),
    };
    trace.ended(&result);
    result
}

async fn attempts(client: &Shared, prepared: &Prepared, want: Want, trace: &Trace) -> Result<Received, Failure> {
    let operation = prepared.operation;
    let policy = prepared.options.retry.as_ref().unwrap_or(&client.retry);
    let start = client.clock.now();
    let is_idempotent = operation.method.is_idempotent() || prepared.is_internal;
    let mut attempts = 0;
    let mut refusal = None;
    loop {
        let authorization = match client.authorizer.authorize(client, operation, &prepared.headers).await {
            Ok(authorization) => authorization,
            // Without a new token the answer to the old one is what the caller gets.
            Err(error) => return refusal.unwrap_or_else(|| Err(error.of(operation.id).into())),
        };
        attempts += 1;
        let mut trip = Trip::new();
        let result = attempt(client, prepared, &authorization, attempts, want, &mut trip).await;
        trace.attempted(attempts, &result);
        let is_refused = matches!(&result, Ok(received) if received.status() == StatusCode::UNAUTHORIZED);
        let was_refused = is_refused && trip.is_at_home && authorization.was_refused();
        // A request that was redirected to its result has been carried out.
        if !prepared.payload.is_replayable() || (trip.became_get && !is_idempotent) {
            return result;
        }
        // A token can be refused before its time; with a new one the request is sent once more, whatever the policy.
        if was_refused && refusal.is_none() {
            refusal = Some(result);
            continue;
        }
        let ended = match &result {
            Ok(received) => Ended::Answered(received.status(), received.headers()),
            Err(Failure::Transport(error)) if error.is_connect() && trip.hops == 0 => Ended::Unconnected,
            Err(Failure::Transport(_) | Failure::TimeLimit(_)) => Ended::Broken,
            Err(_) => return result,
        };
        let elapsed = client.clock.now().saturating_duration_since(start);
        let now = client.clock.system_time();
        match policy.delay(&ended, &Progress { is_idempotent, attempts, elapsed, now }) {
            Some(delay) => client.clock.sleep(delay).await,
            None => return result,
        }
    }
}
