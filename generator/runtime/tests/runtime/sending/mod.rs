//! What happens on the way.

mod blocking;
mod certificates;
mod hooks;
mod limits;
mod rates;
mod redirects;
mod retries;
mod tracing;
mod transports;
