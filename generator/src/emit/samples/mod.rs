//! Values for examples: the specification's own where they fit, else some of the right type.

pub(in crate::emit) mod examples;
pub(in crate::emit) mod layout;

mod fit;
mod json;
mod lists;
mod names;
mod scalars;
mod structs;
mod unions;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;

use self::fit::fits;
use self::layout::Expression;
use self::names::Names;
use crate::api::{Body, BodyContent, Field, Location, Parameter, Type, TypeId, TypeKind};
use crate::emit::EmitError;
use crate::emit::context::{Context, fresh, ident, unraw};
use crate::emit::models::types;

/// How deep a value may be. What it takes beyond that is an argument of the example.
const DEPTH: usize = 4;

/// How many properties an example sets.
const MOST_PROPERTIES: usize = 16;

/// A string literal.
pub(super) fn string(text: &str) -> String {
    format!("{text:?}")
}

/// What a value is for: it is called so where it has to be made up.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// The name in Rust.
    name: &'p str,
    /// The name in the specification.
    wire_name: &'p str,
    /// How deep it is within the whole.
    depth: usize,
}

impl<'p> Place<'p> {
    fn within(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }

    fn field(self, field: &'p Field) -> Self {
        Self { name: &field.name, wire_name: &field.wire_name, depth: self.depth + 1 }
    }
}

/// The values of one example.
pub(super) struct Samples<'c, 'a> {
    context: &'c Context<'a>,
    names: Names,
    /// The names of the example's variables.
    variables: Vec<String>,
    /// The values that the example takes as given, by name and type, because they can't be made up.
    given: Vec<(String, String)>,
    /// The types around the current value.
    around: Vec<TypeId>,
    /// How many properties can still be set.
    left: usize,
}

impl<'c, 'a> Samples<'c, 'a> {
    pub(super) fn new(context: &'c Context<'a>) -> Self {
        Self {
            context,
            names: Names::default(),
            variables: vec!["client".to_owned(), "service".to_owned()],
            given: Vec::new(),
            around: Vec::new(),
            left: MOST_PROPERTIES,
        }
    }

    /// The arguments of the example.
    pub(super) fn given(&self) -> &[(String, String)] {
        &self.given
    }

    /// A name for a variable that no other has.
    pub(super) fn variable(&mut self, name: &str) -> String {
        let free = fresh(unraw(name), self.variables.iter().map(String::as_str));
        let name = if free == unraw(name) { name.to_owned() } else { free };
        self.variables.push(name.clone());
        name
    }

    /// The `use` lines of the example.
    pub(super) fn uses(&self) -> Vec<String> {
        self.names.lines()
    }

