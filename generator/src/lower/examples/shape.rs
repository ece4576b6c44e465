//! What a whole schema, the members of its `allOf` included, says of an object's names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::finding::{Finding, Flaw};
use super::spot::Spot;
use crate::lower::drafts::usage::Direction;
use crate::lower::schemas::component_of;
use crate::parse::{Additional, Document, Schema};

/// How many members are gathered.
const MOST_MEMBERS: usize = 1_000;

/// The names of an object's properties.
#[derive(Debug, Default)]
pub(super) struct Shape<'a> {
    properties: BTreeMap<&'a str, Access>,
    /// The required properties, each with the schema that says so first: its pointer and its list.
    required: BTreeMap<&'a str, (&'a str, &'a [String])>,
    /// Whether it may have other properties than the declared ones, if the schema says so.
    additional: Option<bool>,
    /// Whether a union, a discriminator or the lack of any property leaves open what there is.
    is_open: bool,
    /// The component that it is the whole of.
    component: Option<String>,
}

/// Which way a property doesn't travel.
#[derive(Debug, Clone, Copy, Default)]
struct Access {
    read_only: bool,
    write_only: bool,
}

impl<'a> Shape<'a> {
    /// The shape of `schema`.
    pub(super) fn of(document: &'a Document, schema: &'a Schema) -> Self {
        let mut shape = Self::default();
        let mut waiting = vec![schema];
        for count in 0.. {
            let Some(next) = waiting.pop() else { break };
            let Some(schema) = document.resolve(next) else { continue };
            if count == 0 {
                shape.component = component_of(schema.pointer()).filter(|_| schema.pointer().matches('/').count() == 3);
            }
            if count == MOST_MEMBERS {
                shape.is_open = true;
                break;
            }
            shape.add(document, schema);
            waiting.extend(schema.all_of.iter().rev());
        }
        shape
    }

    fn add(&mut self, document: &'a Document, schema: &'a Schema) {
        for (name, property) in &schema.properties {
            let target = document.resolve(property);
            let is = |flag: fn(&Schema) -> bool| flag(property) || target.is_some_and(flag);
            let access = Access {
                read_only: is(|schema| schema.constraints.read_only),
                write_only: is(|schema| schema.constraints.write_only),
            };
            self.properties.insert(name, access);
        }
        for name in &schema.required {
            self.required.entry(name).or_insert_with(|| (schema.pointer(), &schema.required));
        }
        match schema.additional {
            Some(Additional::None) => _ = self.additional.get_or_insert(false),
            Some(_) => self.additional = Some(true),
            None => {}
        }
        self.is_open |= !schema.one_of.is_empty() || !schema.any_of.is_empty() || schema.discriminator.is_some();
    }

    /// The properties that are declared here or in `others`.
    pub(super) fn declared(&self, others: &BTreeSet<String>) -> BTreeSet<String> {
        self.properties.keys().map(|name| (*name).to_owned()).chain(others.iter().cloned()).collect()
    }

    /// The required properties that an object lacks. What has no schema is not missed: its value could be anything.
    pub(super) fn missing(&self, map: &Map<String, Value>, direction: Option<Direction>) -> Vec<&'a str> {
        let is_exempt = |access: &Access| match direction {
            Some(Direction::Sent) => access.read_only,
            Some(Direction::Received) => access.write_only,
            None => access.read_only || access.write_only,
        };
        let is_missing =
            |name: &&&'a str| !map.contains_key(**name) && self.properties.get(**name).is_some_and(|it| !is_exempt(it));
        self.required.keys().filter(is_missing).copied().collect()
    }

    /// The properties that the schema doesn't declare and that the client doesn't keep.
    pub(super) fn undeclared<'m>(
        &self,
        map: &'m Map<String, Value>,
        others: &BTreeSet<String>,
    ) -> Vec<(&'m str, Flaw)> {
        let is_any = self.properties.is_empty() && self.additional.is_none();
        if self.is_open || is_any || self.additional == Some(true) {
            return Vec::new();
        }
        let flaw = if self.additional == Some(false) { Flaw::Contradicts } else { Flaw::Undeclared };
        let names = map.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name.as_str());
        let undeclared = names.filter(|name| !self.properties.contains_key(name) && !others.contains(*name));
        undeclared.map(|name| (name, flaw)).collect()
    }

    /// What the schema is called in messages.
    pub(super) fn subject(&self) -> String {
        self.component.as_ref().map_or_else(|| "its schema".to_owned(), |name| format!("`{name}`"))
    }

    /// What is wrong with the property `name` of the object at `spot`.
    pub(super) fn finding(&self, spot: &Spot<'_>, name: &str, message: String) -> Finding {
        let key = match &self.component {
            Some(component) => (component.clone(), name.to_owned()),
            None => (spot.pointer(), name.to_owned()),
        };
        Finding { key, pointer: spot.pointer(), message, flaw: Flaw::Contradicts, required: None }
    }

    /// Where a list says that the property `name` is required, and the others that it names.
    pub(super) fn required(&self, name: &str) -> Option<(String, Vec<String>)> {
        let (pointer, list) = self.required.get(name)?;
        let others = list.iter().filter(|other| *other != name).cloned().collect();
        Some((format!("{pointer}/required"), others))
    }
}
