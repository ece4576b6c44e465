//! Chooses the credentials of a request and puts them where the specification says.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::super::api::description::ApiDescription;
use super::super::api::operation::Operation;
use super::super::api::security::{SecurityKind, SecurityLocation, SecurityScheme};
use super::super::client::Shared;
use super::super::error::build_error::BuildError;
use super::super::error::credentials_error::CredentialsError;
use super::super::uri::encode;
use super::super::uri::server::Server;
use super::client_credentials::TokenEndpoint;
use super::credentials::{Credentials, Kind};
use super::token_cache::{Lease, Source, TokenCache, bearer};
use super::token_url;

/// The credentials of a client, made ready to be sent.
pub(crate) struct Authorizer {
    schemes: &'static [SecurityScheme],
    given: Vec<Given>,
}

struct Given {
    /// The scheme that they are for; `None` where they are for each that they fit.
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

/// What signs a request in.
#[derive(Default)]
pub(crate) struct Authorization {
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The parameter and the whole pair, encoded.
    query: Vec<(String, String)>,
    cookies: Vec<String>,
    /// The token that is sent, where it can be replaced once it is refused.
    lease: Option<(Arc<TokenCache>, Lease)>,
}

impl Authorizer {
    pub(crate) fn new(
        api: &ApiDescription,
        given: Vec<(Option<String>, Credentials)>,
        server: &Server,
        base_url: &str,
    ) -> Result<Self, BuildError> {
        let mut ready = Vec::with_capacity(given.len());
        for (scheme, credentials) in given {
            if let Some(scheme) = scheme.as_deref()
                && !api.security_schemes.iter().any(|known| known.name == scheme)
            {
                return Err(BuildError::UnknownSecurityScheme { scheme: scheme.to_owned() });
            }
            let credential = ready_made(api, scheme.as_deref(), credentials.kind, server, base_url)?;
            ready.push(Given { scheme, credential });
        }
        Ok(Self { schemes: api.security_schemes, given: ready })
    }

    /// Whether requests of the operation are sent with credentials of this client.
    pub(crate) fn signs(&self, operation: &Operation) -> bool {
        operation.security.iter().flat_map(|alternative| alternative.iter()).any(|name| self.credential(name).is_some())
    }

    /// What signs a request of `operation` in that has `headers` of its own.
    ///
    /// The first alternative is taken that the client has all credentials for. A scheme is also satisfied where the
    /// caller set its header, or where it is one that the client knows nothing of, such as a client's certificate.
    pub(crate) async fn authorize(
        &self,
        client: &Shared,
        operation: &Operation,
        headers: &HeaderMap,
    ) -> Result<Authorization, CredentialsError> {
        // A header that the caller set for this request, or for all, stands in place of a credential.
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
        let mut alternatives = operation.security.iter().filter(|alternative| !alternative.is_empty());
        let chosen = alternatives.clone().find(|alternative| alternative.iter().all(&is_known));
        let chosen = chosen.or_else(|| alternatives.find(|alternative| alternative.iter().all(&is_satisfied)));
        let Some(chosen) = chosen else {
            let lets_anybody_in = operation.security.is_empty() || operation.security.iter().any(|it| it.is_empty());
            if lets_anybody_in {
                return Ok(Authorization::default());
            }
            return Err(CredentialsError::missing(operation.security));
        };
        let mut authorization = Authorization::default();
        for name in *chosen {
            if let (Some(credential), Some(scheme)) = (self.credential(name), self.scheme(name))
                && !is_given(scheme)
            {
                authorization.add(client, scheme, credential).await?;
            }
        }
        Ok(authorization)
    }

    fn scheme(&self, name: &str) -> Option<&'static SecurityScheme> {
        self.schemes.iter().find(|scheme| scheme.name == name)
    }

    /// The credential for a scheme: one that was given for it, else the last that fits.
    fn credential(&self, name: &str) -> Option<&Credential> {
        let scheme = self.scheme(name)?;
        let fitting = || self.given.iter().rev().filter(|given| fits(&given.credential, &scheme.kind));
        let own = fitting().find(|given| given.scheme.as_deref() == Some(name));
        own.or_else(|| fitting().find(|given| given.scheme.is_none())).map(|given| &given.credential)
    }
}

