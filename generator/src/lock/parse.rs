//! From facts to a surface.

use super::fact::Fact;
use super::identifier::{self, camel, module, setter_stem, snake, value as value_name};
use super::{
    Body, Enum, Events, Field, FormatKey, HeaderField, Operation, OperationKey, OtherBody, Paging, Parameter,
    ParameterKey, RustType, Server, Service, Struct, Surface, TypeDefinition, TypeKind, Union, UnionVariant, Variant,
    Webhook,
};
use crate::api::{AliasKey, AliasKind, Presence, StatusPattern, Usage};

/// Why a fact is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// The item that it is about doesn't exist.
    Orphan,
    /// It isn't understood.
    Unknown,
    /// It has a name that is not valid in Rust.
    Name,
}

/// A surface on its way: parts of a union come in the order of their keys.
#[derive(Debug, Default)]
pub(super) struct Reader {
    surface: Surface,
    variants: Vec<(String, usize, UnionVariant)>,
}

impl Reader {
    /// Adds a fact. The facts about a type or an operation come after the fact that it exists.
    pub(super) fn add(&mut self, fact: &Fact) -> Result<(), Unfit> {
        let key: Vec<&str> = fact.key.iter().map(String::as_str).collect();
        let value: Vec<&str> = fact.value.iter().map(String::as_str).collect();
        let surface = &mut self.surface;
        match (key.as_slice(), value.as_slice()) {
            (["client", name], [value]) => _ = surface.client.insert(owned(name), owned(value)),
            (["feature", name], []) => _ = surface.features.insert(owned(name)),
            (["format", format, place], [ty]) => {
                let key = FormatKey { format: owned(format), place: owned(place) };
                surface.formats.insert(key, owned(ty));
            }
            (["server", name], [url, variables @ ..]) => {
                let variables = variables.iter().map(owned).collect();
                surface.servers.insert(owned(name), Server { url: owned(url), variables });
            }
            (["security", name], [what]) => _ = surface.security_schemes.insert(owned(name), owned(what)),
            (["security", name, "authorization"], [url]) => {
                surface.authorization_urls.insert(owned(name), owned(url));
            }
            (["service", tag], [method, name, module]) => {
                let (method, name, module) = (snake(method)?, camel(name)?, self::module(module)?);
                let service = Service { method, name, module, ..Service::default() };
                surface.services.insert(owned(tag), service);
            }
            (["service", tag, "documentation"], [fingerprint]) => {
                surface.services.get_mut(*tag).ok_or(Unfit::Orphan)?.documentation = owned(fingerprint);
            }
            (["service", tag, "feature"], [feature]) => {
                surface.services.get_mut(*tag).ok_or(Unfit::Orphan)?.feature = identifier::feature(feature)?;
            }
            (["operation", path, method, rest @ ..], value) => {
                let key = OperationKey { path: owned(path), method: owned(method) };
                match (rest, value) {
                    ([], [service, name, builder, id]) => {
                        let (service, name, builder) = (owned(service), snake(name)?, camel(builder)?);
                        let operation = Operation { service, name, builder, id: owned(id), ..Operation::default() };
                        surface.operations.insert(key, operation);
                    }
                    _ => operation(surface.operations.get_mut(&key).ok_or(Unfit::Orphan)?, rest, value)?,
                }
            }
            (["type", name], kind) => _ = surface.types.insert(camel(name)?, definition(kind)?),
            // The name of the variant is in the key where several hold one type.
            (["type", name, "variant", ty] | ["type", name, "variant", ty, _], [position, variant, tags @ ..]) => {
                let position = position.parse().map_err(|_| Unfit::Unknown)?;
                let tags = tags.iter().map(owned).collect();
                let variant = UnionVariant { name: camel(variant)?, ty: RustType(owned(ty)), tags };
                self.variants.push((owned(name), position, variant));
            }
            (["type", name, rest @ ..], value) => {
                part(surface.types.get_mut(*name).ok_or(Unfit::Orphan)?, rest, value)?;
            }
            (["error", name, status], [variant, body]) => {
                let variant = Variant { name: owned(variant), body: RustType(owned(body)) };
                surface.errors.entry(camel(name)?).or_default().insert(self::status(status)?, variant);
            }
            (["webhook", name], [variant, function, ty]) => {
                let (variant, function) = (camel(variant)?, snake(function)?);
                surface.webhooks.insert(owned(name), Webhook { variant, function, ty: RustType(owned(ty)) });
            }
            (["excluded", path, method], []) => {
                surface.excluded.insert(OperationKey { path: owned(path), method: owned(method) });
            }
            (["alias", kind, rest @ ..], [now]) => {
                let (key, now) = alias(kind, rest, now)?;
                surface.aliases.0.insert(key, now);
            }
            _ => return Err(Unfit::Unknown),
        }
        Ok(())
    }

