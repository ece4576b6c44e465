//! What tables make of JSON: what is read, and as what of several things.

use serde::de::DeserializeSeed;
use serde_json::{Value, json};

use generator_runtime::codegen::{codec, unknown};
use generator_runtime::{UnknownValue, object, one_of, string_enum};

/// An object with the required property `id` and one other, whose name is a part of the type.
macro_rules! model {
    ($name:ident, $field:literal, $ty:ty) => {
        #[derive(Debug, Clone, PartialEq)]
        struct $name {
            id: i64,
            other: Option<$ty>,
        }

        object! {
            $name;
            "id" => id: required(new),
            $field => other: optional(new),
        }
    };
}

/// An open enum of two strings.
macro_rules! open_enum {
    ($name:ident, $first:literal, $second:literal) => {
        #[derive(Debug, Clone, PartialEq)]
        enum $name {
            First,
            Second,
            Unknown(UnknownValue<String>),
        }

        string_enum! {
            $name, Unknown;
            $first => First,
            $second => Second,
        }
    };
}

model!(Cat, "lives", i64);
model!(Dog, "tricks", Vec<String>);
model!(Bird, "span", f64);
model!(Tree, "children", Vec<Node>);
model!(Bush, "children", Vec<Node>);
open_enum!(Traffic, "red", "green");
open_enum!(Mood, "blue", "green");

model!(Lamp, "light", Light);
model!(Note, "light", String);
model!(Gauge, "light", f64);

/// A union of enums.
#[derive(Debug, Clone, PartialEq)]
enum Light {
    Traffic(Traffic),
    Mood(Mood),
    Unknown(UnknownValue<Value>),
}

one_of! {
    Light, Unknown;
    Traffic(Traffic),
    Mood(Mood),
}

#[derive(Debug, Clone, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Bird(Bird),
    Unknown(UnknownValue<Value>),
}

one_of! {
    Pet, Unknown;
    Cat(Cat),
    Dog(Box<Dog>),
    Bird(Bird),
}

fn pet(value: Value) -> Pet {
    serde_json::from_value(value).unwrap()
}

/// A union whose variants the document tells apart.
#[derive(Debug, Clone, PartialEq)]
enum TaggedPet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unknown(UnknownValue<Value>),
}

one_of! {
    TaggedPet, Unknown, by "petType";
    "cat" | "kitten" => Cat(Cat),
    "dog" => Dog(Box<Dog>) tagged,
}

/// A union of itself, by two variants that look alike.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Tree(Tree),
    Bush(Bush),
    Unknown(UnknownValue<Value>),
}

one_of! {
    Node, Unknown;
    Tree(Tree),
    Bush(Bush),
}

