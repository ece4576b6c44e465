//! The body of an attempt on its way out, read piece by piece.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead as _, ReadBuf};

use super::super::error::local_error::LocalError;
use super::upload::{BoxError, BoxStream, Source, Upload};

/// How much of a file is read at once.
const CHUNK: usize = 64 * 1024;

/// The body of one attempt: uploads, one after the other.
pub(crate) struct Outgoing {
    pieces: VecDeque<Piece>,
    /// How much is still to come; `None` if that is not known.
    left: Option<u64>,
    progress: Progress,
}

/// How many bytes an attempt has sent. As long as the number grows the attempt makes progress, however long it takes.
#[derive(Clone, Default)]
pub(crate) struct Progress(Arc<AtomicU64>);

impl Progress {
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

enum Piece {
    Bytes(Bytes),
    File {
        file: File,
        /// How much of it is still to come; `None` if it has no length, such as a pipe.
        left: Option<u64>,
    },
    Stream {
        /// A lock that nobody waits for: bodies have to be `Sync`, and streams are not.
        stream: Mutex<BoxStream>,
        left: Option<u64>,
        /// The last announced bytes, which wait for the end.
        last: Option<Bytes>,
    },
}

impl Piece {
    fn left(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::File { left, .. } | Self::Stream { left, .. } => *left,
        }
    }
}

impl Outgoing {
    /// Opens `uploads` for an attempt at `operation`.
    pub(crate) async fn open(
        operation: &'static str,
        uploads: &[Upload],
        progress: &Progress,
    ) -> Result<Self, LocalError> {
        let mut pieces = VecDeque::with_capacity(uploads.len());
        for upload in uploads {
            pieces.push_back(match &upload.source {
                Source::Bytes(bytes) => Piece::Bytes(bytes.clone()),
                Source::File(path) => file(path).await.map_err(|error| {
                    LocalError::new(operation, format!("{} can't be read", path.display()), Some(error.into()))
                })?,
                Source::Stream { stream, length } => match stream.take() {
                    Some(stream) => Piece::Stream { stream: Mutex::new(stream), left: *length, last: None },
                    None => return Err(LocalError::new(operation, "the stream of its body was already sent", None)),
                },
            });
        }
        let left = pieces.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.left()?));
        Ok(Self { pieces, left, progress: progress.clone() })
    }

    /// Gives `bytes` out.
    fn give(&mut self, bytes: Bytes) -> Poll<Option<Result<Frame<Bytes>, UploadError>>> {
        self.left = self.left.map(|left| left.saturating_sub(bytes.len() as u64));
        self.progress.0.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }
}

async fn file(path: &Path) -> io::Result<Piece> {
    // Checked before opening: opening a pipe waits for its writer, on a thread that can't be stopped.
    if !tokio::fs::metadata(path).await?.is_file() {
        // A pipe can be read only once, so another attempt would get nothing.
        let what = "it is not a regular file: send it with `Upload::stream`";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    let file = File::open(path).await?;
    let length = file.metadata().await?.len();
    Ok(Piece::File { file, left: Some(length) })
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = UploadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, UploadError>>> {
        loop {
            let Some(piece) = self.pieces.front_mut() else { return Poll::Ready(None) };
            let next = match piece {
                Piece::Bytes(bytes) => {
                    let chunk = bytes.split_to(bytes.len().min(CHUNK));
                    Some(chunk).filter(|chunk| !chunk.is_empty())
                }
                Piece::File { file, left } => ready!(poll_file(file, left, context))?,
                Piece::Stream { stream, left, last } => {
                    let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let next = ready!(poll_stream(stream, left, last, context))?;
                    if next.is_none() {
                        // A stream that has ended is not polled again.
                        *piece = Piece::Bytes(last.take().unwrap_or_default());
                        continue;
                    }
                    next
                }
            };
            match next {
                Some(bytes) => return self.give(bytes),
                None => _ = self.pieces.pop_front(),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The next bytes of a file. No more is sent than the file had when it was opened.
fn poll_file(
    file: &mut File,
    left: &mut Option<u64>,
    context: &mut Context<'_>,
) -> Poll<Result<Option<Bytes>, UploadError>> {
    let most = left.map_or(CHUNK, |left| usize::try_from(left).unwrap_or(CHUNK).min(CHUNK));
    if most == 0 {
        return Poll::Ready(Ok(None));
    }
    let mut chunk = BytesMut::zeroed(most);
    let mut buffer = ReadBuf::new(&mut chunk);
    ready!(Pin::new(file).poll_read(context, &mut buffer)).map_err(|error| UploadError::Source(error.into()))?;
    let length = buffer.filled().len();
    chunk.truncate(length);
    Poll::Ready(match left {
        _ if length > 0 => {
            *left = left.map(|left| left.saturating_sub(length as u64));
            Ok(Some(chunk.freeze()))
        }
        Some(_) => Err(UploadError::Length),
        None => Ok(None),
    })
}

/// The next bytes of a stream. The stream must have its announced length.
fn poll_stream(
    stream: &mut BoxStream,
    left: &mut Option<u64>,
    last: &mut Option<Bytes>,
    context: &mut Context<'_>,
) -> Poll<Result<Option<Bytes>, UploadError>> {
    loop {
        let next = ready!(stream.as_mut().poll_next(context));
        let Some(bytes) = next.transpose().map_err(UploadError::Source)? else {
            let is_whole = left.is_none_or(|left| left == 0);
            return Poll::Ready(if is_whole { Ok(None) } else { Err(UploadError::Length) });
        };
        if let Some(left) = left {
            let Some(rest) = left.checked_sub(bytes.len() as u64) else {
                return Poll::Ready(Err(UploadError::Length));
            };
            *left = rest;
        }
        // Nobody polls for more than the announced length, so the end has to be known before the last bytes are given.
        if *left == Some(0) && last.is_none() {
            *last = Some(bytes).filter(|bytes| !bytes.is_empty());
        } else if !bytes.is_empty() {
            return Poll::Ready(Ok(Some(bytes)));
        }
    }
}

/// Why an upload ended early.
#[derive(Debug)]
pub(crate) enum UploadError {
    /// It could not be read.
    Source(BoxError),
    /// It is longer or shorter than announced.
    Length,
}

impl UploadError {
    /// Whether this is the source of `error`, however deep.
    pub(crate) fn is_behind(error: &(dyn StdError + 'static)) -> bool {
        let mut next = error.source();
        while let Some(error) = next {
            if error.is::<Self>() {
                return true;
            }
            next = error.source();
        }
        false
    }
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Source(_) => "the upload can't be read",
            Self::Length => "the upload doesn't have the announced length",
        })
    }
}

impl StdError for UploadError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Source(error) => Some(&**error),
            Self::Length => None,
        }
    }
}
