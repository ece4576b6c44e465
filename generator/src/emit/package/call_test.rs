//! A first test of a client: a documented example is read, and a call is made against the mock server.

use std::fmt::Write as _;

use crate::api::{Api, BodyExample, Operation, Outcome, ResponseBody, Service, StatusPattern, Type};
use crate::emit::context::{Context, unraw};
use crate::emit::package::{manifest, round_trips};
use crate::emit::samples::examples::{self, Example};
use crate::emit::{EmitError, EmitOptions};

/// A test that calls a generated client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallTest {
    /// The source, without a marker: from then on it is the user's.
    pub code: String,
    /// What it depends on besides the client and `tokio`: lines of a manifest.
    pub dependencies: String,
}

/// Writes a test of a client of `api`: the simplest call gets its documented example from the mock server. Without such
/// an example the body is made up; if there is no call to make, the test only builds the client.
///
/// # Errors
///
/// As those of [`emit`](crate::emit::emit()).
pub fn call_test(api: &Api, options: &EmitOptions) -> Result<CallTest, EmitError> {
    let context = Context::new(api, &options.crate_name)?;
    let mut candidates: Vec<Candidate<'_>> = candidates(api);
    candidates.sort_by_key(|candidate| (candidate.rank(), examples::effort(candidate.operation)));
    for candidate in candidates {
        if let Some(code) = candidate.test(&context)? {
            let dependencies = manifest::dependencies_of(&code);
            return Ok(CallTest { code, dependencies });
        }
    }
    Ok(CallTest { code: without_call(&context.crate_name), dependencies: String::new() })
}

/// A call that could be tested.
struct Candidate<'a> {
    service: &'a Service,
    operation: &'a Operation,
    body: Body<'a>,
}

/// What the mock server answers with.
enum Body<'a> {
    Documented(&'a BodyExample),
    MadeUp(&'a Type),
    Empty,
}

/// The calls whose answer is one body of JSON, or nothing.
fn candidates(api: &Api) -> Vec<Candidate<'_>> {
    let mut candidates = Vec::new();
    for (service_index, service) in api.services.iter().enumerate() {
        for (operation_index, operation) in service.operations.iter().enumerate() {
            if operation.deprecated || operation.events.is_some() {
                continue;
            }
            let is_shown = |example: &&BodyExample| {
                example.flaw.is_none()
                    && example.places.iter().any(|place| {
                        (place.operation.service, place.operation.operation) == (service_index, operation_index)
                            && matches!(place.status, Some(StatusPattern::Exact(200..=299) | StatusPattern::Range(2)))
                    })
            };
            let body = match &operation.outcome {
                Outcome::Single(ResponseBody::Json(ty)) => {
                    let mut documented = api.examples.iter().filter(|example| example.ty == *ty).filter(is_shown);
                    documented.next().map_or(Body::MadeUp(ty), Body::Documented)
                }
                Outcome::Single(ResponseBody::Empty) => Body::Empty,
                _ => continue,
            };
            candidates.push(Candidate { service, operation, body });
        }
    }
    candidates
}

impl Candidate<'_> {
    /// The best first.
    fn rank(&self) -> u8 {
        match self.body {
            Body::Documented(_) => 0,
            Body::MadeUp(_) => 1,
            Body::Empty => 2,
        }
    }

    /// The test; `None` if it needs a value that can't be made up.
    fn test(&self, context: &Context<'_>) -> Result<Option<String>, EmitError> {
        let mut example = Example::new(context);
        for variable in ["server", "call", "expected"] {
            example.reserve(variable);
        }
        let call = example.prepare(self.service, self.operation, false)?;
        example.keep(&call, "call");
        let mut lines = Vec::new();
        match &self.body {
            Body::Documented(shown) => {
                let json = round_trips::literal(&shown.value)?.to_string();
                // As rustfmt lays it out.
                if json.contains('\n') {
                    lines.extend(["let expected = serde_json::from_str(".to_owned(), format!("    {json},")]);
                    lines.push(")?;".to_owned());
                } else {
                    lines.push(format!("let expected = serde_json::from_str({json})?;"));
                }
                lines.push(String::new());
            }
            Body::MadeUp(ty) => example.make_up(ty, "expected")?,
            Body::Empty => {}
        }
        lines.extend(["let server = MockServer::start().await;", "let client = server.client()?;"].map(str::to_owned));
        let Some((mut uses, statements)) = example.into_parts() else { return Ok(None) };
        lines.extend(statements);
        let is_empty = matches!(self.body, Body::Empty);
        let answer = if is_empty { "&()" } else { "&expected" };
        lines.push(format!("server.when(call.clone()).expect(1).respond({answer}).await;"));
        lines.push(if is_empty { "call.await?;" } else { "assert_eq!(call.await?, expected);" }.to_owned());
        lines.push("server.verify().await; // panics unless the call was made once".to_owned());
        uses.insert(0, format!("use {}::mock::MockServer;", context.crate_name));
        uses.sort();
        let operation = self.operation;
        let documentation = format!("`{} {}`", operation.method, operation.path);
        let name = format!("{}_is_called", unraw(&operation.name).trim_matches('_'));
        Ok(Some(test(&uses, &documentation, &name, &lines)))
    }
}

/// The test of a client without a call that can be made.
fn without_call(crate_name: &str) -> String {
    let uses = [format!("use {crate_name}::mock::MockServer;")];
    let lines = ["let server = MockServer::start().await;", "server.client()?;"].map(str::to_owned);
    test(&uses, "The client can be built.", "the_client_is_built", &lines)
}

fn test(uses: &[String], documentation: &str, name: &str, lines: &[String]) -> String {
    let mut code = "//! The client against a server in this process, which stands in for the API.\n\n".to_owned();
    let documentation = documentation.replace(char::is_control, " ");
    // Writing to a `String` does not fail.
    let _ = write!(code, "{}\n\n/// {documentation}\n#[tokio::test]\n", uses.join("\n"));
    let _ = writeln!(code, "async fn {name}() -> Result<(), Box<dyn std::error::Error>> {{");
    for line in lines.iter().map(String::as_str).chain(["Ok(())"]) {
        let _ = if line.is_empty() { writeln!(code) } else { writeln!(code, "    {line}") };
    }
    code + "}\n"
}
