//! What goes by a name.

use super::{Found, Inspection};
use crate::api::{self, ErrorId, TypeId};
use crate::{methods, nearest};

impl Inspection<'_> {
    /// Finds what goes by `name`: a type, an error type, a service by its method, struct or tag, an operation by its
    /// method (with or without the service's before it), its builder, its id, or by HTTP method and path.
    ///
    /// # Errors
    ///
    /// Fails if there is nothing, with a help that names what was probably meant.
    pub fn find(&self, name: &str) -> Result<Found, String> {
        let api = self.api();
        let (wanted, call) = (wanted(name), name.replace("()", ""));
        let mut found = Found { services: Vec::new(), operations: Vec::new(), types: Vec::new(), errors: Vec::new() };
        let is = |names: Vec<String>| names.iter().any(|one| *one == wanted || *one == call);
        for service in &api.services {
            if is(service_names(service)) {
                found.services.push(self.service_details(service));
            }
            for operation in service.operations.iter().filter(|it| is(operation_names(service, it))) {
                found.operations.push(self.operation_details(service, operation));
            }
        }
        let types = api.types.iter().enumerate().filter(|(_, it)| it.name == wanted);
        found.types = types.filter_map(|(index, _)| self.type_details(TypeId(index))).collect();
        let errors = api.errors.iter().enumerate().filter(|(_, it)| it.name == wanted);
        found.errors = errors.filter_map(|(index, _)| self.error_details(ErrorId(index))).collect();
        let count = found.services.len() + found.operations.len() + found.types.len() + found.errors.len();
        if count == 0 { Err(self.help(name)) } else { Ok(found) }
    }

    /// What somebody may have meant by a name that isn't there.
    fn help(&self, name: &str) -> String {
        let api = self.api();
        let mut names: Vec<String> = api.types.iter().map(|it| it.name.clone()).collect();
        names.extend(api.errors.iter().map(|it| it.name.clone()));
        for service in &api.services {
            names.extend(service_names(service));
            names.extend(service.operations.iter().flat_map(|operation| operation_names(service, operation)));
        }
        nearest::help(&wanted(name), names.iter().map(String::as_str), "run `generator inspect` for a list")
    }
}

/// A name with the method of `get /path` in upper case.
fn wanted(name: &str) -> String {
    match name.trim().split_once(char::is_whitespace) {
        Some((method, path)) if path.trim_start().starts_with('/') => {
            format!("{} {}", methods::name(&methods::key(method)), path.trim_start())
        }
        _ => name.trim().to_owned(),
    }
}

fn service_names(service: &api::Service) -> Vec<String> {
    vec![service.method.clone(), service.name.clone(), service.tag.clone()]
}

fn operation_names(service: &api::Service, operation: &api::Operation) -> Vec<String> {
    let api::Operation { id, name, builder, method, path, .. } = operation;
    let qualified = format!("{}.{name}", service.method);
    vec![id.clone(), name.clone(), qualified, builder.clone(), format!("{method} {path}")]
}
