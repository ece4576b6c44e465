//! What is told to `tracing` of a request: a span for each, without secrets and bodies.

#[cfg(feature = "tracing")]
pub(crate) use self::on::Trace;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::off::Trace;

#[cfg(feature = "tracing")]
mod on {
    use std::time::Instant;

    use tracing::field::Empty;
    use tracing::{Instrument as _, Span, debug, info_span};

    use super::super::super::response::error::Failure;
    use super::super::attempt::Received;
    use super::super::prepared::Prepared;

    /// The span of a request.
    pub(crate) struct Trace {
        span: Span,
        start: Instant,
    }

    impl Trace {
        pub(crate) fn new(prepared: &Prepared) -> Self {
            let operation = prepared.operation;
            let span = info_span!(
                "request",
                operation = operation.id,
                method = operation.method.as_str(),
                route = if prepared.is_internal { prepared.url.path() } else { operation.path },
                status = Empty,
                attempt = Empty,
                elapsed_ms = Empty,
            );
            Self { span, start: Instant::now() }
        }

        pub(crate) fn within<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
            future.instrument(self.span.clone())
        }

        pub(crate) fn attempted(&self, attempt: u32, result: &Result<Received, Failure>) {
            self.span.record("attempt", attempt);
            match result {
                Ok(received) => {
                    self.span.record("status", received.status().as_u16());
                    debug!(attempt, status = received.status().as_u16(), "answered");
                }
                Err(failure) => debug!(attempt, failure = failure.kind(), "failed"),
            }
        }

        pub(crate) fn ended(&self, result: &Result<Received, Failure>) {
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

        pub(crate) fn attempted(&self, _: u32, _: &Result<Received, Failure>) {}

        pub(crate) fn ended(&self, _: &Result<Received, Failure>) {}
    }
}
