//! Requests to one host.

use std::io::Read as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, StatusCode, header};
use ureq::tls::{RootCerts, TlsConfig};
use url::{Host, Url};

use super::{Limits, Problem};

/// The most redirects that are followed one after the other.
const REDIRECTS: usize = 5;

/// The longest that a server's `Retry-After` is heeded.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

const LATER: &str = "fetch again later; nothing was changed";
const CORRECT: &str = "correct the URL in the configuration; nothing was changed";
const LARGE: &str = "check that the URL leads to an API's documentation; nothing was changed";

/// What a server said of an answer, to be asked about it again (RFC 9110, section 8.8).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// What is known about a URL before it is requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known {
    Nothing,
    Had(Validators),
    /// There was nothing there.
    Missing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    Fresh(Body),
    /// Nothing has changed.
    Unchanged,
    /// There is nothing there, or no longer.
    Missing,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) text: String,
    pub(super) validators: Validators,
    /// Where it came from, redirects followed.
    pub(super) url: Url,
}

/// Why a request failed.
struct Failed {
    problem: Problem,
    again: Again,
}

/// Whether a request may go well another time.
enum Again {
    Never,
    /// After a pause that grows.
    Later,
    /// When the server says.
    After(Duration),
}

impl Failed {
    fn final_(problem: Problem) -> Self {
        Self { problem, again: Again::Never }
    }

    fn for_now(problem: Problem) -> Self {
        Self { problem, again: Again::Later }
    }
}

/// Sends requests to the host of one URL, and to no other.
pub(super) struct Client {
    agent: ureq::Agent,
    host: Url,
    limits: Limits,
    /// `None` if that is beyond all time.
    deadline: Option<Instant>,
    received: AtomicU64,
}

impl Client {
    pub(super) fn new(host: &Url, limits: Limits) -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = ureq::Agent::config_builder()
            .user_agent(concat!("generator/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            // They are followed here, where it is known which hosts are allowed.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .tls_config(tls);
        // No proxy leads to this machine, and a connection to it costs nothing.
        let config = if is_loopback(host) { config.proxy(None).max_idle_connections(0) } else { config };
        let deadline = Instant::now().checked_add(limits.total_time);
        Self { agent: config.build().into(), host: host.clone(), limits, deadline, received: AtomicU64::new(0) }
    }

    /// Whether a URL is one of the host.
    pub(super) fn is_allowed(&self, url: &Url) -> bool {
        let is_same = |port| url.scheme() == self.host.scheme() && port == self.host.port_or_known_default();
        let is_secured = self.host.scheme() == "http"
            && self.host.port().is_none()
            && url.scheme() == "https"
            && url.port().is_none();
        url.host() == self.host.host() && (is_same(url.port_or_known_default()) || is_secured)
    }

    /// The problem that a URL is one of another host.
    pub(super) fn outside(&self, place: impl std::fmt::Display, what: &str, url: &Url) -> Problem {
        let host = self.host.host_str().unwrap_or_default();
        let port = self.host.port().map(|port| format!(":{port}")).unwrap_or_default();
        let message = format!("{what} {url}, which is not on {host}{port}");
        Problem::new(place, message, "name the host that it is on in the configuration; nothing was changed")
    }

    /// Gets the content of a URL, unless it is known already.
    pub(super) fn get(&self, url: &Url, known: &Known) -> Result<Answer, Problem> {
        match self.get_patiently(url, known)? {
            // The file was missing, and exists now: it is requested again.
            Answer::Unchanged if *known == Known::Missing => self.get_patiently(url, &Known::Nothing),
            answer => Ok(answer),
        }
    }

    fn get_patiently(&self, url: &Url, known: &Known) -> Result<Answer, Problem> {
        let mut pause = self.limits.pause;
        let mut attempt = 1;
        loop {
            let Failed { problem, again } = match self.follow(url, known) {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let wait = match again {
                Again::Later if attempt < self.limits.attempts => pause,
                Again::After(asked) if attempt < self.limits.attempts => asked.min(LONGEST_PAUSE),
                _ => return Err(problem),
            };
            if self.left() <= wait {
                return Err(problem);
            }
            thread::sleep(wait);
            pause = pause.saturating_mul(2);
            attempt += 1;
        }
    }

    fn left(&self) -> Duration {
        self.deadline.map_or(Duration::MAX, |deadline| deadline.saturating_duration_since(Instant::now()))
    }

    fn follow(&self, url: &Url, known: &Known) -> Result<Answer, Failed> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            if !self.is_allowed(&url) {
                return Err(Failed::final_(self.outside(&self.host, "this leads to", &url)));
            }
            match self.once(&url, known)? {
                Step::Done(answer) => return Ok(answer),
                Step::Redirect(target) => {
                    if !self.is_allowed(&target) {
                        return Err(Failed::final_(self.outside(&url, "the server redirects to", &target)));
                    }
                    url = target;
                }
            }
        }
        Err(Failed::final_(Problem::new(url, "the server redirects without end", CORRECT)))
    }

