//! A server for tests. The client's own builders tell it which requests to expect and what to answer.
//!
//! # Examples
//!
//! ```text
//! let server = MockServer::start().await;
//! let client = server.client()?;
//! server.when(client.things().get_thing("a")).respond(&Thing::new("a")).await;
//! server.when(client.things().get_thing("b")).respond_error(ThingsError::NotFound).await;
//! assert_eq!(client.things().get_thing("a").await?, Thing::new("a"));
//! ```

pub(super) mod answer;
mod book;
pub(super) mod call;

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;

use self::book::{Book, Told};
use super::api::description::ApiDescription;
use super::api::security::SecurityKind;
use super::auth::credentials::Credentials;
use super::client::Client;
use super::client::api_client::ApiClient;
use super::client::builder::ClientBuilder;
use super::error::build_error::BuildError;
use super::policy::retry_policy::RetryPolicy;

pub use self::answer::{Answer, AnswerByStatus};
pub use self::call::{Call, Expectation};

/// An HTTP server in this process, for clients of the type `C`, that gives the responses you set. Any other request gets 501
/// and a text that describes the request.
///
/// A parameter that a call leaves out matches any value: a call without `offset` matches every page of a list. Say how many
/// [`times`](When::times) it matches, or give each page its own call. A list ends with an empty page, or if a response has the
/// [header](When::header) `X-Total-Count`.
///
/// The first matching response is used until its [`times`](When::times) run out.
///
/// End a test that [expects](When::expect) calls with [`verify`](Self::verify): it fails if a call was made more or less often. A
/// server that is dropped without it only prints its report. It never panics, because a panic would hide the error that the test
/// returns.
pub struct MockServer<C> {
    server: wiremock::MockServer,
    book: Book,
    /// Whether the test came to its end, and looked.
    is_verified: AtomicBool,
    api: &'static ApiDescription,
    client: PhantomData<fn() -> C>,
}

impl<C: ApiClient> MockServer<C> {
    /// Starts a server without responses.
    pub async fn start() -> Self {
        Self::of(C::API).await
    }
}

impl<C: From<Client>> MockServer<C> {
    /// Starts a server for an API without its own crate.
    pub async fn of(api: &'static ApiDescription) -> Self {
        let server = wiremock::MockServer::start().await;
        let book = Book::default();
        // With the lowest priority, so that users' own mocks win.
        wiremock::Mock::given(wiremock::matchers::any())
            .respond_with(book.clone())
            .with_priority(u8::MAX)
            .mount(&server)
            .await;
        Self { server, book, is_verified: AtomicBool::new(false), api, client: PhantomData }
    }

    /// The origin of the server, for clients that are built elsewhere from the environment.
    pub fn origin(&self) -> String {
        self.server.uri()
    }

    /// The base URL of the server, for clients that are built elsewhere.
    pub fn base_url(&self) -> String {
        let base_path = self.api.environment.as_ref().map_or("", |environment| environment.base_path);
        format!("{}{base_path}", self.origin())
    }

    /// Starts building a client for this server, with fake credentials and without retries.
    pub fn client_builder(&self) -> ClientBuilder<C> {
        let mut builder = ClientBuilder::new(self.api)
            .base_url(self.base_url())
            // A proxy would not forward requests to a loopback address.
            .http_client_builder(reqwest::Client::builder().no_proxy())
            .retry(RetryPolicy::none());
        for scheme in self.api.security_schemes {
            let credentials = match scheme.kind {
                SecurityKind::Bearer { .. } => Credentials::bearer("mock"),
                SecurityKind::Basic => Credentials::basic("mock", "mock"),
                SecurityKind::ApiKey { .. } => Credentials::api_key("mock"),
                SecurityKind::Other => continue,
            };
            builder = builder.credentials_for(scheme.name, credentials);
        }
        builder
    }

    /// A client of this server.
    ///
    /// # Errors
    ///
    /// If the HTTP client can't be set up.
    pub fn client(&self) -> Result<C, BuildError> {
        self.client_builder().build()
    }

