//! What no document brings about, and what is told once.

use std::collections::{BTreeMap, BTreeSet};

use insta::assert_snapshot;

use super::compare;
use crate::api::{Presence, Usage};
use crate::lock::{
    Enum, Field, Operation, OperationKey, RustType, Server, Service, Struct, Surface, TypeDefinition, TypeKind, Union,
    UnionVariant,
};

fn lines(old: &Surface, new: &Surface) -> String {
    compare(old, new).changes.iter().map(|change| change.line() + "\n").collect()
}

fn structure(fields: &[(&str, &str)]) -> TypeDefinition {
    let field = |(name, ty): &(&str, &str)| {
        let field = Field {
            name: (*name).to_owned(),
            setter_stem: None,
            ty: RustType((*ty).to_owned()),
            presence: Presence::Optional,
            deprecated: false,
            overridden: false,
        };
        ((*name).to_owned(), field)
    };
    let structure = Struct { fields: fields.iter().map(field).collect(), ..Struct::default() };
    definition(TypeKind::Struct(structure))
}

fn definition(kind: TypeKind) -> TypeDefinition {
    TypeDefinition { usage: Usage { sent: false, received: true }, kind, documentation: String::new() }
}

fn types(types: impl IntoIterator<Item = (&'static str, TypeDefinition)>) -> Surface {
    let types = types.into_iter().map(|(name, definition)| (name.to_owned(), definition));
    Surface { types: types.collect(), ..Surface::default() }
}

fn get(service: &str, returns: &str) -> Operation {
    Operation {
        service: service.to_owned(),
        name: "get".to_owned(),
        builder: "Get".to_owned(),
        id: "get".to_owned(),
        returns: RustType(returns.to_owned()),
        ..Operation::default()
    }
}

fn key(path: &str) -> OperationKey {
    OperationKey { path: path.to_owned(), method: "GET".to_owned() }
}

#[test]
fn equal_surfaces_have_no_changes() {
    let surface = types([("Book", structure(&[("id", "String")]))]);
    assert_eq!(compare(&surface, &surface).changes, []);
}

#[test]
fn a_feature_that_is_gone_breaks_manifests() {
    let features = |names: &[&str]| Surface {
        features: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Surface::default()
    };
    assert_snapshot!(lines(&features(&["books", "mock"]), &features(&["loans", "mock"])), @"
    breaking (Rust), removed: feature `books` is gone: Cargo refuses a manifest that names it
    compatible, added: feature `loans` is new
    ");
}

#[test]
fn settings_of_the_client() {
    let client = |settings: &[(&str, &str)]| Surface {
        client: settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        ..Surface::default()
    };
    let environment =
        client(&[("environment", "/v1"), ("environment-base-url", "URL"), ("environment-api-key", "KEY")]);
    assert_snapshot!(lines(&environment, &client(&[])), @"breaking (Rust), changed: the client has lost `from_env`");
    assert_snapshot!(lines(&client(&[]), &environment), @"compatible, changed: the client has `from_env`, which reads the environment");
    assert_snapshot!(lines(&environment, &client(&[("environment", "/v2"), ("environment-base-url", "ORIGIN")])), @"
    breaking (wire), changed: the client no longer reads `KEY` from the environment
    breaking (wire), changed: the client reads `ORIGIN` from the environment, no longer `URL`
    compatible, changed: the client adds `/v2` to the base URL from the environment, no longer `/v1`
    ");
    let old = client(&[("client-authentication", "basic"), ("tracking-id", "id"), ("documentation", "1")]);
    assert_snapshot!(lines(&old, &client(&[("client-authentication", "body"), ("documentation", "2")])), @"
    compatible, changed: the client has another client authentication: `body`, no longer `basic`
    compatible, changed: the client no longer has the tracking id: `id`
    ");
}

#[test]
fn a_renamed_type_is_told_once() {
    let old = types([
        ("Book", structure(&[("id", "String"), ("next", "Box<Book>"), ("genre", "Genre")])),
        ("Genre", definition(TypeKind::Enum(values(&["a", "b"])))),
        ("Shelf", structure(&[("books", "Vec<Book>")])),
    ]);
    let new = types([
        ("Volume", structure(&[("id", "String"), ("next", "Box<Volume>"), ("genre", "Kind")])),
        ("Kind", definition(TypeKind::Enum(values(&["a", "b"])))),
        ("Shelf", structure(&[("books", "Vec<Volume>")])),
    ]);
    assert_snapshot!(lines(&old, &new), @"
    breaking (Rust), renamed: type `Kind` was called `Genre`
    breaking (Rust), renamed: type `Volume` was called `Book`
    ");
}

#[test]
fn of_types_with_one_shape_the_place_tells_which_is_which() {
    let named = |first, second| {
        let shape = || structure(&[("id", "String")]);
        let (one, other) = (format!("Vec<{first}>"), format!("Vec<{second}>"));
        types([(first, shape()), (second, shape()), ("Shelf", structure(&[("books", &one), ("maps", &other)]))])
    };
    assert_snapshot!(lines(&named("Book", "Map"), &named("Volume", "Chart")), @"
    breaking (Rust), renamed: type `Chart` was called `Map`
    breaking (Rust), renamed: type `Volume` was called `Book`
    ");
    // Of a shape that is anybody's, another name says nothing.
    let alone = |name| types([(name, structure(&[("id", "String")]))]);
    assert_snapshot!(lines(&alone("Book"), &alone("Author")), @"
    breaking (Rust), removed: type `Book` is gone
    compatible, added: type `Author` is new
    ");
}

#[test]
fn a_type_of_another_shape_is_another_type() {
    let old = types([("Book", structure(&[("id", "String"), ("title", "String")]))]);
    let new = types([("Volume", structure(&[("id", "String"), ("title", "i64")]))]);
    assert_snapshot!(lines(&old, &new), @"
    breaking (Rust), removed: type `Book` is gone
    compatible, added: type `Volume` is new
    ");
}

fn values(names: &[&str]) -> Enum {
    let variants = names.iter().map(|name| ((*name).to_owned(), name.to_uppercase())).collect();
    Enum { is_integer: false, variants, unknown: "Unknown".to_owned() }
}

#[test]
fn a_second_variant_of_a_type_takes_its_conversion_away() {
    let union = |held: &[(&str, &str)]| {
        let variant = |(name, ty): &(&str, &str)| UnionVariant {
            name: (*name).to_owned(),
            ty: RustType((*ty).to_owned()),
            tags: Vec::new(),
        };
        let union =
            Union { discriminator: None, variants: held.iter().map(variant).collect(), unknown: "Unknown".to_owned() };
        types([("Work", definition(TypeKind::Union(union)))])
    };
    let old = union(&[("Book", "String"), ("Number", "i64")]);
    assert_snapshot!(lines(&old, &union(&[("Book", "String"), ("Title", "String"), ("Number", "i64")])), @"
    breaking (Rust), changed: type `Work` is no longer made from `String` by `into`: several variants hold it
    compatible, changed: type `Work` has the variant `Title`, which holds `String`
    ");
    assert_snapshot!(lines(&old, &union(&[("Text", "String"), ("Number", "i64")])), @"breaking (Rust), changed: type `Work` has renamed the variant `Book` to `Text`");
}

#[test]
fn variants_that_nothing_but_their_order_tells_apart_are_read_in_that_order() {
    let union = |names: &[&str], tag: &[&str]| {
        let variant = |name: &&str| UnionVariant {
            name: (*name).to_owned(),
            ty: RustType((*name).to_owned()),
            tags: tag.iter().map(|tag| format!("{tag}{name}")).collect(),
        };
        let variants = names.iter().map(variant).collect();
        let union = Union { discriminator: None, variants, unknown: "Unknown".to_owned() };
        types([("Work", definition(TypeKind::Union(union)))])
    };
    let (old, new) = (["Book", "Map", "Film"], ["Map", "Song", "Book"]);
    assert_snapshot!(lines(&union(&old, &[]), &union(&new, &[])), @"
    breaking (Rust), changed: type `Work` has lost the variant `Film`, which held `Film`
    breaking (wire), changed: type `Work` is read as the first of `Map`, `Book` that fits, no longer of `Book`, `Map`
    compatible, changed: type `Work` has the variant `Song`, which holds `Song`
    ");
    assert_snapshot!(lines(&union(&["Book", "Map"], &["a"]), &union(&["Map", "Book"], &["a"])), @"");
}

#[test]
fn a_setter_for_null_can_be_lost_though_its_field_is_as_it_was() {
    let fields = |fields: &[(&str, Presence)]| {
        let mut definition = structure(&fields.iter().map(|(name, _)| (*name, "String")).collect::<Vec<_>>());
        if let TypeKind::Struct(structure) = &mut definition.kind {
            for (name, presence) in fields {
                structure.fields.entry((*name).to_owned()).and_modify(|field| field.presence = *presence);
            }
        }
        types([("Book", definition)])
    };
    let old = fields(&[("title", Presence::RequiredNullable)]);
    assert_snapshot!(lines(&old, &fields(&[("title", Presence::Optional)])), @"breaking (Rust), changed: type `Book` has lost the setter `title_null`");
    let beside = fields(&[("title", Presence::RequiredNullable), ("title_null", Presence::Optional)]);
    assert_snapshot!(lines(&old, &beside), @"
    breaking (Rust), changed: type `Book` has lost the setter `title_null`
    compatible, changed: type `Book` has the field `title_null: Option<String>`
    ");
    assert_snapshot!(lines(&fields(&[("title", Presence::Optional)]), &old), @"");
}

#[test]
fn a_renamed_service_is_told_once() {
    let surface = |tag: &str, method: &str| Surface {
        services: BTreeMap::from([(
            tag.to_owned(),
            Service {
                method: method.to_owned(),
                name: tag.to_owned(),
                module: method.to_owned(),
                ..Service::default()
            },
        )]),
        operations: BTreeMap::from([(key("/books"), get(method, "()"))]),
        ..Surface::default()
    };
    assert_snapshot!(lines(&surface("Books", "books"), &surface("Library", "library")), @"breaking (Rust), renamed: service `library` was called `books`, and its struct `Library` was called `Books`");
}

#[test]
fn a_server_of_another_name_is_known_by_its_url() {
    let server = |name: &str, variables: &[&str]| Surface {
        servers: BTreeMap::from([(
            name.to_owned(),
            Server {
                url: "https://{a}.example.com/{b}".to_owned(),
                variables: variables.iter().map(|variable| (*variable).to_owned()).collect(),
            },
        )]),
        ..Surface::default()
    };
    assert_snapshot!(lines(&server("tenant", &["a", "b"]), &server("region", &["a", "b"])), @"breaking (Rust), renamed: server `region` was called `tenant`");
    assert_snapshot!(lines(&server("tenant", &["a", "b"]), &server("tenant", &["b", "a"])), @"breaking (wire), changed: server `tenant` takes `b` and `a`, no longer `a` and `b`");
    assert_snapshot!(lines(&server("tenant", &["a", "b"]), &server("tenant", &["a"])), @"breaking (Rust), changed: server `tenant` takes `a`, no longer `a` and `b`");
}

#[test]
fn schemes_are_compared_with_their_scopes() {
    let surface = |alternatives: &[&str]| {
        let security: BTreeSet<String> = alternatives.iter().map(|one| (*one).to_owned()).collect();
        let operation = Operation { security, ..get("books", "()") };
        Surface { operations: BTreeMap::from([(key("/books"), operation)]), ..Surface::default() }
    };
    let is_breaking = |old: &[&str], new: &[&str]| {
        compare(&surface(old), &surface(new)).changes.iter().any(|change| change.breaks.wire)
    };
    assert!(!is_breaking(&["a[x y]+b"], &["a[y]"]));
    assert!(!is_breaking(&["a[x]"], &["a[x]", "b"]));
    assert!(!is_breaking(&["a"], &[]));
    assert!(!is_breaking(&[], &["a", "none"]));
    assert!(is_breaking(&["a[x]"], &["a[x y]"]));
    assert!(is_breaking(&["a"], &["a+b"]));
    assert!(is_breaking(&["a", "b"], &["a"]));
    assert!(is_breaking(&[], &["a"]));
}

#[test]
fn what_is_narrower_breaks_what_is_sent_and_what_is_wider_what_is_received() {
    let breaks = |old: &str, new: &str, usage| {
        let kind = |ty: &str| TypeDefinition { usage, ..definition(TypeKind::Newtype(RustType(ty.to_owned()))) };
        let change = compare(&types([("A", kind(old))]), &types([("A", kind(new))])).changes.remove(0);
        (change.breaks.rust, change.breaks.wire)
    };
    let (sent, received) = (Usage { sent: true, received: false }, Usage { sent: false, received: true });
    for (narrow, wide) in [
        ("i32", "i64"),
        ("i32", "f64"),
        ("Uuid", "String"),
        ("Vec<DateTime>", "Vec<String>"),
        ("String", "Option<String>"),
        ("Map<String>", "Object"),
        ("Vec<String>", "Value"),
    ] {
        assert_eq!(breaks(narrow, wide, sent), (true, false), "{narrow} to {wide}, sent");
        assert_eq!(breaks(narrow, wide, received), (true, true), "{narrow} to {wide}, received");
        assert_eq!(breaks(wide, narrow, sent), (true, true), "{wide} to {narrow}, sent");
        assert_eq!(breaks(wide, narrow, received), (true, false), "{wide} to {narrow}, received");
    }
}

#[test]
fn a_path_is_no_server() {
    let server = |url: &str| Surface {
        servers: BTreeMap::from([("api".to_owned(), Server { url: url.to_owned(), variables: Vec::new() })]),
        ..Surface::default()
    };
    assert_eq!(compare(&server("/v1"), &server("/v2")).changes, []);
    assert_snapshot!(lines(&server("/v1"), &server("https://api.example.com")), @"compatible, added: server `api` is new: `https://api.example.com`");
}

#[test]
fn features_of_services_are_known_by_their_services() {
    let surface = |tag: &str, feature: &str| Surface {
        features: [feature].into_iter().filter(|feature| !feature.is_empty()).map(str::to_owned).collect(),
        services: BTreeMap::from([(
            tag.to_owned(),
            Service {
                method: tag.to_owned(),
                name: tag.to_owned(),
                module: tag.to_owned(),
                feature: feature.to_owned(),
                ..Service::default()
            },
        )]),
        ..Surface::default()
    };
    assert_snapshot!(lines(&surface("books", "books"), &surface("books", "library")), @r#"breaking (Rust), renamed: feature `library` was called `books`: Cargo refuses a manifest that names it"#);
    assert_snapshot!(lines(&surface("books", ""), &surface("books", "books")), @r#"
    breaking (Rust), changed: service `books` needs the feature `books` where `default-features` is off
    compatible, added: feature `books` is new
    "#);
    assert_snapshot!(lines(&surface("books", "books"), &surface("films", "films")), @r#"
    breaking (Rust), removed: feature `books` is gone: Cargo refuses a manifest that names it
    breaking (Rust), removed: service `books` is gone
    compatible, added: service `films` is new
    "#);
}
