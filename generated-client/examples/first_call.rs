//! Signs in and calls one operation.
//!
//! ```console
//! $ cargo run -p generated-client --example first_call --features mock
//! ```

use generated_client::mock::MockServer;
use generated_client::models::{RoleMiningSessionState, RoleMiningSessionStatus};
use generated_client::{Client, Credentials};

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A server in this process stands in for the API, so that no account is needed.
    let server = MockServer::start().await;
    let answer = RoleMiningSessionStatus::default().state(RoleMiningSessionState::Created);
    server.when(server.client()?.iai_role_mining().get_role_mining_session_status("8c190e67")).respond(&answer).await;

    // For a real tenant: `.server(Server::tenant("acme"))` and `Credentials::client_credentials("id", "secret")`.
    let client = Client::builder().base_url(server.base_url()).credentials(Credentials::bearer("token")).build()?;
    let status = client.iai_role_mining().get_role_mining_session_status("8c190e67").await?;
    match status.state {
        Some(state) => println!("the session is {state}"),
        None => println!("the session has no state"),
    }
    Ok(())
}
