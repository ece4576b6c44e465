//! Documented headers of responses.

/// Writes the function that reads the documented headers of an operation's responses into a struct.
///
/// The head is the struct's name. Each row is a header's name, the field, and how its value is read: `text`, `single`,
/// `boolean`, `date_time` or `list`. A header that is absent or can't be read is `None`.
#[macro_export]
macro_rules! response_headers {
    ($headers:ident; $($name:literal => $field:ident: $reader:ident,)+) => {
        impl $headers {
            /// Reads them from the headers of a response, of an error or of a redirection. What is absent, or can't be read, is
            /// `None`.
            pub fn of(headers: &$crate::codegen::HeaderMap) -> Self {
                Self { $($field: $crate::codegen::header::$reader(headers, $name)),+ }
            }
        }
    };
}
