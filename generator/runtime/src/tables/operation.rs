//! Builders: the items that the requests of all operations share.

/// Writes the items that all builders share: the operation's description, `Clone`, `Debug`, options, the ways to send it, and
/// its calls for a mock server. A builder is a struct around a `Request`.
///
/// The head is the builder's name. The rows are
///
/// - the operation's constant, which the table declares, its method and path, and its id after `as`; a method that is no word of Rust is
///   text;
/// - `server`, for an operation with its own server;
/// - `accept`, if a response's media type differs from the row of the body; `none` if no response has a body;
/// - `security`, alternatives of schemes that are used together, if they differ from the API's;
/// - `redirects`, the documented statuses of 300 to 399, which are not followed;
/// - `idempotency_key`, the header that marks all attempts as one call;
/// - the documented statuses of success, how the body is read and its type: `empty`, `json`, `list`, `entries`, `text`, `bytes`, or
///   `outcome` if it depends on the status, and `outcome_or_bytes` if one of the bodies is bytes;
/// - `or`, for each other media type of a success: the value of `Accept` that asks for it, how it is read and its type, and the name
///   of the method;
/// - `error` and the type of documented errors;
/// - `stream`, for a list in pages: how a page is read, the type of an item, and the constant that says how pages
///   follow each other; after `counted` the parameter that asks how many items there are; then the names of the two methods, if they
///   are not `pages` and `stream`;
/// - `events`, for a response that is read item by item: how an item is read and its type, the constant that says how items
///   follow each other, and the name of the method.
///
/// A body of bytes can also be read piece by piece, with `download`.
///
/// # Examples
///
/// ```text
/// operation! {
///     ListTasks;
///     OPERATION => GET "/projects/{id}/tasks" as "listTasks",
///     security => [["oauth2"]],
///     200 => list(Vec<Task>),
///     error => TasksError,
///     stream => page(Task) by PAGING,
/// }
/// ```
#[macro_export]
macro_rules! operation {
    (
        $builder:ident;
        $constant:ident => $method:tt $path:literal as $id:literal,
        $(server => $server:literal,)?
        $(accept => $accept:tt,)?
        $(security => [$($scheme:tt),* $(,)?],)?
        $(redirects => [$($redirect:literal),*],)?
        $(idempotency_key => $idempotency_key:literal,)?
        $status:literal $(| $other:literal)* => $reader:ident($body:ty),
        $(or $alternative:literal => $read:ident($representation:ty) as $accept_as:ident,)*
        error => $error:ty,
        $(
            stream => $page:ident($item:ty) by $paging:ident
                $(counted $total:literal)? $(as $pages:ident, $stream:ident)?,
        )?
        $(events => $decoder:ident($event:ty) by $format:ident as $events:ident,)?
    ) => {
        static $constant: $crate::codegen::Operation = $crate::codegen::Operation {
            id: $id,
            method: $crate::operation_method!($method),
            path: $path,
            server: $crate::codegen::first(&[$($server)?]),
            accept: $crate::operation_accept!($reader $($accept)?),
            alternatives: &[$($alternative),*],
            security: $crate::operation_security!($([$($scheme),*])?),
            redirects: $crate::operation_redirects!($reader $([$($redirect),*])?),
            idempotency_key: $crate::codegen::first(&[$($idempotency_key)?]),
        };

        impl $builder {
            /// Options for this request only: headers, time limits, retries.
            #[inline]
            pub fn options(self, options: $crate::RequestOptions) -> Self {
                Self(self.0.options(options))
            }

            /// Sends the request and returns the response: its status, its headers and, with `body()` or `into_body()`, its
            /// body. If you await the builder itself, you only get the body.
            #[inline]
            pub fn send(self) -> $crate::ResponseFuture<$body, $error> {
                self.0.send($crate::operation_decoder!($reader $(, $alternative)*))
            }

            $(
                #[doc = ::std::concat!("Asks for the answer by `Accept: ", $alternative, "`.")]
                #[inline]
                pub fn $accept_as(self) -> $crate::Negotiated<$representation, $error> {
                    self.0.negotiated($alternative, |content| {
                        $crate::codegen::decode::asked_as(content, $alternative, $crate::codegen::decode::$read)
                    })
                }
            )*

            $($crate::operation_pages!($error, $page($item), $paging, [$($total)?] $(, $pages, $stream)?);)?
            $(
                /// Sends the request when the stream is first polled, and returns the items of the response one by one, as they arrive.
                #[inline]
                pub fn $events(self) -> $crate::EventStream<$event, $error> {
                    self.0.events(&$format, $crate::codegen::decode_item::$decoder)
                }
            )?
            $crate::operation_download!($reader, $error);
        }

        impl ::std::clone::Clone for $builder {
            fn clone(&self) -> Self {
                Self(::std::clone::Clone::clone(&self.0))
            }
        }

        impl ::std::fmt::Debug for $builder {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.debug_tuple(::std::stringify!($builder)).field(&self.0).finish()
            }
        }

        impl ::std::future::IntoFuture for $builder {
            type Output = ::std::result::Result<$body, $crate::Error<$error>>;
            type IntoFuture = $crate::BodyFuture<$body, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send().into_body()
            }
        }

        $crate::operation_blocking!($builder, $reader($body), $error $(, $alternative)*);
        $crate::operation_mock!($builder, $status, $reader($body), $error);
    };
}