    /// Brings names of the crate's root in.
    pub(super) fn bring<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        for name in names {
            self.names.bring(&self.context.crate_name, name);
        }
    }

    /// A value for a parameter, in the form in which the method takes it.
    pub(super) fn parameter(&mut self, parameter: &Parameter) -> Result<Expression, EmitError> {
        if let Location::Part { media_type, .. } = &parameter.location
            && let Some(files) = types::files(&parameter.ty)
        {
            let path = self.runtime("FilePart");
            let name = string(file_name(media_type.as_deref().unwrap_or_default()));
            let file = Expression::text(format!("{path}::new({name}, \"content\")"));
            return Ok(match files {
                types::Files::One => file,
                types::Files::Many => Expression::list("vec![", vec![file], "]"),
                types::Files::Named => Expression::text("Default::default()"),
            });
        }
        let place = Place { name: &parameter.name, wire_name: &parameter.wire_name, depth: 0 };
        let example = parsed(parameter.documentation.example.as_deref());
        self.argument(&parameter.ty, example.as_ref(), place)
    }

    /// The example of a body: the documented one, else the one in its own documentation.
    pub(super) fn example(&self, body: &Body, documented: Option<&Value>) -> Option<Value> {
        let (BodyContent::Json(ty) | BodyContent::Form(ty)) = &body.content else { return None };
        let own = parsed(body.documentation.example.as_deref());
        documented.cloned().into_iter().chain(own).find(|example| fits(self.context, ty, example))
    }

    /// A value for a body: as its [`example`](Self::example) has it, or made up.
    pub(super) fn body(&mut self, body: &Body, example: Option<&Value>) -> Result<Expression, EmitError> {
        match &body.content {
            BodyContent::Json(ty) | BodyContent::Form(ty) => {
                self.owned(ty, example, Place { name: "body", wire_name: "value", depth: 0 })
            }
            BodyContent::Text | BodyContent::Bytes | BodyContent::Multipart => Ok(Expression::text("\"content\"")),
        }
    }

    /// A value for the body of a response.
    pub(super) fn response(&mut self, ty: &Type) -> Result<Expression, EmitError> {
        self.owned(ty, None, Place { name: "body", wire_name: "value", depth: 0 })
    }

    /// A value in the form in which a method takes it: see [`types::argument`].
    fn argument(&mut self, ty: &Type, example: Option<&Value>, place: Place<'_>) -> Result<Expression, EmitError> {
        let example = example.filter(|example| fits(self.context, ty, example));
        let value = match ty {
            Type::String => return Ok(Expression::text(scalars::text(example, place))),
            Type::Array(inner) if **inner == Type::String => self.texts(example, place),
            Type::Array(inner) => self.list("[", inner, example, place)?,
            Type::Nullable(inner) if **inner == Type::String => match example {
                Some(example) if !example.is_null() => {
                    Expression::text(format!("Some({})", scalars::text(Some(example), place)))
                }
                _ => Expression::text("None"),
            },
            _ => self.owned(ty, example, place)?,
        };
        let form = types::argument(self.context, ty)?.ty;
        Ok(if is_reference(&form) { value.within("&", "") } else { value })
    }

    /// A value in the form in which a model's constructor or setter takes it: as the runtime's `taken!` says.
    fn kept(&mut self, ty: &Type, example: Option<&Value>, place: Place<'_>) -> Result<Expression, EmitError> {
        match ty {
            Type::String => Ok(Expression::text(scalars::text(example, place))),
            Type::Array(inner) => match **inner {
                Type::String => Ok(self.texts(example, place)),
                _ => self.list("[", inner, example, place),
            },
            // The method makes the box.
            Type::Boxed(inner) => self.owned(inner, example, place),
            _ => self.owned(ty, example, place),
        }
    }

    /// A value by value.
    fn owned(&mut self, ty: &Type, example: Option<&Value>, place: Place<'_>) -> Result<Expression, EmitError> {
        Ok(match ty {
            Type::Boolean
            | Type::I32
            | Type::I64
            | Type::U64
            | Type::F64
            | Type::Number
            | Type::Decimal
            | Type::String
            | Type::Uuid
            | Type::DateTime
            | Type::Date
            | Type::Bytes => Expression::text(scalars::owned(ty, example, place)),
            Type::Any => json::any(example),
            Type::Object => json::object(example),
            Type::Array(inner) => self.list("vec![", inner, example, place)?,
            Type::Map(inner) => self.map(inner, example, place)?,
            Type::Nullable(inner) => match example {
                Some(example) if !example.is_null() => {
                    let value = self.owned(inner, Some(example), place.within())?;
                    Expression::list("Some(", vec![value], ")")
                }
                _ => Expression::text("None"),
            },
            Type::Boxed(inner) => {
                let value = self.owned(inner, example, place)?;
                Expression::list("Box::new(", vec![value], ")")
            }
            Type::JsonPatch => {
                let path = self.runtime("JsonPatch");
                json::patch(&path, example)
            }
            Type::Named(id) => self.named(*id, example, place)?,
            Type::Custom(_) | Type::CustomNumber(_) => self.give(ty, place)?,
        })
    }

    /// A value of a named type.
    fn named(&mut self, id: TypeId, example: Option<&Value>, place: Place<'_>) -> Result<Expression, EmitError> {
        let definition = self.context.definition(id)?;
        let is_exhausted = self.around.contains(&id) || place.depth > DEPTH || self.left == 0;
        let is_endless = is_exhausted && example.is_none() || self.around.len() > 4 * DEPTH;
        let needs_nothing = matches!(definition.kind, TypeKind::Struct(_)) && self.context.has_default(definition);
        let example = example.filter(|_| !is_endless);
        self.around.push(id);
        let value = match &definition.kind {
            TypeKind::Enum(enumeration) => {
                let path = self.model(&definition.name);
                Ok(Expression::text(scalars::enumeration(&path, enumeration, example)))
            }
            _ if is_endless && !needs_nothing => self.give(&Type::Named(id), place),
            TypeKind::Struct(structure) => self.structure(definition, structure, example, place),
            TypeKind::Union(union) => self.union(id, union, example, place),
            TypeKind::Newtype(ty) => {
                let open = format!("{}(", self.model(&definition.name));
                self.owned(ty, example, place).map(|value| Expression::list(open, vec![value], ")"))
            }
        };
        self.around.pop();
        value
    }

    /// A value that the example takes as given: of an unknown type, or of a type without an end.
    fn give(&mut self, ty: &Type, place: Place<'_>) -> Result<Expression, EmitError> {
        let root = ident(&self.context.crate_name, "the crate")?;
        let tokens = types::outside(types::owned(self.context, ty)?, &root);
        let name = self.variable(place.name);
        self.given.push((name.clone(), written(&tokens)));
        Ok(Expression::text(name))
    }

    fn model(&mut self, name: &str) -> String {
        self.names.path(&format!("{}::models", self.context.crate_name), name)
    }

    /// The path of an error type.
    fn error(&mut self, name: &str) -> String {
        self.names.path(&format!("{}::errors", self.context.crate_name), name)
    }

    fn runtime(&mut self, name: &str) -> String {
        self.names.path(&format!("{}::runtime", self.context.crate_name), name)
    }
}

/// The name of a file of the first of several media types.
fn file_name(media_types: &str) -> &'static str {
    let first = media_types.split([',', ';']).next().unwrap_or_default().trim().to_ascii_lowercase();
    match first.as_str() {
        "application/json" => "data.json",
        "application/pdf" => "document.pdf",
        "application/xml" | "text/xml" => "data.xml",
        "application/zip" => "archive.zip",
        "image/gif" => "image.gif",
        "image/jpeg" => "image.jpg",
        "image/png" => "image.png",
        "image/svg+xml" => "image.svg",
        "text/csv" => "table.csv",
        "text/html" => "page.html",
        _ => "file.txt",
    }
}

/// Reads what the specification has as JSON text.
fn parsed(text: Option<&str>) -> Option<Value> {
    text.and_then(|text| serde_json::from_str(text).ok())
}

/// Whether the method takes a reference.
fn is_reference(form: &TokenStream) -> bool {
    matches!(form.clone().into_iter().next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '&')
}

/// A type as a person writes it.
fn written(tokens: &TokenStream) -> String {
    let file = syn::parse_quote!(type T = #tokens;);
    let text = prettyplease::unparse(&file);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_start_matches("type T = ").trim_end_matches(';').to_owned()
}
