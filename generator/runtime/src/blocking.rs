//! Requests for callers without an async runtime: they run on their own thread, and the caller waits.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};

use super::error::local_error::LocalError;
use super::events::EventStream;
use super::paging::pages::Items;
use super::request::Request;
use super::response::Response;
use super::response::api_error::ErrorBody;
use super::response::content::{Content, DecodeFailure};
use super::response::error::{Error, Failure};
use super::response::future::{finish, refused};
use super::sending::exchange;
use super::sending::negotiated::Negotiated;
use super::transfer::download::{Answer, DownloadFuture};
use super::transfer::download_file::Target;

/// The runtime of all requests of this process, once there is one.
static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

impl Request {
    /// Sends the request and waits for the response.
    pub fn send_blocking<T, E: ErrorBody>(
        self,
        decode: fn(&Content) -> Result<T, DecodeFailure>,
    ) -> Result<Response<T>, Error<E>> {
        let operation = self.operation_id();
        // The decoded value need not be `Send`.
        finish(run(operation, exchange(self)), decode)
    }
}

impl<T, E: ErrorBody> Negotiated<T, E> {
    /// Sends the request and waits for the response, without an async runtime. Inside one, it returns an error.
    ///
    /// # Errors
    ///
    /// If the request fails, or the thread belongs to an async runtime.
    pub fn send_blocking(self) -> Result<Response<T>, Error<E>> {
        self.request.send_blocking(self.decode)
    }
}

impl<E: ErrorBody> DownloadFuture<E> {
    /// Does the same as [`to_file`](Self::to_file) without an async runtime. Inside one, it returns an error.
    ///
    /// # Errors
    ///
    /// If the request or the download fails, the file can't be written, or the thread belongs to an async runtime.
    pub fn to_file_blocking(self, path: impl Into<PathBuf>) -> Result<u64, Error<E>> {
        let path = path.into();
        let (operation, opening) = self.into_parts();
        let length = run(operation, async move {
            let target = Target::new(operation, &path).await?;
            Ok(match opening.await? {
                Answer::Download(download) => Ok(target.fill(*download).await?),
                Answer::Refusal(content) => Err(*content),
            })
        });
        length?.map_err(refused)
    }
}

impl<T, E> Items<T, E> {
    /// Returns the items without an async runtime. Inside one, you only get an error.
    pub fn into_blocking(self) -> BlockingItems<T, E> {
        BlockingItems { items: Some(self) }
    }
}

/// The items of all pages of an operation, for callers without an async runtime: an iterator.
///
/// It ends with the first error, unless only an item can't be read.
#[must_use = "items are only requested when the iterator is advanced"]
pub struct BlockingItems<T, E> {
    /// `None` after an error.
    items: Option<Items<T, E>>,
}

impl<T: Send + 'static, E: ErrorBody + Send + 'static> Iterator for BlockingItems<T, E> {
    type Item = Result<T, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(item) = self.items.as_mut()?.ready() {
            return Some(Ok(item));
        }
        let mut items = self.items.take()?;
        let operation = items.operation_id();
        let asked = run(operation, async move {
            let item = items.next().await;
            Ok((items, item))
        });
        match asked {
            Ok((items, Ok(item))) => {
                self.items = Some(items);
                item.map(Ok)
            }
            Ok((items, Err(error))) => {
                self.items = Some(items).filter(Items::is_passable);
                Some(Err(error))
            }
            Err(failure) => Some(Err(failure.into())),
        }
    }
}

impl<T, E> fmt::Debug for BlockingItems<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingItems").finish_non_exhaustive()
    }
}

impl<T, E> EventStream<T, E> {
    /// Returns the items without an async runtime. Inside one, you only get an error.
    pub fn into_blocking(self) -> BlockingEvents<T, E> {
        BlockingEvents { events: Some(self) }
    }
}

/// The items of a streamed response as they arrive, for callers without an async runtime: an iterator.
///
/// It ends with the first error, unless only an item can't be read.
#[must_use = "items are asked for when the iterator is advanced"]
pub struct BlockingEvents<T, E> {
    /// `None` after an error of the thread.
    events: Option<EventStream<T, E>>,
}

impl<T: Send + 'static, E: ErrorBody + Send + 'static> Iterator for BlockingEvents<T, E> {
    type Item = Result<T, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut events = self.events.take()?;
        let asked = run(events.operation_id(), async move {
            let item = events.next().await;
            Ok((events, item))
        });
        match asked {
            Ok((events, item)) => {
                self.events = Some(events);
                item.transpose()
            }
            Err(failure) => Some(Err(failure.into())),
        }
    }
}

impl<T, E> fmt::Debug for BlockingEvents<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingEvents").finish_non_exhaustive()
    }
}

/// Waits for `future`, which runs on the runtime's thread.
pub(crate) fn run<T: Send + 'static>(
    operation: &'static str,
    future: impl Future<Output = Result<T, Failure>> + Send + 'static,
) -> Result<T, Failure> {
    if Handle::try_current().is_ok() {
        let what = "a thread of an async runtime can't wait for a request: send it there with `.await`";
        return Err(LocalError::new(operation, what, None).into());
    }
    let started = handle();
    let handle = started
        .map_err(|error| LocalError::new(operation, "the thread for requests can't be started", Some(error.into())))?;
    let (sender, receiver) = mpsc::sync_channel(1);
    handle.spawn(async move {
        // If this fails, nobody waits any more.
        _ = sender.send(future.await);
    });
    // If there is no result, the task has panicked, for example in a hook.
    let answer = receiver
        .recv()
        .map_err(|error| LocalError::new(operation, "the thread for requests gave up the request", Some(error.into())));
    answer?
}

/// The runtime. It is started now if there is none yet.
fn handle() -> io::Result<Handle> {
    let mut started = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*started {
        return Ok(handle.clone());
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let name = concat!(env!("CARGO_PKG_NAME"), " requests").to_owned();
    thread::Builder::new().name(name).spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    *started = Some(handle.clone());
    Ok(handle)
}
