//! The generated client against a server that nobody here wrote: Prism, which serves the rebuilt document and validates
//! every request by it. `tests/prism/run` starts it; without the variable that it sets there is nothing to call.

use generated_client::services::IaiRoleMining;
use http::HeaderMap;
use serde_json::Value;

use crate::support::arguments::Arguments;
use crate::support::call::Outcome;
use crate::support::operations::operation;
use crate::support::pages::{self, Operation};
use crate::support::{TOKEN, builder};

/// The header in which Prism says what is wrong with a request or a response.
const VIOLATIONS: &str = "sl-violations";

/// The operation whose documented response contradicts its schema, and where: Prism refuses its own answer, and
/// `specs/generator.toml` has an override for the field.
const CONTRADICTION: (&str, &str) =
    ("getRoleMiningPotentialRole", "response.body.session.scope.attributeFilterCriteria");

/// The server's address, where there is a server.
fn address() -> Option<String> {
    let address = std::env::var("FOREIGN_SERVER").ok();
    if address.is_none() {
        println!("skipped: tests/prism/run starts the server and names it in FOREIGN_SERVER");
    }
    address
}

/// The places that violate the document.
fn violations(headers: &HeaderMap) -> Vec<String> {
    let Some(header) = headers.get(VIOLATIONS) else { return Vec::new() };
    let violations: Vec<Value> = serde_json::from_slice(header.as_bytes()).unwrap();
    let place = |violation: &Value| {
        let steps =
            violation["location"].as_array().unwrap().iter().map(|step| step.as_str().unwrap_or("[]").to_owned());
        steps.collect::<Vec<_>>().join(".")
    };
    violations.iter().map(place).collect()
}

/// What came of the calls.
#[derive(Default)]
struct Tally {
    made: usize,
    /// Those that met [`CONTRADICTION`].
    contradicted: usize,
    faults: Vec<String>,
}

impl Tally {
    fn add(&mut self, page: &Operation, outcome: &Outcome) {
        self.made += 1;
        let (status, violations) = match outcome {
            Outcome::Success { head: Some((status, headers)), .. } => (Some(*status), violations(headers)),
            Outcome::Documented { headers, .. }
            | Outcome::Unexpected { headers, .. }
            | Outcome::Undecodable { headers, .. } => (None, violations(headers)),
            _ => (None, Vec::new()),
        };
        if violations == [CONTRADICTION.1] && page.id == CONTRADICTION.0 {
            self.contradicted += 1;
        } else if status != Some(page.success().0) || !violations.is_empty() {
            self.faults.push(format!("{} violates {violations:?}: {outcome:?}", page.id));
        }
    }
}

/// Calls an operation with its required arguments, and with all there are and each body that is documented.
async fn call(service: &IaiRoleMining, page: &Operation, tally: &mut Tally) {
    let bodies: Vec<Value> = page.request.iter().flat_map(|request| request.media.examples.clone()).collect();
    let bodies = bodies.into_iter().map(|body| Arguments::all(page).with_body(body));
    for arguments in [Arguments::required(page), Arguments::all(page)].into_iter().chain(bodies) {
        tally.add(page, &operation(&page.id)(service, &arguments).send().await);
    }
}

#[tokio::test]
async fn no_request_violates_the_document() {
    let Some(address) = address() else { return };
    let service = builder().base_url(&address).bearer_token(TOKEN).build().unwrap().iai_role_mining();
    let pages = pages::operations();
    let mut tally = Tally::default();
    for page in pages.values() {
        call(&service, page, &mut tally).await;
    }
    let Tally { made, contradicted, faults } = tally;
    assert!(faults.is_empty(), "{} of {made} calls:\n{}", faults.len(), faults.join("\n"));
    assert_eq!(contradicted, 2, "the example fits its schema by now: remove the exception");
    println!("{} operations, {made} calls, no violation; {contradicted} answers contradict their schema", pages.len());
    assert_eq!((pages.len(), made), (25, 25 * 2 + 8));
}

/// A server that accepts everything would prove nothing.
#[tokio::test]
async fn the_server_validates() {
    let Some(address) = address() else { return };
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let sessions = format!("{address}/role-mining-sessions");
    let get = http.get(format!("{sessions}?limit=none")).bearer_auth(TOKEN);
    let post = http.post(&sessions).bearer_auth(TOKEN).header("content-type", "application/json").body("[]");
    let anonymous = http.get(&sessions);
    for (request, status) in [(get, 400), (post, 400), (anonymous, 401)] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status);
        assert!(!violations(response.headers()).is_empty(), "{:?}", response.headers());
    }
}
