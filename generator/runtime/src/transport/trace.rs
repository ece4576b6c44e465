//! Events and spans for `tracing`: a span for each request, without secrets and bodies.

#[cfg(feature = "tracing")]
pub(crate) use self::on::Trace;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::off::Trace;

#[cfg(feature = "tracing")]
mod on {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Instant;

    use tracing::field::Empty;
    use tracing::{Instrument as _, Span, debug, info_span};

    use super::super::super::api::description::ApiDescription;
    use super::super::super::response::details::request_id;
    use super::super::super::response::error::Failure;
    use super::super::attempt::Received;
    use super::super::prepared::Prepared;

    /// The span of a request.
    pub(crate) struct Trace {
        span: Span,
        start: Instant,
        attempts: AtomicU32,
    }

    impl Trace {
        pub(crate) fn new(prepared: &Prepared) -> Self {
            let operation = prepared.operation;
            let span = info_span!(
                "request",
                operation = operation.id,
                method = operation.method,
                route = if prepared.is_internal { prepared.url.path() } else { operation.path },
                status = Empty,
                request_id = Empty,
                attempt = Empty,
                elapsed_ms = Empty,
            );
            Self { span, start: Instant::now(), attempts: AtomicU32::new(0) }
        }

        pub(crate) fn within<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
            future.instrument(self.span.clone())
        }

        /// Reports one attempt. The span gets its fields at the end of the request: a field that is recorded twice is shown twice.
        pub(crate) fn attempted(&self, api: &ApiDescription, attempt: u32, result: &Result<Received, Failure>) {
            self.attempts.store(attempt, Ordering::Relaxed);
            match result {
                Ok(received) => {
                    let (status, request_id) = (received.status().as_u16(), request_id(api, received.headers()));
                    debug!(attempt, status, request_id, "answered");
                }
                Err(failure) => debug!(attempt, failure = failure.kind(), "failed"),
            }
        }

        pub(crate) fn ended(&self, api: &ApiDescription, result: &Result<Received, Failure>) {
            self.span.record("attempt", self.attempts.load(Ordering::Relaxed));
            if let Ok(received) = result {
                self.span.record("status", received.status().as_u16());
                request_id(api, received.headers()).map(|id| self.span.record("request_id", id));
            }
            let elapsed = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.span.record("elapsed_ms", elapsed);
            if let Err(failure) = result {
                self.span.in_scope(|| debug!(failure = failure.kind(), "gave up"));
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use super::super::super::api::description::ApiDescription;
    use super::super::super::response::error::Failure;
    use super::super::attempt::Received;
    use super::super::prepared::Prepared;

    /// Nothing.
    pub(crate) struct Trace;

    #[allow(clippy::unused_self, reason = "the same as where there is something to tell")]
    impl Trace {
        pub(crate) fn new(_: &Prepared) -> Self {
            Self
        }

        pub(crate) fn within<F: Future>(&self, future: F) -> F {
            future
        }

        pub(crate) fn attempted(&self, _: &ApiDescription, _: u32, _: &Result<Received, Failure>) {}

        pub(crate) fn ended(&self, _: &ApiDescription, _: &Result<Received, Failure>) {}
    }
}
