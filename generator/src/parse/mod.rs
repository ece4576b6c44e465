//! A document as one value with types of its own.
//!
//! Takes the JSON that *repair* gives, with its notes. It is valid: *repair* has changed or dropped all that was not, and said
//! so. So nothing is checked here, and there are no diagnostics; what would not be as the specification has it counts as
//! missing. Each keyword is read once, here, and no later stage knows the JSON. What says nothing of a client is kept as it
//! is written, for the document that `generator openapi` writes.

mod annotations;
mod constraints;
mod content;
mod fields;
mod operations;
mod schema;
mod servers;
mod visit;
mod vocabulary;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use self::content::map;
use self::fields::{Fields, Take};
use crate::notes::Notes;
use crate::parallel;
use crate::pointer::{escape, unescape};

pub(crate) use self::constraints::{Constraints, LEAST, MOST};
pub(crate) use self::content::{Content, Encoding, Examples, Header, MediaType, ParameterValue, Style};
pub(crate) use self::operations::{Operation, Parameter, ParameterLocation, Part, Response, SecurityRequirement};
pub(crate) use self::schema::{Additional, Aside, Discriminator, JsonType, Schema, SchemaId, is_mere_constraints};
pub(crate) use self::servers::{SecurityScheme, Server, ServerVariable};
pub(crate) use self::visit::Node;
pub(crate) use self::vocabulary::Vocabulary;

/// How many references in a row are followed.
const LONGEST_CHAIN: usize = 32;

const COMPONENTS: &str = "#/components/schemas/";

/// An API: all that its document says.
#[derive(Debug, Clone, Default)]
pub struct Document {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    pub(crate) schemas: IndexMap<String, Schema>,
    pub(crate) operations: Vec<Operation>,
    /// The payloads of webhooks and callbacks: operations with a body alone, whose path is the name of the event.
    pub(crate) webhooks: Vec<Operation>,
    pub(crate) servers: Vec<Server>,
    pub(crate) security_schemes: IndexMap<String, SecurityScheme>,
    pub(crate) security: Option<Vec<SecurityRequirement>>,
    pub(crate) tags: Vec<Tag>,
    /// The places of schemas that nest too deeply, which accept any value: *unify* finds them.
    pub(crate) cut: Vec<String>,
    /// Whether it is made of pages, which repeat in each place what was one schema.
    pub(crate) is_flattened: bool,
    /// `info`, `externalDocs` and extensions, as they are written.
    pub(crate) written: Map<String, Value>,
}

/// A Tag Object.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) name: String,
    /// `parent`
    pub(crate) parent: Option<String>,
    /// Whether the tag sorts operations: no `kind`, or `nav`. Others mark them, such as `badge`.
    pub(crate) sorts: bool,
    pub(crate) description: Description,
    /// All of it, as it is written.
    pub(crate) written: Value,
}

impl Tag {
    fn of(written: Value) -> Option<Self> {
        let fields = Fields::of(&written);
        Some(Self {
            name: fields.text("name")?,
            parent: fields.text("parent").filter(|parent| !parent.trim().is_empty()),
            sorts: fields.str("kind").is_none_or(|kind| matches!(kind.trim(), "" | "nav")),
            description: Description::of(fields),
            written,
        })
    }

    /// What readers know it by.
    pub(crate) fn title(&self) -> &String {
        self.description.summary.as_ref().unwrap_or(&self.name)
    }
}

/// What an operation, a tag, a server or a security scheme tells its readers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Description {
    pub(crate) summary: Option<String>,
    pub(crate) text: Option<String>,
    /// `externalDocs`
    pub(crate) external_url: Option<String>,
}

impl Description {
    fn of(fields: Fields<'_>) -> Self {
        let text = |key: &str| fields.text(key).filter(|text| !text.trim().is_empty());
        let external_url = fields.object("externalDocs").text("url");
        Self { summary: text("summary"), text: text("description"), external_url }
    }
}

