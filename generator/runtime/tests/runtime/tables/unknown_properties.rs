//! Objects that keep what the specification doesn't know, and properties that requests leave out.

use serde_json::json;

use super::{read, round_trip, write};
use generator_runtime::{UnknownProperties, UnknownValue, object, one_of};

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
struct Cat {
    lives: i64,
    id: Option<Option<String>>,
    others: UnknownProperties,
}

object! {
    Cat: new(lives(i64));
    "lives" => lives: required scalar(new),
    "id" => id: read_only_nullable(String) null id_null,
    .. => others: unknown(UnknownProperties) as others_mut,
}

#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
struct Dog {
    name: Option<String>,
    owner: Option<Box<Dog>>,
    others: UnknownProperties,
}

object! {
    Dog: all_optional, new();
    "name" => name: optional(String),
    "owner" => owner: optional or_empty(Box<Dog>),
    .. => others: unknown(UnknownProperties) as others_mut,
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Pet {
    Cat(Cat),
    Dog(Dog),
    Unknown(UnknownValue<serde_json::Value>),
}

one_of! {
    Pet, Unknown, by "kind";
    "cat" => Cat(Cat) tagged,
    "dog" => Dog(Dog) tagged,
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Shape {
    Cat(Cat),
    Dog(Dog),
    Unknown(UnknownValue<serde_json::Value>),
}

one_of! {
    Shape, Unknown;
    Cat(Cat),
    Dog(Dog),
}

#[test]
fn what_is_not_known_is_kept_and_written_back() {
    let json = json!({ "lives": 9, "id": "a", "color": "red", "more": [1, null] });
    let mut cat: Cat = round_trip(json);
    assert_eq!(cat.others().len(), 2);
    assert_ne!(cat, Cat::new(9).id("a"));
    cat.others_mut().clear();
    assert_eq!(cat, Cat::new(9).id("a"));
    assert_eq!(write(&Cat::new(9).id_null()), json!({ "lives": 9, "id": null }));
    assert_eq!(format!("{:?}", Dog::new()), "Dog { name: None, owner: None, others: {} }");
    assert_eq!(size_of::<UnknownProperties>(), size_of::<usize>());
}

#[test]
fn a_discriminator_is_the_union_s() {
    let cat: Pet = round_trip(json!({ "kind": "cat", "lives": 9 }));
    assert_eq!(cat, Pet::Cat(Cat::new(9)));
    // What stands within has a property of that name for itself.
    let dog: Pet = round_trip(json!({ "kind": "dog", "name": "a", "owner": { "kind": "cat", "age": 1 } }));
    let Pet::Dog(dog) = dog else { panic!("{dog:?}") };
    assert_eq!((dog.others().len(), dog.owner.unwrap().others().len()), (0, 2));
}

#[test]
fn a_discriminator_that_was_absent_is_not_added() {
    let cat: Pet = round_trip(json!({ "lives": 9 }));
    assert!(matches!(cat, Pet::Cat(_)), "{cat:?}");
    assert_ne!(cat, Pet::Cat(Cat::new(9)));
    assert_eq!(write(&Pet::Cat(Cat::new(9))), json!({ "kind": "cat", "lives": 9 }));
    // The next one has its own.
    let pets: Vec<Pet> = round_trip(json!([{ "name": "a" }, { "kind": "dog", "name": "b" }]));
    assert!(matches!(pets.as_slice(), [Pet::Dog(_), Pet::Dog(_)]), "{pets:?}");
}

#[test]
fn a_shape_is_told_by_what_is_known() {
    let shape: Shape = round_trip(json!({ "lives": 9, "name": "a", "more": 1 }));
    assert!(matches!(shape, Shape::Unknown(_)), "{shape:?}");
    assert!(matches!(round_trip(json!({ "lives": 9, "more": 1 })), Shape::Cat(_)));
    assert!(matches!(round_trip(json!({ "name": "a", "more": 1 })), Shape::Dog(_)));
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Code {
    Integer(i64),
    Integers(Vec<i64>),
    Address(std::net::Ipv6Addr),
    Unknown(UnknownValue<serde_json::Value>),
}

one_of! {
    Code, Unknown;
    Integer(i64),
    Integers(Vec<i64>),
    Address(std::net::Ipv6Addr),
}

#[test]
fn single_values_are_read_however_they_are_written_and_never_rewritten() {
    assert_eq!(read::<Code>(serde_json::from_str("1e3").unwrap()), Code::Integer(1000));
    assert_eq!(read::<Code>(serde_json::from_str("[1.0, 2]").unwrap()), Code::Integers(vec![1, 2]));
    assert!(matches!(round_trip(json!(1.5)), Code::Unknown(_)));
    assert!(matches!(round_trip(json!("::1")), Code::Address(_)));
    assert!(matches!(round_trip(json!("0::1")), Code::Unknown(_)));
    // What one variant but keeps as unknown is no reason for another not to be it.
    let holder: Holder = round_trip(json!({ "name": "a", "more": 1 }));
    assert!(matches!(holder, Holder::Dog(_)), "{holder:?}");
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Holder {
    Code(Code),
    Dog(Dog),
    Unknown(UnknownValue<serde_json::Value>),
}

one_of! {
    Holder, Unknown;
    Code(Code),
    Dog(Dog),
}

#[test]
fn an_empty_string_stands_for_no_object() {
    assert_eq!(read::<Dog>(serde_json::from_str(r#"{"owner": ""}"#).unwrap()), Dog::new());
    assert_eq!(read::<Dog>(serde_json::from_str(r#"{"owner": null}"#).unwrap()), Dog::new());
    let error = serde_json::from_str::<Dog>(r#"{"owner": "a"}"#).unwrap_err().to_string();
    assert!(error.contains("expected an object"), "{error}");
}
