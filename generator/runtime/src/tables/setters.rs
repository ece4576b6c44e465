//! The arguments of `new` and of setters, and their conversion.
//!
//! A text can be anything that becomes a `String`, and a list anything that becomes a `Vec`. A value that is boxed because of a cycle
//! is boxed here.

/// The type of an argument for a field of that type.
#[doc(hidden)]
#[macro_export]
macro_rules! taken {
    (String) => { impl ::std::convert::Into<::std::string::String> };
    (std::string::String) => { $crate::taken!(String) };
    (Vec<String>) => {
        impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<::std::string::String>>
    };
    (Vec<$item:ty>) => { impl ::std::convert::Into<::std::vec::Vec<$item>> };
    (std::vec::Vec<$item:ty>) => { impl ::std::convert::Into<::std::vec::Vec<$item>> };
    (Box<$inner:ty>) => { $inner };
    (std::boxed::Box<$inner:ty>) => { $inner };
    ($ty:ty) => { $ty };
}

/// The value of a field of that type, made from its argument.
#[doc(hidden)]
#[macro_export]
macro_rules! kept {
    ($value:ident: String) => {
        ::std::convert::Into::into($value)
    };
    ($value:ident: std::string::String) => {
        ::std::convert::Into::into($value)
    };
    ($value:ident: Vec<String>) => {
        ::std::iter::IntoIterator::into_iter($value).map(::std::convert::Into::into).collect()
    };
    ($value:ident: Vec<$item:ty>) => {
        ::std::convert::Into::into($value)
    };
    ($value:ident: std::vec::Vec<$item:ty>) => {
        ::std::convert::Into::into($value)
    };
    ($value:ident: Box<$inner:ty>) => {
        ::std::boxed::Box::new($value)
    };
    ($value:ident: std::boxed::Box<$inner:ty>) => {
        ::std::boxed::Box::new($value)
    };
    ($value:ident: $ty:ty) => {
        $value
    };
}

/// The setter of a field; nothing for a field that `new` sets.
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    ($field:ident, $key:literal, $presence:ident, (new)) => {};
    ($field:ident, $key:literal, $presence:ident, ($($ty:tt)*)) => {
        $crate::setter!($field, $key, $presence, ($($ty)*) as $field);
    };
    ($field:ident, $key:literal, read_only, ($($ty:tt)*) as $setter:ident) => {
        $crate::setter!(@left_out $field, $key, read_only, ($($ty)*) as $setter);
    };
    ($field:ident, $key:literal, read_only_nullable, ($($ty:tt)*) as $setter:ident) => {
        $crate::setter!(@left_out $field, $key, read_only_nullable, ($($ty)*) as $setter);
    };
    (@left_out $field:ident, $key:literal, $presence:ident, ($($ty:tt)*) as $setter:ident) => {
        #[doc = ::std::concat!("Sets `", $key, "`. It is read-only: requests leave it out.")]
        #[inline]
        pub fn $setter(mut self, $field: $crate::taken!($($ty)*)) -> Self {
            self.$field = $crate::codegen::codec::set::$presence($crate::kept!($field: $($ty)*));
            self
        }
    };
    ($field:ident, $key:literal, $presence:ident, ($($ty:tt)*) as $setter:ident) => {
        #[doc = ::std::concat!("Sets `", $key, "`.")]
        #[inline]
        pub fn $setter(mut self, $field: $crate::taken!($($ty)*)) -> Self {
            self.$field = $crate::codegen::codec::set::$presence($crate::kept!($field: $($ty)*));
            self
        }
    };
}
