//! Tests your own code that uses the client: a mock server takes the place of the API.
//!
//! ```console
//! $ cargo run -p generated-client --example own_tests --features mock
//! ```

use generated_client::Client;
use generated_client::mock::MockServer;
use generated_client::models::RoleMiningSessionResponse;

/// The code to test: the names of all saved sessions.
async fn saved_sessions(client: &Client) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut names = Vec::new();
    let mut sessions =
        client.iai_role_mining().get_role_mining_sessions().filters("saved eq true").count(true).stream();
    while let Some(session) = sessions.next().await? {
        names.extend(session.name);
    }
    Ok(names)
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    let client = server.client()?;

    // Expect the call exactly once. A parameter that you leave out matches any value.
    let call = client.iai_role_mining().get_role_mining_sessions().filters("saved eq true");
    let body = vec![RoleMiningSessionResponse::default().name("Accounting")];
    server.when(call).expect(1).header("X-Total-Count", "1").respond(&body).await;

    assert_eq!(saved_sessions(&client).await?, ["Accounting"]);
    server.verify().await; // panics unless the call was made once
    println!("the code under test asked once, and read one name");
    Ok(())
}