impl Authorization {
    async fn add(
        &mut self,
        client: &Shared,
        scheme: &SecurityScheme,
        credential: &Credential,
    ) -> Result<(), CredentialsError> {
        match credential {
            Credential::Bearer(value) | Credential::Basic(value) => {
                self.headers.push((AUTHORIZATION, value.clone()));
            }
            Credential::Tokens(tokens) => {
                let lease = tokens.lease(client).await?;
                self.headers.push((AUTHORIZATION, lease.authorization.clone()));
                self.lease = Some((Arc::clone(tokens), lease));
            }
            Credential::ApiKey(key) => {
                let SecurityKind::ApiKey { location, name } = scheme.kind else { return Ok(()) };
                let key = key.expose_secret();
                match location {
                    SecurityLocation::Header => self.headers.push(header(name, key)?),
                    SecurityLocation::Query => {
                        let name = encode::unreserved(name);
                        let pair = format!("{name}={}", encode::unreserved(key));
                        self.query.push((name, pair));
                    }
                    SecurityLocation::Cookie => self.cookies.push(format!("{name}={}", encode::cookie(key))),
                }
            }
        }
        Ok(())
    }

    /// Adds the credentials to a request.
    pub(crate) fn apply(&self, url: &mut Url, headers: &mut HeaderMap) -> Result<(), CredentialsError> {
        for (name, value) in &self.headers {
            headers.insert(name.clone(), value.clone());
        }
        if !self.query.is_empty() {
            self.strip(url);
            let query = url.query().into_iter().chain(self.query.iter().map(|(_, pair)| pair.as_str()));
            let query = query.collect::<Vec<_>>().join("&");
            url.set_query(Some(&query));
        }
        if !self.cookies.is_empty() {
            let earlier = headers.get(COOKIE).and_then(|value| value.to_str().ok());
            let cookies: Vec<&str> = earlier.into_iter().chain(self.cookies.iter().map(String::as_str)).collect();
            let (name, value) = header(COOKIE.as_str(), &cookies.join("; "))?;
            headers.insert(name, value);
        }
        Ok(())
    }

    /// Removes what the query has of the credentials: a server that redirects may repeat them.
    pub(crate) fn strip(&self, url: &mut Url) {
        if self.query.is_empty() {
            return;
        }
        let Some(query) = url.query() else { return };
        let is_own = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or_default();
            self.query.iter().any(|(own, _)| own == name)
        };
        let rest: Vec<&str> = query.split('&').filter(|pair| !is_own(pair)).collect();
        let rest = (!rest.is_empty()).then(|| rest.join("&"));
        url.set_query(rest.as_deref());
    }

    /// Whether the API's refusal is a reason to try again with another token, which is fetched then.
    pub(crate) fn was_refused(&self) -> bool {
        let Some((tokens, lease)) = &self.lease else { return false };
        tokens.refuse(lease);
        true
    }
}

fn ready_made(
    api: &ApiDescription,
    scheme: Option<&str>,
    kind: Kind,
    server: &Server,
    base_url: &str,
) -> Result<Credential, BuildError> {
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
            let url = match &credentials.token_url {
                Some(url) => token_url::given(url),
                None => token_url::resolve(api, scheme, server, base_url),
            };
            let url = url.map_err(|reason| BuildError::NoTokenUrl { reason })?;
            let endpoint = TokenEndpoint::new(url, credentials, api.client_authentication);
            Credential::Tokens(Arc::new(TokenCache::new(Source::Endpoint(endpoint))))
        }
        Kind::Source(source) => Credential::Tokens(Arc::new(TokenCache::new(Source::Custom(source)))),
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

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), CredentialsError> {
    let unusable = || CredentialsError::unusable(format!("the credentials can't be sent in the header `{name}`"));
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| unusable())?;
    value.set_sensitive(true);
    Ok((header, value))
}

/// The value of `Authorization` for basic authentication: RFC 7617.
pub(crate) fn basic(user: &str, password: &str) -> Result<HeaderValue, CredentialsError> {
    let encoded = STANDARD.encode(format!("{user}:{password}"));
    let mut value = HeaderValue::from_str(&format!("Basic {encoded}"))
        .map_err(|_| CredentialsError::unusable("the user's name and password can't be sent"))?;
    value.set_sensitive(true);
    Ok(value)
}
