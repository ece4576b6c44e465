//! Enums whose variant depends on a response's status (`responses`): documented errors, and results of several kinds.

/// Writes the items of an error type: how it is read by status, `Display` and `Error`.
///
/// A row is a status, a range of them, or `..` for all others; the variant; and, unless it has no body, how that is read: `json`,
/// `list`, `entries`, `text`, `bytes`, `scalar` or `canonical` (see [`object!`](crate::object)), or `scalar_list` and the like. The first row that has a response's status reads it.
///
/// `Display` shows only the status, because a body can hold secrets.
///
/// # Examples
///
/// ```text
/// error_type! {
///     TasksError;
///     400 => BadRequest: json,
///     404 => NotFound,
///     500..=599 => ServerError: text,
/// }
/// ```
#[macro_export]
macro_rules! error_type {
    ($name:ident; $($statuses:expr => $variant:ident $(: $reader:ident)?,)*) => {
        impl $crate::ErrorBody for $name {
            fn decode(content: &$crate::Content) -> ::std::result::Result<Self, $crate::DecodeFailure> {
                $crate::by_status!(content; $($statuses => $variant $(: $reader)?,)*)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant { .. } => $crate::codegen::Statuses::describe(&($statuses), formatter),)*
                }
            }
        }

        impl ::std::error::Error for $name {}

        $crate::answer_by_status!($name, 500; $($statuses => $variant $(: $reader)?,)*);
    };
}

/// Writes how the response of an operation is read by status.
///
/// Rows are those of an [`error_type!`].
///
/// # Examples
///
/// ```text
/// outcome! {
///     CreateTaskOutcome;
///     201 => Created: json,
///     202 => Accepted,
/// }
/// ```
#[macro_export]
macro_rules! outcome {
    ($name:ident; $($statuses:expr => $variant:ident $(: $reader:ident)?,)*) => {
        impl $crate::codegen::Outcome for $name {
            fn decode(content: &$crate::Content) -> ::std::result::Result<Self, $crate::DecodeFailure> {
                $crate::by_status!(content; $($statuses => $variant $(: $reader)?,)*)
                    .or_else(|failure| $crate::by_body!(content, failure; $($variant $(: $reader)?,)*))
            }
        }

        $crate::answer_by_status!($name, 200; $($statuses => $variant $(: $reader)?,)*);
    };
}

/// Reads the variant of the first row with the response's status.
#[doc(hidden)]
#[macro_export]
macro_rules! by_status {
    ($content:ident; $($statuses:expr => $variant:ident $(: $reader:ident)?,)*) => {{
        $(
            if $crate::codegen::Statuses::have(&($statuses), $content.status()) {
                return $crate::read_body!($content, Self::$variant $(, $reader)?);
            }
        )*
        ::std::result::Result::Err($content.unexpected())
    }};
}

/// Reads a response whose status is in no row, as the first variant that its body fits.
#[doc(hidden)]
#[macro_export]
macro_rules! by_body {
    ($content:ident, $failure:ident; $($variant:ident $(: $reader:ident)?,)*) => {{
        $(
            if let ::std::option::Option::Some(read) = $crate::read_undocumented!($content, Self::$variant $(, $reader)?) {
                return ::std::result::Result::Ok(read);
            }
        )*
        ::std::result::Result::Err($failure)
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! read_undocumented {
    ($content:ident, $variant:path) => {
        $content.undocumented(false, |_| ::std::result::Result::Ok($variant))
    };
    ($content:ident, $variant:path, $reader:ident) => {
        $content.undocumented(true, |content| $crate::read_body!(content, $variant, $reader))
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! read_body {
    ($content:ident, $variant:path) => {
        ::std::result::Result::Ok($variant)
    };
    ($content:ident, $variant:path, $reader:ident) => {
        $crate::codegen::decode::$reader($content).map($variant)
    };
}

/// Writes how a mock server answers with each variant.
#[cfg(feature = "mock")]
#[doc(hidden)]
#[macro_export]
macro_rules! answer_by_status {
    ($name:ident, $status:literal; $($statuses:expr => $variant:ident $(: $reader:ident)?,)*) => {
        impl $crate::mock::AnswerByStatus for $name {
            fn answer(&self) -> $crate::mock::Answer {
                match self {
                    $(Self::$variant $(($reader))? => {
                        let status = $crate::codegen::Statuses::example(&($statuses), $status);
                        $crate::answer!(status $(, $reader)?)
                    })*
                }
            }
        }
    };
}

/// Without the feature there is no mock server.
#[cfg(not(feature = "mock"))]
#[doc(hidden)]
#[macro_export]
macro_rules! answer_by_status {
    ($($table:tt)*) => {};
}

#[cfg(feature = "mock")]
#[doc(hidden)]
#[macro_export]
macro_rules! answer {
    ($status:ident) => {
        $crate::mock::Answer::empty($status, &())
    };
    ($status:ident, $reader:ident) => {
        $crate::mock::Answer::$reader($status, $reader)
    };
}

#[cfg(not(feature = "mock"))]
#[doc(hidden)]
#[macro_export]
macro_rules! answer {
    ($($table:tt)*) => {};
}
