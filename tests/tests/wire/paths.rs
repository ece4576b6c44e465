//! Values of the path stay in the segment that the page gives them.

use crate::support::arguments::Arguments;
use crate::support::call::Outcome;
use crate::support::client;
use crate::support::operations::operation;
use crate::support::pages::{self, Operation};
use crate::support::server::Server;

/// Every parameter of a path that takes any text, with its page.
fn parameters(pages: &std::collections::BTreeMap<String, Operation>) -> Vec<(&Operation, &str)> {
    let pages = pages.values();
    let parameters = pages.flat_map(|page| page.parameters("path").map(move |parameter| (page, &*parameter.name)));
    // An id that is a `Uuid` in Rust can't be hostile.
    parameters.filter(|(_, name)| *name != "exportId").collect()
}

#[tokio::test]
async fn what_would_leave_its_segment_is_not_sent() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let pages = pages::operations();
    let parameters = parameters(&pages);
    assert_eq!(parameters.len(), 36);
    for (page, name) in parameters {
        for value in ["", ".", ".."] {
            for is_awaited in [false, true] {
                let call = operation(&page.id)(&service, &Arguments::all(page).path_value(name, value));
                let outcome = if is_awaited { call.body().await } else { call.send().await };
                let Outcome::Invalid { parameter, message } = outcome else { panic!("{}: {outcome:?}", page.id) };
                assert_eq!(parameter, name, "{}", page.id);
                assert!(message.contains(&page.id) && message.contains(name), "{message}");
            }
        }
    }
    assert_eq!(server.take().len(), 0, "nothing was sent");
}

#[tokio::test]
async fn everything_else_is_encoded() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let pages = pages::operations();
    let values = [
        ("a/b", "a%2Fb"),
        ("../..", "..%2F.."),
        ("%2e%2e", "%252e%252e"),
        ("\\", "%5C"),
        ("..\\..", "..%5C.."),
        ("...", "..."),
        ("?x=1#y", "%3Fx%3D1%23y"),
        ("a;b,c:@&+$!*'()", "a%3Bb%2Cc%3A%40%26%2B%24%21%2A%27%28%29"),
        (" \t\r\n\0", "%20%09%0D%0A%00"),
        ("Zoë\u{200B}💡", "Zo%C3%AB%E2%80%8B%F0%9F%92%A1"),
        ("{sessionId}", "%7BsessionId%7D"),
        ("-._~", "-._~"),
    ];
    for (page, name) in parameters(&pages) {
        for (value, encoded) in values {
            let arguments = Arguments::required(page).path_value(name, value);
            operation(&page.id)(&service, &arguments).send().await;
            let received = server.take_one();
            let index = page.path.split('/').position(|segment| segment == format!("{{{name}}}")).unwrap();
            assert_eq!(received.path().split('/').nth(index), Some(encoded), "{} {name}", page.id);
            assert_eq!(received.path().split('/').count(), page.path.split('/').count(), "{} {name}", page.id);
        }
    }
}
