use std::time::Duration;

/// What a fetch may cost, however a server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one answer, inflated.
    pub answer: u64,
    /// The most bytes of all answers together.
    pub total: u64,
    /// The longest that one answer may take, redirects aside.
    pub answer_time: Duration,
    /// The longest that a server may say nothing at all.
    pub silence: Duration,
    /// The longest that a source may take as a whole.
    pub total_time: Duration,
    /// The most files that a source is made of.
    pub files: usize,
    /// How often a request is sent before it is given up.
    pub attempts: u32,
    /// The pause before the second attempt, in which the server may come back; each further one is twice as long.
    pub pause: Duration,
    /// How many requests are under way at once.
    pub at_once: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            answer: 64 << 20,
            total: 1 << 30,
            answer_time: Duration::from_secs(30),
            silence: Duration::from_secs(10),
            total_time: Duration::from_secs(15 * 60),
            files: 20_000,
            attempts: 3,
            pause: Duration::from_millis(500),
            at_once: 4,
        }
    }
}
