//! Clients from environment variables.

use super::super::auth::credentials::Credentials;
use super::super::error::build_error::BuildError;
use super::Client;
use super::builder::ClientBuilder;

impl<C: From<Client>> ClientBuilder<C> {
    /// Sets the server and the credentials from the variables that `Client::from_env` reads; `lookup` looks them up.
    ///
    /// Of the credentials, it takes the first that are complete, in this order: id and secret, token, key.
    ///
    /// # Errors
    ///
    /// If a variable is missing or empty. If the API has no such variables, nothing is looked up.
    pub fn variables(mut self, lookup: impl Fn(&str) -> Option<String>) -> Result<Self, BuildError> {
        let Some(environment) = &self.settings.api.environment else { return Ok(self) };
        let value = |name: &str| lookup(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let missing = |name: &str| BuildError::MissingVariable { name: name.to_owned() };
        if let Some(name) = environment.base_url {
            let origin = value(name).ok_or_else(|| missing(name))?;
            // The variable may hold a whole base URL: its path is not added again.
            let origin = origin.trim_end_matches('/');
            let address = origin.split_once("://").map_or(origin, |(_, address)| address);
            let base_path = if address.ends_with(environment.base_path) { "" } else { environment.base_path };
            self = self.base_url(format!("{origin}{base_path}"));
        }
        let client_credentials = environment.client_id.zip(environment.client_secret);
        let found = client_credentials.and_then(|(id, secret)| Some((value(id)?, value(secret)?)));
        let single = |name: Option<&'static str>| name.and_then(value);
        if let Some((id, secret)) = found {
            return Ok(self.credentials(Credentials::client_credentials(id, secret)));
        }
        if let Some(token) = single(environment.bearer_token) {
            return Ok(self.credentials(Credentials::bearer(token)));
        }
        if let Some(key) = single(environment.api_key) {
            return Ok(self.credentials(Credentials::api_key(key)));
        }
        let mut asked =
            [environment.client_id, environment.client_secret, environment.bearer_token, environment.api_key]
                .into_iter()
                .flatten();
        match asked.find(|name| value(name).is_none()) {
            Some(name) => Err(missing(name)),
            None => Ok(self),
        }
    }
}
