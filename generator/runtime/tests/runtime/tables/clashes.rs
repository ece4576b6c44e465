//! Tables in a module in which the names of the prelude, and of the runtime, mean other things.

use serde_json::json;

use self::api::{Call, Color, Failure, Found, Level, List, Pet, Thing};
use super::{refusal, round_trip, write};
use crate::API;
use generator_runtime::Error;
use generator_runtime::mock::MockServer;

#[allow(dead_code, non_camel_case_types, reason = "names that are in the way")]
mod api {
    macro_rules! nothing {
        ($($kind:ident $name:ident)*) => {
            $(pub $kind $name {})*
        };
    }

    // All names of the prelude's types and traits, and those that an API could give its own types.
    nothing! {
        struct Box struct Option struct Result struct String struct Vec struct Error struct Response struct Request
        struct Client struct Content struct Operation struct Value struct Method struct Outcome struct Answer
        struct DecodeFailure struct BTreeMap struct Formatter struct S struct D struct A struct Self_
        trait AsMut trait AsRef trait Clone trait Copy trait Debug trait Default trait Display trait
        DoubleEndedIterator trait Drop trait Eq trait ExactSizeIterator trait Extend trait Fn trait FnMut trait FnOnce
        trait From trait FromIterator trait Future trait Into trait IntoFuture trait IntoIterator trait Iterator trait
        Ord trait PartialEq trait PartialOrd trait Send trait Sized trait Sync trait ToOwned trait ToString trait
        TryFrom trait TryInto trait Unpin trait Serialize trait Deserialize trait Serializer trait Deserializer trait
        Statuses trait ErrorBody
    }

    /// Values of these names are no constructors of `std`'s.
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;

    pub mod codegen {}
    pub mod mock {}
    pub mod serde {}

    #[allow(unused_macros, reason = "tables use none of them")]
    macro_rules! concat {
        ($($any:tt)*) => {
            compile_error!("not std's")
        };
    }
    #[allow(unused_macros, reason = "tables use none of them")]
    macro_rules! stringify {
        ($($any:tt)*) => {
            compile_error!("not std's")
        };
    }

    #[derive(Debug, Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Thing {
        pub name: std::option::Option<std::string::String>,
        pub tags: std::option::Option<std::vec::Vec<i64>>,
        pub note: std::option::Option<std::option::Option<std::string::String>>,
        pub others: std::collections::BTreeMap<std::string::String, generator_runtime::codegen::Value>,
    }

    generator_runtime::object! {
        Thing: all_optional, new();
        "name" => name: optional(std::string::String) as with_name,
        "tags" => tags: optional list(std::vec::Vec<i64>),
        "note" => note: optional_nullable(std::string::String) null note_null,
        .. => others: (std::collections::BTreeMap<std::string::String, generator_runtime::codegen::Value>),
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub struct Node {
        pub id: std::string::String,
        pub next: std::option::Option<std::boxed::Box<Node>>,
        pub others: std::collections::BTreeMap<std::string::String, i64>,
    }

    generator_runtime::object! {
        Node: new(id(std::string::String), next(std::option::Option<std::boxed::Box<Node>>));
        "id" => id: required(new),
        "next" => next: nullable(new) null next_null,
        .. => others: entries(std::collections::BTreeMap<std::string::String, i64>),
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Color {
        Red,
        Unknown(generator_runtime::UnknownValue<std::string::String>),
    }

    generator_runtime::string_enum! {
        Color, Unknown;
        "red" => Red,
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Level {
        One,
        Unknown(generator_runtime::UnknownValue<i64>),
    }

    generator_runtime::integer_enum! {
        Level, Unknown;
        1 => One,
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Pet {
        Thing(Thing),
        Node(std::boxed::Box<Node>),
        Again(std::boxed::Box<Pet>),
        Unknown(generator_runtime::UnknownValue<generator_runtime::codegen::Value>),
    }

    generator_runtime::one_of! {
        Pet, Unknown, by "kind";
        "thing" => Thing(Thing) tagged,
        Node(std::boxed::Box<Node>),
        Again unread,
    }

    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct List(pub std::vec::Vec<List>);

    generator_runtime::newtype! {
        List: list(std::vec::Vec<List>)
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Failure {
        Missing,
        Other(std::string::String),
    }

    generator_runtime::error_type! {
        Failure;
        404 => Missing,
        .. => Other: text,
    }

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Found {
        One(Thing),
        Many(std::vec::Vec<Thing>),
    }

    generator_runtime::outcome! {
        Found;
        200 => One: json,
        200..=299 => Many: list,
    }

    pub struct Call(generator_runtime::codegen::Request);

    generator_runtime::operation! {
        Call;
        CALL => GET "/things" as "call",
        server => "https://api.example.com",
        security => [["auth"]],
        200 => outcome_or_bytes(Found),
        error => Failure,
        stream => page(Thing) by PAGING,
    }

    static PAGING: generator_runtime::codegen::Paging =
        generator_runtime::codegen::Paging { style: generator_runtime::codegen::PagingStyle::Link, items: &[] };

    impl Call {
        pub fn new(client: &generator_runtime::Client) -> Self {
            Self(generator_runtime::codegen::Request::new(client, &CALL))
        }
    }
}

#[test]
fn models_are_read_and_written() {
    let thing = Thing::new().with_name("n").tags([1]).note("x").note_null();
    assert_eq!(write(&thing), json!({"name": "n", "tags": [1], "note": null}));
    round_trip::<Thing>(json!({"name": "n", "tags": [1], "note": "x", "other": {"a": 1}}));
    let node = api::Node::new("a", Some(Box::new(api::Node::new("b", None))));
    assert_eq!(write(&node), json!({"id": "a", "next": {"id": "b", "next": null}}));
    round_trip::<api::Node>(json!({"id": "a", "next": null, "x": 1}));
    assert_eq!(refusal::<api::Node>(json!({"next": null})), "missing field `id`");
    assert_eq!(round_trip::<Color>(json!("red")), "red".parse().unwrap());
    assert_eq!(round_trip::<Color>(json!("blue")).to_string(), "blue");
    assert_eq!(round_trip::<Level>(json!(1)), Level::One);
    assert_eq!((round_trip::<Level>(json!(2)).as_i64(), Color::default().as_str()), (2, ""));
    assert_eq!(round_trip::<List>(json!([[], []])), vec![List::default(), List::default()].into());
    assert_eq!(write(&Pet::from(Thing::new())), json!({"kind": "thing"}));
    assert_eq!(round_trip::<Pet>(json!({"id": "a", "next": null})), api::Node::new("a", None).into());
    assert!(matches!(Pet::default(), Pet::Unknown(_)));
}

#[tokio::test]
async fn requests_are_sent_and_answered() {
    let server = MockServer::<generator_runtime::Client>::of(&API).await;
    let client = server.client().unwrap();
    server.when(Call::new(&client)).times(1).respond(&Found::One(Thing::new().with_name("n"))).await;
    server.when(Call::new(&client)).times(1).respond(&Found::Many(vec![Thing::new()])).await;
    server.when(Call::new(&client)).respond_error(Failure::Missing).await;
    assert_eq!(Call::new(&client).await.unwrap(), Found::One(Thing::new().with_name("n")));
    // Both have the status 200: the first row reads it.
    assert!(matches!(Call::new(&client).await, Err(Error::Decode(_))));
    let Err(Error::Api(error)) = Call::new(&client).await else { panic!("it has no third answer") };
    assert_eq!((error.body(), error.body().to_string()), (&Failure::Missing, "404 Not Found".to_owned()));
}
