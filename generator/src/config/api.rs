//! What a configuration says of one API.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;

use super::Config;
use super::check::{Check, invalid};
use super::client_rules;
use super::names::crate_name;
use super::tables::{ApiTable, OverrideTable, UnknownProperties};
use crate::diagnostic::Place;
use crate::paths::normalize;
use crate::rules::{Override, Rules, Selection};

impl Check<'_> {
    /// Checks a table whose paths are relative to `folder`.
    pub(super) fn api(&mut self, table: ApiTable, place: Place, folder: &Path) -> Config {
        let sources: Vec<_> = table.source.into_iter().filter_map(|table| self.source(table, folder)).collect();
        let fetched = self.inputs_of(&sources);
        let inputs = table.input.map_or(fetched, |inputs| self.inputs(&inputs, folder));
        if let Some(output) = table.output.as_ref().filter(|output| output.get_ref().is_empty()) {
            self.error(Some(output.span()), "`output` is empty", "name the folder of the crate");
        }
        if let Some(name) = &table.name
            && let Err(message) = crate_name(name.get_ref())
        {
            self.error(Some(name.span()), message, "choose a name such as `generated-client`");
        }
        let output = table.output.map(|output| normalize(&folder.join(output.get_ref())));
        let name = table.name.map(Spanned::into_inner);
        let runtime = table.runtime.map(|table| self.runtime(table, folder)).unwrap_or_default();
        let rules = Rules {
            patches: table.patch.into_iter().filter_map(|table| self.patch(table)).collect(),
            selection: Selection {
                include: self.selectors("include", table.include),
                exclude: self.selectors("exclude", table.exclude),
            },
            renames: self.renames(table.rename),
            formats: table.formats.into_iter().map(|(format, ty)| self.format(format, ty)).collect(),
            overrides: self.overrides(table.overrides),
            drops_unknown_properties: table.unknown_properties == UnknownProperties::Drop,
            token_url: self.token_url(&table.oauth2),
            authorization_url: self.authorization_url(&table.oauth2),
            client_authentication: client_rules::client_authentication(&table.oauth2),
            tracking_id: self.tracking_id(&table.errors),
            message: self.message(&table.errors),
            request_id: self.header(table.errors.request_id.as_ref(), "`request_id`"),
            idempotency_key: self.header(table.requests.idempotency_key.as_ref(), "`idempotency_key`"),
            environment: table.environment.map(|table| self.environment(table)),
            paging: table.paging.into_iter().filter_map(|table| self.paging(table)).collect(),
            streams: table.streams.into_iter().map(|table| self.stream(table)).collect(),
            waiters: table.waiters.into_iter().filter_map(|(name, table)| self.waiter(&name, table)).collect(),
        };
        Config { inputs, sources, output, name, rules, runtime, place }
    }

    fn overrides(&mut self, tables: Vec<OverrideTable>) -> Vec<Override> {
        let mut places: BTreeMap<String, Place> = BTreeMap::new();
        let mut overrides = Vec::new();
        for table in tables {
            self.override_table(&table);
            let place = self.place(Some(table.field.span()));
            let rule = Override {
                field: table.field.into_inner(),
                ty: table.ty.into_inner(),
                reason: table.reason.into_inner(),
                place: place.clone(),
            };
            if let Some(first) = places.insert(rule.field.clone(), place.clone()) {
                let message = format!("`{}` already has an override, at {}", rule.field, first.file);
                self.diagnostics.push(invalid(place, message, "remove one of them"));
            }
            overrides.push(rule);
        }
        overrides
    }
}
