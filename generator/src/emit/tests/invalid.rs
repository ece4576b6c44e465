//! Models that *lower* does not make: an error for each, and never a panic.

use super::fixture::{self, array};
use super::options;
use crate::api::{Api, ErrorId, Outcome, Type, TypeId, TypeKind};
use crate::emit::{EmitOptions, emit};

/// What emitting says after `change`.
fn message(change: impl FnOnce(&mut Api)) -> String {
    let mut api = fixture::api();
    change(&mut api);
    emit(&api, &options()).map_or_else(|error| error.to_string(), |files| format!("{} files", files.len()))
}

/// Something that would be code if it were written as it is.
const EVIL: &str = "a; pub mod b {} //";

fn structure(api: &mut Api) -> &mut crate::api::Struct {
    let fields = api.types.iter_mut().filter_map(|definition| match &mut definition.kind {
        TypeKind::Struct(structure) => Some(structure),
        _ => None,
    });
    fields.max_by_key(|structure| structure.fields.len()).unwrap()
}

#[test]
fn each_name_is_checked() {
    let evil = || EVIL.to_owned();
    let messages = [
        message(|api| api.types[0].name = evil()),
        message(|api| api.types[0].module = evil()),
        message(|api| structure(api).fields[0].name = evil()),
        message(|api| structure(api).fields[0].name = String::new()),
        message(|api| structure(api).additional_properties = Some((evil(), Type::Any))),
        message(|api| match &mut api.types[0].kind {
            TypeKind::Union(union) => union.variants[0].name = evil(),
            _ => panic!(),
        }),
        message(|api| match &mut api.types[15].kind {
            TypeKind::Enum(enumeration) => enumeration.unknown = evil(),
            _ => panic!(),
        }),
        message(|api| api.errors[0].name = evil()),
        message(|api| api.errors[0].variants[0].name = evil()),
        message(|api| api.servers[0].name = evil()),
        message(|api| api.servers[0].variables[0].name = "self".to_owned()),
        message(|api| api.services[0].name = evil()),
        message(|api| api.services[0].method = evil()),
        message(|api| api.services[0].module = evil()),
        message(|api| api.services[0].operations[0].name = evil()),
        message(|api| api.services[0].operations[0].builder = evil()),
        message(|api| api.services[0].operations[0].method = evil()),
        message(|api| api.services[1].operations[3].parameters[0].name = evil()),
        message(|api| match &mut api.services[1].operations[1].outcome {
            Outcome::PerStatus { name, .. } => *name = evil(),
            Outcome::Single(_) => panic!(),
        }),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r#"
    the type `a; pub mod b {} //` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the module `a; pub mod b {} //` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the field `a; pub mod b {} //` of `Everything` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the field `` of `Everything` can't be written as Rust: "" is not an identifier
    the struct `Everything` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the union `Animal` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the enum `State` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the type `a; pub mod b {} //` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the error type `ThingsError` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the server `https://{tenant}.example.com/{type}` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the server `https://{tenant}.example.com/{type}` can't be written as Rust: "self" is not an identifier
    the service `a; pub mod b {} //` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the service `Health` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the module `a; pub mod b {} //` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the module `a; pub mod b {} //` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the operation `ping` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the operation `ping` can't be written as Rust: no method a; pub mod b {} //
    the parameter `type` of `search` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    the operation `create` can't be written as Rust: "a; pub mod b {} //" is not an identifier
    "#);
}

#[test]
fn each_type_is_checked() {
    let deep = (0..1000).fold(Type::Any, |ty, _| array(ty));
    let messages = [
        message(|api| structure(api).fields[0].ty = deep),
        message(|api| structure(api).fields[0].ty = Type::Named(TypeId(1000))),
        message(|api| structure(api).fields[0].ty = Type::Custom("u8, evil: u8".to_owned())),
        message(|api| structure(api).fields[0].ty = Type::Custom(String::new())),
        message(|api| api.services[0].operations[0].error = Some(ErrorId(1000))),
    ];
    insta::assert_snapshot!(messages.join("\n"), @r#"
    a type can't be written as Rust: it is nested more than 64 levels deep
    type 1000 can't be written as Rust: it is not defined
    the type `u8, evil: u8` of an override can't be written as Rust: it is not the path of a type
    the type `` of an override can't be written as Rust: it is not the path of a type
    the error type of `ping` can't be written as Rust: it is not defined
    "#);
}

#[test]
fn the_crate_name_is_checked() {
    let names = ["", "a b", "type", "a\"]", "1a", "-"];
    let results =
        names.map(|name| emit(&fixture::api(), &EmitOptions { crate_name: name.to_owned(), ..EmitOptions::default() }));
    assert!(results.iter().all(Result::is_err));
}
