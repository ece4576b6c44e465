//! Rules for the client: signing in, paging, jobs.

use std::time::Duration;

use toml::Spanned;

use super::check::Check;
use super::tables::{
    ClientAuthentication, EnvironmentTable, ErrorsTable, OAuth2Table, PagingStyle, PagingTable, StreamTable,
    WaiterTable,
};
use crate::api::{self, EnvironmentVariables};
use crate::rules::{self, CursorPlace, Paging, Rule, Stream, Waiter};

impl Check<'_> {
    pub(super) fn token_url(&mut self, table: &OAuth2Table) -> Option<Rule<String>> {
        self.text(table.token_url.as_ref()?, "`token_url`", "write a URL such as `{server.origin}/oauth/token`")
    }

    pub(super) fn authorization_url(&mut self, table: &OAuth2Table) -> Option<Rule<String>> {
        let help = "write a URL such as `{server.origin}/oauth/authorize`";
        self.text(table.authorization_url.as_ref()?, "`authorization_url`", help)
    }

    pub(super) fn tracking_id(&mut self, table: &ErrorsTable) -> Option<Rule<String>> {
        self.text(table.tracking_id.as_ref()?, "`tracking_id`", "name the property of the error bodies")
    }

    pub(super) fn message(&mut self, table: &ErrorsTable) -> Option<Rule<String>> {
        self.text(table.message.as_ref()?, "`message`", "write the path to the text, such as `messages.0.text`")
    }

    /// The name of a header.
    pub(super) fn header(&mut self, name: Option<&Spanned<String>>, key: &str) -> Option<Rule<String>> {
        let rule = self.text(name?, key, "name a header, such as `X-Request-Id`")?;
        let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !rule.value.bytes().all(is_token) {
            let message = format!("{key}: `{}` is not the name of a header", rule.value);
            self.error(name.map(Spanned::span), message, "name a header, such as `X-Request-Id`");
            return None;
        }
        Some(rule)
    }

    fn text(&mut self, text: &Spanned<String>, what: &str, help: &str) -> Option<Rule<String>> {
        if text.get_ref().trim().is_empty() {
            self.error(Some(text.span()), format!("{what} is empty"), help);
            return None;
        }
        Some(Rule { value: text.get_ref().trim().to_owned(), place: self.place(Some(text.span())) })
    }

    pub(super) fn environment(&mut self, table: Spanned<EnvironmentTable>) -> Rule<EnvironmentVariables> {
        let place = self.place(Some(table.span()));
        let EnvironmentTable { base_url, client_id, client_secret, bearer_token, api_key } = table.into_inner();
        match (&client_id, &client_secret) {
            (Some(id), None) => {
                let message = "`client_id` needs `client_secret`";
                self.error(Some(id.span()), message, "name the secret's variable, too");
            }
            (None, Some(secret)) => {
                let message = "`client_secret` needs `client_id`";
                self.error(Some(secret.span()), message, "name the id's variable, too");
            }
            _ => {}
        }
        let (client_id, client_secret) = (client_id.map(Spanned::into_inner), client_secret.map(Spanned::into_inner));
        Rule { value: EnvironmentVariables { base_url, client_id, client_secret, bearer_token, api_key }, place }
    }

    pub(super) fn paging(&mut self, table: PagingTable) -> Option<Rule<Paging>> {
        let place = self.place(Some(table.operation.span()));
        match paging_style(&table) {
            Ok(style) => {
                let (items, total) = (table.items, table.total_parameter);
                let value = Paging { operation: table.operation.into_inner(), style, items, total };
                Some(Rule { value, place })
            }
            Err(missing) => {
                let message = format!("pages of `{}` need {missing}", table.operation.get_ref());
                self.error(Some(table.operation.span()), message, "add it");
                None
            }
        }
    }

    pub(super) fn stream(&mut self, table: StreamTable) -> Rule<Stream> {
        let place = self.place(Some(table.operation.span()));
        let StreamTable { operation, last, property } = table;
        if last.is_none() && property.is_none() {
            let message = format!("the stream of `{}` has no rule", operation.get_ref());
            self.error(Some(operation.span()), message, "add `last` or `property`");
        }
        Rule { value: Stream { operation: operation.into_inner(), last, property }, place }
    }

    pub(super) fn waiter(&mut self, name: &Spanned<String>, table: WaiterTable) -> Option<Rule<Waiter>> {
        let span = name.span();
        let name = name.get_ref();
        if syn::parse_str::<syn::Ident>(name).is_err() || name.chars().any(char::is_uppercase) {
            let message = format!("`{name}` can't be the name of a method");
            self.error(Some(span.clone()), message, "choose a name in snake case, such as `wait_until_exported`");
        }
        if table.done.is_empty() {
            self.error(
                Some(span.clone()),
                "`done` is empty",
                "list the values that the field has when the job is done",
            );
        }
        let (interval, limit) = (self.duration(&table.interval), self.duration(&table.limit));
        let (interval, limit) = (interval?, limit?);
        let value = Waiter {
            name: name.clone(),
            start: table.start,
            status: table.status,
            arguments: table.arguments.into_iter().collect(),
            field: table.field,
            done: table.done,
            failed: table.failed,
            interval,
            limit,
        };
        Some(Rule { value, place: self.place(Some(span)) })
    }

    fn duration(&mut self, text: &Spanned<String>) -> Option<Duration> {
        let duration = duration(text.get_ref());
        if duration.is_none() {
            let message = format!("`{}` is not a duration", text.get_ref());
            self.error(Some(text.span()), message, "write a number and `ms`, `s`, `m` or `h`, such as `2s`");
        }
        duration
    }
}

pub(super) fn client_authentication(table: &OAuth2Table) -> Option<api::ClientAuthentication> {
    table.client_authentication.as_ref().map(|authentication| match authentication.get_ref() {
        ClientAuthentication::Basic => api::ClientAuthentication::Basic,
        ClientAuthentication::Body => api::ClientAuthentication::Body,
    })
}

/// The style that a table describes, or what the table lacks.
fn paging_style(table: &PagingTable) -> Result<rules::PagingStyle, &'static str> {
    let parameter = table.parameter.clone().ok_or("`parameter`");
    Ok(match table.style {
        PagingStyle::Offset => rules::PagingStyle::Offset {
            parameter: parameter?,
            size: table.size_parameter.clone().ok_or("`size_parameter`")?,
        },
        PagingStyle::Page => rules::PagingStyle::Page {
            parameter: parameter?,
            size: table.size_parameter.clone(),
            first: table.first.unwrap_or(1),
        },
        PagingStyle::Cursor => {
            let next = match (&table.next, &table.next_header) {
                (Some(path), None) => CursorPlace::Body(path.split('.').map(str::to_owned).collect()),
                (None, Some(header)) => CursorPlace::Header(header.clone()),
                _ => return Err("one of `next` and `next_header`"),
            };
            rules::PagingStyle::Cursor { parameter: parameter?, next }
        }
        PagingStyle::Link => rules::PagingStyle::Link,
        PagingStyle::None => rules::PagingStyle::None,
    })
}

fn duration(text: &str) -> Option<Duration> {
    let digits = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(digits)?;
    let number: u64 = number.parse().ok()?;
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_secs(number.checked_mul(60)?)),
        "h" => Some(Duration::from_secs(number.checked_mul(3600)?)),
        _ => None,
    }
}
