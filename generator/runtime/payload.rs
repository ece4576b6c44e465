//! The body of a request on its way: what an attempt takes, and whether another one can take it again.

use bytes::Bytes;

/// The body of a request, ready to be sent.
#[derive(Default)]
pub(super) enum Payload {
    /// Nothing.
    #[default]
    Empty,
    /// Bytes, which can be sent any number of times.
    Whole(Bytes),
}

impl Payload {
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Whether it can be sent once more.
    pub(super) fn is_replayable(&self) -> bool {
        match self {
            Self::Empty | Self::Whole(_) => true,
        }
    }

    /// The whole content, where it is in memory.
    pub(super) fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Empty => None,
            Self::Whole(bytes) => Some(bytes),
        }
    }

    /// The body of one attempt.
    pub(super) fn body(&self) -> Option<reqwest::Body> {
        match self {
            Self::Empty => None,
            Self::Whole(bytes) => Some(bytes.clone().into()),
        }
    }
}
