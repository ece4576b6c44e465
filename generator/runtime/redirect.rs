//! Which redirects are followed: those that stay on the server that the caller chose.
//!
//! A redirect to another origin would carry headers, parameters and bodies, credentials among them, to a host that
//! nobody chose. Such a response is given to the caller as it is.

use reqwest::redirect::{Attempt, Policy};

/// How many redirects in a row are followed.
const MOST: usize = 10;

/// Follows redirects within one origin.
pub(super) fn same_origin() -> Policy {
    Policy::custom(|attempt: Attempt<'_>| {
        let stays = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
        if !stays {
            attempt.stop()
        } else if attempt.previous().len() > MOST {
            attempt.error("more redirects than are followed")
        } else {
            attempt.follow()
        }
    })
}
