//! The tables of the configuration file, as they are written.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The whole file where it has several APIs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeveralTable {
    pub(super) api: Vec<Spanned<ApiTable>>,
}

/// One API: the whole file, or a table of `[[api]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApiTable {
    pub(super) input: Option<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    pub(super) source: Vec<Spanned<SourceTable>>,
    pub(super) output: Option<Spanned<String>>,
    pub(super) name: Option<Spanned<String>>,
    pub(super) runtime: Option<Spanned<RuntimeTable>>,
    #[serde(default)]
    pub(super) patch: Vec<PatchTable>,
    pub(super) include: Option<Spanned<SelectionTable>>,
    pub(super) exclude: Option<Spanned<SelectionTable>>,
    #[serde(default, rename = "override")]
    pub(super) overrides: Vec<OverrideTable>,
    #[serde(default)]
    pub(super) rename: RenameTables,
    #[serde(default)]
    pub(super) formats: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    pub(super) unknown_properties: UnknownProperties,
    #[serde(default)]
    pub(super) oauth2: OAuth2Table,
    #[serde(default)]
    pub(super) errors: ErrorsTable,
    #[serde(default)]
    pub(super) requests: RequestsTable,
    pub(super) environment: Option<Spanned<EnvironmentTable>>,
    #[serde(default)]
    pub(super) paging: Vec<PagingTable>,
    #[serde(default)]
    pub(super) streams: Vec<StreamTable>,
    #[serde(default)]
    pub(super) waiters: BTreeMap<Spanned<String>, WaiterTable>,
}

/// The package of the runtime, by the keys of a dependency in `Cargo.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuntimeTable {
    pub(super) path: Option<Spanned<String>>,
    pub(super) version: Option<Spanned<String>>,
    pub(super) git: Option<Spanned<String>>,
    pub(super) branch: Option<Spanned<String>>,
    pub(super) tag: Option<Spanned<String>>,
    pub(super) rev: Option<Spanned<String>>,
    pub(super) package: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatchTable {
    pub(super) file: Option<Spanned<String>>,
    pub(super) pointer: Spanned<String>,
    pub(super) value: Option<Spanned<toml::Value>>,
    pub(super) remove: Option<Spanned<bool>>,
    pub(super) expect: Option<Spanned<toml::Value>>,
    pub(super) reason: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SelectionTable {
    #[serde(default)]
    pub(super) tags: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) operations: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) paths: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverrideTable {
    pub(super) field: Spanned<String>,
    #[serde(rename = "type")]
    pub(super) ty: Spanned<String>,
    pub(super) reason: Spanned<String>,
}

/// Names in Rust by what they are for.
pub(super) type Names = BTreeMap<Spanned<String>, Spanned<String>>;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RenameTables {
    pub(super) types: Names,
    pub(super) fields: Names,
    pub(super) variants: Names,
    pub(super) operations: Names,
    pub(super) services: Names,
}

/// What becomes of properties that the document doesn't know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum UnknownProperties {
    #[default]
    Keep,
    Drop,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OAuth2Table {
    pub(super) token_url: Option<Spanned<String>>,
    pub(super) authorization_url: Option<Spanned<String>>,
    pub(super) client_authentication: Option<Spanned<ClientAuthentication>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ClientAuthentication {
    Basic,
    Body,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorsTable {
    pub(super) tracking_id: Option<Spanned<String>>,
    pub(super) message: Option<Spanned<String>>,
    pub(super) request_id: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequestsTable {
    pub(super) idempotency_key: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EnvironmentTable {
    pub(super) base_url: Option<String>,
    pub(super) client_id: Option<Spanned<String>>,
    pub(super) client_secret: Option<Spanned<String>>,
    pub(super) bearer_token: Option<String>,
    pub(super) api_key: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PagingTable {
    pub(super) operation: Spanned<String>,
    pub(super) style: PagingStyle,
    pub(super) parameter: Option<String>,
    pub(super) size_parameter: Option<String>,
    pub(super) first: Option<u64>,
    pub(super) next: Option<String>,
    pub(super) next_header: Option<String>,
    pub(super) items: Option<String>,
    pub(super) total_parameter: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PagingStyle {
    Offset,
    Page,
    Cursor,
    Link,
    None,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StreamTable {
    pub(super) operation: Spanned<String>,
    pub(super) last: Option<String>,
    pub(super) property: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaiterTable {
    pub(super) start: String,
    pub(super) status: String,
    #[serde(default)]
    pub(super) arguments: BTreeMap<String, String>,
    pub(super) field: String,
    pub(super) done: Vec<String>,
    #[serde(default)]
    pub(super) failed: Vec<String>,
    pub(super) interval: Spanned<String>,
    pub(super) limit: Spanned<String>,
}

/// `[[source]]`: what `generator fetch` brings up to date.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceTable {
    pub(super) site: Option<Spanned<String>>,
    pub(super) document: Option<Spanned<String>>,
    pub(super) folder: Option<Spanned<String>>,
    pub(super) paths: Option<Spanned<Vec<Spanned<String>>>>,
}
