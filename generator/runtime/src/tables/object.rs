//! Structs that are objects in JSON (`type: object`), and lists and maps that need a name.

/// Writes the items of a struct: `new`, setters, `Serialize` and `Deserialize`.
///
/// The head is the struct's name, and after a colon:
///
/// - `all_optional`, if every property may be absent: reading starts from `Default`;
/// - `new()`, or `new(field(Type), ..)` with the required fields.
///
/// A row is the property's name in JSON, its field, and
///
/// - whether it is there: `required`, `nullable` (it is there, and may be null), `optional` (it may be absent, and null is the
///   same), `optional_nullable` (absent and null are two things), `read_only` and `read_only_nullable` (the same two, which
///   requests leave out);
/// - how it is read, where its type's own way is not enough: `list` and `entries` pass over nulls that the specification doesn't
///   allow, among items and among the values of a map; `scalar` reads `1.0` as an integer and an empty string as nothing;
///   `canonical` refuses what would be written in another form; `digits` reads a number from its text, and writes no string for
///   it; `or_empty` reads an object, or an empty string as nothing;
/// - the type that its setter takes, or `new` where that sets it;
/// - `as` and the setter's name, where that is not the field's; `null` and the name of the setter that makes it null.
///
/// The last row may be `..`, for the map of all other properties (`additionalProperties`). With `unknown`, the field keeps properties
/// that the specification doesn't know; the name after `as` is the method that returns them for changes.
///
/// # Examples
///
/// ```text
/// object! {
///     Task: new(id(String));
///     "id" => id: required(new),
///     "labels" => labels: optional list(Vec<String>),
///     "type" => r#type: optional_nullable(TaskType) as with_type null type_null,
///     .. => others: (BTreeMap<String, Value>),
/// }
/// ```
#[macro_export]
macro_rules! object {
    ($model:ident $(; $($rows:tt)*)?) => {
        $crate::object_methods!($model []; $($($rows)*)?);
        $crate::object_collected!($model; $($($rows)*)?);
    };
    ($model:ident: all_optional $(; $($rows:tt)*)?) => {
        $crate::object_methods!($model []; $($($rows)*)?);
        $crate::object_filled!($model; $($($rows)*)?);
    };
    ($model:ident: all_optional, new() $(; $($rows:tt)*)?) => {
        impl $model {
            /// Creates a value without any property.
            #[inline]
            pub fn new() -> Self {
                ::std::default::Default::default()
            }
        }

        $crate::object_methods!($model []; $($($rows)*)?);
        $crate::object_filled!($model; $($($rows)*)?);
    };
    ($model:ident: new($($arguments:tt)*) $(; $($rows:tt)*)?) => {
        $crate::object_methods!($model [$($arguments)*]; $($($rows)*)?);
        $crate::object_collected!($model; $($($rows)*)?);
    };
}

/// Writes `new` if it has arguments, setters, and `Serialize`.
#[doc(hidden)]
#[macro_export]
macro_rules! object_methods {
    (
        $model:ident [$($arguments:tt)*];
        $($key:literal => $field:ident: $presence:ident $($word:ident)* ($($ty:tt)*) $(as $setter:ident)? $(null $null:ident)?,)*
        $(.. => $rest:ident: $($rest_word:ident)* ($($rest_ty:tt)*) $(as $rest_setter:ident)?,)?
    ) => {
        $crate::object_new!($model [$($arguments)*] [$($presence $field,)*] [$($rest)?]);

        impl $model {
            $(
                $crate::setter!($field, $key, $presence, ($($ty)*) $(as $setter)?);
                $(
                    #[doc = ::std::concat!("Sets `", $key, "` to null.")]
                    #[inline]
                    pub fn $null(mut self) -> Self {
                        self.$field = $crate::codegen::codec::null::$presence();
                        self
                    }
                )?
            )*
            $($crate::object_rest!(@setter $rest [$($rest_word)*] ($($rest_ty)*) $($rest_setter)?);)?
        }

        impl $crate::codegen::serde::Serialize for $model {
            fn serialize<S: $crate::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "an object may have no property")]
                let mut object = $crate::codegen::codec::Writer::new(serializer);
                $($crate::object_write!(object, $presence, $key, &self.$field $(, $word)*);)*
                $($crate::object_rest!(@write object, &self.$rest; $($rest_word)*);)?
                object.end()
            }
        }
    };
}

/// Writes `new` if it has arguments.
#[doc(hidden)]
#[macro_export]
macro_rules! object_new {
    ($model:ident [] $fields:tt $rest:tt) => {};
    ($model:ident [$($argument:ident($($ty:tt)*)),* $(,)?] [$($presence:ident $field:ident,)*] [$($rest:ident)?]) => {
        impl $model {
            /// Creates a value from its required properties.
            #[inline]
            pub fn new($($argument: $crate::taken!($($ty)*)),*) -> Self {
                $(let $argument = $crate::kept!($argument: $($ty)*);)*
                Self {
                    $($field: $crate::object_initial!($presence $field),)*
                    $($rest: ::std::default::Default::default(),)?
                }
            }
        }
    };
}

