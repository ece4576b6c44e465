//! What a call through the client allocates beyond the same call by `reqwest`.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::future::Future;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use allocation_counter::measure;
use generated_client::Client;
use generated_client::models::RoleMiningSessionResponse;
use tokio::runtime::{Builder, Runtime};

const TOKEN: &str = "eyJhbGciOiJub25lIn0.allocations";

/// How many calls are counted, of which the middle one tells: now and then one fills a buffer anew.
const CALLS: usize = 51;

/// A server that keeps its connections open and answers everything alike.
fn server() -> String {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 25\r\n\r\n{\"id\":\"one\",\"name\":\"two\"}";
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                // A request without a body is one packet here.
                while stream.read(&mut buffer).is_ok_and(|read| read > 0) {
                    stream.write_all(ANSWER.as_bytes()).unwrap();
                }
            });
        }
    });
    url
}

/// How many allocations one of the calls takes that `call` makes, once the connection is there.
fn allocations<F: Future<Output = RoleMiningSessionResponse>>(runtime: &Runtime, call: impl Fn() -> F) -> u64 {
    let mut counts: Vec<u64> = (0..CALLS)
        .map(|_| {
            let counted = measure(|| {
                let session = runtime.block_on(call());
                assert_eq!(session.name.as_deref(), Some("two"));
            });
            counted.count_total
        })
        .collect();
    counts.sort_unstable();
    counts[CALLS / 2]
}

#[test]
fn of_a_call_are_few_beyond_those_of_the_http_client() {
    let url = server();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = Client::builder().http_client_builder(reqwest::Client::builder().no_proxy());
    let client = client.base_url(&url).bearer_token(TOKEN).build().unwrap();

    let direct = allocations(&runtime, || async {
        let url = format!("{url}/role-mining-sessions/{}", "one");
        let request = http.get(url).header("accept", "application/json").bearer_auth(TOKEN);
        let response = request.send().await.unwrap().error_for_status().unwrap();
        serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
    });
    let through_client =
        allocations(&runtime, || async { client.iai_role_mining().get_role_mining_session("one").await.unwrap() });

    println!("{direct} directly, {through_client} through the client");
    assert!(direct > 0, "nothing was counted");
    assert!(through_client <= direct + 12, "{direct} directly, {through_client} through the client");
}
