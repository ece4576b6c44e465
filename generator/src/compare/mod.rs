//! What changed from one [`Surface`](crate::lock::Surface) to the next, and what that means for those who use the crate.
