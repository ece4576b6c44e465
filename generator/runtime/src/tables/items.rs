//! Items behind one condition.

/// Writes items as they are: what stands above the call, such as `#[cfg(feature = "..")]`, is true of all of them.
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
