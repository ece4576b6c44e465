//! Puts credentials into a request, in the place that the specification names.

use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::super::api::secrets::Secrets;
use super::super::error::credentials_error::CredentialsError;
use super::super::uri::encode;

/// The credentials of a request.
#[derive(Default)]
pub(crate) struct Authorization {
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The parameter and the whole pair, encoded.
    query: Vec<(String, String)>,
    cookies: Vec<String>,
    /// The number of the token, if the token can be replaced after a refusal.
    token: Option<(Arc<dyn Replaceable>, u64)>,
}

/// Tokens that replace each other.
pub(crate) trait Replaceable: Send + Sync {
    /// Notes that the API refused the token with this number. Returns whether there is another one, or one is being fetched.
    fn refuse(&self, number: u64) -> bool;
}

impl Authorization {
    /// Adds the value of the header `Authorization`.
    pub(crate) fn add(&mut self, value: HeaderValue) {
        self.headers.push((AUTHORIZATION, value));
    }

    /// Remembers which of its tokens `tokens` gave.
    pub(crate) fn add_token(&mut self, tokens: Arc<dyn Replaceable>, number: u64) {
        self.token = Some((tokens, number));
    }

    /// Adds a key in a header.
    pub(crate) fn add_header(&mut self, name: &str, key: &str) -> Result<(), CredentialsError> {
        self.headers.push(header(name, key)?);
        Ok(())
    }

    /// Adds a key in the query.
    pub(crate) fn add_query(&mut self, name: &str, key: &str) {
        let name = encode::unreserved(name);
        let pair = format!("{name}={}", encode::unreserved(key));
        self.query.push((name, pair));
    }

    /// Adds a key in a cookie.
    pub(crate) fn add_cookie(&mut self, name: &str, key: &str) {
        self.cookies.push(format!("{name}={}", encode::cookie(key)));
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

    /// Secrets that servers may repeat and that are never shown.
    pub(crate) fn secrets(&self) -> Secrets {
        let headers = self.headers.iter().filter_map(|(_, value)| value.to_str().ok());
        let headers =
            headers.map(|value| value.strip_prefix("Bearer ").or(value.strip_prefix("Basic ")).unwrap_or(value));
        let queries = self.query.iter().filter_map(|(_, pair)| Some(pair.split_once('=')?.1));
        let cookies = self.cookies.iter().filter_map(|pair| Some(pair.split_once('=')?.1));
        Secrets::new(headers.chain(queries).chain(cookies).map(str::to_owned))
    }

    /// Removes the credentials from the query: a redirect may repeat them.
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

    /// Reports the API's refusal. Returns the number of the token if the request should be sent again with another one.
    pub(crate) fn refused(&self) -> Option<u64> {
        let (tokens, number) = self.token.as_ref()?;
        tokens.refuse(*number).then_some(*number)
    }
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), CredentialsError> {
    let unusable = || CredentialsError::unusable(format!("the credentials can't be sent in the header `{name}`"));
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| unusable())?;
    value.set_sensitive(true);
    Ok((header, value))
}
