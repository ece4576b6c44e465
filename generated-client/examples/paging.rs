//! Reads a list page by page.
//!
//! ```console
//! $ cargo run -p generated-client --example paging --features mock
//! ```

use generated_client::mock::MockServer;
use generated_client::models::RoleMiningSessionResponse;

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await;
    let service = server.client()?.iai_role_mining();
    let page = |names: &[&str]| -> Vec<_> {
        names.iter().map(|name| RoleMiningSessionResponse::default().name(*name)).collect()
    };
    // The first matching response is used, so the one without an offset comes last.
    let list = service.get_role_mining_sessions().limit(2);
    server.when(list.clone().offset(2)).respond(&page(&["Support"])).await;
    server.when(list.clone().offset(3)).respond(&page(&[])).await;
    server.when(list.clone()).respond(&page(&["Accounting", "Sales"])).await;

    // One item after the other: the next page is only requested when it is needed.
    let mut sessions = list.clone().stream();
    while let Some(session) = sessions.next().await? {
        println!("{:?}", session.name);
    }

    // Whole pages, with their status and headers.
    let mut pages = list.pages();
    while let Some(page) = pages.next().await? {
        println!("{} with {} items", page.status(), page.body().len());
    }
    Ok(())
}
