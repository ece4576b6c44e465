//! Enums of strings and of integers, open to values that the specification doesn't list (`enum`).

/// Writes the items of an enum of strings: its text, conversions from and to it, `Default`, `Serialize` and `Deserialize`.
///
/// The head names the enum, and the variant for all other values. A row is a value in JSON and its variant.
///
/// # Examples
///
/// ```text
/// string_enum! {
///     State, Unknown;
///     "in progress" => InProgress,
///     "DONE" => Done,
/// }
/// ```
#[macro_export]
macro_rules! string_enum {
    ($name:ident, $unknown:ident $(; $($text:literal => $variant:ident,)*)?) => {
        impl $name {
            /// Returns the value as it is written in JSON.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $($(Self::$variant => $text,)*)?
                    Self::$unknown(value) => value.get(),
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($($text => Self::$variant,)*)?
                    _ => Self::$unknown($crate::codegen::unknown(::std::string::String::from(text))),
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(<Self as ::std::convert::From<&str>>::from(text))
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl ::std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                <Self as ::std::convert::From<&str>>::from("")
            }
        }

        impl $crate::codegen::serde::Serialize for $name {
            fn serialize<S: $crate::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::codegen::codec::string(deserializer, |text| <Self as ::std::convert::From<&str>>::from(text))
            }
        }
    };
}

/// Writes the items of an enum of integers: its number, conversions from and to it, `Default`, `Serialize` and `Deserialize`.
///
/// The head names the enum, and the variant for all other values. A row is a value in JSON and its variant.
///
/// # Examples
///
/// ```text
/// integer_enum! {
///     Level, Unknown;
///     1 => Low,
///     10 => High,
/// }
/// ```
#[macro_export]
macro_rules! integer_enum {
    ($name:ident, $unknown:ident; $($integer:literal => $variant:ident,)*) => {
        impl $name {
            /// Returns the value as it is written in JSON.
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    Self::$unknown(value) => *value.get(),
                }
            }
        }

        impl ::std::convert::From<i64> for $name {
            #[inline]
            fn from(integer: i64) -> Self {
                match integer {
                    $($integer => Self::$variant,)*
                    _ => Self::$unknown($crate::codegen::unknown(integer)),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), formatter)
            }
        }

        impl ::std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                <Self as ::std::convert::From<i64>>::from(0)
            }
        }

        impl $crate::codegen::serde::Serialize for $name {
            fn serialize<S: $crate::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::codegen::codec::integer(deserializer, <Self as ::std::convert::From<i64>>::from)
            }
        }
    };
}