    fn once(&self, url: &Url, known: &Known) -> Result<Step, Failed> {
        let time = self.limits.answer_time.min(self.left());
        if time.is_zero() {
            let message = format!("it takes more than {} seconds in all", self.limits.total_time.as_secs());
            return Err(Failed::final_(Problem::new(url, message, LATER)));
        }
        let mut request = self.agent.get(url.as_str());
        match known {
            Known::Nothing => {}
            Known::Missing => request = request.header(header::IF_NONE_MATCH, "*"),
            Known::Had(Validators { etag, last_modified }) => {
                for (name, value) in [(header::IF_NONE_MATCH, etag), (header::IF_MODIFIED_SINCE, last_modified)] {
                    if let Some(value) = value {
                        request = request.header(name, value);
                    }
                }
            }
        }
        let broken = |error: &dyn std::fmt::Display| {
            Failed::for_now(Problem::new(url, format!("it can't be fetched: {error}"), LATER))
        };
        let silence = Some(self.limits.silence.min(time));
        let request = request
            .config()
            .timeout_global(Some(time))
            .timeout_connect(silence)
            .timeout_recv_response(silence)
            .timeout_per_read(silence)
            .build();
        let response = request.call().map_err(|error| broken(&error))?;
        let status = response.status();
        match status {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED if *known != Known::Nothing => return Ok(Step::Done(Answer::Unchanged)),
            // A server answers so if it reads `*` as "only if nothing exists".
            StatusCode::PRECONDITION_FAILED if *known == Known::Missing => return Ok(Step::Done(Answer::Unchanged)),
            StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Step::Done(Answer::Missing)),
            _ if status.is_redirection() => return redirect(url, response.headers()).map(Step::Redirect),
            _ => return Err(refused(url, status, response.headers())),
        }
        let validators = validators(response.headers());
        let mut bytes = Vec::new();
        let left = self.limits.total.saturating_sub(self.received.load(Ordering::Relaxed));
        let most = self.limits.answer.min(left);
        let mut body = response.into_body().into_reader().take(most.saturating_add(1));
        body.read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.received.fetch_add(length, Ordering::Relaxed);
        if length > most {
            let message = if most < self.limits.answer {
                format!("the responses hold more than {} bytes together", self.limits.total)
            } else {
                format!("the response holds more than {} bytes", self.limits.answer)
            };
            return Err(Failed::final_(Problem::new(url, message, LARGE)));
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| Failed::final_(Problem::new(url, "the response is not UTF-8", CORRECT)))?;
        Ok(Step::Done(Answer::Fresh(Body { text, validators, url: url.clone() })))
    }
}

enum Step {
    Done(Answer),
    Redirect(Url),
}

fn redirect(url: &Url, headers: &HeaderMap) -> Result<Url, Failed> {
    let target = headers.get(header::LOCATION).and_then(|location| url.join(location.to_str().ok()?).ok());
    target.ok_or_else(|| Failed::final_(Problem::new(url, "the server redirects without saying where", CORRECT)))
}

fn refused(url: &Url, status: StatusCode, headers: &HeaderMap) -> Failed {
    let is_transient = status.is_server_error()
        || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS);
    let problem = Problem::new(url, format!("the server answers {status}"), if is_transient { LATER } else { CORRECT });
    let asked = headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let again = match asked {
        _ if !is_transient => Again::Never,
        Some(seconds) => Again::After(Duration::from_secs(seconds)),
        None => Again::Later,
    };
    Failed { problem, again }
}

fn validators(headers: &HeaderMap) -> Validators {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let etag = text(header::ETAG);
    // Which is another after each build of a site.
    let last_modified = if etag.is_none() { text(header::LAST_MODIFIED) } else { None };
    Validators { etag, last_modified }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
