//! What the generated client costs beyond what it is made of, as ratios: `cargo bench -p tests`.
//!
//! Both sides of a ratio take turns in one run, and the fastest of many rounds counts: what else the machine does makes
//! a round slower, never faster.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and stops at what is not as it should be"
)]

#[path = "../tests/support/kept_open.rs"]
mod kept_open;

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use generated_client::Client;
use generated_client::models::{
    EntityCreatedByDto, RoleMiningPotentialRoleProvisionState, RoleMiningPotentialRoleSummary, RoleMiningRoleType,
    RoleMiningSessionResponse, RoleMiningSessionScope, RoleMiningSessionScopingMethod, RoleMiningSessionState,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

/// The fields of [`RoleMiningPotentialRoleSummary`], read and written by serde's derives.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Derived {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    potential_role_ref: Option<DerivedReference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entitlement_count: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity_group_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provision_state: Option<RoleMiningPotentialRoleProvisionState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    density: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    freshness: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quality: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<RoleMiningRoleType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by: Option<EntityCreatedByDto>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_date: Option<generated_client::runtime::DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    saved: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<DerivedSession>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DerivedReference {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DerivedSession {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_num_identities_in_potential_role: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prune_threshold: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    saved: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<RoleMiningSessionScope>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<RoleMiningRoleType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<RoleMiningSessionState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scoping_method: Option<RoleMiningSessionScopingMethod>,
}

/// A list of 1,000 roles.
fn roles() -> String {
    let role = |number: usize| {
        json!({
            "id": format!("{number:032x}"), "name": format!("Potential role {number}"),
            "potentialRoleRef": { "id": format!("{number:032x}"), "name": "Potential role" },
            "identityCount": number, "entitlementCount": 15, "identityGroupStatus": "AVAILABLE",
            "provisionState": "POTENTIAL", "roleId": "07a0b4e2", "density": 75, "freshness": 72, "quality": 100,
            "type": "SPECIALIZED", "createdBy": null, "createdDate": "2024-05-01T10:00:00Z", "saved": true,
            "description": "Names, lists and numbers, as answers have them.",
            "session": {
                "id": "9f36f5e5", "name": "Saved session", "minNumIdentitiesInPotentialRole": 20,
                "pruneThreshold": 70, "saved": true, "scope": {}, "type": "SPECIALIZED", "state": "CREATED",
                "scopingMethod": "MANUAL",
            },
            "somethingNew": [number],
        })
    };
    (0..1000).map(role).collect::<Value>().to_string()
}

/// The shortest time of each of the two, which take turns.
fn fastest(rounds: usize, mut one: impl FnMut(), mut other: impl FnMut()) -> (Duration, Duration) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let pairs = (0..rounds).map(|_| (time(&mut one), time(&mut other)));
    pairs.fold((Duration::MAX, Duration::MAX), |fastest, pair| (fastest.0.min(pair.0), fastest.1.min(pair.1)))
}

fn report(what: &str, ours: Duration, theirs: Duration) {
    println!("{what:<44} {ours:>10.1?} against {theirs:>10.1?}: {:.2}", ours.as_secs_f64() / theirs.as_secs_f64());
}

fn codec() {
    let text = roles();
    let (ours, theirs) = fastest(
        200,
        || drop(black_box(serde_json::from_str::<Vec<RoleMiningPotentialRoleSummary>>(black_box(&text)).unwrap())),
        || drop(black_box(serde_json::from_str::<Vec<Derived>>(black_box(&text)).unwrap())),
    );
    report("decoding, against serde's derives", ours, theirs);
    let models: Vec<RoleMiningPotentialRoleSummary> = serde_json::from_str(&text).unwrap();
    let derived: Vec<Derived> = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_value(&models).unwrap(), serde_json::to_value(&derived).unwrap());
    let (ours, theirs) = fastest(
        200,
        || drop(black_box(serde_json::to_string(black_box(&models)).unwrap())),
        || drop(black_box(serde_json::to_string(black_box(&derived)).unwrap())),
    );
    report("encoding, against serde's derives", ours, theirs);
}

fn calls(runtime: &Runtime) {
    let url = kept_open::server();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = Client::builder().http_client_builder(reqwest::Client::builder().no_proxy());
    let client = client.base_url(&url).bearer_token("token").build().unwrap();
    let (ours, theirs) = fastest(
        2000,
        || drop(runtime.block_on(async { client.iai_role_mining().get_role_mining_session("one").await.unwrap() })),
        || {
            runtime.block_on(async {
                let request = http.get(format!("{url}/role-mining-sessions/one")).bearer_auth("token");
                let body = request.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap();
                serde_json::from_slice::<RoleMiningSessionResponse>(&body).unwrap();
            });
        },
    );
    report("a call on loopback, against reqwest alone", ours, theirs);
}

/// How many calls are on their way at once.
const AT_ONCE: usize = 64;

/// How many of them each task makes.
const IN_A_ROW: usize = 20;

/// How long this process has computed; `None` where the system doesn't say. Counted in ticks of 10 milliseconds.
fn computed() -> Option<Duration> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The name before the last parenthesis may have spaces; user and system time are the 12th and 13th field after it.
    let fields = text.rsplit_once(')')?.1.split_whitespace().skip(11).take(2);
    let ticks = fields.map(|field| field.parse::<u64>().ok()).sum::<Option<u64>>()?;
    Some(Duration::from_millis(10 * ticks))
}

/// How long this process computes, the server included, until each of many tasks has made its calls.
fn computed_for<F: Future<Output = ()> + Send + 'static>(runtime: &Runtime, call: impl Fn() -> F) -> Option<Duration> {
    let before = computed()?;
    runtime.block_on(async {
        let tasks: Vec<_> = (0..AT_ONCE).map(|_| tokio::spawn(call())).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    computed()?.checked_sub(before)
}

fn calls_at_once(runtime: &Runtime) {
    let url = kept_open::server();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = Client::builder().http_client_builder(reqwest::Client::builder().no_proxy());
    let client = client.base_url(&url).bearer_token("token").build().unwrap();
    let through_client = || {
        let client = client.clone();
        async move {
            for _ in 0..IN_A_ROW {
                client.iai_role_mining().get_role_mining_session("one").await.unwrap();
            }
        }
    };
    let directly = || {
        let (http, url) = (http.clone(), url.clone());
        async move {
            for _ in 0..IN_A_ROW {
                let request = http.get(format!("{url}/role-mining-sessions/one"));
                let request = request.header("accept", "application/json").bearer_auth("token");
                let body = request.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap();
                serde_json::from_slice::<RoleMiningSessionResponse>(&body).unwrap();
            }
        }
    };
    let rounds =
        (0..100).map_while(|_| Some((computed_for(runtime, through_client)?, computed_for(runtime, directly)?)));
    // Sums, since a round is only some ticks long.
    let all = rounds.reduce(|all, round| (all.0 + round.0, all.1 + round.1));
    if let Some((ours, theirs)) = all {
        let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
        println!("calls per CPU second at {AT_ONCE} at once, of those of reqwest alone: {ratio:.2}");
    } else {
        println!("calls per CPU second: this system doesn't say how long a process computed");
    }
}

fn main() {
    // `cargo test --benches` only asks whether it runs.
    if std::env::args().any(|argument| argument == "--bench") {
        codec();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        calls(&runtime);
        calls_at_once(&runtime);
    }
}
