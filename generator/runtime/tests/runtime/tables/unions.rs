//! Enums of other types.

use serde_json::{Value, json};

use super::{read, round_trip, write};
use generator_runtime::{UnknownValue, object, one_of};

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
struct Circle {
    kind: String,
    radius: f64,
}

object! {
    Circle: new(kind(String), radius(f64));
    "kind" => kind: required(new),
    "radius" => radius: required(new),
}

/// An object that may go without its discriminator.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
struct Square {
    kind: Option<String>,
    side: Option<i64>,
}

object! {
    Square: all_optional, new();
    "kind" => kind: optional(String),
    "side" => side: optional(i64),
}

#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
struct Group {
    shapes: Option<Vec<Shape>>,
}

object! {
    Group: all_optional, new();
    "shapes" => shapes: optional list(Vec<Shape>),
}

/// A union that a property tells apart.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Shape {
    Circle(Circle),
    Square(Square),
    Group(Box<Group>),
    Rectangle(Square),
    Any(Summary),
    Unknown(UnknownValue<Value>),
}

one_of! {
    Shape, Unknown, by "kind";
    "circle" | "Circle" => Circle(Circle),
    "square" => Square tagged,
    "group" => Group(Box<Group>) tagged,
    "rectangle" => Rectangle tagged,
    Any(Summary),
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
struct Summary {
    count: i64,
}

object! {
    Summary: new(count(i64));
    "count" => count: required(new),
}

/// A union that only its values tell apart, with a box by its whole path.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Answer {
    Text(String),
    Number(i64),
    Summary(std::boxed::Box<Summary>),
    List(Vec<Answer>),
    Again(Box<Answer>),
    Other(UnknownValue<Value>),
}

one_of! {
    Answer, Other;
    Text(String),
    Number(i64),
    Summary(std::boxed::Box<Summary>),
    List(Vec<Answer>),
    Again unread,
}

/// A union of nothing that can be read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Never {
    Again(Box<Never>),
    Unknown(UnknownValue<Value>),
}

one_of! {
    Never, Unknown;
    Again unread,
}

#[test]
fn a_discriminator_decides() {
    let circle: Shape = round_trip(json!({"kind": "Circle", "radius": 1.5}));
    assert_eq!(circle, Circle::new("Circle", 1.5).into());
    assert_eq!(round_trip::<Shape>(json!({"kind": "circle", "radius": 1.0})), Circle::new("circle", 1.0).into());
    assert_eq!(round_trip::<Shape>(json!({"kind": "square"})), Shape::Square(Square::new().kind("square")));
    assert_eq!(round_trip::<Shape>(json!({"kind": "rectangle"})), Shape::Rectangle(Square::new().kind("rectangle")));
    let group = json!({"kind": "group", "shapes": [{"kind": "group", "shapes": []}, {"kind": "star"}]});
    assert!(matches!(round_trip(group), Shape::Group(group) if group.shapes.as_ref().unwrap().len() == 2));
}

#[test]
fn a_discriminator_is_written_where_the_value_lacks_it() {
    assert_eq!(write(&Shape::Square(Square::new().side(2))), json!({"kind": "square", "side": 2}));
    assert_eq!(write(&Shape::Rectangle(Square::new())), json!({"kind": "rectangle"}));
    assert_eq!(write(&Shape::Square(Square::new().kind("own"))), json!({"kind": "own"}));
    assert_eq!(write(&Shape::from(Group::new())), json!({"kind": "group"}));
}

#[test]
fn a_value_that_fits_no_variant_is_kept() {
    let values = [
        json!({"kind": "circle", "radius": "wide"}),
        json!({"kind": "star", "radius": 1.5}),
        json!({"radius": 1.5, "kind": null}),
        json!({"kind": ["circle"], "radius": 1.5}),
        json!("circle"),
        json!(null),
    ];
    for value in values {
        assert!(matches!(round_trip(value.clone()), Shape::Unknown(kept) if *kept.get() == value), "{value}");
    }
    assert!(matches!(Shape::default(), Shape::Unknown(value) if value.get().is_null()));
}

#[test]
fn without_a_known_discriminator_the_others_are_tried() {
    assert_eq!(round_trip::<Shape>(json!({"count": 1})), Summary::new(1).into());
    assert_eq!(read::<Shape>(json!({"kind": "star", "count": 1})), Summary::new(1).into());
    assert!(matches!(read(json!({"kind": "circle", "count": 1})), Shape::Unknown(_)));
}

#[test]
fn without_a_discriminator_the_shape_decides() {
    assert_eq!(round_trip::<Answer>(json!("a")), String::from("a").into());
    assert_eq!(round_trip::<Answer>(json!(-3)), (-3).into());
    assert_eq!(round_trip::<Answer>(json!({"count": 2})), Summary::new(2).into());
    assert_eq!(round_trip::<Answer>(json!(["a", [1]])), vec!["a".to_owned().into(), vec![1.into()].into()].into());
    assert!(matches!(round_trip(json!({"count": "2"})), Answer::Other(_)));
    assert!(matches!(round_trip(json!(1.5)), Answer::Other(_)));
}

/// A union that a number tells apart, of which one variant goes without.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Tool {
    Square(Square),
    Summary(Summary),
    Unknown(UnknownValue<Value>),
}

one_of! {
    Tool, Unknown, by "form";
    "1" => Square(Square) tagged_json,
    "true" => Summary(Summary) tagged_json,
}

/// A union of which each variant has one value of a property.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
enum Choice {
    Text(String),
    Square(Square),
    Unknown(UnknownValue<Value>),
}

one_of! {
    Choice, Unknown;
    Text(String),
    Square(Square) {"kind": "square" | "box"},
}

#[test]
fn a_discriminator_is_any_scalar_and_written_as_it_is() {
    assert_eq!(read::<Tool>(json!({"form": 1, "side": 2})), Square::new().side(2).into());
    assert_eq!(read::<Tool>(json!({"form": 1.0, "side": 2})), Square::new().side(2).into());
    assert_eq!(read::<Tool>(json!({"form": true, "count": 2})), Summary::new(2).into());
    assert_eq!(write(&Tool::from(Square::new().side(2))), json!({"form": 1, "side": 2}));
    assert_eq!(write(&Tool::from(Summary::new(2))), json!({"form": true, "count": 2}));
    assert!(matches!(round_trip(json!({"form": 2, "side": 2})), Tool::Unknown(_)));
}

#[test]
fn without_its_discriminator_a_value_is_the_only_variant_that_keeps_it() {
    assert_eq!(read::<Tool>(json!({"count": 2})), Summary::new(2).into());
    assert_eq!(read::<Tool>(json!({"side": 2})), Square::new().side(2).into());
    assert!(matches!(round_trip(json!({"side": 2, "count": 2})), Tool::Unknown(_)));
}

#[test]
fn another_constant_is_another_variant() {
    assert_eq!(round_trip::<Choice>(json!({"kind": "box", "side": 1})), Square::new().kind("box").side(1).into());
    assert_eq!(round_trip::<Choice>(json!({"side": 1})), Square::new().side(1).into());
    assert!(matches!(round_trip(json!({"kind": "round", "side": 1})), Choice::Unknown(_)));
}

#[test]
fn a_variant_that_leads_back_is_written_and_not_read() {
    assert_eq!(write(&Answer::Again(Box::new(Answer::Number(1)))), json!(1));
    assert_eq!(read::<Answer>(json!(1)), Answer::Number(1));
    assert!(matches!(round_trip(json!({"x": 1})), Never::Unknown(_)));
    assert_eq!(write(&Never::Again(Box::default())), Value::Null);
}