    /// Starts setting the response to `call`: a request with its method and path, and all of its query, headers and body. A body counts
    /// only if it is in memory and not a multipart form. A parameter that `call` leaves out matches any value.
    pub fn when<Q: Call>(&self, call: Q) -> When<'_, Q> {
        When {
            book: &self.book,
            expectation: call.expectation(),
            headers: Vec::new(),
            times: None,
            expected: None,
            delay: None,
            call: PhantomData,
        }
    }

    /// The number of requests that came.
    pub async fn requests(&self) -> usize {
        self.server.received_requests().await.unwrap_or_default().len()
    }

    /// Checks whether all expected calls were made.
    ///
    /// # Panics
    ///
    /// If a call was made more or less often than [expected](When::expect).
    #[allow(clippy::unused_async, reason = "what users await stays so")]
    pub async fn verify(&self) {
        self.is_verified.store(true, Ordering::Relaxed);
        if let Some(complaint) = self.book.complaint() {
            fail(&complaint);
        }
    }

    /// The `wiremock` server itself, for requests that no operation makes.
    pub fn wiremock(&self) -> &wiremock::MockServer {
        &self.server
    }
}

impl<C: From<Client>> fmt::Debug for MockServer<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

impl<C> Drop for MockServer<C> {
    fn drop(&mut self) {
        if !self.is_verified.load(Ordering::Relaxed)
            && let Some(complaint) = self.book.complaint()
        {
            report(&complaint);
        }
    }
}

/// Says it beside the error of the test's own. Where that passes, its output is not shown.
#[allow(clippy::print_stderr, reason = "tests print what they have to say")]
fn report(complaint: &str) {
    eprintln!("{complaint}");
}

/// Fails a test.
#[allow(clippy::panic, reason = "a test fails by panicking")]
fn fail(complaint: &str) -> ! {
    panic!("{complaint}")
}

/// A call without a response yet, made by [`MockServer::when`].
#[must_use = "a call has no response until you call `respond`"]
pub struct When<'s, C> {
    book: &'s Book,
    expectation: Expectation,
    headers: Vec<(String, String)>,
    times: Option<u64>,
    expected: Option<u64>,
    delay: Option<Duration>,
    call: PhantomData<fn() -> C>,
}

#[allow(clippy::unused_async, reason = "what users await stays so")]
impl<C: Call> When<'_, C> {
    /// Answers this often at most. Later calls get the next matching response, or 501 if there is none.
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Expects the call to be made exactly this often, and answers no more often: the next one gets 501 and a text that says so.
    /// [`MockServer::verify`] fails the test if it was made more or less often.
    pub fn expect(mut self, times: u64) -> Self {
        self.expected = Some(times);
        self
    }

    /// Waits this long before the server answers.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }

    /// Adds a header to the response.
    ///
    /// # Panics
    ///
    /// When the response is set, if name or value is not valid for a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Answers with success and `body`.
    pub async fn respond(self, body: &C::Body) {
        self.answer(C::answer(body));
    }

    /// Answers with an error that the operation documents.
    pub async fn respond_error(self, error: C::Error) {
        self.answer(error.answer());
    }

    /// Answers with any status, headers and body.
    ///
    /// # Panics
    ///
    /// If the status or a header is not valid.
    pub async fn respond_status(mut self, status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) {
        self.headers.extend(headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.answer(Answer::raw(status, body.into()));
    }

    fn answer(self, answer: Answer) {
        let status = answer.status();
        let mut template = answer.into_template();
        for (name, value) in self.headers {
            template = template.append_header(name, value);
        }
        if let Some(delay) = self.delay {
            template = template.set_delay(delay);
        }
        self.book.add(Told {
            expectation: self.expectation,
            status,
            answer: template,
            most: self.times.or(self.expected),
            expected: self.expected,
            answered: 0,
            refused: 0,
        });
    }
}

impl<C> fmt::Debug for When<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("When").field("expectation", &self.expectation).finish_non_exhaustive()
    }
}
