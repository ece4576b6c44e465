//! Answers that are read item by item, from a server that sends them in pieces.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_core::Stream;
use serde::Deserialize;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::builder;
use crate::support::operations::{GET, POST};
use crate::support::server::{Received, Server, answer, read};
use generator_runtime::codegen::{EventFormat, Framing, Request, SERVER_SENT_EVENTS, decode_item};
use generator_runtime::{Client, Error, Event, EventStream, RequestOptions, TimeLimits};

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Chunk {
    text: String,
}

static MARKED: EventFormat = EventFormat { last: Some("[DONE]"), is_last_required: true, ..SERVER_SENT_EVENTS };
static LINES: EventFormat =
    EventFormat { framing: Framing::Lines, accept: "application/x-ndjson", ..SERVER_SENT_EVENTS };
static CHOSEN: EventFormat = EventFormat { choice: Some("stream"), last: Some("[DONE]"), ..SERVER_SENT_EVENTS };

type Events<T> = EventStream<Event<T>, Infallible>;

/// A server that writes the head of a response and its chunks, each when there is a permit, and then ends the response or, where
/// the last is empty, breaks the connection.
struct Slow {
    url: String,
    gate: Arc<Semaphore>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Slow {
    async fn start(media_type: &'static str, answers: &'static [&'static [&'static str]]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (gate, received) = (Arc::new(Semaphore::new(0)), Arc::new(Mutex::new(Vec::new())));
        let (permits, kept) = (Arc::clone(&gate), Arc::clone(&received));
        tokio::spawn(async move {
            let mut answers = answers.iter();
            while let (Ok((mut stream, _)), Some(pieces)) = (listener.accept().await, answers.next()) {
                let request = read(&mut stream).await.unwrap();
                kept.lock().unwrap().push(request);
                write(&mut stream, media_type, pieces, &permits).await;
            }
        });
        Self { url, gate, received }
    }

    fn go_on(&self) {
        self.gate.add_permits(1);
    }
}

async fn write(stream: &mut TcpStream, media_type: &str, pieces: &[&str], gate: &Semaphore) {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    for piece in pieces {
        gate.acquire().await.unwrap().forget();
        if piece.is_empty() {
            return;
        }
        let chunk = format!("{:x}\r\n{piece}\r\n", piece.len());
        stream.write_all(chunk.as_bytes()).await.unwrap();
    }
    stream.write_all(b"0\r\n\r\n").await.unwrap();
}

fn client(url: &str) -> Client {
    builder().base_url(url).build().unwrap()
}

fn events(client: &Client, format: &'static EventFormat) -> Events<Chunk> {
    Request::new(client, &GET).events(format, decode_item::event)
}

/// A server that answers with that at once.
async fn saying(media_type: &'static str, body: &'static str) -> Server {
    Server::start(move |_| answer("200 OK", &format!("content-type: {media_type}\r\n"), body)).await
}

