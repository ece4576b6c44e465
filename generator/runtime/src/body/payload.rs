//! The body of a request on its way: what an attempt takes, and whether another one can take it again.

use bytes::Bytes;

use super::super::error::local_error::LocalError;
use super::outgoing::{Outgoing, Progress};
use super::upload::{Source, Upload};

/// How large a body is sent in one piece, in bytes.
const LARGE: usize = 1 << 20;

/// The body of a request, ready to be sent.
#[derive(Default)]
pub(crate) enum Payload {
    /// Nothing.
    #[default]
    Empty,
    /// Bytes, which can be sent any number of times.
    Whole(Bytes),
    /// Uploads that are sent one after the other.
    Uploads(Vec<Upload>),
}

impl Payload {
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Whether it can be sent once more.
    pub(crate) fn is_replayable(&self) -> bool {
        match self {
            Self::Empty | Self::Whole(_) => true,
            Self::Uploads(uploads) => uploads.iter().all(Upload::is_replayable),
        }
    }

    /// The whole content, where it is in memory in one piece.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Empty => None,
            Self::Whole(bytes) => Some(bytes),
            Self::Uploads(uploads) => match uploads.as_slice() {
                [Upload { source: Source::Bytes(bytes) }] => Some(bytes),
                _ => None,
            },
        }
    }

    /// The body of one attempt at `operation`, whose `progress` it counts.
    pub(crate) async fn body(
        &self,
        operation: &'static str,
        progress: &Progress,
    ) -> Result<Option<reqwest::Body>, LocalError> {
        Ok(match self {
            Self::Empty => None,
            // In pieces, so that it can be seen to get on.
            Self::Whole(bytes) if bytes.len() > LARGE => {
                let upload = Upload::from(bytes.clone());
                Some(reqwest::Body::wrap(Outgoing::open(operation, &[upload], progress).await?))
            }
            Self::Whole(bytes) => Some(bytes.clone().into()),
            Self::Uploads(uploads) => Some(reqwest::Body::wrap(Outgoing::open(operation, uploads, progress).await?)),
        })
    }

    /// All of the body, where it is in memory.
    pub(crate) fn in_memory(&self) -> Option<Bytes> {
        match self {
            Self::Empty => None,
            Self::Whole(bytes) => Some(bytes.clone()),
            Self::Uploads(uploads) => {
                let mut all = Vec::new();
                for upload in uploads {
                    let Source::Bytes(bytes) = &upload.source else { return None };
                    all.extend_from_slice(bytes);
                }
                Some(all.into())
            }
        }
    }
}

impl From<Upload> for Payload {
    fn from(upload: Upload) -> Self {
        match upload.source {
            // An empty one would go without a `Content-Length`, which servers want (RFC 9110, section 8.6).
            Source::Bytes(bytes) if !bytes.is_empty() => Self::Whole(bytes),
            source => Self::Uploads(vec![Upload { source }]),
        }
    }
}
