//! How a property is handled, by its presence: each has a function of that name.

/// The value of a field, made from the argument of its setter.
pub mod set {
    /// It is always there.
    pub fn required<T>(value: T) -> T {
        value
    }

    /// It is always there, and may be null.
    pub fn nullable<T>(value: T) -> Option<T> {
        Some(value)
    }

    /// It may be absent.
    pub fn optional<T>(value: T) -> Option<T> {
        Some(value)
    }

    /// It may be absent or null.
    pub fn optional_nullable<T>(value: T) -> Option<Option<T>> {
        Some(Some(value))
    }

    /// It may be absent, and requests leave it out.
    pub fn read_only<T>(value: T) -> Option<T> {
        Some(value)
    }

    /// It may be absent or null, and requests leave it out.
    pub fn read_only_nullable<T>(value: T) -> Option<Option<T>> {
        Some(Some(value))
    }
}

/// The value of a field that is null.
pub mod null {
    /// It is always there.
    pub fn nullable<T>() -> Option<T> {
        None
    }

    /// It may be absent.
    pub fn optional_nullable<T>() -> Option<Option<T>> {
        Some(None)
    }

    /// It may be absent, and requests leave it out.
    pub fn read_only_nullable<T>() -> Option<Option<T>> {
        Some(None)
    }
}

/// The value of a field, made from the property as it was found.
pub mod found {
    use serde::de::Error;

    /// The property has to be there: otherwise the error names it.
    pub fn required<T, E: Error>(value: Option<T>, name: &'static str) -> Result<T, E> {
        value.ok_or_else(|| E::missing_field(name))
    }

    /// An absent property is null.
    pub fn nullable<T, E>(value: Option<T>, _: &str) -> Result<Option<T>, E> {
        Ok(value)
    }

    /// An absent property is `None`.
    pub fn optional<T, E>(value: Option<T>, _: &str) -> Result<Option<T>, E> {
        Ok(value)
    }

    /// An absent property is `None`, null `Some(None)`.
    pub fn optional_nullable<T, E>(value: Option<Option<T>>, _: &str) -> Result<Option<Option<T>>, E> {
        Ok(value)
    }

    /// An absent property is `None`.
    pub fn read_only<T, E>(value: Option<T>, _: &str) -> Result<Option<T>, E> {
        Ok(value)
    }

    /// An absent property is `None`, null `Some(None)`.
    pub fn read_only_nullable<T, E>(value: Option<Option<T>>, _: &str) -> Result<Option<Option<T>>, E> {
        Ok(value)
    }
}
