//! What to tell the person in front of the screen.

use generated_client::errors::IaiRoleMiningError;
use generated_client::models::ErrorResponseDto;
use generated_client::runtime::Error;

/// One sentence on what went wrong and what to do.
pub fn explain(error: &Error<IaiRoleMiningError>) -> String {
    match error {
        Error::Api(error) => match error.body() {
            IaiRoleMiningError::Unauthorized(_) => "the token has expired: get a new one".to_owned(),
            IaiRoleMiningError::Forbidden(body) => format!("not allowed: {}", first_text(body)),
            IaiRoleMiningError::NotFound(_) => "there is no such thing".to_owned(),
            IaiRoleMiningError::TooManyRequests(_) => {
                let wait = error.headers().get("Retry-After").and_then(|wait| wait.to_str().ok());
                format!("too many requests: try again in {} seconds", wait.unwrap_or("some"))
            }
            IaiRoleMiningError::BadRequest(body) | IaiRoleMiningError::InternalServerError(body) => {
                let tracking = body.tracking_id.as_deref().unwrap_or("none");
                format!("{} (tracking id {tracking})", first_text(body))
            }
            // The API may document more one day.
            other => other.to_string(),
        },
        Error::Decode(error) => format!("this program is too old or too new for the service: {error}"),
        Error::TimeLimit(_) => "the service takes too long".to_owned(),
        Error::Transport(error) => format!("check the network: {error}"),
        Error::InvalidArgument(error) => format!("`{}` is no good: {}", error.parameter(), error.reason()),
        other => other.to_string(),
    }
}

/// The first message in a body, in whatever language it is.
fn first_text(body: &ErrorResponseDto) -> &str {
    let messages = body.messages.as_deref().unwrap_or_default();
    messages.iter().find_map(|message| message.text.as_deref()).unwrap_or("no reason is given")
}