/// The method: a word, or text if it is no word of Rust.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_method {
    ($method:ident) => {
        ::std::stringify!($method)
    };
    ($method:literal) => {
        $method
    };
}

/// How the usual body is read: if there are other media types, the one that came has to be the one that was asked for.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_decoder {
    ($reader:ident) => {
        $crate::codegen::decode::$reader
    };
    ($reader:ident $(, $alternative:literal)+) => {
        |content| $crate::codegen::decode::asked(content, $crate::codegen::decode::$reader)
    };
}

/// The operation's own `security`.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_security {
    () => { ::std::option::Option::None };
    ([$($scheme:tt),*]) => { ::std::option::Option::Some(&[$(&$scheme),*]) };
}

/// How redirections are handled.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_redirects {
    ($reader:ident) => { $crate::codegen::Redirects::Followed };
    (empty [$($redirect:literal),*]) => { $crate::codegen::Redirects::Answers(&[$($redirect),*]) };
    ($reader:ident [$($redirect:literal),*]) => { $crate::codegen::Redirects::Errors(&[$($redirect),*]) };
}

/// The value of `Accept`.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_accept {
    ($reader:ident none) => {
        ""
    };
    ($reader:ident $accept:literal) => {
        $accept
    };
    (text) => {
        "text/plain"
    };
    (bytes) => {
        "application/octet-stream"
    };
    ($reader:ident) => {
        "application/json"
    };
}

/// Writes the methods that read page by page, and item by item.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_pages {
    ($error:ty, $page:ident($item:ty), $paging:ident, [$($total:literal)?]) => {
        $crate::operation_pages!($error, $page($item), $paging, [$($total)?], pages, stream);
    };
    ($error:ty, $page:ident($item:ty), $paging:ident, [$($total:literal)?], $pages:ident, $stream:ident) => {
        /// Returns the pages, each with its status and headers. A page is requested when you poll for it. The request says where to start.
        #[inline]
        pub fn $pages(self) -> $crate::Pages<$item, $error> {
            self.0$(.counted_by($total))?.pages(&$paging, $crate::codegen::decode::$page)
        }

        /// Returns the items of all pages, one by one. A page is requested when the previous one is used up.
        #[inline]
        pub fn $stream(self) -> $crate::Items<$item, $error> {
            self.$pages().into_items()
        }
    };
}

/// Writes the method that reads a body of bytes piece by piece.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_download {
    (bytes, $error:ty) => {
        /// Sends the request and returns the response with an unread body: read it as a stream, or write it straight to a file.
        #[inline]
        pub fn download(self) -> $crate::DownloadFuture<$error> {
            self.0.download()
        }
    };
    (outcome_or_bytes, $error:ty) => {
        $crate::operation_download!(bytes, $error);
    };
    ($reader:ident, $error:ty) => {};
}

/// Writes the method that waits for the response.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! operation_blocking {
    ($builder:ident, $reader:ident($body:ty), $error:ty $(, $alternative:literal)*) => {
        impl $builder {
            /// Sends the request and waits for the response, without an async runtime. Inside one, it returns an error.
            #[inline]
            pub fn send_blocking(self) -> ::std::result::Result<$crate::Response<$body>, $crate::Error<$error>> {
                self.0.send_blocking($crate::operation_decoder!($reader $(, $alternative)*))
            }
        }
    };
}

/// Without the feature there are no requests without an async runtime.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! operation_blocking {
    ($($table:tt)*) => {};
}

/// Writes the builder's calls for a mock server.
#[cfg(feature = "mock")]
#[doc(hidden)]
#[macro_export]
macro_rules! operation_mock {
    ($builder:ident, $status:literal, $reader:ident($body:ty), $error:ty) => {
        impl $crate::mock::Call for $builder {
            type Body = $body;
            type Error = $error;

            #[inline]
            fn expectation(self) -> $crate::mock::Expectation {
                ::std::convert::Into::into(self.0)
            }

            #[inline]
            fn answer(body: &Self::Body) -> $crate::mock::Answer {
                $crate::mock::Answer::$reader($status, body)
            }
        }
    };
}

/// Without the feature there is no mock server.
#[cfg(not(feature = "mock"))]
#[doc(hidden)]
#[macro_export]
macro_rules! operation_mock {
    ($($table:tt)*) => {};
}
