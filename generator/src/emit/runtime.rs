//! The runtime: ordinary Rust from `generator/runtime/`, the same for every crate.

use super::{File, MARKER};

/// Its files, by name.
const FILES: &[(&str, &str)] = &[
    ("api_error.rs", include_str!("../../runtime/api_error.rs")),
    ("attempt.rs", include_str!("../../runtime/attempt.rs")),
    ("authorization.rs", include_str!("../../runtime/authorization.rs")),
    ("best.rs", include_str!("../../runtime/best.rs")),
    ("blocking.rs", include_str!("../../runtime/blocking.rs")),
    ("body.rs", include_str!("../../runtime/body.rs")),
    ("build_error.rs", include_str!("../../runtime/build_error.rs")),
    ("builder.rs", include_str!("../../runtime/builder.rs")),
    ("client.rs", include_str!("../../runtime/client.rs")),
    ("client_credentials.rs", include_str!("../../runtime/client_credentials.rs")),
    ("clock.rs", include_str!("../../runtime/clock.rs")),
    ("codec.rs", include_str!("../../runtime/codec.rs")),
    ("content.rs", include_str!("../../runtime/content.rs")),
    ("credentials.rs", include_str!("../../runtime/credentials.rs")),
    ("credentials_error.rs", include_str!("../../runtime/credentials_error.rs")),
    ("date.rs", include_str!("../../runtime/date.rs")),
    ("date_time.rs", include_str!("../../runtime/date_time.rs")),
    ("decode.rs", include_str!("../../runtime/decode.rs")),
    ("download.rs", include_str!("../../runtime/download.rs")),
    ("download_file.rs", include_str!("../../runtime/download_file.rs")),
    ("encode.rs", include_str!("../../runtime/encode.rs")),
    ("environment.rs", include_str!("../../runtime/environment.rs")),
    ("error.rs", include_str!("../../runtime/error.rs")),
    ("exchange.rs", include_str!("../../runtime/exchange.rs")),
    ("future.rs", include_str!("../../runtime/future.rs")),
    ("hook.rs", include_str!("../../runtime/hook.rs")),
    ("invalid_argument.rs", include_str!("../../runtime/invalid_argument.rs")),
    ("iso8601.rs", include_str!("../../runtime/iso8601.rs")),
    ("json_patch.rs", include_str!("../../runtime/json_patch.rs")),
    ("json_path.rs", include_str!("../../runtime/json_path.rs")),
    ("link.rs", include_str!("../../runtime/link.rs")),
    ("local_error.rs", include_str!("../../runtime/local_error.rs")),
    ("mock.rs", include_str!("../../runtime/mock.rs")),
    ("mock_answer.rs", include_str!("../../runtime/mock_answer.rs")),
    ("mock_call.rs", include_str!("../../runtime/mock_call.rs")),
    ("mod.rs", include_str!("../../runtime/mod.rs")),
    ("multipart.rs", include_str!("../../runtime/multipart.rs")),
    ("nulls.rs", include_str!("../../runtime/nulls.rs")),
    ("object.rs", include_str!("../../runtime/object.rs")),
    ("operation.rs", include_str!("../../runtime/operation.rs")),
    ("options.rs", include_str!("../../runtime/options.rs")),
    ("outgoing.rs", include_str!("../../runtime/outgoing.rs")),
    ("page_items.rs", include_str!("../../runtime/page_items.rs")),
    ("pages.rs", include_str!("../../runtime/pages.rs")),
    ("paging.rs", include_str!("../../runtime/paging.rs")),
    ("parameter.rs", include_str!("../../runtime/parameter.rs")),
    ("path.rs", include_str!("../../runtime/path.rs")),
    ("payload.rs", include_str!("../../runtime/payload.rs")),
    ("redirect.rs", include_str!("../../runtime/redirect.rs")),
    ("request.rs", include_str!("../../runtime/request.rs")),
    ("response.rs", include_str!("../../runtime/response.rs")),
    ("response_error.rs", include_str!("../../runtime/response_error.rs")),
    ("retry_policy.rs", include_str!("../../runtime/retry_policy.rs")),
    ("server.rs", include_str!("../../runtime/server.rs")),
    ("template.rs", include_str!("../../runtime/template.rs")),
    ("time_limit_error.rs", include_str!("../../runtime/time_limit_error.rs")),
    ("time_limits.rs", include_str!("../../runtime/time_limits.rs")),
    ("token_cache.rs", include_str!("../../runtime/token_cache.rs")),
    ("token_source.rs", include_str!("../../runtime/token_source.rs")),
    ("token_url.rs", include_str!("../../runtime/token_url.rs")),
    ("trace.rs", include_str!("../../runtime/trace.rs")),
    ("transport_error.rs", include_str!("../../runtime/transport_error.rs")),
    ("unknown_value.rs", include_str!("../../runtime/unknown_value.rs")),
    ("upload.rs", include_str!("../../runtime/upload.rs")),
    ("wait.rs", include_str!("../../runtime/wait.rs")),
    ("wait_error.rs", include_str!("../../runtime/wait_error.rs")),
];

/// The files of `src/runtime/`.
pub(super) fn files() -> impl Iterator<Item = File> {
    FILES
        .iter()
        .map(|(name, source)| File { path: format!("src/runtime/{name}"), content: format!("// {MARKER}\n\n{source}") })
}

#[cfg(test)]
mod tests {
    use super::FILES;
    use std::error::Error;
    use std::{fs, path::Path};

    #[test]
    fn no_file_is_forgotten() -> Result<(), Box<dyn Error>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime"))? {
            found.push(entry?.file_name().to_string_lossy().into_owned());
        }
        found.sort();
        assert_eq!(FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), found);
        Ok(())
    }
}
