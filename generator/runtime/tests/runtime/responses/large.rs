//! Bodies that take long to decode.

use std::convert::Infallible;
use std::thread::{self, ThreadId};

use serde::{Deserialize, Deserializer};

use crate::builder;
use crate::support::operations::GET;
use crate::support::server::answer;
use crate::support::unruly::{Act, Unruly};
use generator_runtime::codegen::{Paging, PagingStyle, Request, decode};

/// The thread on which a value was decoded.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Thread(ThreadId);

impl<'de> Deserialize<'de> for Thread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|_| Self(thread::current().id()))
    }
}

static LIST: Paging = Paging { style: PagingStyle::Link, items: &[] };

#[tokio::test]
async fn a_large_body_is_decoded_where_it_keeps_nobody_waiting() {
    let server = Unruly::start(|number, _| {
        let text = "a".repeat(if number % 2 == 0 { 10 } else { 2 << 20 });
        Act::Say(answer("200 OK", "", &format!("[\"{text}\"]")))
    })
    .await;
    let client = builder().base_url(&server.url).build().unwrap();
    let here = Thread(thread::current().id());
    let send = || Request::new(&client, &GET).send::<Vec<Thread>, Infallible>(decode::json);
    assert_eq!(send().await.unwrap().into_body(), [here], "a small one is not worth a thread");
    assert_ne!(send().await.unwrap().into_body(), [here]);
    let items = || Request::new(&client, &GET).pages::<Thread, Infallible>(&LIST, decode::page).into_items();
    assert_eq!(items().next().await.unwrap(), Some(here));
    let mut large = items();
    assert_ne!(large.next().await.unwrap(), Some(here));
    assert_eq!(large.next().await.unwrap(), None);
}
