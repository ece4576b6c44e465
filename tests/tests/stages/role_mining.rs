//! The 25 pages of the role-mining API.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use generator::api::{
    Api, BodyContent, ErrorVariant, Operation, ResponseBody, StatusPattern, Struct, Type, TypeDefinition, TypeKind,
};
use generator::config::Config;
use generator::{Options, generate, read};
use insta::assert_snapshot;

use crate::model;

static API: LazyLock<Api> = LazyLock::new(|| {
    let config = Config::read(Path::new("../specs/generator.toml")).unwrap();
    let input = read::read(&config.inputs, &read::Options::default());
    let options = Options { crate_name: "generated-client".to_owned(), rules: config.rules, ..Options::default() };
    generate(input, &options).unwrap().api
});

fn definition(ty: &Type) -> &'static TypeDefinition {
    match ty {
        Type::Named(id) => API.type_definition(*id).unwrap(),
        other => panic!("{other:?} has no definition"),
    }
}

fn structure(ty: &Type) -> &'static Struct {
    match &definition(ty).kind {
        TypeKind::Struct(object) => object,
        other => panic!("{other:?} is no struct"),
    }
}

fn fields(object: &Struct) -> Vec<&str> {
    object.fields.iter().map(|field| field.wire_name.as_str()).collect()
}

fn operation(name: &str) -> &'static Operation {
    API.operations().find(|operation| operation.name == name).unwrap()
}

#[test]
fn the_model() {
    assert_snapshot!("role_mining", model::render(&API));
}

#[test]
fn there_is_one_service_with_a_builder_for_each_operation() {
    assert_eq!(API.services.len(), 1);
    let builders: BTreeSet<&str> = API.operations().map(|operation| operation.builder.as_str()).collect();
    assert_eq!((API.operations().count(), builders.len()), (25, 25));
}

#[test]
fn all_security_schemes_are_kept() {
    let schemes: Vec<&str> = API.security_schemes.iter().map(|scheme| scheme.name.as_str()).collect();
    assert_eq!(schemes, ["applicationAuth", "oauth2", "userAuth"]);
}

#[test]
fn error_bodies_are_three_structs() {
    let variants = API.errors.iter().flat_map(|error| &error.variants);
    let bodies: BTreeSet<String> = variants
        .filter_map(|variant| match &variant.body {
            ResponseBody::Json(ty) => Some(fields(structure(ty)).join(" ")),
            _ => None,
        })
        .collect();
    let expected = ["detailCode trackingId messages causes", "error", "message"];
    assert_eq!(bodies, expected.map(str::to_owned).into());
    // What a property without a `type` holds is anybody's guess.
    let detailed = API.types.iter().filter_map(|definition| match &definition.kind {
        TypeKind::Struct(object) if matches!(fields(object)[..], ["error" | "message"]) => object.fields.first(),
        _ => None,
    });
    assert_eq!(detailed.map(|field| field.ty.clone()).collect::<Vec<_>>(), [Type::Any, Type::Any]);
}

#[test]
fn two_error_types_suffice() {
    assert_eq!(API.errors.len(), 2);
    // They differ in what the body of one status is.
    let unauthorized = |variant: &&ErrorVariant| variant.status == StatusPattern::Exact(401);
    let bodies: Vec<_> = API.errors.iter().map(|error| error.variants.iter().find(unauthorized).unwrap()).collect();
    assert_ne!(bodies.first().unwrap().body, bodies.last().unwrap().body);
    let others = API.operations().filter(|operation| operation.error == Some(generator::api::ErrorId(0)));
    assert_eq!(others.map(|operation| operation.name.as_str()).collect::<Vec<_>>(), ["get_role_mining_session"]);
}

#[test]
fn the_origin_of_a_locale_is_one_enum() {
    let origins: Vec<_> = API.types.iter().filter(|definition| definition.name.contains("LocaleOrigin")).collect();
    assert_eq!(origins.iter().map(|origin| origin.name.as_str()).collect::<Vec<_>>(), ["LocaleOrigin"]);
    assert!(matches!(&origins.first().unwrap().kind, TypeKind::Enum(listed) if listed.variants.len() == 2));
    // Seed 002 has it without a title and not nullable, the others with a title and nullable: all refer to this one.
    let users = API.types.iter().filter_map(|definition| match &definition.kind {
        TypeKind::Struct(object) => object.fields.iter().find(|field| field.wire_name == "localeOrigin"),
        _ => None,
    });
    for field in users {
        assert_eq!(model::ty(&API, &field.ty), "LocaleOrigin");
    }
}

#[test]
fn an_all_of_is_one_struct() {
    for name in ["export_role_mining_potential_role_status", "export_role_mining_potential_role_async"] {
        let generator::api::Outcome::Single(ResponseBody::Json(ty)) = &operation(name).outcome else {
            panic!("{name} gives JSON");
        };
        assert_eq!(definition(ty).name, "RoleMiningPotentialRoleExportResponse");
        let all = ["minEntitlementPopularity", "includeCommonAccess", "exportId", "status"];
        assert_eq!(fields(structure(ty)), all);
    }
}

#[test]
fn each_patch_takes_a_json_patch() {
    let patches: Vec<&Operation> = API.operations().filter(|operation| operation.method == "PATCH").collect();
    assert_eq!(patches.len(), 3);
    for operation in patches {
        assert_eq!(operation.body.as_ref().unwrap().content, BodyContent::Json(Type::JsonPatch), "{}", operation.name);
    }
}