/// The value of a field after `new`.
#[doc(hidden)]
#[macro_export]
macro_rules! object_initial {
    (required $field:ident) => {
        $field
    };
    (nullable $field:ident) => {
        $field
    };
    ($presence:ident $field:ident) => {
        ::std::option::Option::None
    };
}

/// Writes `Deserialize` for a struct whose properties may all be absent.
#[doc(hidden)]
#[macro_export]
macro_rules! object_filled {
    (
        $model:ident;
        $($key:literal => $field:ident: $presence:ident $($word:ident)* ($($ty:tt)*) $(as $setter:ident)? $(null $null:ident)?,)*
        $(.. => $rest:ident: $($rest_word:ident)* ($($rest_ty:tt)*) $(as $rest_setter:ident)?,)?
    ) => {
        impl $crate::codegen::codec::Properties for $model {
            fn read<'de, A: $crate::codegen::serde::de::MapAccess<'de>>(
                &mut self,
                key: $crate::codegen::codec::Key<'de>,
                value: &mut $crate::codegen::codec::Reader<A>,
            ) -> ::std::result::Result<(), A::Error> {
                match &*key {
                    $($key => $crate::object_read!(value, self.$field, $presence $($word)*),)*
                    _ => $crate::object_rest!(@read value, key $(, self.$rest; $($rest_word)*)?),
                }
            }

            $($crate::object_rest!(@unknown $rest $($rest_word)*);)?
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $model {
            fn deserialize<D: $crate::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::codegen::codec::read_properties(deserializer)
            }
        }
    };
}

/// Writes `Deserialize` for a struct with required properties.
#[doc(hidden)]
#[macro_export]
macro_rules! object_collected {
    (
        $model:ident;
        $($key:literal => $field:ident: $presence:ident $($word:ident)* ($($ty:tt)*) $(as $setter:ident)? $(null $null:ident)?,)*
        $(.. => $rest:ident: $($rest_word:ident)* ($($rest_ty:tt)*) $(as $rest_setter:ident)?,)?
    ) => {
        impl $crate::codegen::codec::Object for $model {
            fn read<'de, A: $crate::codegen::serde::de::MapAccess<'de>>(
                object: &mut $crate::codegen::codec::Reader<A>,
            ) -> ::std::result::Result<Self, A::Error> {
                $(let mut $field = ::std::option::Option::None;)*
                $(let mut $rest = <$($rest_ty)* as ::std::default::Default>::default();)?
                while let ::std::option::Option::Some(key) = object.key()? {
                    match &*key {
                        $($key => $crate::object_read!(object, $field, $presence $($word)*)?,)*
                        _ => $crate::object_rest!(@read object, key $(, $rest; $($rest_word)*)?)?,
                    }
                }
                ::std::result::Result::Ok(Self {
                    $($field: $crate::codegen::codec::found::$presence($field, $key)?,)*
                    $($rest,)?
                })
            }

            $($crate::object_rest!(@unknown $rest $($rest_word)*);)?
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $model {
            fn deserialize<D: $crate::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::codegen::codec::read_object(deserializer)
            }
        }
    };
}

/// Reads a property.
#[doc(hidden)]
#[macro_export]
macro_rules! object_read {
    ($value:ident, $slot:expr, $presence:ident) => { $value.$presence(&mut $slot) };
    ($value:ident, $slot:expr, optional scalar) => { $value.optional_scalar(&mut $slot) };
    ($value:ident, $slot:expr, nullable scalar) => { $value.optional_scalar(&mut $slot) };
    ($value:ident, $slot:expr, optional_nullable scalar) => { $value.optional_nullable_scalar(&mut $slot) };
    ($value:ident, $slot:expr, optional digits) => { $value.optional_digits(&mut $slot) };
    ($value:ident, $slot:expr, nullable digits) => { $value.optional_digits(&mut $slot) };
    ($value:ident, $slot:expr, optional_nullable digits) => { $value.optional_nullable_digits(&mut $slot) };
    ($value:ident, $slot:expr, optional or_empty) => { $value.optional_object(&mut $slot) };
    ($value:ident, $slot:expr, nullable or_empty) => { $value.optional_object(&mut $slot) };
    ($value:ident, $slot:expr, optional_nullable or_empty) => { $value.optional_nullable_object(&mut $slot) };
    ($value:ident, $slot:expr, read_only $($word:ident)+) => { $crate::object_read!($value, $slot, optional $($word)+) };
    ($value:ident, $slot:expr, read_only_nullable $($word:ident)+) => {
        $crate::object_read!($value, $slot, optional_nullable $($word)+)
    };
    ($value:ident, $slot:expr, required $($word:ident)+) => { $value.required_by(&mut $slot, $crate::reading!($($word)+)) };
    ($value:ident, $slot:expr, optional_nullable $($word:ident)+) => {
        $value.optional_nullable_by(&mut $slot, $crate::reading!($($word)+))
    };
    ($value:ident, $slot:expr, $presence:ident $($word:ident)+) => {
        $value.optional_by(&mut $slot, $crate::reading!($($word)+))
    };
}

