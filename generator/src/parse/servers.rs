//! Servers and security schemes.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Description;
use super::fields::{Fields, Take};

/// A Server Object.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    /// With the names of its variables in braces.
    pub(crate) url: String,
    /// `name`
    pub(crate) name: Option<String>,
    pub(crate) description: Description,
    pub(crate) variables: IndexMap<String, ServerVariable>,
    /// All of it, as it is written.
    pub(crate) written: Value,
}

/// A Server Variable Object.
#[derive(Debug, Clone)]
pub(crate) struct ServerVariable {
    /// Empty where the document gives none.
    pub(crate) default: String,
    pub(crate) values: Vec<String>,
    pub(crate) description: Description,
}

/// A Security Scheme Object.
#[derive(Debug, Clone)]
pub(crate) struct SecurityScheme {
    /// `type`
    pub(crate) kind: String,
    /// `scheme`
    pub(crate) scheme: String,
    /// `in`
    pub(crate) location: String,
    /// The name of the header, of the parameter or of the cookie.
    pub(crate) name: String,
    /// The token URL of the client credentials flow, or of another one, which mostly have it in common.
    pub(crate) token_url: Option<String>,
    /// The token URL of the flows of users, if it is another one.
    pub(crate) user_token_url: Option<String>,
    /// The URL for refresh tokens of users, if it is another one than their token URL.
    pub(crate) refresh_url: Option<String>,
    /// The authorization URL of the authorization code flow.
    pub(crate) authorization_url: Option<String>,
    /// Whether the scheme has the authorization code flow, or doesn't say which flows it has.
    pub(crate) may_give_codes: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: Description,
    /// All of it, as it is written.
    pub(crate) written: Value,
}

/// `servers`
pub(super) fn servers(object: &Map<String, Value>) -> Vec<Server> {
    let server = |written: &Value| {
        let fields = Fields::of(written);
        let variables = fields.object("variables").entries();
        Some(Server {
            url: fields.str("url")?.trim().to_owned(),
            name: fields.text("name").filter(|name| !name.trim().is_empty()),
            description: Description::of(fields),
            variables: variables.map(|(name, value)| (name.clone(), variable(Fields::of(value)))).collect(),
            written: written.clone(),
        })
    };
    object.get("servers").and_then(Value::as_array).into_iter().flatten().filter_map(server).collect()
}

fn variable(fields: Fields<'_>) -> ServerVariable {
    ServerVariable {
        default: fields.text("default").unwrap_or_default(),
        values: fields.texts("enum"),
        description: Description::of(fields),
    }
}

/// `securitySchemes`
pub(super) fn security_schemes(components: &mut Map<String, Value>) -> IndexMap<String, SecurityScheme> {
    components.object("securitySchemes").into_iter().map(|(name, value)| (name, security_scheme(value))).collect()
}

fn security_scheme(written: Value) -> SecurityScheme {
    let fields = Fields::of(&written);
    let text = |key: &str| fields.text(key).unwrap_or_default();
    let flows = fields.object("flows");
    let url = |flow: &str, key: &str| {
        let url = flows.object(flow).str(key).map(str::trim).filter(|url| !url.is_empty());
        url.map(str::to_owned)
    };
    let first = |flows: &[&str], key: &str| flows.iter().find_map(|flow| url(flow, key));
    let token_url = first(&["clientCredentials", "authorizationCode", "password"], "tokenUrl");
    let user_token_url = first(&["authorizationCode", "password"], "tokenUrl").or_else(|| token_url.clone());
    let refresh_url = first(&["authorizationCode", "password", "implicit"], "refreshUrl");
    SecurityScheme {
        kind: text("type"),
        scheme: text("scheme"),
        location: text("in"),
        name: text("name"),
        refresh_url: refresh_url.filter(|url| Some(url) != user_token_url.as_ref()),
        user_token_url: user_token_url.filter(|url| Some(url) != token_url.as_ref()),
        token_url,
        authorization_url: url("authorizationCode", "authorizationUrl"),
        deprecated: fields.flag("deprecated"),
        may_give_codes: flows.get("authorizationCode").is_some() || flows.entries().next().is_none(),
        description: Description::of(fields),
        written,
    }
}
