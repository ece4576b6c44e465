//! `schemes`, `host` and `basePath`, which make the servers.

use crate::diagnostic::Code;
use serde_json::{Map, Value, json};

use super::Converter;
use super::moves::Spot;

/// The key under which Azure's documents keep a host with variables.
const PARAMETERIZED: &str = "x-ms-parameterized-host";

impl Converter<'_> {
    /// Gives the document its servers.
    pub(super) fn servers(&mut self, root: &Map<String, Value>, document: &mut Map<String, Value>) {
        if document.contains_key("servers") {
            return;
        }
        let schemes = self.schemes(root, "");
        let Some(servers) = self.at_host(root, schemes) else { return };
        document.insert("servers".to_owned(), Value::Array(servers));
        let from = if root.contains_key("host") { "/host" } else { "/basePath" };
        self.moves.add(&Spot::new(from, "/servers"));
    }

    /// The servers of an operation that can't be reached by any of the document's schemes.
    pub(super) fn servers_of(&mut self, operation: &Map<String, Value>, spot: &Spot) -> Option<Vec<Value>> {
        let root = self.root.as_object()?;
        let own = self.schemes(operation, &spot.from);
        let all: Vec<&str> = root.get("schemes").and_then(Value::as_array)?.iter().filter_map(Value::as_str).collect();
        if own.is_empty() || own.iter().any(|scheme| all.iter().any(|other| other.eq_ignore_ascii_case(scheme))) {
            return None;
        }
        self.at_host(root, own)
    }

    fn at_host(&mut self, root: &Map<String, Value>, mut schemes: Vec<String>) -> Option<Vec<Value>> {
        let base = base_path(root);
        let Host { name: host, scheme, variables } = host(root);
        if host.is_empty() {
            return (!base.is_empty()).then(|| vec![json!({"url": base})]);
        }
        if let Some(scheme) = scheme {
            schemes = vec![scheme];
        }
        if schemes.is_empty() {
            schemes.push("https".to_owned());
            self.note(Code::InvalidServer, "/host", "the document has no `schemes`: `https` is used");
        }
        let server = |scheme: String| {
            let prefix = if scheme.is_empty() { scheme } else { format!("{scheme}://") };
            let mut server = json!({"url": format!("{prefix}{host}{base}")});
            if let (Some(variables), Some(server)) = (&variables, server.as_object_mut()) {
                server.insert("variables".to_owned(), variables.clone());
            }
            server
        };
        Some(schemes.into_iter().map(server).collect())
    }

    /// The schemes that a client can use, `https` first: the first one is the default.
    fn schemes(&mut self, map: &Map<String, Value>, pointer: &str) -> Vec<String> {
        let found: Vec<String> = match map.get("schemes") {
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_ascii_lowercase).collect(),
            Some(Value::String(text)) => vec![text.to_ascii_lowercase()],
            _ => return Vec::new(),
        };
        let found: Vec<&str> = found.iter().map(|scheme| scheme.trim().trim_end_matches("://")).collect();
        for other in found.iter().filter(|scheme| !matches!(**scheme, "http" | "https")) {
            let message = format!("the client doesn't support the scheme `{other}`: the server is left out");
            self.note(Code::InvalidServer, &format!("{pointer}/schemes"), message);
        }
        ["https", "http"].into_iter().filter(|scheme| found.contains(scheme)).map(str::to_owned).collect()
    }
}

/// The `basePath`, without the slash at its end.
fn base_path(root: &Map<String, Value>) -> String {
    let text = root.get("basePath").and_then(Value::as_str).unwrap_or_default();
    let inner = text.trim().trim_matches('/');
    if inner.is_empty() { String::new() } else { format!("/{inner}") }
}

struct Host {
    name: String,
    /// The scheme in the host itself; empty if the host has a variable for it.
    scheme: Option<String>,
    variables: Option<Value>,
}

fn host(root: &Map<String, Value>) -> Host {
    let template = root.get(PARAMETERIZED).and_then(|host| Some((host, host.get("hostTemplate")?.as_str()?)));
    let (text, has_prefix, variables) = match template {
        Some((host, template)) => {
            let has_prefix = host.get("useSchemePrefix").and_then(Value::as_bool).unwrap_or(true);
            (template, has_prefix, Some(variables(host)))
        }
        None => (root.get("host").and_then(Value::as_str).unwrap_or_default(), true, None),
    };
    let (scheme, host) = match text.trim().split_once("://") {
        Some((scheme, host)) => (Some(scheme.to_ascii_lowercase()), host),
        None => ((!has_prefix).then(String::new), text.trim()),
    };
    Host { name: host.trim_matches('/').to_owned(), scheme, variables }
}

/// The variables of a host template, by name.
fn variables(host: &Value) -> Value {
    let parameters = host.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let variable = |parameter: &Value| {
        let name = parameter.get("name")?.as_str()?.to_owned();
        let mut variable = Map::new();
        variable.insert("default".to_owned(), parameter.get("default").cloned().unwrap_or_else(|| json!("")));
        for key in ["description", "enum"] {
            variable.extend(parameter.get(key).map(|value| (key.to_owned(), value.clone())));
        }
        Some((name, Value::Object(variable)))
    };
    Value::Object(parameters.filter_map(variable).collect())
}
