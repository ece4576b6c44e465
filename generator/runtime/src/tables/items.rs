//! Items behind one condition.

/// Writes items unchanged. The attributes of the call, such as `#[cfg(feature = "..")]`, count for all of them.
///
/// # Examples
///
/// ```text
/// #[cfg(feature = "tasks")]
/// items! {
///     mod task;
///     pub use self::task::Task;
/// }
/// ```
#[macro_export]
macro_rules! items {
    ($($item:item)*) => {
        $($item)*
    };
}
