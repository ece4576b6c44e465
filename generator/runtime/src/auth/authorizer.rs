//! Chooses the credentials of a request.

use std::sync::{Arc, Mutex};

use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::super::api::description::ApiDescription;
use super::super::api::operation::{Operation, Security};
use super::super::api::security::{SecurityKind, SecurityLocation, SecurityScheme};
use super::super::error::build_error::BuildError;
use super::super::error::credentials_error::CredentialsError;
use super::super::transport::Transport;
use super::super::transport::authorization::Authorization;
use super::super::transport::exchange::Sign;
use super::super::transport::prepared::Prepared;
use super::super::uri::server::{self, Server};
use super::client_credentials::ClientTokens;
use super::credentials::{ClientCredentials, Credentials, Kind};
use super::header::{basic, bearer};
use super::token_cache::{Source, TokenCache};
use super::token_url::{self, Endpoint};
use super::user_credentials::UserCredentials;
use super::user_tokens::UserTokens;

/// The credentials of a client, ready to be sent.
pub(crate) struct Authorizer {
    schemes: &'static [SecurityScheme],
    /// The `security` of operations that don't have their own.
    security: Security,
    /// The client's own, then those that it shares, the nearest first.
    given: Vec<Vec<Given>>,
}

#[derive(Clone)]
struct Given {
    /// The scheme that they are for; `None` for all schemes that they fit.
    scheme: Option<String>,
    credential: Credential,
}

#[derive(Clone)]
enum Credential {
    Bearer(HeaderValue),
    Basic(HeaderValue),
    ApiKey(SecretString),
    Tokens(Arc<TokenCache>),
}

impl Authorizer {
    pub(crate) fn new(
        api: &ApiDescription,
        given: Vec<(Option<String>, Credentials)>,
        server: &Server,
        base_url: &str,
        transport: &Arc<Transport>,
    ) -> Result<Self, BuildError> {
        let mut ready = Vec::with_capacity(given.len());
        for (scheme, credentials) in given {
            if let Some(scheme) = scheme.as_deref()
                && !api.security_schemes.iter().any(|known| known.name == scheme)
            {
                return Err(BuildError::UnknownSecurityScheme { scheme: scheme.to_owned() });
            }
            let credential = ready_made(api, scheme.as_deref(), credentials.kind, server, base_url, transport)?;
            ready.push(Given { scheme, credential });
        }
        Ok(Self { schemes: api.security_schemes, security: api.security, given: vec![ready] })
    }

    /// Takes the credentials of another client, too. Its own ones come first.
    pub(crate) fn share(&mut self, other: &Self) {
        let is_known = |given: &&Given| given.scheme.as_deref().is_none_or(|name| self.scheme(name).is_some());
        let known = |given: &Vec<Given>| given.iter().filter(is_known).cloned().collect();
        let shared: Vec<Vec<Given>> = other.given.iter().map(known).collect();
        self.given.extend(shared);
    }

    /// Whether there are no credentials.
    pub(crate) fn is_empty(&self) -> bool {
        self.given.iter().all(Vec::is_empty)
    }

    fn security(&self, operation: &Operation) -> Security {
        operation.security.unwrap_or(self.security)
    }

    /// Whether requests of the operation are sent with credentials of this client.
    pub(crate) fn signs(&self, operation: &Operation) -> bool {
        self.security(operation)
            .iter()
            .flat_map(|alternative| alternative.iter())
            .any(|name| self.credential(name).is_some())
    }

    /// The schemes that sign in a request of `operation` that has `headers` of its own, each with its credential.
    ///
    /// It is the first alternative that the client has all credentials for, if possible its own. A scheme also counts as satisfied if
    /// the caller set its header, or if the client doesn't know the scheme, such as a client certificate.
    fn chosen(
        &self,
        operation: &Operation,
        headers: &HeaderMap,
    ) -> Result<impl Iterator<Item = (&'static SecurityScheme, &Credential)>, CredentialsError> {
        // A header that the caller set, for this request or for all, replaces a credential.
        let is_given = |scheme: &SecurityScheme| match scheme.kind {
            SecurityKind::Bearer { .. } | SecurityKind::Basic => headers.contains_key(AUTHORIZATION),
            SecurityKind::ApiKey { location: SecurityLocation::Header, name } => headers.contains_key(name),
            SecurityKind::ApiKey { .. } | SecurityKind::Other => false,
        };
        let is_satisfied = |name: &&str| {
            let scheme = self.scheme(name);
            self.credential(name).is_some()
                || scheme.is_none_or(|scheme| is_given(scheme) || matches!(scheme.kind, SecurityKind::Other))
        };
        let is_known = |name: &&str| self.credential(name).is_some();
        let is_own = |name: &&str| self.given.first().is_some_and(|own| self.credential_of(own, name).is_some());
        let security = self.security(operation);
        let mut alternatives = security.iter().filter(|alternative| !alternative.is_empty());
        let chosen = alternatives.clone().find(|alternative| alternative.iter().all(&is_own));
        let chosen = chosen.or_else(|| alternatives.clone().find(|alternative| alternative.iter().all(&is_known)));
        let chosen = chosen.or_else(|| alternatives.find(|alternative| alternative.iter().all(&is_satisfied)));
        let lets_anybody_in = security.is_empty() || security.iter().any(|it| it.is_empty());
        if chosen.is_none() && !lets_anybody_in {
            return Err(CredentialsError::missing(security));
        }
        let schemes = chosen.into_iter().flat_map(|alternative| alternative.iter());
        let credentials = schemes.filter_map(|name| self.scheme(name).zip(self.credential(name)));
        Ok(credentials.filter(move |(scheme, _)| !is_given(scheme)))
    }

