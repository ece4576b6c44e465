//! Downloads that are written to a file, which is there when it is whole or not at all.

use std::convert::Infallible;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use super::super::error::local_error::LocalError;
use super::super::response::api_error::ErrorBody;
use super::super::response::error::{Error, Failure};
use super::download::{Download, DownloadFuture};

impl<E: ErrorBody> DownloadFuture<E> {
    /// Sends the request and writes the body to the file at `path`, as [`Download::to_file`] does. Gives its length.
    ///
    /// # Errors
    ///
    /// Where the request or the download fails, or the file can't be written.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error<E>> {
        let download = self.await?;
        Ok(write(download, path.as_ref()).await?)
    }
}

impl Download {
    /// Writes the rest of the body to the file at `path`, in place of one that is there, and gives its length.
    ///
    /// The file appears when it is whole: until then it has a temporary name in the same folder, and it is removed
    /// where the download fails or the future is dropped.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk), and where the file can't be written.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<u64, Error<Infallible>> {
        Ok(write(self, path.as_ref()).await?)
    }
}

/// Writes what is left of `download` to the file at `path`.
pub(crate) async fn write(mut download: Download, path: &Path) -> Result<u64, Failure> {
    let operation = download.operation();
    let failed = |error: io::Error| {
        LocalError::new(operation, format!("{} can't be written", path.display()), Some(error.into()))
    };
    let (file, temporary) = create(path.to_owned()).await.map_err(failed)?;
    let mut file = File::from_std(file);
    let mut length = 0_u64;
    while let Some(bytes) = download.piece().await? {
        file.write_all(&bytes).await.map_err(failed)?;
        length = length.saturating_add(bytes.len() as u64);
    }
    // Of the last write it is not known before whether it went well.
    file.flush().await.map_err(failed)?;
    file.sync_all().await.map_err(failed)?;
    drop(file);
    rename(temporary, path.to_owned()).await.map_err(failed)?;
    Ok(length)
}

/// Makes a new file beside `path`.
async fn create(path: PathBuf) -> io::Result<(fs::File, Temporary)> {
    // What is made is handed over by the thread that makes it, so that it is removed even if nobody waits any more.
    let created = tokio::task::spawn_blocking(move || {
        let temporary = Temporary::beside(&path)?;
        let file = OpenOptions::new().write(true).create_new(true).open(&temporary.path);
        match file {
            Ok(file) => Ok((file, temporary)),
            Err(error) => {
                temporary.keep();
                Err(error)
            }
        }
    });
    created.await.map_err(io::Error::other)?
}

async fn rename(temporary: Temporary, path: PathBuf) -> io::Result<()> {
    tokio::task::spawn_blocking(move || temporary.rename(&path)).await.map_err(io::Error::other)?
}

/// A file that is removed unless it gets its final name.
struct Temporary {
    path: PathBuf,
}

impl Temporary {
    /// A name that no file has, in the folder of `path`.
    fn beside(path: &Path) -> io::Result<Self> {
        let Some(name) = path.file_name() else { return Err(io::ErrorKind::InvalidFilename.into()) };
        let name = format!(".{}.{:016x}.part", name.display(), fastrand::u64(..));
        Ok(Self { path: path.with_file_name(name) })
    }

    fn rename(self, path: &Path) -> io::Result<()> {
        fs::rename(&self.path, path)?;
        self.keep();
        Ok(())
    }

    /// Leaves the name to others.
    fn keep(mut self) {
        self.path = PathBuf::new();
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // There is nobody to tell.
            _ = fs::remove_file(&self.path);
        }
    }
}
