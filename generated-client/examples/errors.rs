//! Tells errors apart: what the API documents by status, and everything else.
//!
//! ```console
//! $ cargo run -p generated-client --example errors --features mock
//! ```

use generated_client::Error;
use generated_client::errors::GetRoleMiningSessionError;
use generated_client::mock::MockServer;
use generated_client::models::ErrorResponseDto;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    let service = server.client()?.iai_role_mining();
    let body = ErrorResponseDto::default().detail_code("404 Not found").tracking_id("e7eab609");
    let missing = service.get_role_mining_session("no-such-session");
    server.when(missing.clone()).respond_error(GetRoleMiningSessionError::NotFound(body)).await;

    match missing.await {
        Ok(session) => println!("found {:?}", session.name),
        // The type of the body follows from the status.
        Err(Error::Api(error)) => match error.body() {
            GetRoleMiningSessionError::NotFound(body) => println!("not found: {:?}", body.detail_code),
            other => println!("{}: {other:?}", error.status()),
        },
        Err(error) if error.is_retryable() => println!("try again later: {error}"),
        Err(error) => println!("{error}"),
    }

    // An empty value would address another resource, so nothing is sent.
    let Err(error) = service.get_role_mining_session("").await else { return Err("an empty id was sent".into()) };
    println!("{error}");
    Ok(())
}