    fn scheme(&self, name: &str) -> Option<&'static SecurityScheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }

    /// The credential for a scheme: the client's own, else one that it shares.
    fn credential(&self, name: &str) -> Option<&Credential> {
        self.given.iter().find_map(|given| self.credential_of(given, name))
    }

    /// The one of `given` for a scheme: one that was given for this scheme, else the last one that fits.
    fn credential_of<'g>(&self, given: &'g [Given], name: &str) -> Option<&'g Credential> {
        let scheme = self.scheme(name)?;
        let fitting = || given.iter().rev().filter(|given| fits(&given.credential, &scheme.kind));
        let own = fitting().find(|given| given.scheme.as_deref() == Some(name));
        own.or_else(|| fitting().find(|given| given.scheme.is_none())).map(|given| &given.credential)
    }
}

impl Sign for Authorizer {
    async fn sign(&self, prepared: &Prepared, refused: Option<u64>) -> Result<Authorization, CredentialsError> {
        let mut authorization = Authorization::default();
        for (scheme, credential) in self.chosen(prepared.operation, &prepared.headers)? {
            match credential {
                Credential::Bearer(value) | Credential::Basic(value) => authorization.add(value.clone()),
                Credential::Tokens(tokens) => {
                    let lease = tokens.lease(refused).await?;
                    authorization.add(lease.authorization);
                    authorization.add_token(Arc::<TokenCache>::clone(tokens), lease.number);
                }
                Credential::ApiKey(key) => {
                    let SecurityKind::ApiKey { location, name } = scheme.kind else { continue };
                    let key = key.expose_secret();
                    match location {
                        SecurityLocation::Header => authorization.add_header(name, key)?,
                        SecurityLocation::Query => authorization.add_query(name, key),
                        SecurityLocation::Cookie => authorization.add_cookie(name, key),
                    }
                }
            }
        }
        Ok(authorization)
    }
}

fn ready_made(
    api: &ApiDescription,
    scheme: Option<&str>,
    kind: Kind,
    server: &Server,
    base_url: &str,
    transport: &Arc<Transport>,
) -> Result<Credential, BuildError> {
    let cache = |source| Credential::Tokens(Arc::new(TokenCache::new(source, Arc::clone(transport))));
    let insecure_origin = |url: &Url| server::insecure_origin(url.as_str()).filter(|_| !transport.allows_http);
    let secure = |url: Url| match insecure_origin(&url) {
        Some(origin) => Err(BuildError::InsecureServer { origin }),
        None => Ok(url),
    };
    let no_url = |reason| BuildError::NoTokenUrl { reason };
    let token_url = |endpoint: Endpoint, given: Option<&str>| {
        let (url, scheme) = token_url::resolve(endpoint, given, api, scheme, server, base_url).map_err(no_url)?;
        Ok((secure(url)?, scheme))
    };
    Ok(match kind {
        Kind::Bearer(token) => Credential::Bearer(bearer(token.expose_secret()).ok_or(BuildError::InvalidBearerToken)?),
        Kind::Basic { user, password } => {
            let value = basic(&user, password.expose_secret()).ok().filter(|_| !user.contains(':'));
            Credential::Basic(value.ok_or(BuildError::InvalidUserName)?)
        }
        Kind::ApiKey(key) => {
            let is_sendable = !key.expose_secret().is_empty() && HeaderValue::from_str(key.expose_secret()).is_ok();
            Credential::ApiKey(Some(key).filter(|_| is_sendable).ok_or(BuildError::InvalidApiKey)?)
        }
        Kind::ClientCredentials(credentials) => {
            let ClientCredentials { options, scopes } = credentials;
            let (url, _) = token_url(token_url::OF_CLIENTS, options.url.as_deref())?;
            let endpoint = options.endpoint(url, api.client_authentication);
            cache(Source::Client(ClientTokens { endpoint, scopes }))
        }
        Kind::User(credentials) => {
            let UserCredentials { options, refresh_url, store, shared } = credentials;
            let (url, scheme) = token_url(token_url::OF_USERS, options.url.as_deref())?;
            let refresh_url = match refresh_url {
                Some(given) => secure(token_url::given(token_url::REFRESH, &given).map_err(no_url)?)?,
                None => scheme
                    .and_then(|scheme| token_url::of_refresh(scheme, server, base_url))
                    .filter(|url| insecure_origin(url).is_none())
                    .unwrap_or_else(|| url.clone()),
            };
            let endpoint = options.endpoint(url, api.client_authentication);
            let refresh_endpoint = options.endpoint(refresh_url, api.client_authentication);
            let given = Mutex::default();
            cache(Source::User(Box::new(UserTokens { endpoint, refresh_endpoint, store, shared, given })))
        }
        Kind::Source(source) => cache(Source::Custom(source)),
    })
}

fn fits(credential: &Credential, kind: &SecurityKind) -> bool {
    match kind {
        SecurityKind::Bearer { .. } => matches!(credential, Credential::Bearer(_) | Credential::Tokens(_)),
        SecurityKind::Basic => matches!(credential, Credential::Basic(_)),
        SecurityKind::ApiKey { .. } => matches!(credential, Credential::ApiKey(_)),
        SecurityKind::Other => false,
    }
}
