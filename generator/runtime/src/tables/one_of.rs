//! Enums of other types (`oneOf`, `anyOf`), open to values that fit no variant.

/// Writes the items of a union: `From`, `Default`, `Serialize` and `Deserialize`.
///
/// The head names the enum, the variant for values that fit no other, and, after `by`, the discriminator. A row is the
/// discriminator's values, a variant, and
///
/// - the variant's type for `From`, unless another variant holds the same type;
/// - `tagged`, if the discriminator is added on writing, because the type itself may lack it, or `tagged_json`, if
///   it is a number or a boolean;
/// - `unread`, if reading the type would lead back to this union;
/// - `{"kind": "cat" | "dog"}`, if the type has no other values there.
///
/// Without a discriminator, or if no row has its value, a value becomes the variant that keeps most of it. If the value lacks the
/// discriminator, and only one variant keeps all of it, it becomes that variant.
///
/// # Examples
///
/// ```text
/// one_of! {
///     Pet, Unknown, by "petType";
///     "cat" | "kitten" => Cat(Cat),
///     "dog" => Dog(Box<Dog>) tagged,
/// }
/// ```
#[macro_export]
macro_rules! one_of {
    ($name:ident, $unknown:ident; $($rows:tt)*) => {
        $crate::one_of_impl!($name $unknown []; $($rows)*);
    };
    ($name:ident, $unknown:ident, by $property:literal; $($rows:tt)*) => {
        $crate::one_of_impl!($name $unknown [$property]; $($rows)*);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! one_of_impl {
    (
        $name:ident $unknown:ident $property:tt;
        $($($($tag:literal)|+ =>)? $variant:ident $(($($ty:tt)*))? $($word:ident)?
            $({$($key:literal: $($constant:literal)|+),+})?,)*
    ) => {
        $($crate::one_of_from!($name $variant $(($($ty)*))?);)*

        impl ::std::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::$unknown($crate::codegen::unknown($crate::codegen::Value::Null))
            }
        }

        impl $crate::codegen::serde::Serialize for $name {
            fn serialize<S: $crate::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => {
                        $crate::one_of_write!(serializer, value, $property [$($($tag),+)?] $($word)?)
                    })*
                    Self::$unknown(value) => $crate::codegen::serde::Serialize::serialize(value.get(), serializer),
                }
            }
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = <$crate::codegen::Value as $crate::codegen::serde::Deserialize>::deserialize(deserializer)?;
                #[allow(unused_mut, reason = "a union may have no variant to read")]
                let mut best = $crate::codegen::codec::Best::new(value, &$property, &[$($($($tag),+,)?)*]);
                $($crate::one_of_read!(
                    best, Self::$variant, [$($($tag),+)?] $($word)? $({$(($key, &[$($constant),+]),)+})?
                );)*
                best.finish(Self::$unknown)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! one_of_from {
    ($name:ident $variant:ident) => {};
    ($name:ident $variant:ident (Box<$ty:ty>)) => {
        impl ::std::convert::From<$ty> for $name {
            #[inline]
            fn from(value: $ty) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        }
    };
    ($name:ident $variant:ident (std::boxed::Box<$ty:ty>)) => {
        $crate::one_of_from!($name $variant (Box<$ty>));
    };
    ($name:ident $variant:ident ($ty:ty)) => {
        impl ::std::convert::From<$ty> for $name {
            #[inline]
            fn from(value: $ty) -> Self {
                Self::$variant(value)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! one_of_write {
    ($serializer:ident, $value:ident, [$property:literal] [$tag:literal $($others:tt)*] tagged) => {
        $crate::codegen::codec::tagged($serializer, $property, $tag, $value)
    };
    ($serializer:ident, $value:ident, [$property:literal] [$tag:literal $($others:tt)*] tagged_json) => {
        $crate::codegen::codec::tagged_json($serializer, $property, $tag, $value)
    };
    ($serializer:ident, $value:ident, $property:tt $tags:tt $($word:ident)?) => {
        $crate::codegen::serde::Serialize::serialize($value, $serializer)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! one_of_read {
    ($best:ident, $variant:path, $tags:tt unread $({$($constants:tt)*})?) => {};
    ($best:ident, $variant:path, $tags:tt $($word:ident)? {$($constants:tt)*}) => {
        $best.offer_if(&$tags, &[$($constants)*], $variant)
    };
    ($best:ident, $variant:path, $tags:tt $($word:ident)?) => {
        $best.offer(&$tags, $variant)
    };
}