#[test]
fn keys_are_borrowed_where_they_can_be() {
    let escaped: codec::Key<'_> = serde_json::from_str(r#""a\u0062""#).unwrap();
    let plain: codec::Key<'_> = serde_json::from_str(r#""ab""#).unwrap();
    assert_eq!((&*escaped, &*plain), ("ab", "ab"));
    assert_eq!(String::from(plain), escaped.into_string());
    assert!(serde_json::from_str::<codec::Key<'_>>("1").is_err());
}

#[test]
fn required_and_unlisted_values() {
    let error = serde_json::from_str::<Cat>("{}").unwrap_err();
    assert_eq!(error.to_string(), "missing field `id` at line 1 column 2");
    let traffic: Vec<Traffic> = serde_json::from_str(r#"["red","green","am\u0062er"]"#).unwrap();
    assert_eq!(serde_json::to_value(&traffic).unwrap(), json!(["red", "green", "amber"]));
    assert!(
        matches!(&traffic[..], [Traffic::First, Traffic::Second, Traffic::Unknown(value)] if value.get() == "amber")
    );
    assert_eq!(unknown("amber").to_string(), "amber");
    assert_eq!(codec::integer(&json!(7), |number| number + 1).unwrap(), 8);
    assert!(codec::integer(&json!("7"), |number| number).is_err());
}

#[test]
fn the_variant_that_keeps_most_wins() {
    assert_eq!(pet(json!({"id": 1, "lives": 9})), Pet::Cat(Cat { id: 1, other: Some(9) }));
    let tricks = Some(vec!["sit".to_owned()]);
    assert_eq!(pet(json!({"id": 1, "tricks": ["sit"]})), Pet::Dog(Box::new(Dog { id: 1, other: tricks.clone() })));
    // More is kept as a dog, though something is lost either way.
    let value = json!({"id": 1, "lives": "many", "tricks": ["sit"], "new": {}});
    assert_eq!(pet(value), Pet::Dog(Box::new(Dog { id: 1, other: tricks })));
    // 2 is written as 2.0, which is still closer than nothing.
    assert_eq!(pet(json!({"id": 1, "span": 2})), Pet::Bird(Bird { id: 1, other: Some(2.0) }));
}

#[test]
fn what_is_several_variants_at_once_is_none_of_them() {
    let value = json!({"id": 1, "lives": 9, "tricks": ["sit"]});
    let Pet::Unknown(kept) = pet(value.clone()) else { panic!("a variant drops what another knows") };
    assert_eq!(*kept.get(), value);
    // What no variant knows is no reason.
    assert_eq!(pet(json!({"id": 1, "lives": 9, "age": 3})), Pet::Cat(Cat { id: 1, other: Some(9) }));
    // A list of fewer items drops the rest.
    let choose = |value: Value| {
        let mut best = codec::Best::new(value, &[], &[]);
        best.offer(&[], |(first,): (i64,)| vec![first]);
        best.offer(&[], |all: Vec<i64>| all);
        best.finish::<serde_json::Error>(|_| Vec::new()).unwrap()
    };
    assert_eq!(choose(json!([1])), [1]);
    assert_eq!(choose(json!([1, 2])), [1, 2]);
}

#[test]
fn a_rounded_integer_is_lost() {
    let choose = |light: Value| {
        let mut best = codec::Best::new(json!({"id": 1, "light": light}), &[], &[]);
        best.offer(&[], |value: Gauge| format!("{:?}", value.other.unwrap()));
        best.offer(&[], |value: Lamp| serde_json::to_string(&value.other).unwrap());
        best.finish::<serde_json::Error>(|value| value.to_string()).unwrap()
    };
    assert_eq!(choose(json!(9_007_199_254_740_992_i64)), "9007199254740992.0");
    assert_eq!(choose(json!(9_007_199_254_740_993_i64)), "9007199254740993");
    assert_eq!(choose(json!(u64::MAX)), u64::MAX.to_string());
    assert_eq!(choose(json!(i64::MIN + 1)), (i64::MIN + 1).to_string());
}

#[test]
fn nulls_in_lists_and_maps_are_passed_over() {
    fn read<'de, S: DeserializeSeed<'de>>(seed: S, json: &'de str) -> Result<S::Value, String> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        seed.deserialize(&mut deserializer).map_err(|error| error.to_string())
    }
    let list = codec::List(codec::plain::<i64>());
    assert_eq!(read(list, "[1,null,2]").unwrap(), [1, 2]);
    assert_eq!(read(list, "null").unwrap(), [0_i64; 0]);
    assert_eq!(read(list, "{}").unwrap_err(), "invalid type: map, expected a sequence at line 1 column 0");
    assert!(read(list, r#"[1,"2"]"#).unwrap_err().starts_with("invalid type: string \"2\", expected i64"));
    let entries = codec::Entries(list);
    assert_eq!(
        read(entries, r#"{"a":[1],"b":null,"c":[null]}"#).unwrap().into_iter().collect::<Vec<_>>(),
        [("a".to_owned(), vec![1]), ("c".to_owned(), vec![])]
    );
    assert!(read(entries, "null").unwrap().is_empty());
    assert_eq!(read(codec::Nullable(codec::List(list)), "[[1,null],null,[]]").unwrap(), Some(vec![vec![1], vec![]]));
    assert_eq!(read(codec::Nullable(list), "null").unwrap(), None);
    // From a value in memory, as unions read.
    assert_eq!(list.deserialize(&json!([null, 3])).unwrap(), [3]);
}

#[test]
fn among_equals_the_first_wins() {
    assert_eq!(pet(json!({"id": 1})), Pet::Cat(Cat { id: 1, other: None }));
    assert_eq!(pet(json!({"id": 1, "tricks": null})), Pet::Cat(Cat { id: 1, other: None }));
}

#[test]
fn what_fits_none_is_kept() {
    for value in [json!({"lives": 9}), json!(null), json!("cat"), json!([{"id": 1}])] {
        assert!(matches!(pet(value.clone()), Pet::Unknown(kept) if *kept.get() == value));
    }
}

#[test]
fn a_listed_value_is_preferred() {
    let choose = |value: Value| {
        let mut best = codec::Best::new(value, &[], &[]);
        best.offer(&[], |value: Traffic| format!("{value:?}"));
        best.offer(&[], |value: Mood| format!("Mood {value:?}"));
        best.finish::<serde_json::Error>(|value| value.to_string()).unwrap()
    };
    assert_eq!(choose(json!("red")), "First");
    assert_eq!(choose(json!("blue")), "Mood First");
    assert_eq!(choose(json!("green")), "Second");
    assert_eq!(choose(json!("pink")), r#"Unknown(UnknownValue { value: "pink" })"#);
}

#[test]
fn attempts_inside_a_variant_do_not_count_against_it() {
    let choose = |value: Value| {
        let mut best = codec::Best::new(value, &[], &[]);
        best.offer(&[], |value: Lamp| format!("{:?}", value.other));
        best.offer(&[], |value: Note| format!("{:?}", value.other));
        best.finish::<serde_json::Error>(|value| value.to_string()).unwrap()
    };
    // Inside the lamp, `blue` is tried as a traffic light's first.
    assert_eq!(choose(json!({"id": 1, "light": "blue"})), "Some(Mood(First))");
    assert_eq!(choose(json!({"id": 1, "light": "pink"})), "Some(\"pink\")");
}

#[test]
fn an_integer_is_preferred_to_a_float_that_rewrites_it() {
    let choose = |value: Value| {
        let mut best = codec::Best::new(value, &[], &[]);
        best.offer(&[], |value: f64| format!("float {value:?}"));
        best.offer(&[], |value: i64| format!("integer {value}"));
        best.finish::<serde_json::Error>(|value| value.to_string()).unwrap()
    };
    assert_eq!(choose(json!(1)), "integer 1");
    assert_eq!(choose(json!(1.5)), "float 1.5");
    assert_eq!(choose(json!(9_007_199_254_740_993_i64)), "integer 9007199254740993");
}

#[test]
fn unions_in_unions_keep_their_value() {
    let value = json!({"id": 1, "children": [{"id": 2, "children": [{"id": 3}, {"odd": true}]}]});
    let node: Node = serde_json::from_value(value.clone()).unwrap();
    assert!(matches!(node, Node::Tree(_)));
    assert_eq!(serde_json::to_value(&node).unwrap(), value);
}

#[test]
fn a_value_made_to_be_ambiguous_ends_soon() {
    let mut value = json!({"id": 0, "extra": 1});
    for id in 1..60 {
        value = json!({"id": id, "children": [value]});
    }
    let text = value.to_string();
    let node: Node = serde_json::from_str(&text).unwrap();
    assert!(matches!(node, Node::Tree(_)));
    // The limit is one of the attempt, not of the thread.
    assert!(matches!(pet(json!({"id": 1})), Pet::Cat(_)));
}

#[test]
fn tags_choose_and_are_written() {
    let read = |value: Value| serde_json::from_value::<TaggedPet>(value).unwrap();
    assert_eq!(read(json!({"petType": "kitten", "id": 1})), TaggedPet::Cat(Cat { id: 1, other: None }));
    assert!(matches!(read(json!({"petType": "dog", "id": 1})), TaggedPet::Dog(_)));
    for value in [json!({"petType": "fish", "id": 1}), json!({"id": 1}), json!({"petType": 1}), json!("dog")] {
        assert!(matches!(read(value.clone()), TaggedPet::Unknown(kept) if *kept.get() == value));
    }
    let dog = read(json!({"petType": "dog", "id": 1}));
    assert_eq!(serde_json::to_value(&dog).unwrap(), json!({"petType": "dog", "id": 1}));

    let write = |value: &Value| codec::tagged(serde_json::value::Serializer, "petType", "dog", value).unwrap();
    assert_eq!(write(&json!({"id": 1})), json!({"petType": "dog", "id": 1}));
    assert_eq!(write(&json!({"petType": "puppy"})), json!({"petType": "puppy"}));
    assert_eq!(write(&json!([1])), json!([1]));
}
