//! Pages and items, against a server that counts what it is asked for.

mod cursors;
mod links;
mod numbers;
mod offsets;
mod streams;

use std::convert::Infallible;

use serde_json::json;

use crate::builder;
use crate::support::server::{Received, Server, answer};
use generator_runtime::codegen::{Operation, PLAIN, PageSize, Paging, PagingStyle, Request, decode};
use generator_runtime::{Client, Items, Pages};

static LIST: Operation = Operation {
    id: "listThings",
    method: "GET",
    path: "/things",
    server: None,
    accept: "application/json",
    security: Some(&[&["auth"], &[]]),
    ..PLAIN
};

const SIZE: PageSize = PageSize { parameter: "limit", default: Some(250), maximum: None };

static OFFSET: Paging = Paging { style: PagingStyle::Offset { parameter: "offset", size: SIZE }, items: &[] };

/// A call as a builder makes it.
struct Call(Request);

impl Call {
    fn new(client: &Client) -> Self {
        Self(Request::new(client, &LIST))
    }

    fn set(self, parameter: &'static str, value: u64) -> Self {
        Self(self.0.query(parameter, &value))
    }

    fn counted(self) -> Self {
        Self(self.0.query("count", &true))
    }

    fn pages(self, paging: &'static Paging) -> Pages<u64, Infallible> {
        self.0.pages(paging, decode::page)
    }

    fn items(self, paging: &'static Paging) -> Items<u64, Infallible> {
        self.pages(paging).into_items()
    }
}

fn number(request: &Received, parameter: &str) -> Option<usize> {
    let (_, query) = request.target().split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| *name == parameter).map(|(_, value)| value.parse().unwrap())
}

/// A list of `total` numbers, of which at most `cap` come at once and 250 where the request doesn't say.
fn things(request: &Received, total: usize, cap: usize) -> String {
    let offset = number(request, "offset").unwrap_or(0);
    let limit = number(request, "limit").unwrap_or(250).min(cap);
    let items: Vec<usize> = (offset..total).take(limit).collect();
    let is_counted = request.target().contains("count=true");
    let headers = if is_counted { format!("x-total-count: {total}\r\n") } else { String::new() };
    answer("200 OK", &headers, &json!(items).to_string())
}

async fn serve(answer: impl Fn(&Received) -> String + Send + Sync + 'static) -> (Server, Client) {
    let server = Server::start(answer).await;
    let client = builder().base_url(&server.url).bearer_token("t0ken").build().unwrap();
    (server, client)
}

async fn all(mut items: Items<u64, Infallible>) -> Vec<u64> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await.unwrap() {
        all.push(item);
    }
    assert_eq!(items.next().await.unwrap(), None);
    all
}

fn targets(server: &Server) -> Vec<String> {
    let received = server.received();
    received.iter().map(|request| request.target().strip_prefix("GET /things").unwrap().to_owned()).collect()
}

fn assert_numbers(items: &[u64], range: std::ops::Range<u64>) {
    assert!(items.iter().copied().eq(range.clone()), "{} items, not {range:?}", items.len());
}