    /// The surface of all facts.
    pub(super) fn finish(mut self) -> Surface {
        self.variants.sort_by_key(|(_, position, _)| *position);
        for (name, _, variant) in self.variants {
            if let Some(TypeKind::Union(union)) = self.surface.types.get_mut(&name).map(|it| &mut it.kind) {
                union.variants.push(variant);
            }
        }
        self.surface
    }
}

fn owned(text: impl AsRef<str>) -> String {
    text.as_ref().to_owned()
}

fn status(text: &str) -> Result<StatusPattern, Unfit> {
    text.parse().map_err(|_| Unfit::Unknown)
}

fn operation(operation: &mut Operation, key: &[&str], value: &[&str]) -> Result<(), Unfit> {
    match (key, value) {
        (["documentation"], [fingerprint]) => operation.documentation = owned(fingerprint),
        (["returns"], [ty]) => operation.returns = RustType(owned(ty)),
        (["security"], alternatives) => operation.security = alternatives.iter().map(owned).collect(),
        (["statuses"], statuses) => {
            operation.statuses = statuses.iter().map(|text| status(text)).collect::<Result<_, _>>()?;
        }
        (["parameter", location, wire_name], value) => {
            let key = ParameterKey { location: owned(location), wire_name: owned(wire_name) };
            operation.parameters.insert(key, parameter(value)?);
        }
        (["default", location, wire_name], [value]) => {
            let key = ParameterKey { location: owned(location), wire_name: owned(wire_name) };
            operation.defaults.insert(key, owned(value));
        }
        (["body"], [kind, ty, media_type]) => {
            let required = *kind == "argument";
            operation.body = Some(Body { required, ty: RustType(owned(ty)), media_type: owned(media_type) });
        }
        (["body", media_type], [name, ty, parts @ ..]) => {
            let parts = parts.iter().map(owned).collect();
            let other = OtherBody { name: snake(name)?, ty: RustType(owned(ty)), parts };
            operation.other_bodies.insert(owned(media_type), other);
        }
        (["accept", media_type], [name, body]) => {
            let other = Variant { name: snake(name)?, body: RustType(owned(body)) };
            operation.representations.insert(owned(media_type), other);
        }
        (["headers"], [name]) => operation.headers.name = camel(name)?,
        (["header", wire_name], [name, ty]) => {
            let name = value_name(name.strip_suffix(':').ok_or(Unfit::Unknown)?)?;
            operation.headers.fields.insert(owned(wire_name), HeaderField { name, ty: RustType(owned(ty)) });
        }
        (["outcome", status], [name, body]) => {
            let variant = Variant { name: owned(name), body: RustType(owned(body)) };
            operation.outcomes.insert(self::status(status)?, variant);
        }
        (["error"], [error]) => operation.error = Some(camel(error)?),
        (["server"], [url]) => operation.server = Some(owned(url)),
        (["paging"], [item, style]) => {
            operation.paging = Some(Paging { style: owned(style), item: RustType(owned(item)) });
        }
        (["events"], [item, media_type, rest @ ..]) if matches!(rest, [] | ["whole"]) => {
            let (media_type, item) = (owned(media_type), RustType(owned(item)));
            operation.events = Some(Events { media_type, item, is_whole: !rest.is_empty() });
        }
        (["waiter", name], [ty]) => _ = operation.waiters.insert(owned(name), RustType(owned(ty))),
        (["deprecated"], []) => operation.deprecated = true,
        _ => return Err(Unfit::Unknown),
    }
    Ok(())
}

/// `type Disc`, `method disks list_discs` and the like, and the name that stands for it now.
fn alias(kind: &str, key: &[&str], now: &str) -> Result<(AliasKey, String), Unfit> {
    let (kind, _) = AliasKind::ALL.into_iter().find(|(_, word)| *word == kind).ok_or(Unfit::Unknown)?;
    let (scope, name) = match key {
        [name] => ("", *name),
        [scope, name] => (*scope, *name),
        _ => return Err(Unfit::Unknown),
    };
    let check = match kind {
        AliasKind::Type | AliasKind::Error | AliasKind::Variant | AliasKind::ServiceType | AliasKind::Builder => camel,
        AliasKind::Service | AliasKind::Method => snake,
        AliasKind::Module => module,
        AliasKind::Setter => value_name,
    };
    Ok((AliasKey { kind, scope: owned(scope), name: check(name)? }, check(now)?))
}