/// Writes a property.
#[doc(hidden)]
#[macro_export]
macro_rules! object_write {
    ($object:ident, $presence:ident, $key:literal, $value:expr) => { $object.$presence($key, $value) };
    ($object:ident, $presence:ident, $key:literal, $value:expr, digits) => {
        $object.$presence($key, &$crate::codegen::codec::written::$presence($value))
    };
    ($object:ident, $presence:ident, $key:literal, $value:expr, $word:ident $(, $words:ident)*) => {
        $crate::object_write!($object, $presence, $key, $value $(, $words)*)
    };
}

/// Reads a property that has no field, or writes the setter of all of them.
#[doc(hidden)]
#[macro_export]
macro_rules! object_rest {
    (@read $value:ident, $key:ident) => { $value.skip() };
    (@read $value:ident, $key:ident, $slot:expr; unknown) => { $value.unknown($key, &mut $slot) };
    (@read $value:ident, $key:ident, $slot:expr;) => { $value.rest($key, &mut $slot) };
    (@read $value:ident, $key:ident, $slot:expr; entries $($word:ident)*) => {
        $value.rest_by($key, &mut $slot, $crate::reading!($($word)*))
    };
    (@write $object:ident, $value:expr; unknown) => { $object.unknown($value) };
    (@write $object:ident, $value:expr; entries digits) => {
        $object.rest(&$crate::codegen::codec::written::entries($value))
    };
    (@write $object:ident, $value:expr; entries $word:ident $($words:ident)+) => {
        $crate::object_rest!(@write $object, $value; entries $($words)+)
    };
    (@write $object:ident, $value:expr; $($word:ident)*) => { $object.rest($value) };
    (@unknown $rest:ident unknown) => {
        fn unknown(&mut self) -> ::std::option::Option<&mut $crate::codegen::codec::UnknownProperties> {
            ::std::option::Option::Some(&mut self.$rest)
        }
    };
    (@unknown $rest:ident $($word:ident)*) => {};
    (@setter $rest:ident [unknown] ($($ty:tt)*) $mutable:ident) => {
        /// Returns the properties that the specification doesn't know, as they were read.
        #[inline]
        pub fn $rest(&self) -> &$crate::codegen::Map<::std::string::String, $crate::codegen::Value> {
            self.$rest.get()
        }

        /// Returns the properties that the specification doesn't know, for changes.
        #[inline]
        pub fn $mutable(&mut self) -> &mut $crate::codegen::Map<::std::string::String, $crate::codegen::Value> {
            self.$rest.get_mut()
        }
    };
    (@setter $rest:ident $words:tt ($($ty:tt)*)) => { $crate::object_rest!(@setter $rest $words ($($ty)*) $rest); };
    (@setter $rest:ident $words:tt ($($ty:tt)*) $setter:ident) => {
        /// Sets all other properties.
        #[inline]
        pub fn $setter(mut self, $rest: impl ::std::convert::Into<$($ty)*>) -> Self {
            self.$rest = ::std::convert::Into::into($rest);
            self
        }
    };
}

/// How a list, or a map, is read.
#[doc(hidden)]
#[macro_export]
macro_rules! reading {
    () => { $crate::codegen::codec::plain() };
    (list $($word:ident)*) => { $crate::codegen::codec::List($crate::reading!($($word)*)) };
    (scalar) => { $crate::codegen::codec::scalar() };
    (digits) => { $crate::codegen::codec::digits() };
    (canonical) => { $crate::codegen::codec::canonical() };
    (entries $($word:ident)*) => { $crate::codegen::codec::Entries($crate::reading!($($word)*)) };
}

/// Writes `From`, `Serialize` and `Deserialize` for a list or a map that contains itself, and so needs a name.
///
/// The head is the name, how it is read (see [`object!`]) and the type that it holds.
///
/// # Examples
///
/// ```text
/// newtype! {
///     Folders: entries list(BTreeMap<String, Vec<Folders>>)
/// }
/// ```
#[macro_export]
macro_rules! newtype {
    ($name:ident: $($word:ident)* ($held:ty)) => {
        impl ::std::convert::From<$held> for $name {
            #[inline]
            fn from(value: $held) -> Self {
                Self(value)
            }
        }

        impl $crate::codegen::serde::Serialize for $name {
            fn serialize<S: $crate::codegen::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::codegen::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::codegen::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::codegen::serde::de::DeserializeSeed::deserialize($crate::reading!($($word)*), deserializer).map(Self)
            }
        }
    };
}