/// Types a document, its parts on all cores.
#[must_use]
pub fn parse(document: Value, notes: &Notes) -> Document {
    let mut written = map(document);
    let mut components = written.object("components");
    let schemas: Vec<(String, Value)> = components.object("schemas").into_iter().collect();
    let names: HashMap<String, usize> = schemas.iter().enumerate().map(|(id, (name, _))| (name.clone(), id)).collect();
    let reader = Reader { components: &names, notes };
    let schemas = parallel::map(schemas, |(name, schema)| {
        let schema = reader.schema(schema, format!("/components/schemas/{}", escape(&name)));
        (name, schema)
    });
    let paths = written.object("paths").into_iter().collect();
    let operations = parallel::map(paths, |(path, item): (String, Value)| reader.operations("paths", &path, item));
    let payloads = written.object("webhooks").into_iter();
    let webhooks = payloads.flat_map(|(name, item)| reader.operations("webhooks", &name, item)).collect();
    let (tags, servers) = (written.list("tags"), servers::servers(&written));
    written.retain(|key, _| key.starts_with("x-") || matches!(key.as_str(), "info" | "externalDocs" | "security"));
    let security = written.shift_remove("security");
    let info = Fields::from(&written).object("info");
    Document {
        title: info.text("title").unwrap_or_default(),
        version: info.text("version").unwrap_or_default(),
        description: info.text("description"),
        schemas: schemas.into_iter().collect(),
        operations: operations.into_iter().flatten().collect(),
        webhooks,
        servers,
        security_schemes: servers::security_schemes(&mut components),
        security: security.as_ref().and_then(operations::requirements),
        tags: tags.into_iter().filter_map(Tag::of).collect(),
        cut: Vec::new(),
        is_flattened: false,
        written,
    }
}

/// Reads a part of a document.
struct Reader<'j> {
    /// The component schemas by their names.
    components: &'j HashMap<String, usize>,
    notes: &'j Notes,
}

impl Reader<'_> {
    fn component(&self, reference: &str) -> Option<SchemaId> {
        let name = reference.strip_prefix(COMPONENTS).filter(|name| !name.contains('/'))?;
        self.components.get(&*unescape(name)).copied().map(SchemaId)
    }
}

impl Document {
    /// The component that a schema refers to, with its name.
    pub(crate) fn target(&self, schema: &Schema) -> Option<(&str, &Schema)> {
        let (name, schema) = self.schemas.get_index(schema.reference?.0)?;
        Some((name, schema))
    }

    /// The component that a discriminator's mapping leads to, with its name.
    pub(crate) fn mapped(&self, target: &str) -> Option<(&str, &Schema)> {
        let (_, name, schema) = self.schemas.get_full(&*unescape(target.strip_prefix(COMPONENTS)?))?;
        Some((name, schema))
    }

    /// Follows references, and wrappers that only annotate what they refer to.
    ///
    /// Returns the name of the last component on the way, and the schema that says what a value looks like.
    pub(crate) fn resolve_named<'a>(&'a self, schema: &'a Schema) -> Option<(Option<&'a str>, &'a Schema)> {
        let (mut name, mut schema) = (None, schema);
        for _ in 0..LONGEST_CHAIN {
            if schema.reference.is_some() {
                let (component, target) = self.target(schema)?;
                (name, schema) = (Some(component), target);
            } else {
                match schema.all_of.as_slice() {
                    [only] if schema.is_wrapper() => schema = only,
                    _ => return Some((name, schema)),
                }
            }
        }
        None
    }

    /// The schema that says what a value looks like, as [`Document::resolve_named`] finds it.
    pub(crate) fn resolve<'a>(&'a self, schema: &'a Schema) -> Option<&'a Schema> {
        self.resolve_named(schema).map(|(_, schema)| schema)
    }

    /// Whether the schema, or a wrapper or reference on the way to it, accepts null.
    pub(crate) fn is_nullable(&self, schema: &Schema) -> bool {
        let mut schema = schema;
        for _ in 0..LONGEST_CHAIN {
            let next = match schema.all_of.first() {
                _ if schema.is_nullable() => return true,
                Some(only) if schema.is_wrapper() => Some(only),
                _ => self.target(schema).map(|(_, target)| target),
            };
            match next {
                Some(next) => schema = next,
                None => return false,
            }
        }
        false
    }
}