#[tokio::test]
async fn events_are_given_as_they_come() {
    let pieces: &[&str] = &[
        ": hello\n\nid: 7\nevent: added\nretry: 20\ndata: {\"text\":",
        "\ndata: \"a\"}\n\n",
        "data: {\"text\":\"b\"}\r\n\r\n",
    ];
    let server = Slow::start("text/event-stream; charset=utf-8", Box::leak(Box::new([pieces]))).await;
    let mut events = events(&client(&server.url), &SERVER_SENT_EVENTS);
    server.go_on();
    let early = tokio::time::timeout(Duration::from_millis(30), events.next()).await;
    assert!(early.is_err(), "an event before its end: {early:?}");
    server.go_on();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((event.event_type.as_str(), event.id.as_deref()), ("added", Some("7")));
    assert_eq!((event.retry, event.data.text.as_str()), (Some(Duration::from_millis(20)), "a"));
    server.go_on();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((event.event_type.as_str(), event.id.as_deref(), event.retry), ("message", Some("7"), None));
    assert_eq!(event.data.text, "b");
    assert_eq!(events.next().await.unwrap(), None);
    assert_eq!(events.next().await.unwrap(), None);
    assert_eq!(server.received.lock().unwrap()[0].header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn lines_and_sequences_are_read_by_the_media_type_that_came() {
    for (media_type, body) in [
        ("application/x-ndjson", "{\"text\":\"a\"}\n\n{\"text\":\"b\"}"),
        ("application/jsonl", "{\"text\":\"a\"}\r\n{\"text\":\"b\"}\r\n"),
        ("text/plain", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n"),
        ("application/json", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n"),
        ("application/json-seq", "\u{1e}{\"text\":\n\"a\"}\n\u{1e}{\"text\":\"b\"}\n"),
        ("text/event-stream", "data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n\n"),
    ] {
        let server = saying(media_type, body).await;
        let mut items: EventStream<Chunk, Infallible> =
            Request::new(&client(&server.url), &GET).events(&LINES, decode_item::item);
        let mut texts = Vec::new();
        while let Some(chunk) = items.next().await.unwrap() {
            texts.push(chunk.text);
        }
        assert_eq!(texts, ["a", "b"], "{media_type}");
    }
}

#[tokio::test]
async fn a_marker_ends_the_stream_and_is_waited_for() {
    let server =
        saying("text/event-stream", "data: {\"text\":\"a\"}\n\ndata: [DONE]\n\ndata: {\"text\":\"b\"}\n\n").await;
    let mut marked = events(&client(&server.url), &MARKED);
    assert_eq!(marked.next().await.unwrap().unwrap().data.text, "a");
    assert_eq!(marked.next().await.unwrap(), None);

    let server = saying("text/event-stream", "data: {\"text\":\"a\"}\n\n").await;
    let mut marked = events(&client(&server.url), &MARKED);
    assert_eq!(marked.next().await.unwrap().unwrap().data.text, "a");
    assert!(matches!(marked.next().await, Err(Error::Transport(_))));
    assert_eq!(marked.next().await.unwrap(), None);
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error() {
    let server = Slow::start("text/event-stream", &[&["data: {\"text\":\"a\"}\n\n", ""]]).await;
    let mut events = events(&client(&server.url), &SERVER_SENT_EVENTS);
    server.go_on();
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
    server.go_on();
    assert!(matches!(events.next().await, Err(Error::Transport(_))));
    assert_eq!(events.next().await.unwrap(), None);
}

#[tokio::test]
async fn what_is_no_item_is_an_error_and_the_next_one_is_given() {
    let server = saying("text/event-stream", "data: {\"text\":\n\ndata: \u{0}\n\ndata: {\"text\":\"b\"}\n\n").await;
    let mut events = events(&client(&server.url), &SERVER_SENT_EVENTS);
    let error = events.next().await.unwrap_err();
    assert!(matches!(&error, Error::Decode(error) if error.body() == "{\"text\":"), "{error}");
    assert!(matches!(events.next().await, Err(Error::Decode(_))));
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "b");
    assert_eq!(events.next().await.unwrap(), None);
}

#[tokio::test]
async fn json_is_no_stream_of_events_and_a_failure_is_one() {
    let server = saying("application/json", "{\"text\":\"whole\"}").await;
    let error = events(&client(&server.url), &SERVER_SENT_EVENTS).next().await.unwrap_err();
    assert!(matches!(&error, Error::Decode(error) if error.body() == "{\"text\":\"whole\"}"), "{error}");
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 200 OK, but its body is not the documented one: it is not the stream of items that was \
         asked for"
    );

    let server = Server::start(|_| answer("404 Not Found", "", "")).await;
    let error = events(&client(&server.url), &SERVER_SENT_EVENTS).next().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
}

#[tokio::test]
async fn time_limits_bound_silence_and_not_length() {
    let pieces: &[&str] =
        &["data: {\"text\":\"a\"}\n\n", ": still here\n\n", ": still here\n\n", "data: {\"text\":\"b\"}\n\n", "x"];
    let server = Slow::start("text/event-stream", Box::leak(Box::new([pieces]))).await;
    let limits = TimeLimits::new().attempt(Duration::from_millis(200)).min_rate(1_000_000, Duration::from_millis(100));
    let client = builder().base_url(&server.url).time_limits(limits).build().unwrap();
    let options = RequestOptions::new().total_time_limit(Duration::from_millis(250));
    let mut events: Events<Chunk> =
        Request::new(&client, &GET).options(options).events(&SERVER_SENT_EVENTS, decode_item::event);
    let gate = Arc::clone(&server.gate);
    tokio::spawn(async move {
        for _ in 0..4 {
            gate.add_permits(1);
            tokio::time::sleep(Duration::from_millis(120)).await;
        }
    });
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "b");
    assert!(matches!(events.next().await, Err(Error::TimeLimit(_))));
}

#[tokio::test]
async fn a_stream_is_taken_up_again_where_it_broke() {
    let answers: &[&[&str]] =
        &[&["retry: 1\n\nid: 1\ndata: {\"text\":\"a\"}\n\nid: 2\n\n", ""], &["id: 3\ndata: {\"text\":\"b\"}\n\n"]];
    let server = Slow::start("text/event-stream", answers).await;
    server.gate.add_permits(10);
    let mut events = events(&client(&server.url), &SERVER_SENT_EVENTS).reconnecting();
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "b");
    assert_eq!(events.next().await.unwrap(), None);
    assert_eq!(events.last_event_id(), Some("3"));
    let received = server.received.lock().unwrap();
    let ids: Vec<_> = received.iter().map(|request| request.header("last-event-id")).collect();
    assert_eq!(ids, [None, Some("2")]);
}

#[tokio::test]
async fn a_stream_is_not_taken_up_again_for_ever() {
    let broken: &[&str] = &["retry: 1\nid: 1\ndata: {\"text\":\"a\"}\n\n", ""];
    let silent: &[&str] = &[""];
    let answers = [broken, silent, silent, silent, silent, silent, silent];
    let server = Slow::start("text/event-stream", Box::leak(Box::new(answers))).await;
    server.gate.add_permits(100);
    let mut events = events(&client(&server.url), &SERVER_SENT_EVENTS).reconnecting();
    assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
    assert!(matches!(events.next().await, Err(Error::Transport(_))));
    assert_eq!(server.received.lock().unwrap().len(), 6);
}

#[tokio::test]
async fn a_property_of_the_body_asks_for_the_stream() {
    let server = saying("text/event-stream", "data: {\"text\":\"a\"}\n\ndata: [DONE]\n\n").await;
    let client = client(&server.url);
    let body = serde_json::json!({"model": "m", "stream": false, "n": 1.50});
    for request in [Request::new(&client, &POST).json("application/json", &body), Request::new(&client, &POST)] {
        let mut events: Events<Chunk> = request.events(&CHOSEN, decode_item::event);
        assert_eq!(events.next().await.unwrap().unwrap().data.text, "a");
        assert_eq!(events.next().await.unwrap(), None);
    }
    let received = server.received();
    let bodies: Vec<&str> = received.iter().map(|it| std::str::from_utf8(&it.body).unwrap()).collect();
    assert_eq!(bodies, [r#"{"model":"m","n":1.5,"stream":true}"#, r#"{"stream":true}"#]);
    assert_eq!(received[1].header("content-type"), Some("application/json"));

    let text = Request::new(&client, &POST).text("text/plain", "no object");
    let mut events: Events<Chunk> = text.events(&CHOSEN, decode_item::event);
    assert!(matches!(events.next().await, Err(Error::InvalidArgument(_))));
}

/// An event as a document can describe it: as an object.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(tag = "event", content = "data", rename_all = "lowercase")]
enum Whole {
    Added(Chunk),
    Said(String),
    Counted(u64),
}

#[tokio::test]
async fn an_event_can_be_an_object_of_its_own() {
    let body = "event: added\ndata: {\"text\":\"a\"}\n\nevent: said\ndata: 17\n\nevent: counted\ndata: 17\n\n\
                event: said\ndata: \"so\"\n\nevent: said\ndata: plain\n\n";
    let server = saying("text/event-stream", body).await;
    let mut events: EventStream<Whole, Infallible> =
        Request::new(&client(&server.url), &GET).events(&SERVER_SENT_EVENTS, decode_item::whole_event);
    let mut found = Vec::new();
    while let Some(event) = events.next().await.unwrap() {
        found.push(event);
    }
    let said = |text: &str| Whole::Said(text.to_owned());
    let added = Whole::Added(Chunk { text: "a".to_owned() });
    assert_eq!(found, [added, said("17"), Whole::Counted(17), said("\"so\""), said("plain")]);
}

#[tokio::test]
async fn an_item_without_end_is_an_error_before_it_fills_the_memory() {
    static WRITTEN: AtomicUsize = AtomicUsize::new(0);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read(&mut stream).await.unwrap();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: ";
        stream.write_all(head.as_bytes()).await.unwrap();
        let piece = [b'x'; 4096];
        while stream.write_all(&piece).await.is_ok() {
            WRITTEN.fetch_add(piece.len(), Ordering::Relaxed);
        }
    });
    let client = builder().base_url(url).max_json_size(1 << 20).build().unwrap();
    let mut events = events(&client, &SERVER_SENT_EVENTS);
    assert!(matches!(events.next().await, Err(Error::Decode(_))));
    assert_eq!(events.next().await.unwrap(), None);
    assert!(WRITTEN.load(Ordering::Relaxed) < 32 << 20);
}

#[tokio::test]
async fn a_stream_is_one_of_the_futures_crates_too() {
    let server = saying("text/event-stream", "data: a\n\n").await;
    let mut events: Events<String> =
        Request::new(&client(&server.url), &GET).events(&SERVER_SENT_EVENTS, decode_item::event_text);
    let item = std::future::poll_fn(|context| Pin::new(&mut events).poll_next(context)).await;
    assert_eq!(item.unwrap().unwrap().data, "a");
}

#[test]
fn events_are_read_without_an_async_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let body = "data: {\"text\":\"a\"}\n\ndata: no\n\ndata: {\"text\":\"b\"}\n\n";
    let server = runtime.block_on(saying("text/event-stream", body));
    let events = events(&client(&server.url), &SERVER_SENT_EVENTS).into_blocking();
    let texts: Vec<_> = events.map(|event| event.ok().map(|event| event.data.text)).collect();
    assert_eq!(texts, [Some("a".to_owned()), None, Some("b".to_owned())]);
}
