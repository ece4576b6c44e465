//! OAuth 2.0's client credentials: RFC 6749, section 4.4.

use std::time::Duration;

use super::super::error::credentials_error::CredentialsError;
use super::super::transport::Transport;
use super::token_endpoint::{Grant, TokenEndpoint};
use super::token_source::AccessToken;

/// The source of a client's own tokens.
pub(crate) struct ClientTokens {
    pub(crate) endpoint: TokenEndpoint,
    pub(crate) scopes: Vec<String>,
}

impl ClientTokens {
    pub(crate) async fn fetch(&self, transport: &Transport, limit: Duration) -> Result<AccessToken, CredentialsError> {
        let scopes = self.scopes.join(" ");
        let parameters = [("scope", scopes.as_str())];
        let parameters = if scopes.is_empty() { &[] } else { &parameters[..] };
        let grant = Grant { kind: "client_credentials", parameters, secrets: &[], is_of_user: false };
        Ok(self.endpoint.fetch(transport, limit, &grant).await?.access)
    }
}
