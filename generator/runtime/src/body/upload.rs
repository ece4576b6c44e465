//! Uploads: bytes, a file or a stream.

use std::error::Error as StdError;
use std::fmt;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

/// The error of your own stream.
pub type BoxError = Box<dyn StdError + Send + Sync>;

pub(crate) type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// Content to upload: bytes, a file or a stream. Files and streams are sent as they are read, whatever their size.
///
/// The time limit of an attempt bounds how long a file or a stream may stand still, not how long it takes.
///
/// # Examples
///
/// ```
/// use generator_runtime::Upload;
///
/// let bytes = Upload::from("id,name\n");
/// let file = Upload::file("export.zip");
/// ```
#[derive(Clone)]
pub struct Upload {
    pub(crate) source: Source,
}

/// Where content comes from.
#[derive(Clone)]
pub(crate) enum Source {
    Bytes(Bytes),
    File(PathBuf),
    Stream { stream: Shared, length: Option<u64> },
}

/// A stream that can be taken once.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Mutex<Option<BoxStream>>>);

impl Shared {
    /// The stream, the first time.
    pub(crate) fn take(&self) -> Option<BoxStream> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Upload {
    /// The file at `path`.
    ///
    /// It is opened when the request is sent, and once more for each further attempt. A file that can't be opened is
    /// an [`Error::Local`](super::super::Error::Local), and nothing is sent.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { source: Source::File(path.into()) }
    }

    /// The content of `stream`. If you give a `length`, the stream must have exactly that many bytes.
    ///
    /// It can be sent once: the request is not retried, and if you send a clone of it later, that is an
    /// [`Error::Local`](super::super::Error::Local).
    pub fn stream<S>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, BoxError>> + Send + 'static,
    {
        let stream = Shared(Arc::new(Mutex::new(Some(Box::pin(stream)))));
        Self { source: Source::Stream { stream, length } }
    }

    /// Whether it can be sent once more.
    pub(crate) fn is_replayable(&self) -> bool {
        !matches!(self.source, Source::Stream { .. })
    }
}

impl fmt::Debug for Upload {
    /// Content may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Bytes(bytes) => f.debug_struct("Bytes").field("len", &bytes.len()).finish(),
            Source::File(path) => f.debug_tuple("File").field(path).finish(),
            Source::Stream { length, .. } => f.debug_struct("Stream").field("len", length).finish(),
        }
    }
}

/// Makes uploads of types that are made of bytes.
macro_rules! from_bytes {
    ($($ty:ty)+) => {
        $(impl From<$ty> for Upload {
            fn from(content: $ty) -> Self {
                Self { source: Source::Bytes(content.into()) }
            }
        })+
    };
}

from_bytes! { Bytes Vec<u8> String Box<[u8]> &'static [u8] &'static str }

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(content: &'static [u8; N]) -> Self {
        Self::from(content.as_slice())
    }
}
