//! What a call through the client allocates beyond the same call by `reqwest`.

use std::future::Future;

use allocation_counter::measure;
use generated_client::Client;
use generated_client::models::RoleMiningSessionResponse;
use tokio::runtime::{Builder, Runtime};

use crate::kept_open;

const TOKEN: &str = "eyJhbGciOiJub25lIn0.allocations";

/// How many calls are counted, of which the middle one tells: now and then one fills a buffer anew.
const CALLS: usize = 51;

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
    let url = kept_open::server();
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
