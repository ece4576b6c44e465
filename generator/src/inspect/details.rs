//! From the model to the details of its parts.

use std::collections::BTreeSet;

use super::{
    Error, ErrorDetails, Holder, Inspection, Listing, Operation, OperationDetails, OtherMediaType, Parameter, Part,
    Service, ServiceDetails, Status, Type, TypeDetails, Use, Waiter, reach,
};
use crate::api::{self, Api, ErrorId, Literal, OperationPlace, Presence, TypeId, TypeKind};
use crate::lock::{OperationKey, ParameterKey, RustType};
use crate::{methods, pointer};

impl Inspection<'_> {
    /// Lists all that the API has.
    pub fn list(&self) -> Listing {
        let api = self.api();
        let mut listing = Listing {
            services: api.services.iter().map(|service| self.service(service)).collect(),
            operations: self.operations(|_| true),
            types: (0..api.types.len()).filter_map(|index| self.ty(TypeId(index))).collect(),
            errors: (0..api.errors.len()).filter_map(|index| self.error(ErrorId(index))).collect(),
        };
        listing.services.sort_by(|one, other| one.name.cmp(&other.name));
        listing
    }

    pub(super) fn api(&self) -> &Api {
        &self.model.api
    }

    fn service(&self, service: &api::Service) -> Service {
        Service {
            name: service.method.clone(),
            service: service.name.clone(),
            tag: service.tag.clone(),
            source: self.model.names.services.get(&service.tag).map(ToString::to_string),
            operation_count: service.operations.len(),
        }
    }

    pub(super) fn service_details(&self, service: &api::Service) -> ServiceDetails {
        let operations = service.operations.iter().map(|operation| self.operation(service, operation)).collect();
        ServiceDetails { summary: self.service(service), operations }
    }

    /// The operations that are as `is_wanted` says, sorted.
    fn operations(&self, is_wanted: impl Fn(&api::Operation) -> bool) -> Vec<Operation> {
        let of = |service: &api::Service| -> Vec<Operation> {
            let wanted = service.operations.iter().filter(|operation| is_wanted(operation));
            wanted.map(|operation| self.operation(service, operation)).collect()
        };
        let mut operations: Vec<Operation> = self.api().services.iter().flat_map(of).collect();
        operations.sort_by(|one, other| one.name.cmp(&other.name));
        operations
    }

    fn operation(&self, service: &api::Service, operation: &api::Operation) -> Operation {
        let api::Operation { id, name, method, path, .. } = operation;
        let pointer = format!("/paths/{}/{}", pointer::escape(path), pointer::escape(&methods::key(method)));
        Operation {
            name: format!("{}.{name}", service.method),
            id: id.clone(),
            method: method.clone(),
            path: path.clone(),
            file: self.sources.origin(&self.model.places.find(&pointer)).file,
            source: self.model.names.operations.get(&(method.clone(), path.clone())).map(ToString::to_string),
        }
    }

    pub(super) fn operation_details(&self, service: &api::Service, operation: &api::Operation) -> OperationDetails {
        let key = OperationKey { path: operation.path.clone(), method: operation.method.clone() };
        // The lock is made of the same model.
        let locked = self.model.lock.surface.operations.get(&key).cloned().unwrap_or_default();
        let (mut arguments, mut setters) = (Vec::new(), Vec::new());
        for parameter in &operation.parameters {
            let place = if parameter.required { &mut arguments } else { &mut setters };
            let ParameterKey { location, wire_name } = ParameterKey::of(parameter);
            place.push(Parameter { name: parameter.name.clone(), wire_name, location, ty: self.text(&parameter.ty) });
        }
        if let Some(body) = locked.body.filter(|body| body.ty.0 != "multipart") {
            let place = if body.required { &mut arguments } else { &mut setters };
            let (name, location) = ("body".to_owned(), "body".to_owned());
            place.push(Parameter { name, wire_name: body.media_type, location, ty: body.ty.0 });
        }
        let outcomes = locked.outcomes.into_iter().map(|(status, variant)| Status {
            status: status.to_string(),
            variant: variant.name,
            ty: variant.body.0,
        });
        let other = |media_type: String, name: String, ty: RustType| OtherMediaType { name, media_type, ty: ty.0 };
        let other_bodies = locked.other_bodies.into_iter().map(|(key, it)| other(key, it.name, it.ty));
        let representations = locked.representations.into_iter().map(|(key, it)| other(key, it.name, it.body));
        let waiters = locked.waiters.into_iter().map(|(name, returns)| Waiter { name, returns: returns.0 });
        OperationDetails {
            summary: self.operation(service, operation),
            builder: operation.builder.clone(),
            arguments,
            setters,
            other_bodies: other_bodies.collect(),
            returns: locked.returns.0,
            representations: representations.collect(),
            headers: Some(locked.headers.name).filter(|name| !name.is_empty()),
            outcomes: outcomes.collect(),
            errors: reach::errors(self.api(), operation).map(|variant| self.status(variant)).collect(),
            error: locked.error,
            item: locked.paging.as_ref().map(|paging| paging.item.0.clone()),
            paging: locked.paging.map(|paging| paging.style),
            waiters: waiters.collect(),
            security: locked.security.into_iter().collect(),
            server: operation.server.clone(),
            deprecated: operation.deprecated,
        }
    }

    fn status(&self, variant: &api::ErrorVariant) -> Status {
        let ty = match &variant.body {
            api::ResponseBody::Empty => "()".to_owned(),
            api::ResponseBody::Json(ty) => self.text(ty),
            api::ResponseBody::Text => "text".to_owned(),
            api::ResponseBody::Bytes => "bytes".to_owned(),
        };
        Status { status: variant.status.to_string(), variant: variant.name.clone(), ty }
    }

    fn ty(&self, id: TypeId) -> Option<Type> {
        let definition = self.api().type_definition(id)?;
        let (kind, part_count) = match &definition.kind {
            TypeKind::Struct(it) => ("struct", it.fields.len() + usize::from(it.additional_properties.is_some())),
            TypeKind::Enum(it) => ("enum", it.variants.len()),
            TypeKind::Union(it) => ("union", it.variants.len()),
            TypeKind::Newtype(_) => ("newtype", 0),
        };
        let uses = self.uses(id);
        let files: BTreeSet<String> = uses.iter().map(|it| it.operation.file.clone()).collect();
        Some(Type {
            name: definition.name.clone(),
            kind,
            part_count,
            source: self.model.names.types.get(&definition.name).map(ToString::to_string),
            operation_count: uses.len(),
            files: files.into_iter().collect(),
        })
    }

    pub(super) fn type_details(&self, id: TypeId) -> Option<TypeDetails> {
        let definition = self.api().type_definition(id)?;
        let discriminator = match &definition.kind {
            TypeKind::Union(union) => union.discriminator.clone(),
            _ => None,
        };
        let held_by = self.reach.holders.get(&id).into_iter().flatten();
        let held_by = held_by.filter_map(|(holder, part)| {
            Some(Holder { ty: self.api().type_definition(*holder)?.name.clone(), part: part.clone() })
        });
        Some(TypeDetails {
            summary: self.ty(id)?,
            sent: definition.usage.sent,
            received: definition.usage.received,
            discriminator,
            parts: self.parts(&definition.kind),
            held_by: held_by.collect(),
            used_by: self.uses(id),
        })
    }

    /// The operations that reach a type, sorted.
    fn uses(&self, id: TypeId) -> Vec<Use> {
        let uses = self.reach.uses.get(&id).into_iter().flatten();
        let uses = uses.filter_map(|((service, operation), roles)| {
            let place = OperationPlace { service: *service, operation: *operation };
            let (service, operation) = self.api().operation(place)?;
            Some(Use { operation: self.operation(service, operation), roles: roles.iter().cloned().collect() })
        });
        let mut uses: Vec<Use> = uses.collect();
        uses.sort_by(|one, other| one.operation.name.cmp(&other.operation.name));
        uses
    }

    fn parts(&self, kind: &TypeKind) -> Vec<Part> {
        let part = |name: &str, wire_name: String, ty: String| Part {
            name: name.to_owned(),
            wire_name,
            ty,
            presence: "",
            deprecated: false,
        };
        match kind {
            TypeKind::Struct(structure) => {
                let field = |field: &api::Field| Part {
                    presence: presence(field.presence),
                    deprecated: field.deprecated,
                    ..part(&field.name, field.wire_name.clone(), self.text(&field.ty))
                };
                let others = structure.additional_properties.as_ref();
                let others = others.map(|(name, ty)| part(name, "*".to_owned(), self.text(ty)));
                structure.fields.iter().map(field).chain(others).collect()
            }
            TypeKind::Enum(values) => {
                let value = |literal: &Literal| match literal {
                    Literal::String(text) => text.clone(),
                    Literal::Integer(number) => number.to_string(),
                };
                values.variants.iter().map(|it| part(&it.name, value(&it.value), String::new())).collect()
            }
            TypeKind::Union(union) => {
                union.variants.iter().map(|it| part(&it.name, it.tags.join(", "), self.text(&it.ty))).collect()
            }
            TypeKind::Newtype(ty) => vec![part("", String::new(), self.text(ty))],
        }
    }

    fn error(&self, id: ErrorId) -> Option<Error> {
        let error = self.api().error_type(id)?;
        Some(Error {
            name: error.name.clone(),
            statuses: error.variants.iter().map(|variant| variant.status.to_string()).collect(),
            operation_count: self.api().operations().filter(|operation| operation.error == Some(id)).count(),
        })
    }

    pub(super) fn error_details(&self, id: ErrorId) -> Option<ErrorDetails> {
        let error = self.api().error_type(id)?;
        Some(ErrorDetails {
            summary: self.error(id)?,
            variants: error.variants.iter().map(|variant| self.status(variant)).collect(),
            operations: self.operations(|operation| operation.error == Some(id)),
        })
    }

    /// A type as the lock writes it.
    fn text(&self, ty: &api::Type) -> String {
        let name = |id| self.api().type_definition(id).map(|it| it.name.clone()).unwrap_or_default();
        RustType::of(ty, &name).0
    }
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "required, nullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optional, nullable",
    }
}