/// `argument 1 id: String style label deprecated`, or `setter` in place of `argument 1`.
fn parameter(value: &[&str]) -> Result<Parameter, Unfit> {
    let (position, rest) = match value {
        ["argument", position, rest @ ..] => (Some(position.parse().map_err(|_| Unfit::Unknown)?), rest),
        ["setter", rest @ ..] => (None, rest),
        _ => return Err(Unfit::Unknown),
    };
    let [name, ty, rest @ ..] = rest else { return Err(Unfit::Unknown) };
    let (style, rest) = match rest {
        ["style", style, rest @ ..] => (owned(style), rest),
        rest => (String::new(), rest),
    };
    let deprecated = match rest {
        [] => false,
        ["deprecated"] => true,
        _ => return Err(Unfit::Unknown),
    };
    let name = name.strip_suffix(':').ok_or(Unfit::Unknown)?;
    Ok(Parameter { name: value_name(name)?, ty: RustType(owned(ty)), position, style, deprecated })
}

fn definition(words: &[&str]) -> Result<TypeDefinition, Unfit> {
    let (kind, rest) = match words {
        ["struct", rest @ ..] => (TypeKind::Struct(Struct::default()), rest),
        ["enum", "string", rest @ ..] => (TypeKind::Enum(Enum::default()), rest),
        ["enum", "integer", rest @ ..] => (TypeKind::Enum(Enum { is_integer: true, ..Enum::default() }), rest),
        ["union", rest @ ..] => (TypeKind::Union(Union::default()), rest),
        ["newtype", rest @ ..] => (TypeKind::Newtype(RustType::default()), rest),
        _ => return Err(Unfit::Unknown),
    };
    let usage = Usage { sent: rest.contains(&"sent"), received: rest.contains(&"received") };
    Ok(TypeDefinition { usage, kind, documentation: String::new() })
}

fn part(definition: &mut TypeDefinition, key: &[&str], value: &[&str]) -> Result<(), Unfit> {
    match (&mut definition.kind, key, value) {
        (_, ["documentation"], [fingerprint]) => definition.documentation = owned(fingerprint),
        (TypeKind::Struct(structure), ["field", wire_name], value) => {
            structure.fields.insert(owned(wire_name), field(value)?);
        }
        (TypeKind::Struct(structure), ["new"], ["of", arguments @ ..]) => {
            structure.new = Some(arguments.iter().map(owned).collect());
        }
        (TypeKind::Struct(structure), ["additional"], [name, ty]) => {
            let name = name.strip_suffix(':').ok_or(Unfit::Unknown)?;
            structure.additional_properties = Some((snake(name)?, RustType(owned(ty))));
        }
        (TypeKind::Enum(values), ["value", value], [name]) => _ = values.variants.insert(owned(value), camel(name)?),
        (TypeKind::Enum(Enum { unknown, .. }) | TypeKind::Union(Union { unknown, .. }), ["unknown"], [name]) => {
            *unknown = camel(name)?;
        }
        (TypeKind::Union(union), ["discriminator"], [property]) => union.discriminator = Some(owned(property)),
        (TypeKind::Newtype(ty), ["of"], [text]) => *ty = RustType(owned(text)),
        _ => return Err(Unfit::Unknown),
    }
    Ok(())
}

/// `created: DateTime optional nullable deprecated overridden setter made`.
fn field(value: &[&str]) -> Result<Field, Unfit> {
    let [name, ty, presence, rest @ ..] = value else { return Err(Unfit::Unknown) };
    let (presence, rest) = match (*presence, rest) {
        ("required", ["nullable", rest @ ..]) => (Presence::RequiredNullable, rest),
        ("required", rest) => (Presence::Required, rest),
        ("optional", ["nullable", rest @ ..]) => (Presence::OptionalNullable, rest),
        ("optional", rest) => (Presence::Optional, rest),
        _ => return Err(Unfit::Unknown),
    };
    let (deprecated, rest) = match rest {
        ["deprecated", rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (overridden, rest) = match rest {
        ["overridden", rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let setter_stem = match rest {
        [] => None,
        ["setter", stem] => Some(setter_stem(stem)?),
        _ => return Err(Unfit::Unknown),
    };
    let name = value_name(name.strip_suffix(':').ok_or(Unfit::Unknown)?)?;
    Ok(Field { name, setter_stem, ty: RustType(owned(ty)), presence, deprecated, overridden })
}
