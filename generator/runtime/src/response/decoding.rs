//! Long decodes run on their own thread, so that other tasks don't wait.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::content::Content;

/// From this size on a body is decoded on another thread, in bytes: a few milliseconds of work.
const LARGE: usize = 1 << 20;

/// A body that is being decoded on another thread.
pub(crate) struct Decoding<R> {
    content: Content,
    /// Independent of the result's type, so that tokio's part is compiled once.
    task: JoinHandle<()>,
    result: Arc<Mutex<Option<R>>>,
}

impl<R: Send + 'static> Decoding<R> {
    /// Starts to decode `content`, if it is large enough for a thread.
    pub(crate) fn start(content: &Content, decode: impl Fn(&Content) -> R + Send + 'static) -> Option<Self> {
        let runtime = if content.body().len() < LARGE { None } else { Handle::try_current().ok() };
        let runtime = runtime?;
        let result = Arc::new(Mutex::new(None));
        let (kept, of_thread) = (Arc::clone(&result), content.clone());
        let work = move || {
            let decoded = decode(&of_thread);
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(decoded);
        };
        Some(Self { content: content.clone(), task: spawn(&runtime, Box::new(work)), result })
    }

    /// The decoded body; `None` if the thread was stopped, or panicked.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<(Content, Option<R>)> {
        _ = ready!(Pin::new(&mut self.task).poll(context));
        let result = self.result.lock().unwrap_or_else(PoisonError::into_inner).take();
        Poll::Ready((self.content.clone(), result))
    }
}

fn spawn(runtime: &Handle, work: Box<dyn FnOnce() + Send>) -> JoinHandle<()> {
    runtime.spawn_blocking(work)
}
